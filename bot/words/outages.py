"""The sentences about outages. What customers read names nobody and repeats nobody's words but staff's."""

from __future__ import annotations

from bot.rules import Lines
from guard import Screened, fill, join, own, restored

STATES = {
    "suspected": own("suspected"),
    "declared": own("declared"),
    "refused": own("not an outage"),
    "lapsed": own("never confirmed"),
    "resolved": own("over"),
}
CAUSES = {
    "said": own("somebody says so"),
    "like": own("several customers report the same"),
    "staff": own("staff"),
    "probe": own("our own checks of the platform"),
}
SUSPECTED_BY_US = own(
    "Several customers report something like this at the moment, so a system-wide outage is suspected. "
    "Support has been told."
)
STILL_OPEN = own("Whatever else you have told us about stays open.")

AT_THE_COMMAND_LINE = own("Support (at the command line)")
BY_ITSELF = own("InfraCare Assist")

OUTAGE = own("Outage")
STATE = own("State")
SINCE = own("Since")
ENDED = own("Ended")
RAISED_BY = own("Raised by")
REPORTED_BY = own("Reported by")
TICKETS = own("Tickets")
LAST_WORDS = own("Told last")
NONE = own("none")
CARD_HINT = own(
    "Words in this thread stay among staff. What is sent with a button reaches everybody who reported it."
)
DECLARE = own("Declare")
UPDATE = own("Update")
RESOLVE = own("Resolve")
REFUSE = own("Not an outage")
LINK = own("Link to the open outage")

FORM_TITLES = {
    "declare": own("Declare an outage"),
    "outage_update": own("Update on the outage"),
    "outage_resolve": own("The outage is over"),
    "outage_refuse": own("Not an outage"),
}
TITLE_LABEL = own("What is down, in a few words")
KNOWN_LABEL = own("What is known")
WORDS_LABEL = own("Your words to everybody who reported it")
STARTED_LABEL = own("Since when")
ENDED_LABEL = own("Until when")
NO_NAMES = own("Every customer concerned reads this: name none of them.")
TITLE_NEEDED = own("Please say in a few words what is down.")
NOT_LATER = own("That is later than now.")

OPEN_ALREADY = own(
    "An outage is declared already. Bring it up to date with its buttons, or resolve it before you declare "
    "another."
)
NONE_OPEN = own("No outage is suspected or declared at the moment.")
OVER_ALREADY = own("This outage is closed already; what is open now has a message of its own.")
NOT_DECLARED = own("This is only suspected so far: declare it, or say that it is none.")
ENDS_BEFORE = own("It cannot have ended before it began; look at the times again.")
LINKED_ALREADY = own("This ticket is linked to the outage already.")
HINT = own("declare a system-wide outage, or confirm the one that is suspected")
DESK_SUBJECT = own("Suspected outage")
LATE_SUBJECT = own("Your message could not be answered yet")
NOTICE_SUBJECT = own("About the outage you reported")


def too_long_ago(hours: int) -> Screened:
    return fill(
        "That is more than {hours} hours ago: give a later beginning, and say in your words what was before.",
        hours=hours,
    )


def title_too_long(most: int) -> Screened:
    return fill(
        "A few words, please: {most} characters at the most. The rest goes into your words.", most=most
    )


def lines(numbers: Lines) -> Screened:
    """The emergency lines (policy 7)."""
    return fill(
        "If the whole platform is down, call the 24-hour emergency mailbox: {first} (backup line {backup}).",
        first=restored(numbers.emergency),
        backup=restored(numbers.backup),
    )


def suspected(since: str) -> Screened:
    return fill(
        "A system-wide outage is suspected since {since}. Support has been told.", since=restored(since)
    )


def declared(title: Screened, since: str) -> Screened:
    return fill(
        "There is an outage of the platform: {title} (since {since}). Support is working on it.",
        title=title,
        since=restored(since),
    )


def last_update(words: Screened, at: str) -> Screened:
    return fill("Last update, {at}: {words}", at=restored(at), words=words)


