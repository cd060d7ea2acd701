"""Decides what customers are asked to do, and what becomes of their answers (policy 8). Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot import words
from bot.decision import AddToTicket, AnswerCustomer, Decision, Step
from bot.message import Act, ActName, Message
from bot.pressing import AtDesk
from bot.replies import reason
from bot.reply import Offer, Reply, ReplyKind
from bot.rules import Rules
from bot.seen import Seen
from bot.words import tasks as said
from guard import Screened, join, restored
from tickets.clock import promise, spoken_due
from tickets.tasks import Task
from tickets.values import EntryKind, Status, Ticket

MOST = 10
"""What one list may ask for: each has its button, and a person reads them all."""

_BULLET = re.compile(r"^\s*(?:[-–—*•]+|\d{1,2}[.)])?\s*")


@dataclass(frozen=True)
class AskTasks(Step):
    """The customer is shown the list ``reply``, whose tasks get their buttons, and is reminded of it."""

    tasks: tuple[Screened, ...]
    lead: Screened


@dataclass(frozen=True)
class SettleTasks(Step):
    """These tasks (by their ids) are done; their list shows it."""

    done: tuple[int, ...]


def task_lines(text: str) -> tuple[Screened, ...]:
    """The tasks in a field: one in each line, without the bullets people put before them."""
    lines = (_BULLET.sub("", line).strip() for line in text.splitlines())
    return tuple(restored(line) for line in lines if line)


def wrong_with(text: str) -> Screened | None:
    """Why this is no list to ask for; None when it is one."""
    found = task_lines(text)
    if not found:
        return said.NONE_GIVEN
    return said.too_many(MOST) if len(found) > MOST else None


def offered(tasks: Sequence[Task]) -> tuple[Offer, ...]:
    """The buttons of a list: one for each task that is open, and one to answer."""
    done = (
        Offer(ActName.TASK_DONE, said.done_button(at), str(task.id))
        for at, task in enumerate(tasks, 1)
        if task.done_at is None
    )
    buttons = tuple(done)
    return (*buttons, Offer(ActName.TASK_ANSWER, said.ANSWER_ONE)) if buttons else ()


def list_shown(lead: Screened, tasks: Sequence[Task]) -> Reply:
    """The list as the customer sees it."""
    text = join(lead, said.numbered([task.words for task in tasks]), by="\n")
    return Reply(ReplyKind.REASON, text, after=said.HOW_TO_ANSWER, offers=offered(tasks))


def list_as_it_stands(shown: Reply, tasks: Sequence[Task]) -> Reply:
    """The same list with what is done by now."""
    done = [at for at, task in enumerate(tasks, 1) if task.done_at is not None]
    after = said.done_so_far(done) if done else said.HOW_TO_ANSWER
    return replace(shown, after=after, offers=offered(tasks))


def _ask(at: AtDesk) -> Decision:
    text = at.act.fields.get("tasks", words.NOTHING)
    wrong = wrong_with(text)
    if at.ticket.status is not Status.OPEN:
        wrong = words.ALREADY_CLOSED
    if wrong is not None:
        return Decision(reason(wrong, only_to_author=True), heard=None)
    tasks = task_lines(text)
    word = at.act.fields.get("words", words.NOTHING)
    lead = join(word, said.LEAD, by="\n") if word.strip() else said.LEAD
    whole = join(lead, said.numbered(tasks), by="\n")
    by = words.staff_says(at.person.name, at.rules.vendor)
    asked = AskTasks(tasks, join(by, lead, by="\n"))
    steps = (AnswerCustomer(whole, echo_to_desk=True, said_there=True), asked)
    return Decision(reason(said.asked(len(tasks))), steps=steps, heard=EntryKind.STAFF_WORDS, said=whole)


def _settle(at: AtDesk) -> Decision:
    """Staff take the list back: it was answered otherwise, or is needed no more."""
    left = tuple(task.id for task in at.seen.chosen.tasks if task.done_at is None)
    if not left:
        return Decision(reason(said.NOTHING_OPEN, only_to_author=True), heard=None)
    done = reason(said.settled(at.person.name))
    return Decision(done, steps=(SettleTasks(left),), heard=EntryKind.TASKS_SETTLED, internal=True)


def _done(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    return _carried_out(message, act.value, None, seen, rules)


def _answered(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    answer = act.fields.get("words", words.NOTHING)
    if not answer.strip():
        return Decision(reason(words.WORDS_NEEDED, only_to_author=True), heard=None)
    return _carried_out(message, str(act.fields.get("task", act.value)), answer, seen, rules)


def _carried_out(
    message: Message, chosen: str, answer: Screened | None, seen: Seen, rules: Rules
) -> Decision:
    """A task is done, or answered. With the last of them, and with words, it is staff's turn (policy 4)."""
    task = next((one for one in seen.chosen.tasks if str(one.id) == chosen and one.done_at is None), None)
    if task is None or seen.ticket is None or seen.ticket.status is not Status.OPEN:
        return Decision(reason(said.GONE, only_to_author=True), heard=None)
    left = sum(one.done_at is None for one in seen.chosen.tasks) - 1
    told = said.is_done(task.words) if answer is None else said.answered(task.words, answer)
    waits = bool(left) and answer is None
    reply = (
        reason(said.thanks_more(left)) if waits else _their_turn(message, answer, seen, seen.ticket, rules)
    )
    steps: tuple[Step, ...] = (SettleTasks((task.id,)), AddToTicket(acknowledges=waits))
    return Decision(reply, steps=steps, heard=EntryKind.CUSTOMER_WORDS, said=told)


def _their_turn(message: Message, answer: Screened | None, seen: Seen, ticket: Ticket, rules: Rules) -> Reply:
    due = ticket.due_at or promise(message.at, rules.promise, seen.visits).due
    spoken = spoken_due(due, message.at, rules.promise)
    thanks = said.thanks_all if answer is None else said.thanks_answer
    return replace(reason(thanks(ticket.number, spoken)), ticket=ticket.number, due=due)


ACTS: Mapping[ActName, Callable[[AtDesk], Decision]] = {
    ActName.TASKS: _ask,
    ActName.TASKS_SETTLED: _settle,
}
PRESSED: Mapping[ActName, Callable[[Message, Act, Seen, Rules], Decision]] = {
    ActName.TASK_DONE: _done,
    ActName.TASK_ANSWER: _answered,
}
