"""An index from which the hashes of all articles are read."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Create the index."""
    op.create_index("ix_articles_digest", "articles", ["slug", "digest"])
