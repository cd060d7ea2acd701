"""Every sentence about scheduled customer visits, to the customer and to staff (policy 6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import LiteralString

from bot.rules import Contacts
from bot.words import administrators_are as administrators_of
from bot.words import names
from guard import Screened, fill, join, own, restored
from tickets.clock import average_words, spoken_due, spoken_moment, spoken_year
from tickets.policy import PromiseRules, VisitRules
from tickets.values import Person
from tickets.visits import Fault, Plan, Visit

BOOK = own("Book a visit")
CHANGE = own("Change")
CANCEL = own("Cancel the visit")
COMING = own("Scheduled visits")
NONE_COMING = own("No visit is scheduled.")
BOOK_HINT = own("book a visit to a client of yours")
VISITS_HINT = own("your company's scheduled visits, to change or cancel")
STAFF_HINT = own("the coming visits of all customers")
KEEP = own("Save")

FORM_INTRO = own(
    "You go to a client of yours, and support is at hand while you are there. Please give no patients' data."
)
CLIENT = own("Which client do you visit?")
PLACE = own("Where is it?")
START = own("From when")
END = own("Until when")
CONTACT = own("Whom may support phone there?")
NUMBER = own("Their telephone number")
NUMBER_HINT = own("For example 812-235-7239, with an extension 812-235-7239 x12, or +49 30 1234567")
WORK = own("What will be done?")
WHY = own("Why?")
WHY_FOR_CUSTOMER = own("The reason; the customer reads it")

FAULTS = {
    Fault.PAST: own("The visit must begin in the future; choose a later day or hour."),
    Fault.OVER: own("The end is past already; choose a later day or hour."),
    Fault.ENDS_FIRST: own("The visit must end after it begins; choose a later end."),
}
TIME_NEEDED = own("Please choose a day and an hour.")
WORDS_NEEDED = own("Please fill this in.")
NUMBER_NEEDED = own("That is no telephone number; write for example 812-235-7239 or +49 30 1234567.")
REASON_NEEDED = own("Please say why; the customer is told.")

NO_SUCH_VISIT = own(
    "There is no such visit among those of your company; /infracare visits shows those there are."
)
STAFF_NO_SUCH_VISIT = own("There is no such visit; /support visits shows those there are.")
OVER = own("This visit is over or was cancelled, so nothing of it can be changed any more.")
UNCHANGED = own("Nothing was changed: the visit stays as it is.")
STAFF_CANNOT_BOOK = own(
    "You are staff: a visit is booked by a customer's administrator. For one who phones, the command line "
    "books it: infracare visits book."
)
UNKNOWN_HERE = own(
    "I do not know you yet, and visits are booked by registered administrators. Ask me for a person in a "
    "direct message, and a colleague will find out who you are."
)
CANCELLED_BY_STAFF = own("The visit is cancelled, and the customer's administrators have been told.")
LINES = {
    "client": own("Client"),
    "place": own("Place"),
    "contact": own("Contact"),
    "work": own("To be done"),
}
GUARANTEED = own("guaranteed")
BEST_EFFORT = own("best effort")


def administrators_are(people: Sequence[Person]) -> Screened:
    if not people:
        return administrators_of(people)
    return fill("Visits are booked by your company's licensed administrators: {names}.", names=names(people))


def when(plan: Plan, rules: PromiseRules, at: datetime) -> Screened:
    """From when to when by the office's clock, with its days: "09:00 Eastern on Friday 27 November ...".

    The year stands with it when it is another one than that of the moment ``at`` at which this is told.
    """
    start = _start(plan, rules, at)
    return fill(
        "{start} to {end}", start=restored(start), end=restored(spoken_due(plan.end, plan.start, rules))
    )


def _start(plan: Plan, rules: PromiseRules, at: datetime) -> str:
    if spoken_year(plan.start, rules.hours) != spoken_year(at, rules.hours):
        return spoken_moment(plan.start, rules.hours)
    return spoken_due(plan.start, plan.start - timedelta(days=2), rules)


def too_long(rules: VisitRules) -> Screened:
    return fill(
        "A visit may last {longest} at the most; choose an earlier end, or book two visits.",
        longest=restored(average_words(60 * rules.longest_hours)),
    )


def too_far(rules: VisitRules) -> Screened:
    return fill(
        "A visit may be booked {days} days ahead at the most; look at its day and year, or book it later.",
        days=rules.ahead_days,
    )


def fault(wrong: Fault, rules: VisitRules) -> Screened:
    """What to do about a fault of the times."""
    if wrong is Fault.TOO_FAR:
        return too_far(rules)
    return too_long(rules) if wrong is Fault.TOO_LONG else FAULTS[wrong]


def start_hint(rules: VisitRules) -> Screened:
    return fill(
        "Booked at least {notice} before it begins, a visit is guaranteed; later it is best effort.",
        notice=_notice(rules),
    )


def move_hint(rules: VisitRules) -> Screened:
    return fill(
        "A start moved to less than {notice} from now is best effort, also when the visit was guaranteed.",
        notice=_notice(rules),
    )


def not_in_good_standing(contacts: Contacts) -> Screened:
    return fill(
        "I cannot book a visit for your company at the moment because of its account. "
        "{name} can help: {mail}.",
        name=restored(contacts.accounts),
        mail=restored(contacts.accounts_mail),
    )


def booked(visit_plan: Plan, rules: PromiseRules, at: datetime) -> Screened:
    return _said("The visit to {client} is booked: {when}.", visit_plan, rules, at)


def changed(visit_plan: Plan, rules: PromiseRules, at: datetime) -> Screened:
    return _said("The visit to {client} is changed: {when}.", visit_plan, rules, at)


def cancelled(visit_plan: Plan, rules: PromiseRules, at: datetime) -> Screened:
    return _said("The visit to {client} is cancelled ({when}). Support has been told.", visit_plan, rules, at)


def about(visit_plan: Plan, rules: PromiseRules, at: datetime) -> Screened:
    return _said("{client}, {when}", visit_plan, rules, at)


def _said(sentence: LiteralString, visit_plan: Plan, rules: PromiseRules, at: datetime) -> Screened:
    return fill(sentence, client=visit_plan.client, when=when(visit_plan, rules, at))


def is_guaranteed(rules: PromiseRules) -> Screened:
    return fill(
        "It is guaranteed: while it lasts a person answers you within {promise}, and support may phone "
        "your contact at once.",
        promise=_promise(rules),
    )


def is_guaranteed_until(until: str, rules: PromiseRules) -> Screened:
    return fill(
        "It is guaranteed until {until}: until then a person answers you within {promise}. The rest "
        "was added too late and is best effort.",
        until=restored(until),
        promise=_promise(rules),
    )


def is_best_effort(rules: PromiseRules, visits: VisitRules) -> Screened:
    return fill(
        "It begins in less than {notice}, so it is accepted as best effort: support knows of it, but an "
        "answer within {promise} is not guaranteed.",
        notice=_notice(visits),
        promise=_promise(rules),
    )


def guarantee_lost(rules: PromiseRules, visits: VisitRules) -> Screened:
    return fill(
        "It is no longer guaranteed, as its new start is less than {notice} away: support knows of it, but "
        "an answer within {promise} is best effort.",
        notice=_notice(visits),
        promise=_promise(rules),
    )


def overlaps(others: Screened) -> Screened:
    return fill("Your company has another visit at that time: {others}.", others=others)


def news(what: Screened, visit: Visit, rules: PromiseRules, at: datetime) -> Screened:
    """A visit as staff read it, under what has become of it."""
    plan = visit.plan
    rows = (
        ("client", plan.client),
        ("place", plan.place),
        ("contact", join(plan.contact, plan.number, by=", ")),
        ("work", plan.work),
    )
    lines = (fill("{label}: {value}", label=LINES[name], value=value) for name, value in rows)
    return join(what, fill("{when} ({kind})", when=when(plan, rules, at), kind=kind(visit)), *lines, by="\n")


def kind(visit: Visit) -> Screened:
    return GUARANTEED if visit.guaranteed else BEST_EFFORT


def has_booked(who: Person, visit: Visit) -> Screened:
    return _has("{who} has booked a visit for {customer}.", who, visit)


def has_changed(who: Person, visit: Visit) -> Screened:
    return _has("{who} has changed a visit of {customer}.", who, visit)


def has_cancelled(who: Person, visit: Visit, reason: Screened) -> Screened:
    return join(_has("{who} has cancelled a visit of {customer}.", who, visit), reason)


def reminder(visit: Visit) -> Screened:
    return fill("Reminder: {customer} will be on a visit.", customer=restored(visit.customer.name))


def _has(sentence: LiteralString, who: Person, visit: Visit) -> Screened:
    name, customer = restored(who.name), restored(visit.customer.name)
    return fill(sentence, who=name, customer=customer)


def subject(visit: Visit) -> Screened:
    return fill(
        "Visit of {customer} to {client}", customer=restored(visit.customer.name), client=visit.plan.client
    )


def now_at(visit: Visit, until: str) -> Screened:
    """On the card of a ticket of a customer who is on a guaranteed visit."""
    return fill(
        "Visit now at {client}, until {until}. Staff may phone at once: {contact}, {number}.",
        client=visit.plan.client,
        until=restored(until),
        contact=visit.plan.contact,
        number=visit.plan.number,
    )


def now_at_best_effort(visit: Visit, until: str) -> Screened:
    return fill(
        "Visit now at {client}, until {until} (best effort). On site: {contact}, {number}.",
        client=visit.plan.client,
        until=restored(until),
        contact=visit.plan.contact,
        number=visit.plan.number,
    )


def _notice(rules: VisitRules) -> Screened:
    notice: Screened = restored(average_words(60 * rules.notice_hours))
    return notice


def _promise(rules: PromiseRules) -> Screened:
    promise: Screened = restored(average_words(rules.visit.promise_minutes))
    return promise
