"""The form in which staff write down what somebody has said on the phone (policy 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import words
from bot.forms.form import (
    OPTIONS,
    Choice,
    Control,
    Fields,
    Form,
    Opening,
    Sheet,
    Shown,
    field,
    one_of,
    option,
    sheet,
    text_input,
    tick_box,
)
from bot.forms.ticket import detail_errors, detail_fields
from bot.message import ActName
from bot.permissions import may
from bot.rules import Rules
from bot.words import linking as said
from classifier.category import Category
from tickets import directory
from tickets.values import Detail, DetailName, Person


def _phoned(opening: Opening) -> Shown | None:
    if opening.person is None or not may(opening.person, ActName.PHONED):
        return None
    entitled = [one for one in directory.everybody(opening.session) if one.entitled]
    return phone_form(opening.message.place.thread, entitled)


def phone_form(thread: str, entitled: Sequence[Person]) -> Sheet:
    """Who has phoned, about what; ``entitled`` are listed while a list can hold them all."""
    blocks = [
        field("caller", said.WHO_PHONED, _callers(entitled), hint="" if _listed(entitled) else said.WHO_HINT),
        field("category", said.CATEGORY, _categories(), hint=said.CHARGE_HINT),
        field("agreed", said.AGREED, tick_box(said.AGREED_TICK, ticked=False), optional=True),
        field("subject", said.SUBJECT, text_input("", many_lines=True)),
        *(block for name in DetailName for block in detail_fields(Detail(name), said.IF_GIVEN)),
    ]
    return sheet(ActName.PHONED, said.PHONE_TITLE, words.OPEN_A_TICKET, thread, blocks)


def _listed(entitled: Sequence[Person]) -> bool:
    return 0 < len(entitled) <= OPTIONS


def _callers(entitled: Sequence[Person]) -> Control:
    if not _listed(entitled):
        return text_input("", many_lines=False)
    named = ((one, one.customer.name if one.customer else "") for one in entitled)
    options = [option(str(one.id), f"{one.name} ({customer})") for one, customer in named]
    return one_of(options, None)


def _categories() -> Choice:
    options = [option(one, label.capitalize()) for one, label in words.CATEGORY_WORDS.items()]
    chosen = next(one for one in options if one.value == Category.INCIDENT.value)
    return one_of(options, chosen)


def _wrong(fields: Fields, rules: Rules, _now: datetime) -> dict[str, str]:
    """What is wrong; a detail may be left out, as nobody can be asked once they have hung up."""
    wrong = _needed(fields)
    for name in DetailName:
        wrong |= detail_errors(name, fields, rules.talk.job_pattern, needed=False)
    return wrong


def _needed(fields: Fields) -> dict[str, str]:
    charged = fields.get("category") == Category.SERVICE
    right = {
        "subject": (bool(fields.get("subject", "").strip()), words.SUBJECT_NEEDED),
        "caller": (bool(fields.get("caller", "").strip()), said.WHO_NEEDED),
        "agreed": (bool(fields.get("agreed")) or not charged, said.AGREED_NEEDED),
    }
    return {name: str(why) for name, (holds, why) in right.items() if not holds}


FORMS: Mapping[ActName, Form] = {ActName.PHONED: Form(_phoned, _wrong)}
