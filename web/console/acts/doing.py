"""One act in the console: its form, what is wrong with what was filled in, and doing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.forms.form import CARRIED, Sheet, callback
from bot.forms.registry import FORMS
from bot.message import ActName
from bot.permissions import ALLOWED, may
from bot.words import console_acts as words
from bot.words.roles import role_needed
from web.console.acts.fields import BEFORE, Input, faults, inputs, read
from web.console.acts.opening import open_form
from web.console.acts.sending import About, send
from web.console.page import Answer, Asked, Go, Html, NotThere, Refused

VALUE = "about"
"""The hidden field with what the act is about besides the conversation."""

_NAME = re.compile(r"[a-z_]{1,30}")
_OURS = frozenset({"csrf", "once", VALUE})


@dataclass(frozen=True)
class Where:
    """Where an act is offered: the address it is sent to, and the page to go back to."""

    action: str
    back: str
    heading: str


@dataclass(frozen=True)
class Blank:
    """A form as its template shows it. ``wrong`` is what is wrong with it as a whole."""

    act: str
    heading: str
    submit: str
    action: str
    back: str
    about: str
    parts: tuple[Input, ...]
    wrong: str = ""


def act_named(name: str) -> ActName:
    """The act of an address; raises :class:`NotThere`."""
    if name not in set(ActName):
        raise NotThere(words.NO_SUCH_ACT)
    return ActName(name)


def form_page(asked: Asked, name: ActName, about: About, where: Where) -> Html:
    """The page of an act's form, or why there is none now; raises :class:`Refused` for who may not."""
    if not may(asked.person, name):
        raise Refused(role_needed(ALLOWED[name].roles))
    with asked.here.reading() as session:
        opened = open_form(session, asked, name, about)
    if isinstance(opened, Sheet):
        return _html(asked, blank(asked, name, opened, where))
    if opened is None:
        return _not_now(where, where.heading, words.NOT_NOW)
    return _not_now(where, opened.title, opened.text)


def blank(asked: Asked, name: ActName, sheet: Sheet, where: Where) -> Blank:
    """The form with what is known filled in."""
    parts = inputs(sheet, zone(asked))
    return Blank(
        name.value, where.heading or sheet.title, sheet.submit, where.action, where.back, sheet.value, parts
    )


def done(asked: Asked, name: ActName, about: About, where: Where) -> Answer:
    """Do what was pressed or filled in; back to the form, with all that was typed, where that is not right.

    What can be done no longer goes down the road all the same: its own sentence says why.
    """
    sheet = _sheet(asked, name, about)
    fields = _as_posted(asked.form) if sheet is None else read(sheet, asked.form, zone(asked))
    wrong = {} if sheet is None else _wrong(asked, name, sheet, fields)
    if sheet is not None and wrong:
        return _again(asked, name, sheet, where, wrong, words.LOOK_AGAIN, 422)
    outcome = send(asked, name, about, fields)
    if outcome.done:
        return Go(where.back, outcome.said)
    if sheet is not None:
        return _again(asked, name, sheet, where, {}, outcome.said, 409)
    return _not_now(where, where.heading, outcome.said, _as_posted(asked.form))


def _sheet(asked: Asked, name: ActName, about: About) -> Sheet | None:
    """The form against which what was posted is held; none for who may not send it."""
    if not may(asked.person, name):
        return None
    with asked.here.reading() as session:
        opened = open_form(session, asked, name, about)
    return opened if isinstance(opened, Sheet) and is_form_of(opened, name) else None


def is_form_of(sheet: Sheet, name: ActName) -> bool:
    """Whether it is sent as this act: where an outage is declared already, the next thing is an update."""
    return sheet.callback == callback(name)


def _not_now(where: Where, title: str, why: str, typed: Mapping[str, str] | None = None) -> Html:
    left = [text for text in (typed or {}).values() if text.strip()]
    told = {"title": title or words.NOT_NOW_TITLE, "why": why, "back": where.back, "typed": left}
    return Html("act_not_now.html", {**told, "lead": words.TYPED}, 409)


def zone(asked: Asked) -> str:
    """The zone in which people here tell the time."""
    return asked.here.rules.promise.hours.zone


def _wrong(asked: Asked, name: ActName, sheet: Sheet, fields: Mapping[str, str]) -> dict[str, str]:
    """What the act's own form finds wrong, and where it is silent, what any form would."""
    carried = {**fields, CARRIED: sheet.carried}
    return {**faults(sheet, fields), **FORMS[name].errors(carried, asked.here.rules, asked.at)}


def _again(
    asked: Asked,
    name: ActName,
    sheet: Sheet,
    where: Where,
    errors: Mapping[str, str],
    wrong: str,
    status: int,
) -> Html:
    shown = blank(asked, name, sheet, where)
    parts = inputs(sheet, zone(asked), asked.form, errors)
    return _html(asked, Blank(**{**vars(shown), "parts": parts, "wrong": wrong}), status)


def _html(asked: Asked, form: Blank, status: int = 200) -> Html:
    label = asked.here.rules.promise.hours.zone_label
    context = {"form": form, "zone": label, "before": BEFORE, "choose": words.CHOOSE}
    return Html("act_form.html" if asked.part else "act.html", context, status)


def _as_posted(form: Mapping[str, str]) -> dict[str, str]:
    """The fields of a press, or of a form that would not open any more."""
    return {name: value for name, value in form.items() if name not in _OURS and _NAME.fullmatch(name)}
