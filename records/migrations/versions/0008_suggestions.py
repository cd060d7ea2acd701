"""Suggestions for the product, and who asked for each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the tables of suggestions and of who asked."""
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True)),
        sa.Column("released_by_id", sa.Integer),
        sa.Column("released_words", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_suggestions"),
        sa.ForeignKeyConstraint(["released_by_id"], ["people.id"], name="fk_suggestions_released_by_id"),
    )
    op.create_index("ix_suggestions_released_at", "suggestions", ["released_at"])
    op.create_table(
        "suggestion_asks",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("suggestion_id", sa.Integer, nullable=False),
        sa.Column("ticket_number", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion_asks"),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestions.id"], name="fk_suggestion_asks_suggestion_id"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["tickets.number"], name="fk_suggestion_asks_ticket_number"
        ),
        sa.UniqueConstraint(
            "suggestion_id", "ticket_number", name="uq_suggestion_asks_suggestion_id_ticket_number"
        ),
    )
