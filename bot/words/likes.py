"""What is said of a customer's tickets that may be the same matter, and of adding to one of them."""

from __future__ import annotations

from collections.abc import Sequence

from guard import Screened, fill, join, own, restored, shorten
from tickets.values import Ticket

NEW_ONE = own("Open a new one")
ADD = own("Add to it")
ADD_TITLE = own("Add to the ticket")
ADD_LABEL = own("What do you want to add? Support and your colleagues read it.")
NOT_THERE = own(
    "I find no such open ticket of your company. /infracare tickets lists those there are, for your licensed "
    "administrators."
)
NO_SUCH_TICKET = own(
    "I find no such ticket of your company. /infracare tickets lists the open ones, for your licensed "
    "administrators."
)
TICKET_HINT = own("one ticket of your company, with what was said about it; its number behind it")
NUMBER_NEEDED = own(
    "A ticket's number has digits and nothing else: write it behind the word, for example "
    "/infracare ticket 1042."
)
HISTORY = own("What was said and done")
_TOLD = {
    "opened": own("opened the ticket"),
    "customer words": own("wrote"),
    "staff words": own("answered"),
    "solved": own("marked it as solved"),
    "confirmed": own("confirmed that it is solved"),
    "reopened": own("opened it again"),
    "withdrawn": own("withdrew it"),
    "file": own("added a file"),
    "related": own("noted"),
}


def add_to(number: int) -> Screened:
    return fill("Add it to #{number}", number=number)


def looks_like(tickets: Sequence[Ticket]) -> Screened:
    """The open tickets that may be the same, one a line, and what can be done."""
    lines = (
        fill(
            "#{number} ({name}): {subject}",
            number=one.number,
            name=restored(one.opener.name),
            subject=shorten(one.subject, 120),
        )
        for one in tickets
    )
    lead = own("Your company has an open ticket that may be about the same:")
    if len(tickets) > 1:
        lead = own("Your company has open tickets that may be about the same:")
    return join(lead, *lines, own("Shall I add yours to it, or open a new one?"), by="\n")


def added_to(number: int, name: str, due: str) -> Screened:
    return fill(
        "Added to ticket #{number} of {name}; a person will answer there by {due}. "
        "/infracare ticket {number} shows it to you.",
        number=number,
        name=restored(name),
        due=restored(due),
    )


def colleague_added(number: int, name: str, told: Screened) -> Screened:
    lead = fill("{name} has added to ticket #{number}:", name=restored(name), number=number)
    return join(lead, told, by="\n")


def told(kind: str) -> Screened:
    return _TOLD[kind]


def is_told(kind: str) -> bool:
    """Whether such a line of a history is shown to the customer's people."""
    return kind in _TOLD
