"""Whose corrections are, whether they were said or tacit, and which model had sorted what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add columns to corrections, conversations and tickets, and the row with the state of the sorting."""
    op.add_column("corrections", sa.Column("tacit", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("corrections", sa.Column("conversation_id", sa.Integer))
    op.add_column("corrections", sa.Column("customer_id", sa.Integer))
    op.add_column("corrections", sa.Column("asker", sa.String(340), nullable=False, server_default=""))
    op.add_column("corrections", sa.Column("was", sa.String(20)))
    op.add_column("corrections", sa.Column("model", sa.String(80)))
    op.add_column("corrections", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_corrections_conversation_id", "corrections", ["conversation_id"])
    op.create_index("ix_corrections_revision", "corrections", ["revision"])
    op.add_column("conversations", sa.Column("model", sa.String(80)))
    op.add_column("tickets", sa.Column("model", sa.String(80)))
    op.create_table(
        "triage_state",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("model", sa.String(80)),
        sa.PrimaryKeyConstraint("id", name="pk_triage_state"),
    )
