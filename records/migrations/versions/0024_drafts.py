"""Articles that are being written, and the queries they are to answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from records.base import Facts, Instant, Words

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Create the two tables."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("topic_id", sa.Integer, nullable=True),
        sa.Column("replaces", sa.String(120), nullable=True),
        sa.Column("title", Words, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("area", sa.String(60), nullable=False),
        sa.Column("audience", sa.String(12), nullable=False),
        sa.Column("aliases", Facts, nullable=False),
        sa.Column("body", Words, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("begun_by", sa.Integer, nullable=False),
        sa.Column("changed_by", sa.Integer, nullable=False),
        sa.Column("reviewer", sa.Integer, nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("published_by", sa.Integer, nullable=True),
        sa.Column("published_at", Instant, nullable=True),
        sa.Column("asked_again_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_topic_id", "drafts", ["topic_id"])
    op.create_index("ix_drafts_state", "drafts", ["state", "changed_at"])
    op.create_table(
        "draft_queries",
        sa.Column("draft_id", sa.Integer, nullable=False),
        sa.Column("gap_id", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "gap_id", name="pk_draft_queries"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_draft_queries_draft_id"),
    )
    op.create_index("ix_draft_queries_outcome", "draft_queries", ["outcome"])
    op.create_index("ix_draft_queries_gap_id", "draft_queries", ["gap_id"])
