"""The forms in which staff declare an outage, bring it up to date and close it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from bot import words as bot_words
from bot.forms.form import (
    CARRIED,
    Fields,
    Form,
    Opening,
    Part,
    Shown,
    field,
    moment_input,
    moment_of,
    nothing_wrong,
    sheet,
    text_input,
)
from bot.message import ActName
from bot.permissions import may
from bot.rules import Rules
from bot.trouble.outages import fault_in_end, fault_in_start, fault_in_title
from bot.words import outages as words
from guard import Screened
from tickets import outages
from tickets.outages import Outage, OutageState

_ONLY_OPEN = (ActName.OUTAGE_UPDATE, ActName.OUTAGE_RESOLVE, ActName.OUTAGE_REFUSE)


def _form(act: ActName, opening: Opening) -> Shown | None:
    """The form; None (the road says why) for who may not use it, or when nothing is open to use it on.

    Where an outage is declared already, the next thing is an update on it.
    """
    person, outage = opening.person, outages.open_one(opening.session)
    if person is None or not may(person, act):
        return None
    if outage is None and act in _ONLY_OPEN:
        return None
    if act is ActName.DECLARE and outage is not None and outage.state is OutageState.DECLARED:
        act = ActName.OUTAGE_UPDATE
    talk = opening.act.conversation
    about = opening.message.place.thread if talk is None else talk
    title, parts = words.FORM_TITLES[act], _BLOCKS[act](outage, opening)
    if outage is None:
        return sheet(act, title, bot_words.SEND, about, parts)
    began = int(outage.started_at.timestamp())
    return sheet(act, title, bot_words.SEND, about, parts, value=outage.id, carried=began)


def _to_declare(outage: Outage | None, opening: Opening) -> list[Part]:
    known = outage is not None and outage.title != outages.UNTITLED
    title = outage.title if outage is not None and known else ""
    started = opening.now if outage is None else outage.started_at
    return [
        field("title", words.TITLE_LABEL, text_input(title, many_lines=False), hint=words.NO_NAMES),
        field("words", words.KNOWN_LABEL, text_input("", many_lines=True), optional=True),
        field("started", words.STARTED_LABEL, moment_input(started)),
    ]


def _with_words(_outage: Outage | None, _opening: Opening, *, optional: bool = False) -> list[Part]:
    said = text_input("", many_lines=True)
    return [field("words", words.WORDS_LABEL, said, hint=words.NO_NAMES, optional=optional)]


def _to_resolve(outage: Outage | None, opening: Opening) -> list[Part]:
    ended = field("ended", words.ENDED_LABEL, moment_input(opening.now))
    return [*_with_words(outage, opening, optional=True), ended]


_BLOCKS: Mapping[ActName, Callable[[Outage | None, Opening], list[Part]]] = {
    ActName.DECLARE: _to_declare,
    ActName.OUTAGE_UPDATE: _with_words,
    ActName.OUTAGE_RESOLVE: _to_resolve,
    ActName.OUTAGE_REFUSE: partial(_with_words, optional=True),
}


def _wrong_to_declare(fields: Fields, rules: Rules, now: datetime) -> dict[str, str]:
    started = moment_of(fields.get("started", ""))
    suspected = moment_of(fields.get(CARRIED, ""))
    at_start = None if started is None else fault_in_start(started, now, rules.outage, suspected)
    return _named(title=fault_in_title(fields.get("title", "")), started=at_start)


def _wrong_to_resolve(fields: Fields, _rules: Rules, now: datetime) -> dict[str, str]:
    ended, started = (moment_of(fields.get(name, "")) for name in ("ended", CARRIED))
    if ended is None:
        return {}
    return _named(ended=fault_in_end(ended, now, started or ended))


def _wrong_to_update(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    return {} if fields.get("words", "").strip() else {"words": str(bot_words.WORDS_NEEDED)}


def _named(**faults: Screened | None) -> dict[str, str]:
    return {name: str(fault) for name, fault in faults.items() if fault is not None}


FORMS: Mapping[ActName, Form] = {
    ActName.DECLARE: Form(partial(_form, ActName.DECLARE), _wrong_to_declare),
    ActName.OUTAGE_UPDATE: Form(partial(_form, ActName.OUTAGE_UPDATE), _wrong_to_update),
    ActName.OUTAGE_RESOLVE: Form(partial(_form, ActName.OUTAGE_RESOLVE), _wrong_to_resolve),
    ActName.OUTAGE_REFUSE: Form(partial(_form, ActName.OUTAGE_REFUSE), nothing_wrong),
}
