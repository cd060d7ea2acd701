"""Fills what a ticket still lacks with what its customer tells later: in words, or in the list asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.decision import Decision, Step
from bot.doing import Doing, Steps
from bot.drafting import NO_DETAILS_ASKED, detail_answer, missing_details_of
from bot.outside import DETAILS
from bot.replies import known_details, reason
from bot.seen import Seen
from bot.words import letters as said
from guard import Screened, join, restored
from records.facts import to_facts
from tickets import writes
from tickets.values import (
    Actor,
    Audience,
    Detail,
    DetailName,
    Details,
    DetailState,
    EntryKind,
    Status,
    Ticket,
)
from tickets.writes import NewEntry


@dataclass(frozen=True)
class FillDetails(Step):
    """Details that the ticket lacked are known now; staff are told which."""

    told: Details


def with_details(decision: Decision, text: Screened, seen: Seen, ticket: Ticket) -> Decision:
    """The decision about words on a ticket, with what they tell of the details that it lacks."""
    told = told_of(text, seen, ticket)
    if not told:
        return decision
    left = missing_details_of({**ticket.details, **told})
    after = join(decision.reply.after, said.filled(list(told), left), by="\n")
    filled = replace(decision, steps=(*decision.steps, FillDetails(told)))
    return replace(filled, reply=replace(decision.reply, after=after))


def told_of(text: Screened, seen: Seen, ticket: Ticket) -> Details:
    """Of the details the ticket lacks those that the words hold; none where nobody asks for any."""
    missing = missing_details_of(ticket.details)
    if not missing or ticket.status is not Status.OPEN or ticket.category in NO_DETAILS_ASKED:
        return {}
    read = {} if seen.question is None else seen.question.said
    found = {**{name: one for name, one in read.items() if _is_settled(one)}, **seen.in_files}
    listed = dict(_listed(text, missing))
    only = _only_one(text, missing)
    return {name: one for name, one in {**found, **only, **listed}.items() if name in missing}


def _is_settled(detail: Detail) -> bool:
    return detail.state is not DetailState.MISSING


def _only_one(text: Screened, missing: Sequence[DetailName]) -> Details:
    """That the one detail which is left does not apply, or its number or name and nothing else."""
    answer = detail_answer(missing[0], text, {}) if len(missing) == 1 else None
    whole = answer is not None and (
        answer.state is DetailState.NOT_APPLICABLE or (missing[0] in _SHORT and len(text) <= _ONE_ANSWER)
    )
    return {missing[0]: answer} if whole and answer is not None else {}


_SHORT = frozenset({DetailName.USER, DetailName.JOB})
_ONE_ANSWER = 40
_MOST_LINES = 60
_LABELS = {
    DetailName.USER: r"users?(?: names?| involved| affected)?",
    DetailName.JOB: r"jobs?(?: numbers?| ids?| no\.?)?",
    DetailName.ERROR: r"errors?(?: messages?| codes?| texts?)?",
    DetailName.STEPS: r"steps?(?: that led to it| to reproduce(?: it)?| taken)?",
}
_LABELLED = {
    name: re.compile(rf"\W{{0,4}}(?:\d[.)]\s*)?{label}\s*[:=]\s*(.*)", re.IGNORECASE)
    for name, label in _LABELS.items()
}
_NUMBERED = re.compile(r"\s*\(?([1-4])[.):]\s*(\S.*)")


def _listed(text: Screened, missing: Sequence[DetailName]) -> Iterator[tuple[DetailName, Detail]]:
    """The answers of a list: by the name in front of a line, else by its number in what was asked."""
    lines = text.splitlines()[:_MOST_LINES]
    by_name = dict(_by_name(lines))
    for name, value in (by_name or dict(_by_number(lines, missing))).items():
        answer = detail_answer(name, restored(value), {}) if value else None
        if answer is not None:
            yield name, answer


def _by_name(lines: Sequence[str]) -> Iterator[tuple[DetailName, str]]:
    """Each labelled line; what follows the steps belongs to them, up to an empty line or another label."""
    steps: list[str] | None = None
    for line in lines:
        found = next(
            ((name, hit[1].strip()) for name, at in _LABELLED.items() if (hit := at.match(line))), None
        )
        if found is not None and found[0] is not DetailName.STEPS:
            steps = None
            yield found
        elif found is not None:
            steps = [found[1]] if found[1] else []
        elif steps is not None and line.strip():
            steps.append(line.strip())
        elif steps:
            break
        if steps:
            yield DetailName.STEPS, "\n".join(steps)


def _by_number(lines: Sequence[str], missing: Sequence[DetailName]) -> Iterator[tuple[DetailName, str]]:
    """The numbered lines, when there is one for each detail asked for and all look like answers to it."""
    found = [(int(hit[1]), hit[2].strip()) for line in lines if (hit := _NUMBERED.fullmatch(line))]
    if [number for number, _ in found] != list(range(1, len(missing) + 1)):
        return
    answers = list(zip(missing, (value for _, value in found), strict=True))
    if all(detail_answer(name, restored(value), {}) for name, value in answers):
        yield from answers


def fill_details(doing: Doing, step: FillDetails) -> None:
    """The ticket has them from now on, and the desk reads which."""
    ticket = doing.seen.ticket
    if ticket is None or doing.number is None:
        return
    writes.set_details(doing.session, ticket.number, {**ticket.details, **step.told})
    told = said.filled_in(known_details(step.told))
    new = NewEntry(
        doing.conversation,
        doing.message.at,
        EntryKind.DETAILS,
        Actor.BOT,
        ticket.number,
        audience=Audience.STAFF,
        facts={"reply": to_facts(reason(told)), "details": writes.details_facts(step.told)},
        words=told,
    )
    entry = writes.add(doing.session, new)
    doing.tell.desk(entry, "reply")
    doing.tell.outside(entry, DETAILS)
    doing.refresh_card()


STEPS: Steps = {FillDetails: fill_details}
