"""The desk: the queue by the time left, with what is in force for everybody above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot import words
from bot.permissions import ALL_STAFF
from classifier.category import Category
from records.engine import Session
from tickets import maintenance as windows
from tickets import outages, queue, reads
from tickets.changes import Changes
from tickets.clock import Tier
from tickets.outages import Outage, OutageState
from tickets.past import newest_entry
from tickets.queue import Counts, Filters, Holder, Which
from tickets.values import Ticket
from web.console.filters import PATH, address_of, filters_of, key_of, with_filter
from web.console.page import Asked, Html, Page, Stream
from web.console.queue_shown import row

EVENTS = "/desk/events"


@dataclass(frozen=True)
class Quick:
    """A choice that one press makes, and how many tickets it shows."""

    label: str
    to: str
    many: int
    chosen: bool


def show(asked: Asked) -> Html:
    """The queue, or the part of it that brings itself up to date."""
    filters, after = filters_of(asked.query), key_of(asked.query.get("after", ""))
    at, me, shares = asked.at, asked.person.id, asked.here.rules.promise.warnings
    with asked.here.reading() as session:
        newest = newest_entry(session)
        found = queue.page(session, filters, me, at, after)
        counts = queue.counts(session, me, at, filters.customer)
        context = {
            **_in_force(session, asked),
            "rows": [row(line, at, shares) for line in found.lines],
            "total": _total(found.total),
            "numbered": _numbered(session, filters),
            "quick": _quick(filters, counts),
            "next": None if found.after is None else address_of(filters, found.after),
            "first": None if after is None else address_of(filters),
            "is_filtered": filters != Filters(),
            "searched": queue.MOST_SEARCHED if filters.text else 0,
        }
        choices = {} if asked.part else _choices(session, filters, counts)
    here = {"here": address_of(filters, after), "events": f"{EVENTS}?since={newest}", "filters": filters}
    template = "desk_queue.html" if asked.part else "desk.html"
    return Html(template, {**context, **choices, **here})


def _total(many: int) -> str:
    if many > queue.MOST_COUNTED:
        return f"more than {queue.MOST_COUNTED:,} tickets"
    return "1 ticket" if many == 1 else f"{many:,} tickets"


def _numbered(session: Session, filters: Filters) -> Ticket | None:
    """The ticket whose number is looked for, whatever the filters say."""
    number = queue.number_in(filters.text)
    return reads.ticket(session, number) if number else None


def _quick(filters: Filters, counts: Counts) -> tuple[Quick, ...]:
    found = (
        ("All open", Filters(), counts.open),
        ("Mine", Filters(holder=Holder.MINE), counts.mine),
        ("Nobody's", Filters(holder=Holder.NOBODY), counts.nobody),
        ("Late", Filters(late=True), counts.late),
        ("Wait on the customer", Filters(waits=True), counts.waits),
    )
    own = (filters.which, filters.holder, filters.late, filters.waits)
    return tuple(
        Quick(
            label,
            with_filter(filters, which=Which.OPEN, holder=one.holder, late=one.late, waits=one.waits),
            many,
            own == (Which.OPEN, one.holder, one.late, one.waits),
        )
        for label, one, many in found
    )


def _choices(session: Session, filters: Filters, counts: Counts) -> Mapping[str, object]:
    """What the form offers, each with how many open tickets it shows."""
    return {
        "customers": queue.customers(session, filters.customer),
        "tiers": [(tier.value, words.TIER_WORDS[tier], counts.tiers.get(tier, 0)) for tier in Tier],
        "categories": [
            (one.value, words.CATEGORY_WORDS[one], counts.categories.get(one, 0)) for one in Category
        ],
        "holders": (
            (Holder.MINE, "me", counts.mine),
            (Holder.NOBODY, "nobody yet", counts.nobody),
            (Holder.SOMEBODY, "somebody", counts.somebody),
        ),
        "statuses": ((Which.OPEN, "open"), (Which.SOLVED, "solved"), (Which.ALL, "all")),
    }


def _in_force(session: Session, asked: Asked) -> Mapping[str, object]:
    """What concerns everybody now, and what waits for staff besides tickets."""
    outage = outages.open_one(session)
    return {
        "outage": outage,
        "outage_words": None if outage is None else _outage_words(outage),
        "maintenance": windows.windows_at(session, asked.at),
        "besides": queue.besides(session),
    }


def _outage_words(outage: Outage) -> str:
    return "An outage is declared" if outage.state is OutageState.DECLARED else "An outage is suspected"


def concerns(query: Mapping[str, str], found: Changes) -> bool:
    """Whether it is news to a page: whatever happens is to the queue, to a ticket's page what is its own."""
    if "ticket" not in query or found.all:
        return True
    numbers, talks = ({str(one) for one in ids} for ids in (found.tickets, found.talks))
    return query["ticket"] in numbers or query.get("talk", "") in talks


PAGES: tuple[Page, ...] = (Page(PATH, show, ALL_STAFF),)
STREAMS: tuple[Stream, ...] = (Stream(EVENTS, concerns, ALL_STAFF),)
