"""What is said of letters: why one waits, what was done with it, and what the reply to one adds."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reply import KnownDetail
from bot.words import DETAIL_LABELS
from guard import Screened, fill, join, own, restored, shorten
from tickets.letter_reasons import Why
from tickets.letters import Became
from tickets.values import DetailName, Ticket

NO_WORDS = own("(a letter without words)")
NOT_KNOWN = own(
    "This is all that we can send to this address: tickets are for the licensed administrators of our "
    "customers, who write from the address they are registered with. If none of it helps, please ask your "
    "administrator to write to us."
)
STAFF_ASKED = own(
    "We have passed your letter on to our staff, who decide what can be done. Tickets are for the licensed "
    "administrators of our customers, who write from the address they are registered with."
)
CHARGE_ASKED = own(
    "What you ask for may be work that is charged. Before it is begun we need your agreement; support may "
    "send you a quote first."
)


def filled(told: Sequence[DetailName], left: Sequence[DetailName]) -> Screened:
    """Which details were read out of an answer, and which are still missing."""
    noted = fill("Noted in the ticket: {names}.", names=_named(told))
    return join(noted, fill("Still missing: {names}.", names=_named(left)) if left else own(""))


def _named(names: Sequence[DetailName]) -> Screened:
    return join(*(DETAIL_LABELS[name] for name in names), by=", ")


def filled_in(known: Sequence[KnownDetail]) -> Screened:
    """For the desk: what the customer's later words have filled in, one a line."""
    lines = (join(one.label, one.value, by=": ") for one in known)
    return join(own("Filled in from what the customer told later:"), *lines, by="\n")


def may_be_the_same(tickets: Sequence[Ticket]) -> Screened:
    """The open tickets of the customer that may be about the same, one a line."""
    lines = (
        fill(
            "#{number} ({name}): {subject}",
            number=one.number,
            name=restored(one.opener.name),
            subject=shorten(restored(" ".join(one.subject.split())), 120),
        )
        for one in tickets
    )
    lead = own("Your company has an open ticket that may be about the same; tell us if it is:")
    return join(lead, *lines, by="\n")


WAITS_SUBJECT = own("A letter waits for a decision")
FROM, SUBJECT, CAME, WHY = own("From"), own("Subject"), own("Came in"), own("Why it waits")
GIVE, OPEN, DISCARD = own("Give it to a ticket"), own("Open a ticket"), own("Discard")
WHICH_TICKET = own("Which ticket does it belong to?")
TICKET_HINT = own(
    "Its number, for example 1042. What the letter says is added there as the customer's words."
)
WHOSE_TICKET = own("Whose ticket is it?")
WHOSE_HINT = own("A licensed administrator: the mail address, or the full name")
NUMBER_NEEDED = own("Please give the number of a ticket, in digits.")
WHO_NEEDED = own("Please say for whom the ticket is opened.")
DECIDED = own("This letter does not wait any more: a colleague has decided, or there is no such letter.")
BY_STAFF = own(
    "It bears the address of a member of staff, so it cannot become a customer's words. If it is yours, "
    "answer in the ticket's thread; it can be opened as a ticket of a customer, or discarded."
)
NO_SUCH_TICKET = own("There is no ticket of that number that goes on. Please give the number once more.")
NOBODY_KNOWN = own("I know nobody of that name or address (or more than one); please give the mail address.")
FROM_NOBODY = own("(no sender that can be read)")
STATES = {
    Became.WAITING: own("waits"),
    Became.RELEASED: own("let through"),
    Became.DISCARDED: own("discarded"),
}
REASONS = {
    Why.NO_SENDER: own("It does not say from whom it is in a way that can be believed."),
    Why.OURSELVES: own("It bears our own address as its sender."),
    Why.FORGED: own("Our mail system says that its sender is forged."),
    Why.TOO_MANY: own(
        "More letters came from this sender within an hour than are let through (mail.letters_per_hour)."
    ),
    Why.TOO_MANY_ABOUT: own(
        "More letters came about this ticket within an hour than are let through (mail.letters_per_hour)."
    ),
    Why.TOO_MANY_UNKNOWN: own(
        "More letters of unknown senders came within an hour than are answered (mail.letters_per_hour)."
    ),
    Why.STAFF_UNPROVEN: own(
        "It bears the address of a member of staff, and nothing proves that they sent it (mail.proof). It "
        "has stopped no clock and reached nobody."
    ),
    Why.STAFF_NO_TICKET: own("A member of staff wrote it, and it belongs to no ticket."),
    Why.TWO_NUMBERS: own("It names several tickets, or another one than the letter that it answers."),
    Why.NO_SUCH_NUMBER: own("The ticket's number in its subject is none of ours."),
    Why.FOREIGN: own("It names a ticket, and its sender is not of that ticket's customer."),
    Why.TOO_LARGE: own(
        "It is larger than letters may be (mail.largest_mb), so only its head was read. It lies in the "
        "mailbox's folder for failed letters, or in the mail server's queue."
    ),
    Why.NOT_STORED: own(
        "It could not be stored, so only its head was read. It lies in the mailbox's folder for failed "
        "letters; the log says what was wrong."
    ),
    Why.WANTS_PERSON: own("Its sender is not known here, and asks for a person."),
    Why.ANSWERED_BEFORE: own("Its sender may not open tickets, and has been sent what the search found."),
}


def why(code: str) -> Screened:
    """Why a letter waits, in a sentence; empty for what waits no more and never did."""
    return REASONS.get(Why(code), own("")) if code in set(Why) else own("")


def not_whole(troubles: Sequence[Screened]) -> Screened:
    """What could not be read of a letter; empty when all could."""
    if not troubles:
        return own("")
    return fill("(Not all of this letter could be read: {why}.)", why=join(*troubles, by="; "))


def numbered(letter: int, state: Became) -> Screened:
    waits = "Letter {letter} waits for a decision"
    return fill(waits if state is Became.WAITING else "Letter {letter}", letter=letter)


def waits_for_you(letter: int) -> Screened:
    """For staff without a support channel: that there is a letter, and nothing of what it says."""
    return fill(
        "A letter that came in cannot be believed as it stands. `infracare mail show {letter}` shows it and "
        "why it waits; `infracare mail give`, `open` and `discard` decide what becomes of it.",
        letter=letter,
    )


def decided(state: Became, by: str) -> Screened:
    """What became of a letter that waited, and who decided it."""
    done = STATES[Became.RELEASED] if state is Became.RELEASED else STATES[Became.DISCARDED]
    return fill("{done} by {by}", done=done, by=restored(by or "the operator"))


def given(letter: int, number: int, by: str) -> Screened:
    return fill(
        "{by} has given letter {letter} to ticket #{number}.",
        by=restored(by),
        letter=letter,
        number=number,
    )


def opened_for(letter: int, name: str, by: str) -> Screened:
    return fill(
        "{by} opens letter {letter} as a ticket of {name}.",
        by=restored(by),
        letter=letter,
        name=restored(name),
    )


def discarded(letter: int, by: str) -> Screened:
    return fill("{by} has discarded letter {letter}.", by=restored(by), letter=letter)


def not_entitled(name: str) -> Screened:
    return fill(
        "{name} may not open tickets: choose a licensed administrator of a customer in good standing.",
        name=restored(name),
    )


def released(came: str, released_at: str) -> Screened:
    """Why the clock of a letter that waited is older than what is told of it."""
    return fill(
        "This letter came in at {came} and waited for a decision of staff until {released_at}; its clock "
        "counts from when it came in.",
        came=restored(came),
        released_at=restored(released_at),
    )
