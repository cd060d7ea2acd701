"""The forms behind the rarer acts of staff about a ticket."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from bot import words
from bot.desk.merging import to_choose_from
from bot.desk.tasking import wrong_with
from bot.forms.form import (
    OPTIONS,
    Field,
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
)
from bot.message import ActName
from bot.permissions import may
from bot.rules import Rules
from bot.words import desk, merging, tasks
from tickets import directory, reads
from tickets.values import Person, Status, Ticket

_NOBODY_TO_CHOOSE = {
    ActName.MERGE: merging.NONE_TO_MERGE_INTO,
    ActName.ASSIGN: desk.NO_OTHER_COLLEAGUE,
}
"""Why an open ticket's form has nothing to choose from."""

Blocks = Callable[[Opening, Ticket], list[Part]]


def _about_ticket(act: ActName, blocks: Blocks, opening: Opening) -> Shown | None:
    """The form, for staff whose role allows the act; the road answers everybody else."""
    ticket = reads.ticket_of(opening.session, opening.act.conversation or 0)
    if ticket is None or opening.person is None or not may(opening.person, act):
        return None
    filled = blocks(opening, ticket)
    title = desk.form_title(act.value, ticket.number)
    if filled:
        return sheet(act, title, words.SEND, ticket.conversation_id, filled)
    why = _NOBODY_TO_CHOOSE.get(act)
    return None if why is None or ticket.status is not Status.OPEN else Notice(title, why)


def _assign(opening: Opening, ticket: Ticket) -> list[Part]:
    colleagues = [one for one in directory.staff(opening.session) if may(one, ActName.ANSWER)]
    free = [one for one in colleagues if ticket.assignee is None or one.id != ticket.assignee.id]
    return assign_blocks(free) if free else []


def assign_blocks(colleagues: Sequence[Person]) -> list[Part]:
    """Whom to hand a ticket to, with a word for them."""
    options = [option(str(one.id), one.name) for one in colleagues]
    return [
        field("colleague", desk.WHICH_COLLEAGUE, one_of(options, None), hint=desk.COLLEAGUE_HINT),
        field("words", desk.WORD_FOR_COLLEAGUE, text_input("", many_lines=True), optional=True),
    ]


def _sort(_opening: Opening, ticket: Ticket) -> list[Part]:
    return sort_blocks(ticket.category)


def sort_blocks(category: str) -> list[Part]:
    """What the ticket really is; what it was taken as stands first."""
    options = [option(one, label.capitalize()) for one, label in words.CATEGORY_WORDS.items()]
    chosen = next((one for one in options if one.value == category), None)
    return [field("category", desk.WHICH_CATEGORY, one_of(options, chosen), hint=desk.CATEGORY_HINT)]


def _reopen(_opening: Opening, ticket: Ticket) -> list[Part]:
    return [] if ticket.status is Status.OPEN else reason_block(desk.WHY_AGAIN)


def reason_block(label: str) -> list[Part]:
    return [field("words", label, text_input("", many_lines=True))]


def _tasks(_opening: Opening, ticket: Ticket) -> list[Part]:
    return task_blocks() if ticket.status is Status.OPEN else []


def task_blocks() -> list[Part]:
    """A list for the customer, with a word before it."""
    listed = text_input("", many_lines=True)
    return [
        field("tasks", tasks.TASK_LIST, listed, hint=tasks.TASK_LIST_HINT),
        field("words", tasks.LEAD_WORDS, text_input("", many_lines=True), optional=True),
    ]


def _merge(opening: Opening, ticket: Ticket) -> list[Part]:
    found = to_choose_from(opening.session, ticket, OPTIONS + 1)
    return [*merge_blocks(found)] if found else []


def merge_blocks(found: Sequence[Ticket]) -> list[Field]:
    """Which other ticket of this customer it goes on as; by its number where a list cannot hold them all."""
    options = [option(str(one.number), f"#{one.number} {one.subject}") for one in found]
    more = len(options) > OPTIONS
    into = field("into", merging.INTO_WHICH, one_of(options, None), hint=merging.INTO_HINT, optional=more)
    number = text_input("", many_lines=False)
    by_number = field("number", merging.OR_NUMBER, number, hint=merging.NUMBER_HINT, optional=True)
    return [into, by_number] if more else [into]


def _merge_wrong(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    number, chosen = fields.get("number", "").strip(), fields.get("into", "")
    if number and chosen:
        return {"number": str(merging.ONE_OF_BOTH)}
    if chosen or number.removeprefix("#").isdecimal():
        return {}
    return {"number" if "number" in fields else "into": str(merging.WHICH_NEEDED)}


def _reason_needed(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    return {} if fields.get("words", "").strip() else {"words": desk.REASON_NEEDED}


def _tasks_wrong(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    wrong = wrong_with(fields.get("tasks", ""))
    return {} if wrong is None else {"tasks": wrong}


FORMS: Mapping[ActName, Form] = {
    ActName.ASSIGN: Form(partial(_about_ticket, ActName.ASSIGN, _assign)),
    ActName.SORT: Form(partial(_about_ticket, ActName.SORT, _sort)),
    ActName.MERGE: Form(partial(_about_ticket, ActName.MERGE, _merge), _merge_wrong),
    ActName.REOPEN: Form(partial(_about_ticket, ActName.REOPEN, _reopen), _reason_needed),
    ActName.TASKS: Form(partial(_about_ticket, ActName.TASKS, _tasks), _tasks_wrong),
}
