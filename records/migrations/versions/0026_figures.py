"""What the figures are counted in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from records.base import Instant

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Create the tables, empty: the next rounds fill them out of the history."""
    _questions()
    _tickets()
    _clocks()
    _kept()
    op.create_index("ix_tickets_customer_id_opened_at", "tickets", ["customer_id", "opened_at"])


def _questions() -> None:
    op.create_table(
        "figure_questions",
        sa.Column("entry_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=True),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("ending", sa.String(12), nullable=False),
        sa.Column("shown", sa.String(8), nullable=False),
        sa.Column("decided", sa.String(20), nullable=True),
        sa.PrimaryKeyConstraint("entry_id", name="pk_figure_questions"),
    )
    op.create_index("ix_figure_questions_conversation_id", "figure_questions", ["conversation_id"])
    columns = ["day", "ending", "shown", "decided", "customer_id"]
    op.create_index("ix_figure_questions_day", "figure_questions", columns)


def _tickets() -> None:
    op.create_table(
        "figure_tickets",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("solved_at", Instant, nullable=True),
        sa.Column("solved_day", sa.Integer, nullable=True),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.Column("unconfirmed", sa.Boolean, nullable=False),
        sa.Column("reopened", sa.Boolean, nullable=False),
        sa.Column("stars", sa.Integer, nullable=True),
        sa.Column("settles_at", Instant, nullable=True),
        sa.Column("durable", sa.Boolean, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_figure_tickets"),
    )
    op.create_index("ix_figure_tickets_day", "figure_tickets", ["day", "category", "hour", "customer_id"])
    op.create_index("ix_figure_tickets_solved_day", "figure_tickets", ["solved_day"])
    op.create_index("ix_figure_tickets_durable", "figure_tickets", ["durable", "settles_at"])


def _clocks() -> None:
    op.create_table(
        "figure_clocks",
        sa.Column("entry_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("ticket_number", sa.Integer, nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("tier", sa.String(10), nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("standing", sa.String(10), nullable=False),
        sa.Column("waited", sa.Float, nullable=True),
        sa.PrimaryKeyConstraint("entry_id", name="pk_figure_clocks"),
    )
    op.create_index("ix_figure_clocks_ticket_number", "figure_clocks", ["ticket_number"])
    columns = ["day", "tier", "standing", "due_at", "waited", "customer_id"]
    op.create_index("ix_figure_clocks_day", "figure_clocks", columns)


def _kept() -> None:
    op.create_table(
        "figure_kept",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("made_by", sa.String(120), nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("until", sa.Integer, nullable=False),
        sa.Column("turned_at", Instant, nullable=False),
        sa.Column("counted", sa.Integer, nullable=False),
        sa.Column("newest", sa.Integer, nullable=False),
        sa.Column("whole_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_figure_kept"),
    )
