"""Maintenance windows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table of maintenance windows."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "maintenance",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("scheduled", sa.Boolean, nullable=False),
        sa.Column("start_at", moment, nullable=False),
        sa.Column("end_at", moment, nullable=False),
        sa.Column("published_start", moment),
        sa.Column("published_end", moment),
        sa.Column("announced_at", moment, nullable=False),
        sa.Column("cancelled_at", moment),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_maintenance_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_maintenance"),
    )
    op.create_index("ix_maintenance_conversation_id", "maintenance", ["conversation_id"])
    op.create_index("ix_maintenance_start_at", "maintenance", ["start_at"])
