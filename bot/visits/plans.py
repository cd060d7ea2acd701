"""What a form says of a visit, what is wrong with it, and who may not send it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import codes, words
from bot.message import Act
from bot.rules import Rules
from bot.words import visits as sentences
from guard import Screened, contact_number
from tickets.policy import VisitRules
from tickets.values import Person
from tickets.visits import Fault, Plan, Visit, faults

TIMES = ("start", "end")
WORDS = ("client", "place", "contact", "work")
NUMBER = "number"
_AT = {Fault.PAST: "start", Fault.TOO_FAR: "start"}


def field_errors(fields: Mapping[str, str], rules: VisitRules, now: datetime) -> dict[str, Screened]:
    """What is wrong with a form, a sentence at each field. Without a field ``start`` the visit has begun."""
    wrong: dict[str, Screened] = {
        name: sentences.WORDS_NEEDED for name in WORDS if not fields.get(name, "").strip()
    }
    if contact_number(fields.get(NUMBER, "")) is None:
        wrong[NUMBER] = sentences.NUMBER_NEEDED
    asked = [name for name in TIMES if name in fields]
    moments = {name: found for name in asked if (found := codes.moment(fields[name])) is not None}
    wrong |= {name: sentences.TIME_NEEDED for name in asked if name not in moments}
    if len(moments) == len(TIMES):
        wrong |= time_errors(faults(moments["start"], moments["end"], now, rules), rules)
    elif moments.get("end", now) < now:
        wrong |= time_errors((Fault.OVER,), rules)
    return wrong


def time_errors(found: Sequence[Fault], rules: VisitRules) -> dict[str, Screened]:
    """A sentence for each fault of the times, at its field."""
    return {_AT.get(one, "end"): sentences.fault(one, rules) for one in found}


def plan_of(act: Act, before: Visit | None = None) -> Plan | None:
    """What the form says; None when something in it is missing. One that has begun keeps its start."""
    fields, number = act.fields, contact_number(act.codes.get(NUMBER, ""))
    start = codes.moment(fields.get("start", ""))
    start = before.plan.start if start is None and before is not None else start
    end = codes.moment(fields.get("end", ""))
    texts = [fields.get(name, words.NOTHING) for name in WORDS]
    if start is None or end is None or number is None or not all(text.strip() for text in texts):
        return None
    client, place, contact, work = texts
    return Plan(client, place, start, end, contact, number, work)


def barred(person: Person | None, administrators: Sequence[Person], rules: Rules) -> Screened | None:
    """Why somebody may not book or change a visit; None for a licensed administrator in good standing."""
    if person is None:
        return sentences.UNKNOWN_HERE
    if person.is_staff:
        return sentences.STAFF_CANNOT_BOOK
    if not person.licensed or person.customer is None:
        return sentences.administrators_are(administrators)
    if not person.customer.good_standing:
        return sentences.not_in_good_standing(rules.contacts)
    return None


def is_theirs(person: Person | None, visit: Visit) -> bool:
    """Whether it is a visit of the company whose licensed administrator this is."""
    return person is not None and person.licensed and person.customer == visit.customer
