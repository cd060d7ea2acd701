"""Topics of unanswered queries that stay, what was done to them, and how to find who has gone away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from records.base import Facts, Instant, Words

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Create the two tables; a query knows its topic and its ticket."""
    op.create_table(
        "gap_topics",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("named_by_hand", sa.Boolean, nullable=False),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("assignee_id", sa.Integer),
        sa.Column("merged_into", sa.Integer),
        sa.Column("dismissed_at", Instant),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("questions", sa.Integer, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("customers", sa.Integer, nullable=False),
        sa.Column("tickets", sa.Integer, nullable=False),
        sa.Column("oldest", Instant),
        sa.Column("newest", Instant),
        sa.Column("likes", Facts, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gap_topics"),
    )
    op.create_index("ix_gap_topics_state", "gap_topics", ["state"])
    op.create_table(
        "gap_topic_acts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("topic_id", sa.Integer, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("person_id", sa.Integer),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("facts", Facts, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gap_topic_acts"),
        sa.ForeignKeyConstraint(["topic_id"], ["gap_topics.id"], name="fk_gap_topic_acts_topic_id"),
    )
    op.create_index("ix_gap_topic_acts_topic_id", "gap_topic_acts", ["topic_id"])
    op.add_column("unanswered_queries", sa.Column("topic_id", sa.Integer))
    op.add_column("unanswered_queries", sa.Column("ticket_number", sa.Integer))
    op.add_column("unanswered_queries", sa.Column("still_at", Instant))
    columns = ["topic_id", "state", "asked_at"]
    op.create_index("ix_unanswered_queries_topic", "unanswered_queries", columns)
    op.create_index("ix_unanswered_queries_conversation_id", "unanswered_queries", ["conversation_id"])
    op.create_index("ix_conversations_stage", "conversations", ["stage", "last_heard_at"])
