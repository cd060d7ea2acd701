"""Runs the migrations on the connection that `records.migrate` hands over, within its transaction.

Upgrades need no tables of other rooms: every migration spells out what it does.
"""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
