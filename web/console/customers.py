"""A customer's page: its open and solved tickets, its people, how it stands, and its visits."""

from __future__ import annotations

from bot.permissions import ALL_STAFF
from bot.words import visits as visit_words
from tickets import directory, reads, visits
from tickets.queue import Filters, Line, Which, page
from web.console.filters import address_of
from web.console.page import Asked, Html, NotThere, Page
from web.console.queue_shown import row

NO_SUCH = "There is no such customer in the directory. Look at the key, or begin at the desk."
MOST = 50


def show(asked: Asked) -> Html:
    """The page of one customer, by its key."""
    rules, at = asked.here.rules, asked.at
    with asked.here.reading() as session:
        found = directory.customer_in_books(session, asked.path["key"])
        if found is None:
            raise NotThere(NO_SUCH)
        waiting = page(session, Filters(customer=found.key), asked.person.id, at, limit=MOST)
        solved = reads.solved_lately(session, found.id, MOST)
        shares = rules.promise.warnings
        return Html(
            "customer.html",
            {
                "customer": found,
                "open": [row(line, at, shares) for line in waiting.lines],
                "solved": [row(Line(ticket), at, shares) for ticket in solved],
                "people": directory.people_of(session, found.id),
                "visits": [
                    (one, visit_words.when(one.plan, rules.promise, at), visit_words.kind(one))
                    for one in visits.coming(session, at, found.id)
                ],
                "all_open": address_of(Filters(customer=found.key)),
                "all": address_of(Filters(which=Which.ALL, customer=found.key)),
            },
        )


PAGES: tuple[Page, ...] = (Page("/customers/{key}", show, ALL_STAFF),)
