"""The receipt of a ticket for whoever opened it, and the letter about it for staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.drafting import NO_DETAILS_ASKED, missing_details_of
from bot.reply import Reply
from bot.words import (
    CATEGORY_WORDS,
    DETAIL_LABELS,
    DETAIL_QUESTIONS,
    DOES_NOT_APPLY,
    NOT_GIVEN,
    OR_SKIP,
    with_source,
)
from classifier.category import Category
from guard import Screened, join, own, restored
from mail import words
from mail.blocks import Block, Heading, Items, Pairs, Paragraphs, Small, Words
from mail.compose import replies
from mail.compose.case import Case, Content
from mail.compose.wording import for_letter
from records.engine import Session
from records.facts import from_facts
from tickets import directory, reads
from tickets.clock import average_words
from tickets.policy import TierRule
from tickets.values import Detail, Details, DetailState, EntryKind, Ticket


def receipt(case: Case) -> Content:
    """Number and promise, what is missing, what was found and is known, the duties (policy 8).

    What was found comes first where somebody wants to know how.
    Where a letter has opened the ticket the receipt is the answer to it, with what can be chosen.
    """
    ticket = as_opened(case.session, case.needed_ticket())
    given = _given(case)
    missing, found = _missing(ticket), _found(case, ticket, given)
    blocks = (
        *_number(case, ticket, given),
        *((*found, *missing) if ticket.category == Category.EDUCATION else (*missing, *found)),
        *known(ticket.details, ticket.category),
        *replies.choices(case),
        Paragraphs(words.emergency(case.rules.lines)),
        Small((words.KEEP_NUMBER, words.RESPONSIBILITY, words.BEST_EFFORT)),
    )
    return Content(blocks)


def staff_letter(case: Case) -> Content:
    """What staff need to begin: who, by when, what it is about, what is known, what was shown."""
    ticket = as_opened(case.session, case.needed_ticket())
    opener = words.new_ticket(ticket.number, ticket.opener.name, ticket.opener.mail, ticket.customer.name)
    due, target = case.spoken(ticket.due_at), case.spoken(ticket.target_at)
    category = CATEGORY_WORDS.get(ticket.category, own(""))
    blocks = (
        Paragraphs(opener, main=True),
        Paragraphs(words.promised(due, target)),
        Words(words.customer_said(_asker(case, ticket), ticket.customer.name), _question(case, ticket)),
        *known(ticket.details, ticket.category),
        Paragraphs(_sorted(category, ticket.sure)),
        *_found(case, ticket, None),
        Small((words.REACHES_CUSTOMER,)),
    )
    return Content(blocks)


def known(details: Details, category: str) -> tuple[Block, ...]:
    """What is known; of what nobody was asked only what was given, be it nothing."""
    wanted = category not in NO_DETAILS_ASKED
    rows = [one for one in details.values() if wanted or one.state is not DetailState.MISSING]
    shown = tuple((DETAIL_LABELS[one.name], _value(one)) for one in rows)
    return (Heading(words.DETAILS), Pairs(shown)) if shown else ()


def as_opened(session: Session, ticket: Ticket) -> Ticket:
    """The ticket with the promise it was opened with: by now somebody may have answered."""
    history = reads.history(session, number=ticket.number)
    started = next((one.facts for one in history if one.kind is EntryKind.CLOCK_STARTED), None)
    if started is None:
        return ticket
    due, target = (datetime.fromisoformat(str(started[name])) for name in ("due", "target"))
    return replace(ticket, tier=str(started["tier"]), due_at=due, target_at=target)


def _given(case: Case) -> Reply | None:
    """The reply that this receipt is, where a letter opened the ticket."""
    facts = case.entry.facts
    return for_letter(from_facts(Reply, facts["reply"])) if "reply" in facts else None


def _number(case: Case, ticket: Ticket, given: Reply | None) -> Sequence[Block]:
    if given is not None:
        return (Paragraphs(given.news), Paragraphs(given.text, main=True), Paragraphs(given.after))
    rule: TierRule = getattr(case.rules.promise, ticket.tier or "night")
    average = average_words(rule.promise_minutes)
    return (Paragraphs(words.received(ticket.number, case.spoken(ticket.due_at), average), main=True),)


def _missing(ticket: Ticket) -> tuple[Block, ...]:
    """The details still to be given, asked together; not of who sends thanks, or reports an outage."""
    missing = missing_details_of(ticket.details) if ticket.category in _ASKED else ()
    if not missing:
        return ()
    asked = tuple(join(DETAIL_LABELS[name], DETAIL_QUESTIONS[name], by=": ") for name in missing)
    return (Paragraphs(words.MISSING), Items(asked), Paragraphs(OR_SKIP))


_ASKED = frozenset(Category) - NO_DETAILS_ASKED - {Category.EMERGENCY, Category.OTHER}


def _found(case: Case, ticket: Ticket, given: Reply | None) -> tuple[Block, ...]:
    """What the search found before; for who phoned nothing was searched."""
    if case.entry.facts.get("by_phone"):
        return ()
    if given is not None and given.hits:
        return (Heading(words.FOUND), *replies.found(given.hits, nearest=1))
    if not ticket.shown and given is not None:
        return ()  # the answer itself says that nothing was found
    if not ticket.shown:
        return (Paragraphs(words.NOTHING_SHOWN),)
    lines = (words.article_line(restored(one.title), round(100 * one.sure)) for one in ticket.shown)
    return (Heading(words.SHOWN), Items(tuple(lines)))


def _question(case: Case, ticket: Ticket) -> Screened:
    """All that was asked, where the subject holds only its beginning."""
    question = case.conversation().question
    subject = str(ticket.subject).rstrip("…")
    return question if subject and question.startswith(subject) else ticket.subject


def _asker(case: Case, ticket: Ticket) -> str:
    """Whose words they are: an administrator may open what somebody else has asked."""
    talk = case.conversation()
    asker = None if talk.person_id is None else directory.person_by_id(case.session, talk.person_id)
    return (asker or ticket.opener).name


def _sorted(category: Screened, sure: float | None) -> Screened:
    return words.sorted_by_person(category) if sure is None else words.sorted_as(category, round(100 * sure))


def _value(detail: Detail) -> Screened:
    return with_source(detail) or (
        DOES_NOT_APPLY if detail.state is DetailState.NOT_APPLICABLE else NOT_GIVEN
    )
