"""The forms behind a call and a web conference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot import codes
from bot.forms.form import (
    Fields,
    Form,
    Notice,
    Opening,
    Part,
    Shown,
    field,
    moment_input,
    moment_of,
    one_of,
    option,
    sheet,
    text_input,
)
from bot.message import ActName
from bot.requests.ladder import CODE
from bot.rules import Rules
from bot.words import ladder as said
from guard import contact_number
from tickets import ladder, reads, visits
from tickets.ladder import Rung, is_credible
from tickets.values import Entry, Ticket

_RUNGS = {ActName.CALL: Rung.CALL, ActName.CONFERENCE: Rung.CONFERENCE}
_READ = {Rung.CALL: contact_number, Rung.CONFERENCE: codes.link}
_LABEL = {Rung.CALL: (said.NUMBER, said.NUMBER_HINT), Rung.CONFERENCE: (said.LINK, "")}
_WRONG = {Rung.CALL: said.NUMBER_NEEDED, Rung.CONFERENCE: said.LINK_NEEDED}


def _view(act: ActName, opening: Opening) -> Shown | None:
    """The form, or why the step may not be taken yet."""
    ticket = reads.ticket_of(opening.session, opening.act.conversation or 0)
    if ticket is None or opening.person is None or not opening.person.is_staff:
        return None
    rung = _RUNGS[act]
    title = said.title(rung, ticket.number)
    seen = visits.windows(opening.session, ticket.customer.id, opening.now)
    climb = ladder.climb(opening.session, ticket, seen, opening.now)
    missing = climb.missing(rung, opening.rules.ladder)
    if missing:
        return Notice(title, said.not_yet(rung, missing))
    return sheet(act, title, said.RECORD, ticket.conversation_id, _fields(rung, opening, ticket))


def _fields(rung: Rung, opening: Opening, ticket: Ticket) -> list[Part]:
    label, hint = _LABEL[rung]
    known = _last(reads.history(opening.session, number=ticket.number), CODE[rung])
    outcomes = [option(outcome, name) for outcome, name in said.OUTCOMES[rung].items()]
    return [
        field(CODE[rung], label, text_input(known, many_lines=False), hint=hint),
        field("begun", said.BEGUN, moment_input(opening.now)),
        field("words", said.WHY, text_input("", many_lines=True)),
        field("outcome", said.OUTCOME, one_of(outcomes, outcomes[0])),
    ]


def _last(history: tuple[Entry, ...], name: str) -> str:
    """The number or link that was used last for this ticket."""
    return next((str(one.facts[name]) for one in reversed(history) if name in one.facts), "")


def _errors(rung: Rung, fields: Fields, _rules: Rules, now: datetime) -> dict[str, str]:
    begun = moment_of(fields.get("begun", ""))
    wrong = {
        CODE[rung]: _WRONG[rung] if _READ[rung](fields.get(CODE[rung], "")) is None else "",
        "begun": said.BEGUN_WRONG if begun is not None and not is_credible(begun, now) else "",
        "words": "" if fields.get("words", "").strip() else said.WHY_NEEDED,
    }
    return {name: sentence for name, sentence in wrong.items() if sentence}


FORMS: Mapping[ActName, Form] = {
    act: Form(partial(_view, act), partial(_errors, rung), {CODE[rung]: _READ[rung]})
    for act, rung in _RUNGS.items()
}
