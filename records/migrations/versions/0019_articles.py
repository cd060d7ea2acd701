"""What articles said before, and which are retired."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from records.base import Facts, Instant, Words

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add who changed an article and since when it is there (as far as is known), and the two tables."""
    op.add_column("articles", sa.Column("changed_by", sa.String(255), nullable=False, server_default=""))
    op.add_column("articles", sa.Column("added_at", Instant))
    op.execute("UPDATE articles SET added_at = changed_at")
    op.create_table(
        "article_versions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("source", sa.String(255), nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("area", sa.String(60), nullable=False),
        sa.Column("audience", sa.String(12), nullable=False),
        sa.Column("updated", sa.Date, nullable=False),
        sa.Column("aliases", Facts, nullable=False),
        sa.Column("body", Words, nullable=False),
        sa.Column("link", sa.String(500), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article_versions"),
        sa.UniqueConstraint("slug", "number", name="uq_article_versions_slug_number"),
    )
    op.create_table(
        "article_retirements",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("why", Words, nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("ended_by", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article_retirements"),
    )
    op.create_index("ix_article_retirements_slug", "article_retirements", ["slug", "ended_at"])