def resolved(title: Screened, until: str, words: Screened) -> Screened:
    over = fill("The outage is over: {title} (until {until}).", title=title, until=restored(until))
    return join(over, words, STILL_OPEN, by="\n")


def refused(words: Screened) -> Screened:
    seen = own("Support has looked: what you reported is no system-wide outage.")
    return join(seen, words, STILL_OPEN, by="\n")


def lapsed(hours: int) -> Screened:
    """For those who reported it, when support has decided nothing."""
    seen = fill(
        "The outage that was suspected has not been confirmed within {hours} hours, so it is taken as over. "
        "If it is still not working, write here.",
        hours=hours,
    )
    return join(seen, STILL_OPEN, by="\n")


def still_suspected(outage: int, since: str, cause: Screened) -> Screened:
    """For staff, when nobody has decided yet."""
    return fill(
        "Outage {outage} is suspected since {since} ({cause}), and nobody has decided yet. Declare it or say "
        "that it is none: in its message in the support channel, or with infracare outages.",
        outage=outage,
        since=restored(since),
        cause=cause,
    )


def reported(who: str, customer: str, words: Screened) -> Screened:
    """A line in the outage's thread at the desk, for staff."""
    named = ", ".join(name for name in (who, customer) if name) or "somebody we do not know"
    return fill("Reported by {who}: {words}", who=restored(named), words=words)


def done(change: str, who: str, words: Screened, told: int) -> Screened:
    """What staff did, in the outage's thread."""
    what = {
        "declared": own("has declared the outage"),
        "updated": own("has sent an update"),
        "resolved": own("has said that the outage is over"),
        "refused": own("has said that this is no outage"),
        "lapsed": own("has closed the suspicion, as nobody has confirmed it for so long"),
    }[change]
    head = fill("{who} {what}", who=restored(who), what=what)
    return join(fill("{head}; {told} told.", head=head, told=people(told)), words)


def people(count: int) -> Screened:
    if count == 0:
        return own("nobody had reported it, so nobody is")
    return own("one person is") if count == 1 else fill("{count} people are", count=count)


def confirmed(change: str, told: int) -> Screened:
    """What the member of staff is answered."""
    what = {
        "declared": own("The outage is declared"),
        "updated": own("The update is sent"),
        "resolved": own("The outage is closed as over"),
        "refused": own("The suspicion is closed: not an outage"),
    }[change]
    return fill("{what}; {told} told.", what=what, told=people(told))


def linked(number: int, outage: int) -> Screened:
    return fill("Ticket #{number} is linked to outage {outage}.", number=number, outage=outage)


def your_ticket(number: int, state: Screened) -> Screened:
    return join(fill("Your ticket #{number} belongs to an outage we know of.", number=number), state)


def late(since: str, numbers: Lines) -> Screened:
    """For who has written and was not answered in time."""
    said = fill(
        "We have what you sent at {since}, and nothing of it is lost, but it could not be answered yet. "
        "In office hours you can also open a ticket by phone: {office}.",
        since=restored(since),
        office=restored(numbers.office),
    )
    return join(said, lines(numbers), by="\n")


def could_not_be_handled(sorry: Screened, numbers: Lines) -> Screened:
    return join(sorry, lines(numbers), by="\n")


def probe_failed(name: Screened, since: str) -> Screened:
    return fill("Our check of {name} has failed since {since}.", name=name, since=restored(since))


def probe_recovered(name: Screened) -> Screened:
    return fill("Our check of {name} is answered again.", name=name)


def numbered(outage: int) -> Screened:
    return fill("Outage {outage}", outage=outage)


def counted(reports: int, customers: int) -> Screened:
    named = own("one customer") if customers == 1 else fill("{customers} customers", customers=customers)
    return fill("{reports} in all, of {customers}", reports=reports, customers=named)


def suspicion(cause: Screened) -> Screened:
    """The letter to the desk."""
    return fill(
        "A system-wide outage is suspected ({cause}). Declare it or say that it is none: in its message in "
        "the support channel, or with infracare outages.",
        cause=cause,
    )
