"""The bytes of letters that came in, sealed, until their end date."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from records.base import Instant

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "letters_sealed",
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("key_name", sa.String(16), nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("until", Instant, nullable=False),
        sa.PrimaryKeyConstraint("letter_id", name="pk_letters_sealed"),
        sa.ForeignKeyConstraint(["letter_id"], ["letters_came.id"], name="fk_letters_sealed_letter_id"),
    )
    op.create_index("ix_letters_sealed_until", "letters_sealed", ["until"])
