"""Indexes for the queue: tickets of a customer, a status, an assignee or a category, the newest first."""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"

_FIRST = {"customer_id": "customer", "status": "status", "assignee_id": "assignee", "category": "category"}


def upgrade() -> None:
    """Create the four indexes; those of the customer and the status alone are their beginnings."""
    for column, name in _FIRST.items():
        op.create_index(f"ix_tickets_of_{name}", "tickets", [column, "number"])
    op.drop_index("ix_tickets_customer_id", "tickets")
    op.drop_index("ix_tickets_status", "tickets")
