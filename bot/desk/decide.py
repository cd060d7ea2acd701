"""Decides what staff do in a ticket's thread at the desk. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot import words
from bot.after.learning import Learn
from bot.decision import (
    AnswerCustomer,
    ClaimTicket,
    Correct,
    Decision,
    RecordGap,
    SetStatus,
    ShowNote,
    Step,
    Update,
)
from bot.desk import acts as desk_acts
from bot.desk import clock as clock_desk
from bot.desk import merging, tasking
from bot.message import UNOPENED, ActName, Message
from bot.outside import HELPDESK
from bot.permissions import ALLOWED, ANSWERING, may
from bot.pressing import AtDesk
from bot.replies import reason
from bot.reply import QUIET
from bot.requests import features, ladder, quotes
from bot.rules import Rules
from bot.seen import Seen
from bot.telling import WEB
from bot.trouble import outages
from bot.words.roles import role_needed
from classifier.category import Category
from guard import Screened, join
from knowledge.gaps import Reason
from knowledge.verdicts import Source
from tickets.values import DetailName, EntryKind, Status

_NOTE = re.compile(r"\s*(?://|(?:internal(?:\s+note)?|note)\s*[:\-–—])", re.IGNORECASE)


def decide(message: Message, seen: Seen, rules: Rules) -> Decision:
    """Words in a ticket's thread go to the customer, unless they are marked as a note."""
    person, ticket = seen.person, seen.ticket
    if person is None or not person.is_staff or ticket is None:
        return _refused(message, words.NO_TICKET if seen.staff else words.NOT_STAFF)
    if message.act is not None and message.act.value == UNOPENED:
        return _refused(message, words.FORM_UNOPENED)
    if _is_note(message):
        text = message.act.fields["words"] if message.act else message.text
        steps = (ShowNote(),) if message.place.door in (HELPDESK, WEB) else ()
        return Decision(QUIET, steps=steps, heard=EntryKind.NOTE, internal=True, said=text)
    if not (person.may_answer if message.act is None else may(person, message.act.name)):
        return _not_allowed(message)
    if message.act is None:
        return _spoken(message)
    return _pressed(AtDesk(message, message.act, seen, person, ticket, rules))


def _pressed(at: AtDesk) -> Decision:
    act = _ACTS.get(at.act.name)
    return _refused(at.message, words.NO_TICKET) if act is None else act(at)


def _refused(message: Message, why: Screened) -> Decision:
    if message.act is None:
        return Decision(QUIET, heard=None)
    return Decision(reason(why, only_to_author=True), heard=None)


def _not_allowed(message: Message) -> Decision:
    act = message.act
    roles = ANSWERING if act is None else ALLOWED[act.name].roles
    said = None if act is None else act.fields.get("words")
    refused = reason(role_needed(roles), only_to_author=True)
    return Decision(refused, heard=EntryKind.NOTE, internal=True, said=said)


def _is_note(message: Message) -> bool:
    if message.act is not None:
        return message.act.name is ActName.NOTE
    return is_marked_as_note(message.text)


def is_marked_as_note(text: Screened) -> bool:
    """Whether words of staff begin with the mark that keeps them from the customer."""
    return _NOTE.match(text) is not None


def _spoken(message: Message) -> Decision:
    if not message.text.strip() and not message.files:
        return Decision(QUIET, heard=None)
    steps = (AnswerCustomer(message.text, human=is_response(message)),)
    return Decision(QUIET, steps=steps, heard=EntryKind.STAFF_WORDS)


def is_response(message: Message) -> bool:
    """A response needs words (policy 4): an edit of earlier ones, a file or a sign alone is none."""
    return message.amends is None and _says_something(message.text)


def _says_something(text: Screened) -> bool:
    return any(map(str.isalnum, text))


def _claim(at: AtDesk) -> Decision:
    if at.ticket.assignee is not None and at.ticket.assignee.id == at.person.id:
        return Decision(reason(words.claimed(at.person), only_to_author=True), heard=None)
    return Decision(
        reason(words.claimed(at.person)), steps=(ClaimTicket(),), heard=EntryKind.CLAIMED, internal=True
    )


def _answer(at: AtDesk) -> Decision:
    return _say(at.act.fields["words"], at)


def _ask_detail(at: AtDesk) -> Decision:
    name = DetailName(at.act.fields.get("detail", at.act.value) or DetailName.STEPS)
    return _say(join(words.DETAIL_QUESTIONS[name], at.act.fields.get("words", words.NOTHING), by="\n"), at)


def _article(at: AtDesk) -> Decision:
    if at.seen.article is None:
        return Decision(reason(words.NO_SUCH_ARTICLE, only_to_author=True), heard=None)
    lead = at.act.fields.get("words", words.NOTHING)
    text = join(lead, words.article_answer(at.seen.article.title), at.seen.article.passage, by="\n\n")
    said = _say(text, at)
    return replace(said, steps=(*said.steps, Learn((at.seen.article.slug,), Source.STAFF)))


def _say(text: Screened, at: AtDesk) -> Decision:
    """What goes to the customer; a response only with words that the member of staff wrote (policy 4)."""
    human = _says_something(at.act.fields.get("words", words.NOTHING))
    step = AnswerCustomer(text, echo_to_desk=True, human=human)
    return Decision(QUIET, steps=(step,), heard=EntryKind.STAFF_WORDS, said=text)


def _solve(at: AtDesk) -> Decision:
    if at.ticket.status is not Status.OPEN:
        return Decision(reason(words.ALREADY_CLOSED, only_to_author=True), heard=None)
    text = at.act.fields.get("words", words.NOTHING)
    last = (AnswerCustomer(text, human=_says_something(text)),) if text.strip() else ()
    steps: tuple[Step, ...] = (*last, *_worked_as_it_was(at), SetStatus(Status.SOLVED))
    return Decision(reason(words.DESK_SOLVED), steps=steps, heard=EntryKind.SOLVED, said=text)


def _worked_as_it_was(at: AtDesk) -> tuple[Correct, ...]:
    """Staff solve the ticket as what it was taken for: they confirm it without a word."""
    if at.ticket.category == Category.OTHER:
        return ()
    return (Correct(at.ticket.category, by_staff=True, tacit=True),)


def _education(at: AtDesk) -> Decision:
    if at.ticket.status is not Status.OPEN:
        return Decision(reason(words.ALREADY_CLOSED, only_to_author=True), heard=None)
    text = words.reclassified(at.ticket.number)
    steps: tuple[Step, ...] = (
        AnswerCustomer(text, human=False),
        Correct(Category.EDUCATION.value, by_staff=True),
        RecordGap(Reason.EDUCATION),
        SetStatus(Status.SOLVED),
    )
    update = Update(category=Category.EDUCATION.value)
    return Decision(reason(words.DESK_EDUCATION), update, steps, EntryKind.SOLVED, said=text)


_ACTS: dict[ActName, Callable[[AtDesk], Decision]] = {
    ActName.CLAIM: _claim,
    ActName.ANSWER: _answer,
    ActName.ASK_DETAIL: _ask_detail,
    ActName.ARTICLE: _article,
    ActName.SOLVE: _solve,
    ActName.EDUCATION: _education,
    **desk_acts.ACTS,
    **ladder.ACTS,
    **outages.AT_DESK,
    **clock_desk.ACTS,
    **tasking.ACTS,
    **merging.ACTS,
    **quotes.ACTS,
    **features.AT_DESK,
}
