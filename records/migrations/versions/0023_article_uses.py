"""How often articles were shown, opened, sent and judged, counted from the history there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa
from alembic import op

from records.base import Instant

revision = "0023"
down_revision = "0022"

AT_ONCE = 500
"""Conversations that are read, and uses that are written, at once."""
AMENDED = timedelta(seconds=10)
"""Words so soon after others amended them (``talk.amend_seconds`` as shipped): one answer to both."""

_ENTRIES = sa.table(
    "entries",
    sa.column("id", sa.Integer),
    sa.column("conversation_id", sa.Integer),
    sa.column("at", Instant()),
    sa.column("kind", sa.String),
    sa.column("facts", sa.JSON),
)
_CONVERSATIONS = sa.table("conversations", sa.column("id", sa.Integer), sa.column("customer_id", sa.Integer))
_VERDICTS = sa.table(
    "verdicts",
    sa.column("id", sa.Integer),
    sa.column("at", Instant()),
    sa.column("slug", sa.String),
    sa.column("source", sa.String),
    sa.column("essence", sa.String),
    sa.column("customer_id", sa.Integer),
    sa.column("conversation_id", sa.Integer),
)
_HOW = {"solved": "solved", "not_quite": "not_quite", "staff": "sent"}
_LEADS = ("answer", "outage")


def upgrade() -> None:
    """Create the two tables and fill them."""
    uses = op.create_table(
        "article_uses",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("cause", sa.String(255), nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("how", sa.String(12), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("customer_id", sa.Integer),
        sa.Column("conversation_id", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_article_uses"),
        sa.UniqueConstraint("cause", "slug", "how", name="uq_article_uses_cause_slug_how"),
    )
    totals = op.create_table(
        "article_totals",
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("how", sa.String(12), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("last_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("slug", "how", name="pk_article_totals"),
    )
    connection = op.get_bind()
    for rows in (_shown(connection), _judged(connection)):
        while part := list(islice(rows, AT_ONCE)):
            connection.execute(uses.insert(), part)
    op.create_index("ix_article_uses_slug", "article_uses", ["slug", "month", "how", "customer_id"])
    op.create_index("ix_article_totals_how", "article_totals", ["how", "times"])
    counted = sa.select(uses.c.slug, uses.c.how, sa.func.count(), sa.func.max(uses.c.at))
    columns = ["slug", "how", "times", "last_at"]
    op.execute(totals.insert().from_select(columns, counted.group_by(uses.c.slug, uses.c.how)))


def _shown(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """The articles of every reply, some conversations at a time."""
    talk = _CONVERSATIONS.c.id
    last = connection.scalar(sa.select(sa.func.max(talk))) or 0
    columns = (*_ENTRIES.c, _CONVERSATIONS.c.customer_id)
    wanted = sa.select(*columns).join_from(_ENTRIES, _CONVERSATIONS, talk == _ENTRIES.c.conversation_id)
    wanted = wanted.where(_ENTRIES.c.kind.in_(("asked", "pressed", "replied")))
    for first in range(1, last + 1, AT_ONCE):
        some = wanted.where(_ENTRIES.c.conversation_id.between(first, first + AT_ONCE - 1))
        rows = connection.execute(some.order_by(_ENTRIES.c.conversation_id, _ENTRIES.c.id)).mappings().all()
        for _, entries in groupby(rows, key=lambda row: row["conversation_id"]):
            yield from _of_conversation(list(entries))


def _of_conversation(entries: Sequence[sa.RowMapping]) -> Iterator[dict[str, Any]]:
    """Of an answer that the next one brought up to date, nothing."""
    by_id = {entry["id"]: entry for entry in entries}
    replies = [entry for entry in entries if entry["kind"] == "replied" and "reply" in entry["facts"]]
    heard = [by_id.get(entry["facts"].get("heard")) for entry in replies]
    for place, reply in enumerate(replies):
        following = heard[place + 1] if place + 1 < len(heard) else None
        if not _amends(heard[place], following):
            yield from _articles(reply, heard[place])


def _amends(before: sa.RowMapping | None, after: sa.RowMapping | None) -> bool:
    if before is None or after is None or before["kind"] != "asked" or after["kind"] != "asked":
        return False
    since: timedelta = after["at"] - before["at"]
    return since <= AMENDED


def _articles(entry: sa.RowMapping, heard: sa.RowMapping | None) -> Iterator[dict[str, Any]]:
    reply = entry["facts"]["reply"]
    picked = heard is not None and (heard["facts"].get("act") or {}).get("name") == "show_article"
    first = "opened" if picked else "answer" if reply["kind"] in _LEADS else "near"
    for place, hit in enumerate(reply.get("hits") or ()):
        how = "near" if place else first
        yield _row(hit["slug"], how, f"entry:{entry['id']}", entry["at"], entry)


def _judged(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Of what people said of an article for one question, the last word; of staff, each time."""
    found: dict[str, dict[str, Any]] = {}
    for verdict in connection.execute(sa.select(_VERDICTS).order_by(_VERDICTS.c.at)).mappings():
        if how := _HOW.get(verdict["source"]):
            about = f"judged:{verdict['conversation_id']}:{verdict['essence']}"
            cause = f"verdict:{verdict['id']}" if how == "sent" else about
            key = f"{cause}:{verdict['slug']}"
            found[key] = _row(verdict["slug"], how, key, verdict["at"], verdict)
    yield from found.values()


def _row(slug: str, how: str, cause: str, at: datetime, of: sa.RowMapping) -> dict[str, Any]:
    return {
        "slug": slug,
        "how": how,
        "cause": cause,
        "at": at,
        "month": at.year * 100 + at.month,
        "customer_id": of["customer_id"],
        "conversation_id": of["conversation_id"],
    }
