"""Probes of the platform, and the times in which one failed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables of probes and of their failures."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "probes",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("looked_at", moment, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing_since", moment),
        sa.PrimaryKeyConstraint("name", name="pk_probes"),
    )
    op.create_table(
        "probe_failures",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("ended_at", moment),
        sa.Column("outage_id", sa.Integer),
        sa.ForeignKeyConstraint(["outage_id"], ["outages.id"], name="fk_probe_failures_outage_id"),
        sa.PrimaryKeyConstraint("id", name="pk_probe_failures"),
    )
    op.create_index("ix_probe_failures_name", "probe_failures", ["name"])
