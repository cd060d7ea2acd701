"""What letters were sent under which id, and what came in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from records.base import Facts, Instant, Words

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Create the two tables."""
    op.create_table(
        "letters_sent",
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("automatic", sa.Boolean, nullable=False),
        sa.Column("conversation_id", sa.Integer),
        sa.Column("ticket_number", sa.Integer),
        sa.Column("entry_id", sa.Integer),
        sa.Column("failed_at", Instant),
        sa.PrimaryKeyConstraint("message_id", name="pk_letters_sent"),
        sa.UniqueConstraint("token", name="uq_letters_sent_token"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_letters_sent_conversation_id"
        ),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name="fk_letters_sent_ticket_number"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_letters_sent_entry_id"),
    )
    op.create_index("ix_letters_sent_recipient", "letters_sent", ["recipient", "at"])
    op.create_index("ix_letters_sent_conversation_id", "letters_sent", ["conversation_id"])
    op.create_index("ix_letters_sent_ticket_number", "letters_sent", ["ticket_number"])
    op.create_table(
        "letters_came",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("sender", sa.String(254), nullable=False),
        sa.Column("subject", Words, nullable=False),
        sa.Column("words", Words, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("facts", Facts, nullable=False),
        sa.Column("conversation_id", sa.Integer),
        sa.Column("decided_by", sa.Integer),
        sa.Column("decided_at", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_letters_came"),
        sa.UniqueConstraint("digest", name="uq_letters_came_digest"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_letters_came_conversation_id"
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_letters_came_decided_by"),
    )
    op.create_index("ix_letters_came_message_id", "letters_came", ["message_id"])
    op.create_index("ix_letters_came_sender", "letters_came", ["sender", "at"])
    op.create_index("ix_letters_came_state", "letters_came", ["state", "id"])
    op.create_index("ix_letters_came_conversation_id", "letters_came", ["conversation_id"])
