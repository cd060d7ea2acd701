"""Who has met the bot through a door: when they were welcomed, and since when they look at their Home."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of acquaintances."""
    op.create_table(
        "acquaintances",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("door", sa.String(20), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("user", sa.String(254), nullable=False),
        sa.Column("welcomed_at", sa.DateTime(timezone=True)),
        sa.Column("home_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_acquaintances"),
        sa.UniqueConstraint("door", "team", "user", name="uq_acquaintances_door_team_user"),
    )
