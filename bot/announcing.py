"""Tells the asker of a ticket what staff have done, in an entry of its own."""

from __future__ import annotations

from dataclasses import replace

from bot.doing import Doing
from bot.reply import Reply
from records.facts import to_facts
from tickets import reads, writes
from tickets.values import Actor, EntryKind
from tickets.writes import NewEntry

_FOLLOW_UPS = frozenset({EntryKind.STAFF_WORDS, EntryKind.CALL_BEGUN, EntryKind.CONFERENCE_BEGUN})


def announce(doing: Doing, reply: Reply, *, by_mail: bool = False) -> int:
    """The reply goes where the asker's conversation is held, and to the opener ``by_mail``.

    Returns the id of the entry that holds it.
    """
    whole = replace(reply, conversation=doing.conversation)
    new = NewEntry(
        doing.conversation,
        doing.message.at,
        EntryKind.REPLIED,
        Actor.BOT,
        doing.number,
        facts={"reply": to_facts(whole)},
    )
    entry = writes.add(doing.session, new)
    doing.tell.asker(entry, "news")
    if by_mail and doing.number is not None:
        doing.tell.letter(entry, "opener")
    return entry


def is_first_follow_up(doing: Doing) -> bool:
    """Whether staff had not followed up before this: the first time is told by mail as well (policy 4)."""
    history = () if doing.number is None else reads.history(doing.session, number=doing.number)
    return not any(one.kind in _FOLLOW_UPS and one.id != doing.entry for one in history)
