"""How far a mailbox was read, and which of its letters made trouble."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from records.base import Instant

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Create the two tables."""
    op.create_table(
        "mailboxes",
        sa.Column("name", sa.String(700), nullable=False),
        sa.Column("validity", sa.BigInteger, nullable=False),
        sa.Column("last_uid", sa.BigInteger, nullable=False),
        sa.Column("read_at", Instant),
        sa.PrimaryKeyConstraint("name", name="pk_mailboxes"),
    )
    op.create_table(
        "mailbox_letters",
        sa.Column("mailbox", sa.String(700), nullable=False),
        sa.Column("uid", sa.BigInteger, nullable=False),
        sa.Column("begun", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("given_up", sa.Boolean, nullable=False),
        sa.Column("tried_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "uid", name="pk_mailbox_letters"),
        sa.ForeignKeyConstraint(["mailbox"], ["mailboxes.name"], name="fk_mailbox_letters_mailbox"),
    )
