"""The forms with which staff start and stop a ticket's clock by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot import words as common
from bot.forms.form import Fields, Form, Opening, Shown, field, sheet, text_input
from bot.message import ActName
from bot.rules import Rules
from bot.words import clock as words
from tickets import reads


def _view(act: ActName, opening: Opening) -> Shown | None:
    ticket = reads.ticket_of(opening.session, opening.act.conversation or 0)
    if ticket is None or opening.person is None or not opening.person.is_staff:
        return None
    runs = ticket.due_at is not None
    if runs is (act is ActName.CLOCK_START):
        return None
    why = field("words", words.REASON, text_input("", many_lines=True), hint=words.REASON_HINT)
    title = words.form_title(act.value, ticket.number)
    return sheet(act, title, common.SEND, ticket.conversation_id, [why])


def _reason_needed(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    return {} if fields.get("words", "").strip() else {"words": words.REASON_NEEDED}


FORMS: Mapping[ActName, Form] = {
    act: Form(partial(_view, act), _reason_needed) for act in (ActName.CLOCK_START, ActName.CLOCK_STOP)
}
