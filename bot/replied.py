"""Writes a reply into the history together with the count of the articles it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.reply import Reply, ReplyKind
from knowledge import uses
from knowledge.uses import How, Use, Where
from records.engine import Session
from records.facts import to_facts
from tickets import reads, writes
from tickets.writes import NewEntry

LEADS = frozenset({ReplyKind.ANSWER, ReplyKind.OUTAGE})
"""The replies whose first article is given as the answer."""


def write_reply(
    session: Session, new: NewEntry, reply: Reply, *, instead_of: int | None = None, picked: bool = False
) -> int:
    """Write a reply down; returns the id of its entry. Whatever shows articles goes through here.

    ``instead_of`` is the entry of a reply that this one brings up to date: its articles count no more.
    ``picked`` says that somebody chose the article to read it.
    """
    entry = writes.add(session, replace(new, facts={"reply": to_facts(reply), **new.facts}))
    earlier = () if instead_of is None else (_cause(instead_of),)
    if reply.hits or earlier:
        talk = reads.conversation(session, new.conversation_id)
        where = Where(new.at, new.conversation_id, None if talk is None else talk.customer_id)
        uses.count(session, tuple(_uses(reply, entry, picked=picked)), where, earlier)
    return entry


def _uses(reply: Reply, entry: int, *, picked: bool) -> Iterator[Use]:
    first = How.OPENED if picked else How.ANSWER if reply.kind in LEADS else How.NEAR
    for place, hit in enumerate(reply.hits):
        yield Use(hit.slug, How.NEAR if place else first, _cause(entry))


def _cause(entry: int) -> str:
    return f"entry:{entry}"
