"""Where people read an article on the web."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the address of an article; those that are there have none until they are read again."""
    op.add_column("articles", sa.Column("link", sa.String(500), nullable=False, server_default=""))
