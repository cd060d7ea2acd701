"""What the console says of what staff do there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.message import ActName
from guard import Screened, fill, join, own, restored

ANSWER = own("Answer the customer")
ANSWER_HINT = own("The customer reads this. It is sent where they asked, and stops the clock.")
NOTE = own("Internal note")
NOTE_HINT = own("Only staff read this. It does not stop the clock.")
SEND_TO_CUSTOMER = own("Send to the customer")
KEEP_NOTE = own("Keep as internal note")
MORE = own("More to do")
NOTHING_TO_DO = own("There is nothing to be done about this ticket now.")

NEEDED = own("Please fill this in.")
OTHER_CHOICE = own("Please choose one of these.")
CHOOSE = own("Choose…")
LOOK_AGAIN = own("Nothing was sent yet. Please look at what is marked below.")
NOT_NOW = own("That cannot be done as things stand now. Open the page again to see how they stand.")
TYPED = own("What you typed, so that it is not lost:")
NOT_NOW_TITLE = own("Not now")
NO_SUCH_ACT = own("There is no such act. Go on from the ticket or from the desk.")
NO_SUCH_TICKET = own("There is no ticket of this number. Look at the number, or go on from the desk.")
OPEN_AGAIN = own("This form is not complete. Open its page again and send it anew; nothing was done.")

_DONE: Mapping[ActName, Screened] = {
    ActName.ANSWER: own("Your answer is on its way to the customer."),
    ActName.ASK_DETAIL: own("The question is on its way to the customer."),
    ActName.ARTICLE: own("The article is on its way to the customer."),
    ActName.NOTE: own("The note is kept; only staff read it."),
    ActName.LINK: own("Confirmed. They are told where they asked, and their draft goes on."),
    ActName.REFUSE_LINK: own("Refused. They are told where they asked."),
}
_IS_DONE = own("It is done.")
TOLD_TO_ASKER = frozenset({ActName.LINK, ActName.REFUSE_LINK})
"""Of these the reply speaks to who asked, not to staff."""


def is_done(act: ActName) -> Screened:
    """What is said where the road itself had nothing to say to staff."""
    return _DONE.get(act, _IS_DONE)


def too_long(length: int, most: int) -> Screened:
    """Why a field takes no more; nothing is cut off in silence."""
    return fill("Please shorten it: {length} signs are more than {most}.", length=length, most=most)


def hidden(kinds: Sequence[Screened]) -> Screened:
    """What the guard replaced in what staff typed (policy 12); nothing where it found nothing."""
    if not kinds:
        return own("")
    return fill(
        "What looked like a patient's data ({kinds}) was hidden and not kept.", kinds=join(*kinds, by=", ")
    )


def goes_on(number: int) -> Screened:
    """Why nothing is done about a ticket from its own page."""
    return fill("This conversation goes on as ticket #{number}. Open that one.", number=number)


def title(label: str, number: int) -> Screened:
    """The heading of a form about a ticket."""
    return fill("{label} (#{number})", label=restored(label), number=number)


PHONED = own("Somebody has phoned")

LETTERS = own("Letters that wait")
LETTERS_LEAD = own("Letters of which only a human can say what they belong to. Their senders hear nothing.")
NO_LETTERS = own("No letter waits for a decision.")
LETTERS_EMPTY = own("New ones are shown here and in the support channel.")

LINKS = own("Unknown people")
LINKS_LEAD = own(
    "Somebody whom the directory does not know has named a registered address. Make sure that it is theirs, "
    "for example by a call, before you confirm it."
)
NO_LINKS = own("Nobody waits to be confirmed.")
LINKS_EMPTY = own("Who names a registered address and is not known by it is shown here.")
ASKED = own("They asked")
ADDRESS, IS_OF, WHERE = own("Address"), own("That is"), own("Where")

OUTAGES = own("Outages")
OUTAGES_LEAD = own("The outage that is open, and those that were.")
NO_OUTAGES = own("There was no outage.")
OUTAGES_EMPTY = own("When several customers report the same, a suspicion is shown here.")
DECLARE = own("Declare an outage")

MAINTENANCE = own("Maintenance")
MAINTENANCE_EMPTY = own("Announce a window before the work begins, and everybody is told in time.")
ANNOUNCE = own("Announce maintenance")

VISITS_EMPTY = own("Customers' administrators book their visits in Slack; staff see them here.")
CUSTOMER, CLIENT, PLACE = own("Customer"), own("Client"), own("Place")
WHEN, CONTACT, NUMBER, WORK = own("When"), own("Contact"), own("Telephone"), own("Work")

SUGGESTIONS_EMPTY = own("Wishes that are routed to Development from a ticket are listed here.")
SAY_RELEASED = own("Say that one is released")
ASKED_BY = own("Asked for by")


def customers(count: int) -> Screened:
    return fill("{count} customers", count=count) if count != 1 else own("1 customer")
