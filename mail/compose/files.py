"""Which files travel with a letter: those given with the words it passes on, or with the file it is about."""

from __future__ import annotations

from bot.telling import SLACK
from mail.compose.case import Case
from records.facts import from_facts
from tickets import reads
from tickets.values import Audience, EntryKind, FileRef
from tickets.writes import BESIDE


def files_of(case: Case) -> tuple[FileRef, ...]:
    """The files of the letter's entry, in their order; never one of an internal note."""
    history = reads.history(case.session, conversation_id=case.entry.conversation_id)
    given = (one for one in history if one.kind is EntryKind.FILE and one.audience is Audience.CUSTOMER)
    wanted = (one for one in given if case.entry.id in (one.id, one.facts.get(BESIDE)))
    return tuple(from_facts(FileRef, one.facts["file"]) for one in wanted)


def are_in_slack(case: Case) -> bool:
    """Whether who reads the letter has the files in their thread in Slack: it repeats words alone."""
    by_address = "at" in case.work.payload
    return not by_address and reads.place_of(case.session, case.talk, reads.ASKER, SLACK) is not None
