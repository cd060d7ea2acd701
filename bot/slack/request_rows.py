"""What the card says of a request: its number in the helpdesk, its route, its quote, the step asked for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.words import behind
from bot.words import features as of_features
from bot.words import ladder as of_ladder
from bot.words import quotes as of_quotes
from tickets.ladder import Rung
from tickets.quotes import standing
from tickets.values import Entry, EntryKind

_TAKEN = {
    EntryKind.CALL_BEGUN: Rung.CALL,
    EntryKind.CALL_TRIED: Rung.CALL,
    EntryKind.CONFERENCE_BEGUN: Rung.CONFERENCE,
    EntryKind.CONFERENCE_TRIED: Rung.CONFERENCE,
}


def request_rows(history: Sequence[Entry]) -> list[tuple[str, str]]:
    """Rows of the card; none where there is nothing of the kind."""
    return [*_behind(history), *_routed(history), *_quote(history), *_asked(history)]


def _behind(history: Sequence[Entry]) -> list[tuple[str, str]]:
    there = [str(one.facts["reference"]) for one in history if one.kind is EntryKind.IN_HELPDESK]
    return [(behind.IN_HELPDESK, behind.number_there(there[-1]))] if there else []


def _routed(history: Sequence[Entry]) -> list[tuple[str, str]]:
    routed = [str(one.facts["to"]) for one in history if one.kind is EntryKind.ROUTED]
    return [(of_features.ROUTED_TO, of_features.ROUTES[routed[-1]])] if routed else []


def _quote(history: Sequence[Entry]) -> list[tuple[str, str]]:
    quote = standing(history).quote
    if quote is None:
        return []
    price = of_quotes.price(quote.amount, quote.currency)
    return [(of_quotes.QUOTE, f"{price}, {of_quotes.STATES[quote.state]}")]


def _asked(history: Sequence[Entry]) -> list[tuple[str, str]]:
    """What the customer has asked for and nobody has done since."""
    open_wish: Rung | None = None
    for entry in history:
        if entry.kind is EntryKind.STEP_ASKED:
            open_wish = Rung(str(entry.facts["step"]))
        elif _TAKEN.get(entry.kind) is open_wish:
            open_wish = None
    return [] if open_wish is None else [(of_ladder.ASKED_FOR, of_ladder.RUNG_WORDS[open_wish])]
