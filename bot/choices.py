"""What a reply offers under numbers, for doors without buttons: shown as "1 ...", answered by it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.message import ActName
from bot.reply import Offer, Reply

_ONLY_FORMS = frozenset(
    {ActName.TASK_ANSWER, ActName.REMARK, ActName.VISIT_BOOK, ActName.VISIT_CHANGE, ActName.VISIT_CANCEL}
)
"""What is nothing without the fields of a form."""

_NUMBER = re.compile(r"[\s#(\[>*]{0,6}(\d{1,2})[\s.):\]*]{0,6}")
_FAREWELL = re.compile(
    r"\W*(?:thanks|thank you|thx|many thanks|regards|(?:kind|best|warm) regards|best|cheers|sincerely|"
    r"yours|sent from)\b|\W*--|_{3,}",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w.'-]*(?:[ ,]+[A-Z][\w.'-]*){0,3}[ ,]*")


def numbered(reply: Reply) -> tuple[Offer, ...]:
    """What can be chosen by its number, in the order shown, from 1: each once, nothing that needs a form."""
    found: dict[tuple[ActName, str, int | None], Offer] = {}
    for offer in reply.offers:
        if offer.act not in _ONLY_FORMS and not (reply.asks and offer.act is ActName.OPEN):
            found.setdefault((offer.act, offer.value, offer.conversation), offer)
    return tuple(found.values())


def chosen(text: str, offers: Sequence[Offer]) -> Offer | None:
    """The offer whose number the words begin with, when nothing but a farewell or a name follows it."""
    first, *more = [line.strip() for line in text.strip().splitlines() if line.strip()] or [""]
    number = _NUMBER.fullmatch(first)
    if number is None or not 0 < int(number[1]) <= len(offers) or not _is_farewell(more):
        return None
    return offers[int(number[1]) - 1]


def _is_farewell(lines: Sequence[str]) -> bool:
    if not lines or _FAREWELL.match(lines[0]):
        return all("?" not in line for line in lines)
    return len(lines) <= 2 and all(_NAME.fullmatch(line) for line in lines)
