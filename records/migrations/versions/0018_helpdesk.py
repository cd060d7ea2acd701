"""Which ticket of the helpdesk behind is whose, and how far its news were read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from records.base import Instant

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Create the two tables."""
    op.create_table(
        "helpdesk_tickets",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("ticket_number", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("name", "ticket_number", name="pk_helpdesk_tickets"),
        sa.UniqueConstraint("name", "reference", name="uq_helpdesk_tickets_name_reference"),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["tickets.number"], name="fk_helpdesk_tickets_ticket_number"
        ),
    )
    op.create_table(
        "helpdesk_marks",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_helpdesk_marks"),
    )
