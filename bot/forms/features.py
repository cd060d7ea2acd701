"""The forms in which staff route a wish for the product, and say that a suggestion is released."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot.forms.form import (
    OPTIONS,
    Fields,
    Form,
    Notice,
    Opening,
    Part,
    Shown,
    field,
    one_of,
    option,
    sheet,
    text_input,
    tick_box,
)
from bot.message import ActName
from bot.permissions import may
from bot.requests.features import NEW
from bot.rules import Rules
from bot.words import SEND
from bot.words import features as said
from classifier.category import Category
from tickets import reads, suggestions
from tickets.values import Ticket

MOST_ALIKE = 10
_TITLES = {ActName.TO_SALES: said.SALES_FORM, ActName.TO_DEVELOPMENT: said.DEVELOPMENT_FORM}


def _routing(act: ActName, opening: Opening) -> Shown | None:
    ticket = reads.ticket_of(opening.session, opening.act.conversation or 0)
    if ticket is None or opening.person is None or not may(opening.person, act):
        return None
    title = said.form_title(_TITLES[act], ticket.number)
    if ticket.category != Category.FEATURE:
        return Notice(title, said.NOT_A_WISH)
    fields = _for_sales() if act is ActName.TO_SALES else _for_development(opening, ticket)
    tick = field("confirmed", said.CONFIRM, tick_box(said.CONFIRM_TICK, ticked=False), optional=True)
    return sheet(act, title, SEND, ticket.conversation_id, [*fields, tick])


def _for_sales() -> list[Part]:
    return [field("words", said.FOR_SALES, text_input("", many_lines=True), optional=True)]


def _for_development(opening: Opening, ticket: Ticket) -> list[Part]:
    """The suggestions most like it to choose from; the most alike is chosen when it is alike enough."""
    near = suggestions.like(opening.session, ticket.subject)[:MOST_ALIKE]
    options = [option(NEW, said.A_NEW_ONE), *(option(str(one.id), said.line(one)) for one, _ in near)]
    is_like = bool(near) and near[0][1] >= opening.rules.features.alike
    title = text_input(ticket.subject[: suggestions.TITLE], many_lines=False)
    return [
        field("suggestion", said.WHICH, one_of(options, options[1 if is_like else 0]), hint=said.WHICH_HINT),
        field("title", said.TITLE, title, hint=said.TITLE_HINT, optional=True),
    ]


def _released(opening: Opening) -> Shown | None:
    if opening.person is None or not may(opening.person, ActName.RELEASED):
        return None
    waiting = suggestions.suggestions(opening.session, released=False)[:OPTIONS]
    if not waiting:
        return Notice(said.RELEASED, said.NO_SUGGESTIONS)
    talk = opening.act.conversation
    options = [option(str(one.id), said.line(one)) for one in waiting]
    blocks = [
        field("suggestion", said.WHICH_RELEASED, one_of(options, None)),
        field("words", said.RELEASED_WORDS, text_input("", many_lines=True), hint=said.RELEASED_WORDS_HINT),
    ]
    about = opening.message.place.thread if talk is None else talk
    return sheet(ActName.RELEASED, said.RELEASED, SEND, about, blocks)


def _routing_errors(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    wrong = {} if fields.get("confirmed") else {"confirmed": str(said.CONFIRM_NEEDED)}
    if fields.get("suggestion") == NEW and not fields.get("title", "").strip():
        wrong["title"] = said.TITLE_NEEDED
    return wrong


def _released_errors(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    return {} if fields.get("words", "").strip() else {"words": said.RELEASED_NEEDED}


FORMS: Mapping[ActName, Form] = {
    ActName.TO_SALES: Form(partial(_routing, ActName.TO_SALES), _routing_errors),
    ActName.TO_DEVELOPMENT: Form(partial(_routing, ActName.TO_DEVELOPMENT), _routing_errors),
    ActName.RELEASED: Form(_released, _released_errors),
}
