"""The queue by the time left has an index of its own: of a status those whose clock runs, and the others."""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Create it; the one of the status alone is its beginning."""
    op.create_index("ix_tickets_by_time", "tickets", ["status", "target_at", "number"])
    op.drop_index("ix_tickets_of_status", "tickets")
