"""Tells the asker of a ticket what staff have done, in an entry of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.decision import Step
from bot.doing import Doing, Steps
from bot.replies import reason
from bot.reply import Reply
from guard import Screened
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


@dataclass(frozen=True)
class Announce(Step):
    """The asker is told a sentence of ours about what staff have done: no response (policy 4)."""

    text: Screened
    by_mail: bool = False


def carry_out(doing: Doing, step: Announce) -> None:
    announce(doing, reason(step.text), by_mail=step.by_mail)
    doing.refresh_card()


STEPS: Steps = {Announce: carry_out}
