"""What is written into a helpdesk's tickets besides the words of people."""

from __future__ import annotations

from bot.words import CATEGORY_WORDS, DETAIL_LABELS, DOES_NOT_APPLY, NOT_GIVEN
from guard import Screened, fill, join, own, restored
from tickets.values import Detail, DetailState, Ticket

HEADING = own("Opened by InfraCare Assist; its number is the one to tell the customer.")


def subject(number: int, about: Screened) -> Screened:
    return fill("[InfraCare #{number}] {about}", number=number, about=about)


def opening(ticket: Ticket, due: Screened) -> Screened:
    """The first words of a ticket: who asks, what, by when, and the details."""
    return join(
        HEADING,
        fill(
            "{name} <{mail}>, {customer}",
            name=restored(ticket.opener.name),
            mail=restored(ticket.opener.mail),
            customer=restored(ticket.customer.name),
        ),
        ticket.subject,
        join(
            *(join(DETAIL_LABELS[name], value_of(one), by=": ") for name, one in ticket.details.items()),
            join(own("Taken as"), CATEGORY_WORDS.get(ticket.category, own("")), by=": "),
            join(own("Promised to the customer by"), due, by=": ") if due else own(""),
            by="\n",
        ),
        by="\n\n",
    )


def value_of(detail: Detail) -> Screened:
    """A detail as a field shows it."""
    if detail.state is DetailState.GIVEN and detail.value:
        return detail.value
    return DOES_NOT_APPLY if detail.state is DetailState.NOT_APPLICABLE else NOT_GIVEN


def wrote(name: str, words: Screened) -> Screened:
    """Words with whose they are."""
    return join(fill("{name} wrote:", name=restored(name)), words, by="\n\n")


def files_given(name: str, file: Screened) -> Screened:
    return fill("{name} gave a file: {file}. It lies in the ticket's thread.", name=restored(name), file=file)


NOT_PASSED_ON = own("Your words were not passed on to the customer.")

UNPROVEN = own(
    "This came into the helpdesk by mail in the name of staff. Nobody can tell whether it is theirs, so it "
    "was not passed on and stops no clock. Answer in the helpdesk's own pages, or here."
)
UNKNOWN = own("This came into the helpdesk from somebody who is not known here; it was not passed on.")
CUSTOMER_WROTE = own("The customer wrote to the helpdesk.")
REOPENED = own("It was opened again in the helpdesk.")


def unproven(name: str, words: Screened) -> Screened:
    return join(UNPROVEN, wrote(name, words), by="\n\n")


def unknown(name: str, words: Screened) -> Screened:
    return join(UNKNOWN, wrote(name, words), by="\n\n")
