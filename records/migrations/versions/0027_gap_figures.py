"""Since when unanswered queries and topics have been in their state; corrections by their time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Create the table, empty: the next rounds fill it."""
    op.create_table(
        "figure_gaps",
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("ref", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("customer_id", sa.Integer, nullable=True),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("since", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("kind", "ref", name="pk_figure_gaps"),
    )
    op.create_index("ix_figure_gaps_day", "figure_gaps", ["kind", "day", "customer_id"])
    op.create_index("ix_figure_gaps_since", "figure_gaps", ["kind", "since", "state", "customer_id"])
    op.create_index("ix_corrections_at", "corrections", ["at"])
