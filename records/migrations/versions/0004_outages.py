"""Outages, and the conversations that belong to each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables of outages and of their reports."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "outages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("cause", sa.String(10), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("raised_at", moment, nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("ended_at", moment),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("last_words", sa.Text),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("open_mark", sa.Integer),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_outages_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outages"),
        sa.UniqueConstraint("open_mark", name="uq_outages_open_mark"),
    )
    op.create_table(
        "outage_reports",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("outage_id", sa.Integer, nullable=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.Column("customer_id", sa.Integer),
        sa.Column("ticket_number", sa.Integer),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["outage_id"], ["outages.id"], name="fk_outage_reports_outage_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_outage_reports_conversation_id"
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_outage_reports_customer_id"),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["tickets.number"], name="fk_outage_reports_ticket_number"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outage_reports"),
        sa.UniqueConstraint(
            "outage_id", "conversation_id", name="uq_outage_reports_outage_id_conversation_id"
        ),
    )
    op.create_index("ix_conversations_started_at", "conversations", ["started_at"])
    op.create_index("ix_outage_reports_outage_id", "outage_reports", ["outage_id"])
    op.create_index("ix_outage_reports_conversation_id", "outage_reports", ["conversation_id"])
