"""An outage's message in the support channel: how it stands, and what staff can press."""

from __future__ import annotations

from datetime import datetime

from bot.desk.offers import about_outage
from bot.rules import Rules
from bot.slack.budget import Content, cut, fallback, line, within
from bot.slack.parts import aside, button, buttons, grid, header, quote, rich, run, stretch
from bot.slack.show import code
from bot.trouble.outage_look import OutageSeen
from bot.words import outages as words
from tickets.clock import spoken_due
from tickets.outages import Outage

_WORDS = 1_500
_NAMED = 12


def card(seen: OutageSeen, rules: Rules, at: datetime) -> Content:
    """The outage as it stands at ``at``."""
    outage = seen.outage
    title = f"{words.numbered(outage.id)}: {line(outage.title, 120)}"
    told = [stretch(run(words.LAST_WORDS, "bold")), quote(run(cut(outage.last_words or "", _WORDS)))]
    known = [
        header(title),
        *grid(_facts(seen, rules, at)),
        *(rich(*told) if outage.last_words else []),
        *aside(words.CARD_HINT),
    ]
    return within(known, keep=buttons(_pressable(outage))), fallback(title, words.STATES[outage.state])


def _facts(seen: OutageSeen, rules: Rules, at: datetime) -> list[tuple[str, str]]:
    outage = seen.outage
    facts: list[tuple[str, str]] = [
        (words.STATE, words.STATES[outage.state]),
        (words.RAISED_BY, words.CAUSES[outage.cause]),
        (words.SINCE, spoken_due(outage.started_at, at, rules.promise)),
        (words.REPORTED_BY, _reporters(seen)),
        (words.TICKETS, " ".join(f"#{number}" for number in seen.tickets[:_NAMED]) or words.NONE),
    ]
    if outage.ended_at is not None:
        facts.append((words.ENDED, spoken_due(outage.ended_at, at, rules.promise)))
    return facts


def _reporters(seen: OutageSeen) -> str:
    if not seen.reports:
        return words.NONE
    counted = words.counted(seen.reports, len(seen.customers))
    return f"{counted} ({', '.join(seen.customers[:_NAMED])})" if seen.customers else counted


def _pressable(outage: Outage) -> list[dict[str, object]]:
    return [
        button(one.label, f"desk:{one.act}", code(one.conversation, one.value), primary=one.main)
        for one in about_outage(outage)
    ]
