"""What is said about who somebody is, and about tickets for people who phoned."""

from __future__ import annotations

from collections.abc import Sequence

from guard import Screened, fill, join, own, restored
from tickets.values import Person

CONFIRM = own("Confirm: it is them")
REFUSE = own("Refuse")
LINKED = own("A colleague has confirmed who you are.")
LINKED_OPEN = own(
    "A colleague has confirmed who you are. Your details are kept: open the ticket when you like."
)
REFUSED = own(
    "We could not confirm that this address is yours. Please ask your company's administrator to open the "
    "ticket, or call us. Searching stays open to you."
)
NO_SUCH_REQUEST = own("There is no such request any more, or its address is not in the directory.")
DECIDED = own("A colleague has decided this already.")

PHONE_HINT = own("open a ticket for somebody who has phoned")
PHONE_TITLE = own("Somebody has phoned")
WHO_PHONED = own("Who has phoned?")
WHO_HINT = own("Their registered mail address, or their full name")
CATEGORY = own("What kind of matter is it?")
CHARGE_HINT = own("Work done for them is charged: tick below that they agree, or no ticket is opened for it.")
AGREED = own("For work done for them")
AGREED_TICK = own("The caller agreed to the charge")
AGREED_NEEDED = own("Work done for a customer is charged: ask the caller, and tick this when they agree.")
SUBJECT = own("What is it about, in their words?")
IF_GIVEN = own("If they have said it")
WHO_NEEDED = own("Please say who has phoned.")
NOBODY_KNOWN = own(
    "I know nobody of that name or address (or more than one), so no ticket was opened. Your notes are kept "
    "here; please try again with the registered mail address:"
)
NOT_AGREED = own(
    "Work done for a customer is charged, and the form does not say that the caller agreed to it, so no "
    "ticket was opened. Your notes are kept here; ask the caller, and send the form again with the tick:"
)
BY_PHONE = own("by phone")


SOMEBODY = own("Somebody")


def wants(address: str) -> Screened:
    """What an unknown person says of themselves; their name stands before it."""
    return fill("wants to open tickets, and says: I am registered as {address}.", address=restored(address))


HOW_TO_CONFIRM = own(
    "When you have made sure of it, confirm it with the button in the support channel, or with:"
)


def decided(name: str, confirmed: bool) -> Screened:
    if confirmed:
        return fill("{name} has confirmed it.", name=restored(name or "A colleague"))
    return fill("{name} has refused it.", name=restored(name or "A colleague"))


def registered_as(person: Person) -> Screened:
    customer = person.customer.name if person.customer else "-"
    return fill("That is {name} of {customer}.", name=restored(person.name), customer=restored(customer))


def not_entitled(person: Person, administrators: Screened) -> Screened:
    if person.licensed or not administrators:
        return fill(
            "{name} may not open tickets at the moment because of their company's account, so none was "
            "opened. Your notes are kept here:",
            name=restored(person.name),
        )
    return fill(
        "{name} is no licensed administrator, so no ticket was opened; these are: {administrators}. "
        "Your notes are kept here:",
        name=restored(person.name),
        administrators=administrators,
    )


def you_phoned(staff: str) -> Screened:
    return fill("You phoned us; {name} has written down what you said.", name=restored(staff))


def opened_for(number: int, person: Person, due: str) -> Screened:
    return fill(
        "Ticket #{number} is open for {name} ({mail}), who has the receipt. An answer is due by {due}.",
        number=number,
        name=restored(person.name),
        mail=restored(person.mail),
        due=restored(due),
    )


def looks_like(numbers: Sequence[int]) -> Screened:
    """For staff who have opened a ticket for a caller: open ones that may be the same; empty for none."""
    if not numbers:
        return own("")
    listed = join(*(fill("#{number}", number=one) for one in numbers), by=", ")
    return fill("It looks like {listed}: merge it? (More… on its card)", listed=listed)


def phoned(opener: str, mail: str, staff: str) -> Screened:
    return fill(
        "{opener} ({mail}), by phone to {staff}",
        opener=restored(opener),
        mail=restored(mail),
        staff=restored(staff),
    )
