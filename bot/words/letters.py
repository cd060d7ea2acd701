"""What is said of letters: why one waits, what was done with it, and what the reply to one adds."""

from __future__ import annotations

from collections.abc import Sequence

from bot.words import DETAIL_LABELS
from guard import Screened, fill, join, own, restored, shorten
from tickets.values import DetailName, Ticket

NO_WORDS = own("(a letter without words)")
NOT_KNOWN = own(
    "This is all that we can send to this address: tickets are for the licensed administrators of our "
    "customers, who write from the address they are registered with. If none of it helps, please ask your "
    "administrator to write to us."
)
CHARGE_ASKED = own(
    "What you ask for may be work that is charged. Before it is begun we need your agreement; support may "
    "send you a quote first."
)


def details_wanted(missing: Sequence[DetailName]) -> Screened:
    """What is missing, in one list, to be answered line by line; empty when nothing is."""
    if not missing:
        return own("")
    lead = own(
        "To help you sooner we need what follows. Please answer this letter with a line for each, in this "
        "order or with its name in front; write “does not apply” where it does not."
    )
    lines = (
        fill("{number}. {label}:", number=number, label=DETAIL_LABELS[name])
        for number, name in enumerate(missing, start=1)
    )
    return join(lead, *lines, by="\n")


def may_be_the_same(tickets: Sequence[Ticket]) -> Screened:
    """The open tickets of the customer that may be about the same, one a line."""
    lines = (
        fill(
            "#{number} ({name}): {subject}",
            number=one.number,
            name=restored(one.opener.name),
            subject=shorten(one.subject, 120),
        )
        for one in tickets
    )
    lead = own("Your company has an open ticket that may be about the same; tell us if it is:")
    return join(lead, *lines, by="\n")
