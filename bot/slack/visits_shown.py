"""Shows visits in Slack: lists with what can be pressed, and the line on a ticket's card (policy 6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.desk.offers import about_visit
from bot.message import ActName
from bot.rules import Rules
from bot.slack.budget import Block, Content, fallback, line, within
from bot.slack.parts import button, buttons, header, paragraph, rich, run, stretch
from bot.slack.show import code
from bot.visits.decide import offers
from bot.words import visits as sentences
from tickets.clock import spoken_due
from tickets.values import Person
from tickets.visits import Visit, is_guaranteed_at

_LEAD, _LINE = 150, 300


def book_button() -> Block:
    """On the Home tab, and above the list."""
    return button(sentences.BOOK, f"act:{ActName.VISIT_BOOK}", code(None))


def visits_shown(visits: Sequence[Visit], reader: Person, rules: Rules, at: datetime) -> Content:
    """The answer to who asks for the visits: those of their company, for staff those of all."""
    book = buttons([book_button()]) if reader.entitled else []
    return within(
        [*paragraph(sentences.COMING), *visit_list(visits, reader, rules, at)], keep=book
    ), fallback(sentences.COMING)


def visits_section(visits: Sequence[Visit], reader: Person, rules: Rules, at: datetime) -> list[Block]:
    """The part of a Home tab; nothing when there are none."""
    return [header(sentences.COMING), *visit_list(visits, reader, rules, at)] if visits else []


def visit_list(visits: Sequence[Visit], reader: Person, rules: Rules, at: datetime) -> list[Block]:
    if not visits:
        return paragraph(sentences.NONE_COMING)
    return [block for one in visits for block in _visit(one, reader, rules, at)]


def visit_now(visit: Visit | None, rules: Rules, at: datetime) -> list[Block]:
    """For the card of a ticket whose customer is on a visit: staff may phone at once (policy 6, 9)."""
    if visit is None:
        return []
    until = spoken_due(visit.plan.end, at, rules.promise)
    if is_guaranteed_at(visit, at) and visit.guaranteed_until is not None:
        until = spoken_due(visit.guaranteed_until, at, rules.promise)
        return rich(stretch(run(sentences.now_at(visit, until), "bold")))
    return rich(stretch(run(sentences.now_at_best_effort(visit, until))))


def _visit(visit: Visit, reader: Person, rules: Rules, at: datetime) -> list[Block]:
    lead = visit.customer.name if reader.is_staff else visit.plan.client
    when = f"\n{sentences.when(visit.plan, rules.promise, at)} ({sentences.kind(visit)})"
    shown = rich(stretch([*run(line(lead, _LEAD), "bold"), *run(when), *run(f"\n{_line(visit, reader)}")]))
    return [*shown, *buttons(_pressable(visit, reader))]


def _line(visit: Visit, reader: Person) -> str:
    plan = visit.plan
    client = (plan.client,) if reader.is_staff else ()
    texts = (*client, plan.place, plan.contact, plan.number, plan.work)
    return " · ".join(line(text, _LINE) for text in texts)


def _pressable(visit: Visit, reader: Person) -> list[Block]:
    if reader.may_answer:
        return [button(one.label, f"desk:{one.act}", code(None, one.value)) for one in about_visit(visit)]
    if reader.is_staff:
        return []
    return [button(one.label, f"act:{one.act}", code(None, one.value)) for one in offers(visit.id)]
