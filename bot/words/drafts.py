"""What is said of a ticket that is not open yet while something else is talked about (policy 1, 3)."""

from __future__ import annotations

from bot.words import DETAIL_QUESTIONS
from guard import Screened, fill, join, own, shorten
from tickets.values import DetailName

_SHOWN = 80
ADDRESS_STILL = own(
    "What you have told me is kept. Before a ticket can be opened I need the mail address you are registered "
    "with: please write it alone, for example jane.doe@clinic.example. “Cancel” ends it without a ticket."
)
LIKE = own("Choose there whether it is the same as the ticket I have shown, or open a new one.")
CHARGE = own("It is work that is charged: open it when you agree to that.")
ADDRESS = own("For it I still need the mail address you are registered with; write it alone.")


def kept(subject: Screened, how: Screened) -> Screened:
    """Below an answer about something else: what is still waiting, and how to go on with it."""
    named = shorten(subject, _SHOWN)
    if not named.strip():
        return join(own("Your ticket is not open yet; what you told me is kept."), how)
    lead = fill("Your ticket about “{subject}” is not open yet; what you told me is kept.", subject=named)
    return join(lead, how)


def asked(name: DetailName) -> Screened:
    """The detail that is still missing, and where it can be given."""
    return join(DETAIL_QUESTIONS[name], own("Answer there, or press “Give the details”."))
