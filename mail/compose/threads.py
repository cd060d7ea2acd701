"""The thread a letter stands in: what it answers, the letters before it, and its subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guard import Screened, fill, restored, shorten
from mail import words
from mail.clean import is_message_id
from mail.compose.case import Case, Content
from mail.letter import subject_with_number
from tickets import letters
from tickets.values import Ticket

_LONGEST, _TELLING = 100, 10
_ANSWER = re.compile(r"^(?:\s*(?:re|aw|sv|antw|fwd?|wg)\s*:)+\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Thread:
    """The id of the letter that is answered, and those of the letters before this one, oldest first."""

    in_reply_to: str | None = None
    references: tuple[str, ...] = ()


def thread(case: Case, address: str) -> Thread:
    """Where a letter to this address belongs among those it has had, and written, about the same.

    It answers the last letter that came from there; else our first, under which mail programs put it.
    """
    known = letters.thread(case.session, case.talk, address, case.entry.id, case.entry.at)
    usable = [one for one in known if is_message_id(one.message_id)]
    came = [one.message_id for one in usable if not one.ours]
    answered = came[-1] if came else next((one.message_id for one in usable), None)
    if answered is None:
        return Thread()
    others = (one.message_id for one in usable if one.message_id != answered)
    return Thread(answered, (*others, answered))


def subject(case: Case, content: Content) -> Screened:
    """With the ticket's number at the front as soon as there is one."""
    if case.ticket is not None:
        return subject_with_number(case.ticket.number, content.subject or _named(case.ticket))
    if content.subject is not None:
        return content.subject
    if "subject" in case.entry.facts:
        return restored(case.entry.facts["subject"])  # type: ignore[no-any-return]
    return _answer_to(case) or words.NO_SUBJECT


def _named(ticket: Ticket) -> Screened:
    """What a ticket is about: the first line of what was asked, which is a letter's subject."""
    lines = [" ".join(line.split()) for line in ticket.subject.splitlines() if line.strip()]
    telling = lines[0] if lines and len(lines[0]) >= _TELLING else " ".join(lines)
    # Still screened: it is a piece of what was.
    return shorten(restored(telling), _LONGEST)


def _answer_to(case: Case) -> Screened | None:
    """``Re:`` and the subject of the letter that came, or what the conversation is about."""
    came = letters.newest_of(case.session, case.talk)
    asked = came.subject if came is not None and came.subject.strip() else case.conversation().question
    # Still screened: signs were taken out of it, none were added.
    plain = restored(" ".join(_ANSWER.sub("", asked.strip()).partition("\n")[0].split()))
    return fill("Re: {subject}", subject=shorten(plain, _LONGEST)) if plain else None
