"""The forms behind a quote and a price that sales propose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot import codes
from bot.forms.form import Fields, Form, Notice, Opening, Part, Shown, field, sheet, text_input, tick_box
from bot.message import ActName
from bot.permissions import may
from bot.rules import Rules
from bot.words import SEND
from bot.words import quotes as said
from classifier.category import Category
from tickets import quotes, reads
from tickets.quotes import Purpose, Standing
from tickets.values import Ticket

_PURPOSES = {ActName.QUOTE: Purpose.SERVICE, ActName.PROPOSE: Purpose.CUSTOMIZATION}


def _view(act: ActName, opening: Opening) -> Shown | None:
    """The form, or why there can be no price for this ticket."""
    ticket = reads.ticket_of(opening.session, opening.act.conversation or 0)
    if ticket is None or opening.person is None or not may(opening.person, act):
        return None
    purpose, title = _PURPOSES[act], said.title(_PURPOSES[act], ticket.number)
    standing = quotes.standing(reads.history(opening.session, number=ticket.number))
    why = _out_of_place(purpose, ticket, standing)
    if why:
        return Notice(title, why)
    return sheet(act, title, SEND, ticket.conversation_id, _fields(purpose, standing))


def _out_of_place(purpose: Purpose, ticket: Ticket, standing: Standing) -> str:
    if purpose is Purpose.SERVICE:
        return "" if ticket.category == Category.SERVICE else said.NOT_A_SERVICE
    return "" if standing.with_sales else said.NOT_WITH_SALES


def _fields(purpose: Purpose, standing: Standing) -> list[Part]:
    currency = standing.quote.currency if standing.quote else "USD"
    asked: list[Part] = [
        field("amount", said.AMOUNT, text_input("", many_lines=False), hint=said.AMOUNT_HINT),
        field("currency", said.CURRENCY, text_input(currency, many_lines=False)),
        field("words", said.WHAT, text_input("", many_lines=True)),
    ]
    if purpose is Purpose.SERVICE:
        return asked
    tick = tick_box(said.MANAGEMENT_TICK, ticked=False)
    return [*asked, field("management", said.MANAGEMENT, tick, optional=True)]


def _errors(purpose: Purpose, fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    wrong = {
        "amount": "" if codes.amount(fields.get("amount", "")) else said.AMOUNT_NEEDED,
        "currency": "" if codes.currency(fields.get("currency", "")) else said.CURRENCY_NEEDED,
        "words": "" if fields.get("words", "").strip() else said.WHAT_NEEDED,
    }
    if purpose is Purpose.CUSTOMIZATION and not fields.get("management"):
        wrong["management"] = said.MANAGEMENT_NEEDED
    return {name: sentence for name, sentence in wrong.items() if sentence}


FORMS: Mapping[ActName, Form] = {
    act: Form(
        partial(_view, act), partial(_errors, purpose), {"amount": codes.amount, "currency": codes.currency}
    )
    for act, purpose in _PURPOSES.items()
}
