"""Decides where staff route a wish for the product, and when a suggestion is released (policy 10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot import words
from bot.decision import Correct, Decision, SetStatus, Step, Update
from bot.doing import Doing, Steps
from bot.message import ActName
from bot.pressing import AtDesk, ByStaff
from bot.replies import reason
from bot.requests import releasing
from bot.requests.announcing import Announce
from bot.words import features as said
from classifier.category import Category
from guard import Screened
from records.facts import to_facts
from tickets import directory, suggestions, writes
from tickets.quotes import DEVELOPMENT, SALES
from tickets.values import Actor, Audience, EntryKind, Role, Status
from tickets.writes import ChangedMeanwhileError, NewEntry

NEW = "new"
"""The choice in the form for a suggestion that is like none of those there are."""


@dataclass(frozen=True)
class TellSales(Step):
    """Everybody in sales is told of a wish that was routed to them."""

    text: Screened


@dataclass(frozen=True)
class NoteSuggestion(Step):
    """The wish is noted: as a new suggestion, or with one that is like it (``known``)."""

    known: int | None
    title: Screened


@dataclass(frozen=True)
class Release(Step):
    """A suggestion is released: everybody who asked for it is told."""

    suggestion: int
    words: Screened


def _to_sales(at: AtDesk) -> Decision:
    wrong = _refusal(at) or (said.WITH_SALES_ALREADY if at.seen.standing.with_sales else None)
    if wrong is not None:
        return Decision(reason(wrong, only_to_author=True), heard=None)
    note = at.act.fields.get("words", words.NOTHING)
    ticket = at.ticket
    return Decision(
        reason(said.DESK_TO_SALES),
        _confirmed_update(),
        steps=(
            Correct(Category.FEATURE.value, by_staff=True),
            TellSales(said.for_sales(ticket.number, ticket.customer.name, ticket.subject, note)),
            Announce(said.TOLD_TO_SALES, by_mail=True),
        ),
        heard=EntryKind.ROUTED,
        internal=True,
        said=note,
        facts={"to": SALES},
    )


def _to_development(at: AtDesk) -> Decision:
    """Noted and closed, with the honest sentence; only when staff have confirmed that it is a wish."""
    wrong = _refusal(at) or _incomplete(at)
    if wrong is not None:
        return Decision(reason(wrong, only_to_author=True), heard=None)
    known, number = at.seen.suggestion, at.ticket.number
    title = at.act.fields["title"] if known is None else known.title
    out = known is not None and known.released_at is not None
    told = (
        said.told_released_already(number, known.released_words) if known and out else said.told_noted(number)
    )
    return Decision(
        reason(said.noted(title, 0 if known is None else known.customers)),
        _confirmed_update(),
        steps=(
            Correct(Category.FEATURE.value, by_staff=True),
            NoteSuggestion(None if known is None else known.id, title),
            Announce(told, by_mail=True),
            SetStatus(Status.SOLVED),
        ),
        heard=EntryKind.ROUTED,
        internal=True,
        said=title,
        facts={"to": DEVELOPMENT},
    )


def _refusal(at: AtDesk) -> Screened | None:
    if at.ticket.status is not Status.OPEN:
        return words.ALREADY_CLOSED
    if at.ticket.category != Category.FEATURE:
        return said.NOT_A_WISH
    return None if at.act.fields.get("confirmed", words.NOTHING) else said.CONFIRM_NEEDED


def _incomplete(at: AtDesk) -> Screened | None:
    chosen = str(at.act.fields.get("suggestion", NEW) or NEW)
    if chosen != NEW:
        return None if at.seen.suggestion is not None else said.CHOOSE
    return None if at.act.fields.get("title", words.NOTHING).strip() else said.TITLE_NEEDED


def _confirmed_update() -> Update:
    return Update(category=Category.FEATURE.value)


def _released(by: ByStaff) -> Decision:
    suggestion, text = by.seen.suggestion, by.act.fields.get("words", words.NOTHING)
    if suggestion is None:
        return Decision(reason(said.CHOOSE, only_to_author=True), heard=None)
    if suggestion.released_at is not None:
        return Decision(reason(said.was_released(suggestion), only_to_author=True), heard=None)
    if not text.strip():
        return Decision(reason(said.RELEASED_NEEDED, only_to_author=True), heard=None)
    return Decision(
        reason(said.released(suggestion)),
        steps=(Release(suggestion.id, text),),
        heard=EntryKind.RELEASED,
        internal=True,
        said=text,
        facts={"suggestion": suggestion.id},
    )


def tell_sales(doing: Doing, step: TellSales) -> None:
    reply = replace(reason(step.text), conversation=doing.conversation)
    new = NewEntry(
        doing.conversation,
        doing.message.at,
        EntryKind.REPLIED,
        Actor.BOT,
        doing.number,
        audience=Audience.STAFF,
        facts={"reply": to_facts(reply)},
    )
    entry = writes.add(doing.session, new)
    for person in directory.staff(doing.session, Role.SALES):
        doing.tell.notify(entry, person)


def note_suggestion(doing: Doing, step: NoteSuggestion) -> None:
    if doing.number is not None:
        suggestions.note(doing.session, step.known, step.title, doing.number, doing.message.at)


def release(doing: Doing, step: Release) -> None:
    """Raises :class:`ChangedMeanwhileError` when somebody else has released it since it was read."""
    at, person = doing.message.at, doing.seen.person
    if releasing.release(doing.session, step.suggestion, step.words, person, doing.rules, at) is None:
        raise ChangedMeanwhileError(f"suggestion {step.suggestion} has been released meanwhile")


AT_DESK: Mapping[ActName, Callable[[AtDesk], Decision]] = {
    ActName.TO_SALES: _to_sales,
    ActName.TO_DEVELOPMENT: _to_development,
}
ACTS: Mapping[ActName, Callable[[ByStaff], Decision]] = {ActName.RELEASED: _released}
STEPS: Steps = {TellSales: tell_sales, NoteSuggestion: note_suggestion, Release: release}
