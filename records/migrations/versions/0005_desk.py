"""Trouble-shooting tasks for customers, merged tickets, and what became of requests to be linked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table of tasks, and note on tickets and requests what staff decided."""
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ticket_number", sa.Integer, nullable=False),
        sa.Column("entry_id", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name="fk_tasks_ticket_number"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_tasks_entry_id"),
    )
    op.create_index("ix_tasks_ticket_number", "tasks", ["ticket_number"])
    op.add_column("tickets", sa.Column("waits_since", sa.DateTime(timezone=True)))
    op.add_column("tickets", sa.Column("merged_into", sa.Integer))
    op.add_column("link_requests", sa.Column("decided_at", sa.DateTime(timezone=True)))
    op.add_column("link_requests", sa.Column("confirmed", sa.Boolean))
