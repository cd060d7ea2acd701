"""What is known of a ticket, for the head of its page: a row for each fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from bot import words
from bot.rules import Rules
from bot.slack.home import promise_words, waits_words
from bot.slack.request_rows import request_rows
from bot.words import linking
from bot.words import visits as visit_words
from classifier.category import Triage
from guard import Screened, fill, join, own, restored
from records.engine import Session
from tickets import merging, outages, reads, tasks, visits
from tickets.clock import spoken_due
from tickets.past import suggested_in
from tickets.values import Detail, DetailName, DetailState, Entry, EntryKind, Place, Status, Ticket
from web.console.queue_shown import category_words, sure_words


@dataclass(frozen=True)
class Fact:
    """A fact under its name; ``to`` is where more of it is found."""

    label: Screened
    words: Screened
    to: str = ""


def facts(
    session: Session,
    ticket: Ticket,
    history: Sequence[Entry],
    rules: Rules,
    at: datetime,
    sorts: Callable[[str], Triage] | None = None,
) -> tuple[Fact, ...]:
    """All that is known of it, in the order in which it is read."""
    return (
        *_whose(ticket, history, at, rules),
        Fact(words.TAKEN_AS, _category(ticket)),
        *because(ticket, history, sorts),
        Fact(words.STATUS, _status(ticket, rules, at)),
        Fact(words.ASSIGNEE, _holder(ticket)),
        Fact(words.PROMISE, promise_words(ticket, rules, at)),
        *(Fact(words.DETAIL_LABELS[name], _detail(ticket.details[name])) for name in DetailName),
        *(Fact(restored(label), restored(text)) for label, text in request_rows(history)),
        *_suggestion(session, ticket),
        *_outage(session, ticket),
        *_visit(session, ticket, rules, at),
        *_tasks(session, ticket),
    )


def articles(ticket: Ticket) -> tuple[tuple[str, Screened, Screened], ...]:
    """What the search showed before it was opened: (slug, title, how sure)."""
    return tuple((one.slug, one.title, words.percent_sure(one.sure)) for one in ticket.shown)


CUES = 5


def because(
    ticket: Ticket, history: Sequence[Entry], sorts: Callable[[str], Triage] | None
) -> Iterator[Fact]:
    """What speaks for its category, as the model in use sees it; nothing where a person has said it."""
    if ticket.sure is None or sorts is None:
        return
    opened = (one.words for one in history if one.kind is EntryKind.OPENED and one.words)
    found = sorts(next(opened, ticket.subject))
    words_for = [restored(cue.words) for cue in found.cues if cue.weight > 0][:CUES]
    if found.category == ticket.category and words_for:
        yield Fact(own("Taken so by"), join(*words_for, by=" · "))


def slack_links(session: Session, ticket: Ticket) -> tuple[tuple[str, str], ...]:
    """The threads in Slack that staff can open: (what it is, where)."""
    talks = merging.talks_of(session, ticket.number)
    asked = reads.overheard_place_of(session, ticket.conversation_id)
    desks = [reads.place_of(session, talk, reads.DESK, "slack") for talk in talks[:1]]
    found = [("The ticket's thread in Slack", one) for one in desks] + [("The customer's thread", asked)]
    return tuple((label, link) for label, place in found if (link := slack_link(place)) is not None)


_TIMESTAMP = re.compile(r"\d+\.\d+")


def slack_link(place: Place | None) -> str | None:
    """The address of a thread in Slack's own client; None for what is no thread there."""
    if place is None or place.door != "slack" or not _TIMESTAMP.fullmatch(place.thread):
        return None
    team, channel = quote(place.team, safe=""), quote(place.channel, safe="")
    return f"https://app.slack.com/client/{team}/{channel}/thread/{channel}-{place.thread}"


def _whose(ticket: Ticket, history: Sequence[Entry], at: datetime, rules: Rules) -> Iterator[Fact]:
    standing = own("") if ticket.customer.good_standing else own("(account on hold)")
    customer = join(restored(ticket.customer.name), standing)
    yield Fact(words.CUSTOMER, customer, f"/customers/{quote(ticket.customer.key, safe='')}")
    yield Fact(words.ASKED_BY, _asked_by(ticket, history))
    yield Fact(own("Opened"), restored(spoken_due(ticket.opened_at, at, rules.promise)))


def _asked_by(ticket: Ticket, history: Sequence[Entry]) -> Screened:
    """Who opened it; for a call, also who wrote it down."""
    opener = ticket.opener
    calls = (
        one.person for one in history if one.facts.get("by_phone") and one.ticket_number == ticket.number
    )
    taker = next((person for person in calls if person is not None), None)
    if taker is not None:
        return linking.phoned(opener.name, opener.mail, taker.name)
    return fill("{name} ({mail})", name=restored(opener.name), mail=restored(opener.mail))


def _category(ticket: Ticket) -> Screened:
    by = own("") if ticket.model is None or ticket.sure is None else restored(f"by the model {ticket.model}")
    told = join(sure_words(ticket), by, by=", ")
    return fill("{category} ({sure})", category=category_words(ticket), sure=told)


def _status(ticket: Ticket, rules: Rules, at: datetime) -> Screened:
    return join(words.STATUS_WORDS[ticket.status], waits_words(ticket, rules, at), by=", ")


def _holder(ticket: Ticket) -> Screened:
    if ticket.assignee is not None:
        name: Screened = restored(ticket.assignee.name)
        return name
    return words.NOBODY if ticket.status is Status.OPEN else words.NOBODY_TOOK


def _detail(detail: Detail) -> Screened:
    if detail.state is DetailState.NOT_APPLICABLE:
        return words.DOES_NOT_APPLY
    if detail.value is None:
        return words.NOT_GIVEN
    source = own("") if detail.source is None else fill("(read in {file})", file=detail.source)
    return join(detail.value, source)


def _suggestion(session: Session, ticket: Ticket) -> Iterator[Fact]:
    found = suggested_in(session, ticket.number)
    if found is not None:
        many = fill(
            "{title} (asked for by {customers} customers)", title=found.title, customers=found.customers
        )
        released = own("released") if found.released_at is not None else own("")
        yield Fact(own("Suggestion"), join(many, released, by=", "))


def _outage(session: Session, ticket: Ticket) -> Iterator[Fact]:
    found = outages.outage_of_ticket(session, ticket.number)
    if found is not None:
        state = restored(found.state.value)
        yield Fact(own("Outage"), fill("{title} ({state})", title=found.title, state=state))


def _visit(session: Session, ticket: Ticket, rules: Rules, at: datetime) -> Iterator[Fact]:
    found = visits.under_way(session, ticket.customer.id, at)
    if found is not None:
        yield Fact(own("On a visit now"), visit_words.when(found.plan, rules.promise, at))


def _tasks(session: Session, ticket: Ticket) -> Iterator[Fact]:
    """What the customer was asked to do or to answer."""
    for task in tasks.of_ticket(session, ticket.number):
        done = own("done") if task.done_at is not None else own("open")
        yield Fact(own("Asked of the customer"), fill("{words} ({done})", words=task.words, done=done))
