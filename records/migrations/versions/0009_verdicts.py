"""What people said of an article as the answer to a question."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the tables of verdicts and of how often those on an article have changed."""
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("source", sa.String(12), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("essence", sa.String(64), nullable=False),
        sa.Column("said_by", sa.String(255), nullable=False),
        sa.Column("customer_id", sa.Integer),
        sa.Column("conversation_id", sa.Integer),
        sa.Column("state", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_verdicts"),
        sa.UniqueConstraint(
            "slug", "essence", "said_by", "source", name="uq_verdicts_slug_essence_said_by_source"
        ),
    )
    op.create_index("ix_verdicts_slug", "verdicts", ["slug", "at"])
    op.create_index("ix_verdicts_conversation_id", "verdicts", ["conversation_id"])
    op.create_table(
        "verdict_revisions",
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_verdict_revisions"),
    )
