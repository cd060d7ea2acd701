"""When a correction was erased that a model may have been fitted to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the revision of the last such correction."""
    op.add_column("triage_state", sa.Column("erased", sa.Integer, nullable=False, server_default="0"))
