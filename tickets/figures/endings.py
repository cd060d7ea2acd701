"""How each question of a conversation ended, out of its history. Pure.

A question begins with words of a customer's person that were sorted and searched, unless they go on with the
question before: added within seconds, said in answer to a question of ours, or to say what it really is. It
reaches up to the next one. Each has exactly one ending, the first of :data:`_ENDINGS` that fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import Any

from tickets.values import Actor, EntryKind


class Ending(StrEnum):
    """What became of a question, so far."""

    TICKET = "ticket"
    STAFF = "staff"
    HANDED = "handed"
    CONFIRMED = "confirmed"
    NOT_QUITE = "not_quite"
    SILENT = "silent"
    NEAR = "near"
    ASKED_BACK = "asked_back"
    NOTHING = "nothing"
    OTHER = "other"


class Shown(StrEnum):
    """What self-help it was shown at the most, before it became a ticket."""

    ANSWER = "answer"
    NEAR = "near"
    NONE = "none"


@dataclass(frozen=True)
class Line:
    """An entry, as far as it tells how a question ended."""

    id: int
    at: datetime
    kind: EntryKind
    actor: Actor
    ticket: int | None
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class AskedQuestion:
    """One question. ``decided`` is what it was first sorted as; None where the person was asked instead."""

    entry: int
    at: datetime
    ending: Ending
    shown: Shown
    decided: str | None


ANSWER, CLOSEST, QUESTION, HANDOVER = "answer", "closest", "question", "handover"
"""Kinds of replies, as the history names them (``bot.reply.ReplyKind``)."""
SOLVED_IT, NOT_QUITE_PRESSED = "solved_it", "not_quite"
"""What is pressed below an answer, as the history names it (``bot.message.ActName``)."""
GOES_ON = "goes_on"
"""The fact of a reply to words that go on with the question before."""


def questions(history: Sequence[Line]) -> tuple[AskedQuestion, ...]:
    """The questions of one conversation; ``history`` is all of it, oldest first."""
    return tuple(_question(part) for part in _parts(history))


def _parts(history: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The history cut before each beginning; what stands before the first is no question's."""
    replies = {line.facts.get("heard"): line for line in history if line.kind is EntryKind.REPLIED}
    begins: list[int] = []
    for place, line in enumerate(history):
        if _begins(line, replies.get(line.id), first=not begins):
            begins.append(place)
    for place, end in pairwise((*begins, len(history))):
        yield history[place:end]


def _begins(line: Line, reply: Line | None, *, first: bool) -> bool:
    if line.kind is not EntryKind.ASKED or line.actor is not Actor.PERSON or reply is None:
        return False
    return _sorting(reply) is not None and (first or not reply.facts.get(GOES_ON))


def _question(part: Sequence[Line]) -> AskedQuestion:
    sorted_as = next((found for line in part if (found := _sorting(line))), {})
    ending = next(ending for ending, fits in _ENDINGS if fits(part))
    decided = sorted_as.get("category") if sorted_as.get("settled", True) else None
    return AskedQuestion(part[0].id, part[0].at, ending, _shown(part), decided)


def _sorting(line: Line) -> Mapping[str, Any] | None:
    """How the words were sorted that this is the reply to; None for any other line."""
    found: Mapping[str, Any] | None = _reply(line).get("triage")
    return found


def _reply(line: Line) -> Mapping[str, Any]:
    return line.facts.get("reply") or {} if line.kind is EntryKind.REPLIED else {}


def _shown(part: Sequence[Line]) -> Shown:
    """What was shown before there was a ticket: an article in its receipt comes too late to help."""
    before = takewhile(lambda line: line.kind is not EntryKind.OPENED, part)
    hits = [reply for line in before if (reply := _reply(line)).get("hits")]
    if any(reply["kind"] == ANSWER and reply.get("triage") for reply in hits):
        return Shown.ANSWER
    return Shown.NEAR if hits else Shown.NONE


def _has(*kinds: EntryKind) -> Callable[[Sequence[Line]], bool]:
    return lambda part: any(line.kind in kinds for line in part)


def _was_handed(part: Sequence[Line]) -> bool:
    return _last(part).get("kind") == HANDOVER or any(line.kind is EntryKind.HANDED_OVER for line in part)


def _pressed_last(name: str) -> Callable[[Sequence[Line]], bool]:
    def pressed(part: Sequence[Line]) -> bool:
        names = [_act(line) for line in part if _act(line) in (SOLVED_IT, NOT_QUITE_PRESSED)]
        return bool(names) and names[-1] == name

    return pressed


def _act(line: Line) -> str | None:
    return (line.facts.get("act") or {}).get("name") if line.kind is EntryKind.PRESSED else None


def _ends_with(kind: str, *, hits: bool | None = None) -> Callable[[Sequence[Line]], bool]:
    def ends(part: Sequence[Line]) -> bool:
        last = _last(part)
        return last.get("kind") == kind and hits in (None, bool(last.get("hits")))

    return ends


def _last(part: Sequence[Line]) -> Mapping[str, Any]:
    """The last reply to the question itself, or that names who may open a ticket."""
    replies = [reply for line in part if (reply := _reply(line))]
    about = [one for one in replies if one.get("triage") or one["kind"] in (QUESTION, HANDOVER)]
    return about[-1] if about else {}


_ENDINGS: Sequence[tuple[Ending, Callable[[Sequence[Line]], bool]]] = (
    (Ending.TICKET, _has(EntryKind.OPENED, EntryKind.CUSTOMER_WORDS)),
    (Ending.STAFF, _has(EntryKind.STAFF_WORDS)),
    (Ending.HANDED, _was_handed),
    (Ending.CONFIRMED, _pressed_last(SOLVED_IT)),
    (Ending.NOT_QUITE, _pressed_last(NOT_QUITE_PRESSED)),
    (Ending.SILENT, _ends_with(ANSWER)),
    (Ending.ASKED_BACK, _ends_with(QUESTION)),
    (Ending.NEAR, _ends_with(CLOSEST, hits=True)),
    (Ending.NOTHING, _ends_with(CLOSEST, hits=False)),
    (Ending.OTHER, lambda _part: True),
)
"""The endings, and when each of them fits; the last one always does."""
