"""How each line of a ticket's history is told to staff: what was done, and what was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot import words
from bot.words import features, quotes
from guard import Screened, fill, join, own, restored
from tickets.values import Entry, EntryKind

NOBODY = own("InfraCare Assist")
"""Who does what no person has done."""
SOMEBODY = own("Somebody")

DID: Mapping[EntryKind, Screened] = {
    EntryKind.ASKED: own("asked"),
    EntryKind.AMENDED: own("went on with the question"),
    EntryKind.ERASED: own("deleted words of theirs"),
    EntryKind.REPLIED: own("replied"),
    EntryKind.PRESSED: own("pressed a button"),
    EntryKind.OPENED: own("opened the ticket"),
    EntryKind.CUSTOMER_WORDS: own("wrote"),
    EntryKind.STAFF_WORDS: own("answered the customer"),
    EntryKind.NOTE: own("noted"),
    EntryKind.FILE: own("added a file"),
    EntryKind.CLAIMED: own("took the ticket"),
    EntryKind.ASSIGNED: own("handed the ticket over"),
    EntryKind.MERGED: own("merged two tickets"),
    EntryKind.TASKS_SETTLED: own("said that nothing is asked of the customer any more"),
    EntryKind.SOLVED: own("marked it as solved"),
    EntryKind.CONFIRMED: own("confirmed that it is solved"),
    EntryKind.RATED: own("rated our help"),
    EntryKind.RELATED: own("linked it to an earlier ticket"),
    EntryKind.REFERRED: own("noted how often the documentation would have answered"),
    EntryKind.LIKES_SHOWN: own("was shown open tickets that may be the same"),
    EntryKind.REOPENED: own("opened it again"),
    EntryKind.WITHDRAWN: own("withdrew it"),
    EntryKind.SORTED: own("corrected the category"),
    EntryKind.HANDED_OVER: own("handed a draft to an administrator"),
    EntryKind.LINKED: own("confirmed who is asking"),
    EntryKind.LINK_REFUSED: own("did not confirm who is asking"),
    EntryKind.PHONED: own("wrote down a call"),
    EntryKind.FAULT: own("could not be helped: something went wrong on our side"),
    EntryKind.NOT_DELIVERED: own("could not deliver a letter"),
    EntryKind.CLOCK_STARTED: own("started the clock"),
    EntryKind.CLOCK_STOPPED: own("stopped the clock"),
    EntryKind.VISIT_BOOKED: own("booked a visit"),
    EntryKind.VISIT_CHANGED: own("changed a visit"),
    EntryKind.VISIT_CANCELLED: own("cancelled a visit"),
    EntryKind.CLOCK_WARNED: own("warned that time is running out"),
    EntryKind.PROMISE_BROKEN: own("told that the promise is broken"),
    EntryKind.CALL_BEGUN: own("began a call"),
    EntryKind.CALL_TRIED: own("called and reached nobody"),
    EntryKind.CONFERENCE_BEGUN: own("began a web conference"),
    EntryKind.CONFERENCE_TRIED: own("held a web conference that nobody joined"),
    EntryKind.STEP_ASKED: own("asked for the next step"),
    EntryKind.OUTAGE: own("noted about an outage"),
    EntryKind.CHARGE_AGREED: own("agreed to be charged"),
    EntryKind.QUOTED: own("sent a price"),
    EntryKind.QUOTE_APPROVED: own("approved the price"),
    EntryKind.QUOTE_DECLINED: own("declined the price"),
    EntryKind.WORK_STARTED: own("began the work"),
    EntryKind.ROUTED: own("passed it on"),
    EntryKind.RELEASED: own("released the suggestion"),
    EntryKind.COVERED: own("named the article that answers it"),
    EntryKind.DETAILS: own("filled in details"),
    EntryKind.IN_HELPDESK: own("brought it into the helpdesk behind"),
}


def who(entry: Entry) -> Screened:
    """The person; what nobody did was done by the program."""
    if entry.person is not None:
        name: Screened = restored(entry.person.name)
        return name
    return SOMEBODY if entry.actor.value != "bot" else NOBODY


def did(entry: Entry) -> Screened:
    """What was done, with what is known of it."""
    more = _MORE.get(entry.kind)
    detail = own("") if more is None else more(entry.facts)
    return join(DID[entry.kind], detail, by=": ")


def said(entry: Entry) -> Screened:
    """The words: those of a person, or all that the bot replied but what was offered."""
    if entry.words:
        return entry.words
    reply = entry.facts.get("reply")
    return _replied(reply) if isinstance(reply, Mapping) else own("")


def says_nothing(entry: Entry) -> bool:
    """Whether it is only noted that the bot kept quiet."""
    reply = entry.facts.get("reply")
    quiet = isinstance(reply, Mapping) and reply.get("kind") == "quiet"
    return entry.kind is EntryKind.REPLIED and (quiet or not said(entry))


def _replied(reply: Mapping[str, Any]) -> Screened:
    titles = [restored(f"• {hit.get('title', '')}") for hit in reply.get("hits", ())]
    parts = [restored(str(reply.get(name, ""))) for name in ("news", "text")]
    return join(*parts, *titles, restored(str(reply.get("after", ""))), by="\n")


Facts = Mapping[str, object]


def _pressed(facts: Facts) -> Screened:
    act = facts.get("act")
    name = act.get("name") if isinstance(act, Mapping) else None
    return own("") if name is None else restored(str(name).replace("_", " "))


def _sorted(facts: Facts) -> Screened:
    return words.CATEGORY_WORDS.get(str(facts.get("category")), own("something else"))


def _merged(facts: Facts) -> Screened:
    into, origin = facts.get("into"), facts.get("from")
    if isinstance(into, int):
        return fill("it goes on as #{number}", number=into)
    return fill("#{number} goes on here", number=origin) if isinstance(origin, int) else own("")


def _rated(facts: Facts) -> Screened:
    stars = facts.get("stars")
    return fill("{stars} of 5", stars=stars) if isinstance(stars, int) else own("")


def _routed(facts: Facts) -> Screened:
    return features.ROUTES.get(str(facts.get("to")), own(""))


def _quoted(facts: Facts) -> Screened:
    return quotes.price(str(facts.get("amount", "")), str(facts.get("currency", "")))


def _reference(facts: Facts) -> Screened:
    number: Screened = restored(str(facts.get("reference", "")))
    return number


_MORE: Mapping[EntryKind, Callable[[Facts], Screened]] = {
    EntryKind.PRESSED: _pressed,
    EntryKind.SORTED: _sorted,
    EntryKind.MERGED: _merged,
    EntryKind.RATED: _rated,
    EntryKind.ROUTED: _routed,
    EntryKind.QUOTED: _quoted,
    EntryKind.IN_HELPDESK: _reference,
}
