"""A ticket's history as its page shows it: who, when, for whom, what was said, and what did not arrive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import words
from bot.outside import EVENTS, HELPDESK
from bot.telling import MAIL, SLACK, WEBHOOK
from bot.words import history as told
from guard import Screened, fill, own, restored
from records import deliveries
from records.deliveries import Failed
from records.engine import Session
from tickets.values import Actor, Audience, Entry

DOORS = (SLACK, MAIL, WEBHOOK, EVENTS, HELPDESK)
_NAMES = {SLACK: own("in Slack"), MAIL: own("by mail"), WEBHOOK: own("to the pager")}


@dataclass(frozen=True)
class HistoryLine:
    """A line of the history. ``internal`` ones only staff ever read; ``theirs`` are the customer's."""

    id: int
    at: datetime
    who: Screened
    did: Screened
    words: Screened
    internal: bool
    theirs: bool
    file: Screened
    failed: tuple[Screened, ...]


def page(session: Session, entries: Sequence[Entry], before: str, size: int) -> Mapping[str, object]:
    """The newest lines (``before`` the id of one), oldest first; and the addresses' keys of the others."""
    lines = [one for one in entries if not told.says_nothing(one)]
    end = next((at for at, one in enumerate(lines) if str(one.id) == before), len(lines))
    start = max(end - size, 0)
    chosen = lines[start:end]
    failed = deliveries.failed(session, DOORS, {one.id for one in chosen})
    later = min(end + size, len(lines))
    return {
        "lines": [line(one, failed) for one in chosen],
        "earlier": (chosen[0].id, start) if start else None,
        "later": None
        if end == len(lines)
        else (lines[later].id if later < len(lines) else "", len(lines) - end),
        "lines_total": len(lines),
    }


def line(entry: Entry, failed: Sequence[Failed]) -> HistoryLine:
    """One line, with what was given up of telling it."""
    return HistoryLine(
        entry.id,
        entry.at,
        told.who(entry),
        told.did(entry),
        told.said(entry),
        internal=entry.audience is Audience.STAFF,
        theirs=entry.actor is Actor.PERSON,
        file=_file(entry),
        failed=tuple(_undelivered(one) for one in failed if one.entry == entry.id),
    )


def _file(entry: Entry) -> Screened:
    """A file by its name and size, and why it was not passed on."""
    facts = entry.facts.get("file")
    if not isinstance(facts, Mapping):
        return own("")
    named = words.file_named(restored(str(facts.get("name", "–"))), int(facts.get("size", 0)))
    left_out = str(facts.get("left_out") or "")
    return fill("{named}: {why}", named=named, why=restored(left_out)) if left_out else named


def _undelivered(one: Failed) -> Screened:
    where = _NAMES.get(one.door, restored(one.door))
    return fill("Not delivered {where}: it was given up ({why}).", where=where, why=restored(one.why))
