"""Agreement, quote and approval: what comes before work that is charged (policy 10, 11). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from guard import Screened, own
from tickets.policy import ServiceRules
from tickets.values import Entry, EntryKind


class Purpose(StrEnum):
    """What a price is for: a service, or a customization that sales propose."""

    SERVICE = "service"
    CUSTOMIZATION = "customization"


class QuoteState(StrEnum):
    """What the customer has said to it."""

    SENT = "sent"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Quote:
    """A price that was sent to the customer; ``id`` is the entry of the history that holds it."""

    id: int
    amount: str
    currency: str
    what: Screened
    purpose: Purpose
    state: QuoteState = QuoteState.SENT


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a request has come. ``quote`` is the newest one: each replaces the one before.

    ``agreed`` says that the person agreed to be charged before the ticket was opened, ``begun`` that work
    was begun since the newest quote, ``with_sales`` that staff have routed the wish to sales.
    """

    quote: Quote | None = None
    agreed: bool = False
    begun: bool = False
    with_sales: bool = False


class Hindrance(StrEnum):
    """Why work may not begin."""

    BEGUN_ALREADY = "begun already"
    UNANSWERED = "unanswered"
    DECLINED = "declined"
    NO_QUOTE = "no quote"
    NOT_AGREED = "not agreed"


SALES, DEVELOPMENT = "sales", "development"
"""Where a wish is routed to, as its entry says."""


def standing(history: Sequence[Entry]) -> Standing:
    """How far the request has come, by the history of its ticket."""
    found = Standing()
    for entry in history:
        found = _after(found, entry)
    return found


def hindrance(found: Standing, rules: ServiceRules) -> Hindrance | None:
    """Why work may not begin; None when it may. A quote that was sent must be approved, required or not."""
    quote = found.quote
    if found.begun:
        return Hindrance.BEGUN_ALREADY
    if quote is not None:
        return _OF_QUOTE[quote.state]
    if rules.quote_required:
        return Hindrance.NO_QUOTE
    return None if found.agreed else Hindrance.NOT_AGREED


_OF_QUOTE = {
    QuoteState.SENT: Hindrance.UNANSWERED,
    QuoteState.DECLINED: Hindrance.DECLINED,
    QuoteState.APPROVED: None,
}
_SAID = {EntryKind.QUOTE_APPROVED: QuoteState.APPROVED, EntryKind.QUOTE_DECLINED: QuoteState.DECLINED}


def _after(found: Standing, entry: Entry) -> Standing:
    if entry.kind is EntryKind.QUOTED:
        return replace(found, quote=_quote(entry), begun=False)
    if entry.kind in _SAID and found.quote is not None and entry.facts.get("quote") == found.quote.id:
        return replace(found, quote=replace(found.quote, state=_SAID[entry.kind]))
    if entry.kind is EntryKind.CHARGE_AGREED:
        return replace(found, agreed=True)
    if entry.kind is EntryKind.WORK_STARTED:
        return replace(found, begun=True)
    if entry.kind is EntryKind.ROUTED:
        return replace(found, with_sales=entry.facts.get("to") == SALES)
    return found


def _quote(entry: Entry) -> Quote:
    facts = entry.facts
    purpose = Purpose(str(facts["purpose"]))
    return Quote(entry.id, str(facts["amount"]), str(facts["currency"]), entry.words or own(""), purpose)
