"""Staff hear which files a letter to a customer goes without."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.replies import reason
from bot.rules import Rules
from bot.telling import Telling
from guard import Screened, join
from mail import words
from records.engine import Session
from records.facts import to_facts
from tickets import reads, writes
from tickets.values import Actor, Audience, EntryKind
from tickets.writes import NewEntry


def tell_left_out(
    session: Session, entry_id: int, left_out: Sequence[Screened], rules: Rules, at: datetime
) -> None:
    """Once for each entry that letters are about, in the ticket's thread at the desk or by mail."""
    entry, source = reads.entry(session, entry_id), f"left-out:{entry_id}"
    if entry is None or reads.entry_from(session, source) is not None:
        return
    text = join(words.SENT_WITHOUT, *left_out, by="\n")
    new = NewEntry(
        entry.conversation_id,
        at,
        EntryKind.NOTE,
        Actor.BOT,
        entry.ticket_number,
        audience=Audience.STAFF,
        facts={"reply": to_facts(reason(text))},
        words=text,
        source=source,
    )
    note = writes.add(session, new)
    tell = Telling(session, entry.conversation_id, at, rules)
    if rules.desk_channel:
        tell.desk(note, "reply")
    else:
        tell.letter(note, "desk")
