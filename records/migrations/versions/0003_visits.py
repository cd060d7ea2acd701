"""Scheduled customer visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table of visits."""
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("booked_by_id", sa.Integer, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("work", sa.Text, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guaranteed_until", sa.DateTime(timezone=True)),
        sa.Column("cancelled_at", sa.DateTime(timezone=True)),
        sa.Column("moved", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_visits_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_visits_customer_id"),
        sa.ForeignKeyConstraint(["booked_by_id"], ["people.id"], name="fk_visits_booked_by_id"),
    )
    op.create_index("ix_visits_conversation_id", "visits", ["conversation_id"])
    op.create_index("ix_visits_ends_at", "visits", ["ends_at"])
    op.create_index("ix_visits_customer", "visits", ["customer_id", "starts_at"])
