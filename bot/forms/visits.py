"""The forms in which visits are booked, changed and cancelled (policy 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot import words
from bot.forms.form import (
    LONGEST,
    NEW_THREAD,
    SHORT,
    Field,
    Fields,
    Form,
    Notice,
    Opening,
    Part,
    Shown,
    field,
    moment_input,
    sheet,
    text_input,
    told,
)
from bot.message import ActName
from bot.permissions import may
from bot.rules import Rules
from bot.visits.look import named
from bot.visits.plans import barred, field_errors, is_theirs
from bot.words import visits as sentences
from guard import Screened, contact_number
from tickets import directory
from tickets.visits import Plan, Visit


def _book(opening: Opening) -> Shown:
    why = _barred(opening)
    if why is not None:
        return Notice(sentences.BOOK, why)
    hint = sentences.start_hint(opening.rules.visits)
    blocks = [*told(sentences.FORM_INTRO), *_fields(None, hint)]
    return sheet(ActName.VISIT_BOOK, sentences.BOOK, sentences.BOOK, _talk(opening), blocks)


def _change(opening: Opening) -> Shown:
    visit, why = _theirs(opening)
    why = _barred(opening) or why
    if why is not None or visit is None:
        return Notice(sentences.CHANGE, why or sentences.NO_SUCH_VISIT)
    begun = visit.plan.start <= opening.now
    fields = _fields(visit.plan, sentences.move_hint(opening.rules.visits), begun=begun)
    blocks = [*told(sentences.about(visit.plan, opening.rules.promise, opening.now)), *fields]
    return sheet(
        ActName.VISIT_CHANGE, sentences.CHANGE, sentences.KEEP, _talk(opening), blocks, value=visit.id
    )


def _cancel(opening: Opening) -> Shown:
    visit, why = _theirs(opening)
    if why is not None or visit is None:
        return Notice(sentences.CANCEL, why or sentences.NO_SUCH_VISIT)
    return _reason(opening, ActName.VISIT_CANCEL, visit, sentences.WHY, optional=True)


def _call_off(opening: Opening) -> Shown:
    person = opening.person
    if person is None or not may(person, ActName.VISIT_CALL_OFF):
        staff = person is not None and person.is_staff
        return Notice(sentences.CANCEL, words.NOT_YOUR_ROLE if staff else words.NOT_STAFF)
    visit = named(opening.session, opening.act)
    if visit is None:
        return Notice(sentences.CANCEL, sentences.STAFF_NO_SUCH_VISIT)
    if visit.is_over(opening.now):
        return Notice(sentences.CANCEL, sentences.OVER)
    return _reason(opening, ActName.VISIT_CALL_OFF, visit, sentences.WHY_FOR_CUSTOMER, optional=False)


def _reason(opening: Opening, act: ActName, visit: Visit, label: Screened, *, optional: bool) -> Shown:
    said = field("words", label, text_input("", many_lines=True), optional=optional)
    blocks = [*told(sentences.about(visit.plan, opening.rules.promise, opening.now)), said]
    return sheet(act, sentences.CANCEL, sentences.CANCEL, _talk(opening), blocks, value=visit.id)


def _fields(plan: Plan | None, hint: str, *, begun: bool = False) -> list[Part]:
    """All that a visit is; one that has begun keeps its beginning."""
    known = {} if plan is None else vars(plan)
    times = [
        field("end", sentences.END, moment_input(known.get("end"))),
    ]
    if not begun:
        times.insert(0, field("start", sentences.START, moment_input(known.get("start")), hint=hint))
    return [
        _text("client", sentences.CLIENT, known),
        _text("place", sentences.PLACE, known),
        *times,
        _text("contact", sentences.CONTACT, known),
        _text("number", sentences.NUMBER, known, hint=sentences.NUMBER_HINT),
        _text("work", sentences.WORK, known, many_lines=True),
    ]


def _text(
    name: str, label: Screened, known: Mapping[str, str], *, hint: str = "", many_lines: bool = False
) -> Field:
    longest = LONGEST if many_lines else SHORT
    element = text_input(known.get(name, ""), many_lines=many_lines, longest=longest)
    return field(name, label, element, hint=hint)


def _talk(opening: Opening) -> str:
    """The conversation the form belongs to: the one it was pressed in, or a new one in direct messages."""
    talk, thread = opening.act.conversation, opening.message.place.thread
    if talk is not None:
        return str(talk)
    return thread if thread.startswith(NEW_THREAD) else f"{NEW_THREAD}{opening.message.at.timestamp():.6f}"


def _barred(opening: Opening) -> Screened | None:
    person = opening.person
    known = person is not None and person.customer is not None
    administrators = (
        directory.administrators_of(opening.session, person.customer.id)
        if known and person is not None and person.customer is not None
        else ()
    )
    return barred(person, administrators, opening.rules)


def _theirs(opening: Opening) -> tuple[Visit | None, Screened | None]:
    """The visit that is pressed, or why nothing can be done about it."""
    visit = named(opening.session, opening.act)
    if visit is None or not is_theirs(opening.person, visit):
        return None, sentences.NO_SUCH_VISIT
    return visit, sentences.OVER if visit.is_over(opening.now) else None


def _errors(fields: Fields, rules: Rules, now: datetime) -> dict[str, str]:
    return dict(field_errors(fields, rules.visits, now))


def _reason_errors(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    return {} if fields.get("words", "").strip() else {"words": sentences.REASON_NEEDED}


_CODES = {"number": contact_number}

FORMS: Mapping[ActName, Form] = {
    ActName.VISIT_BOOK: Form(_book, _errors, _CODES),
    ActName.VISIT_CHANGE: Form(_change, _errors, _CODES),
    ActName.VISIT_CANCEL: Form(_cancel),
    ActName.VISIT_CALL_OFF: Form(_call_off, _reason_errors),
}
