"""Decides what staff do that belongs to no single ticket: outages, visits, who is who. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot import words
from bot.after import covering
from bot.decision import Decision
from bot.desk import linking, phoned, waiting
from bot.message import UNOPENED, Act, ActName, Message
from bot.permissions import ALLOWED, may
from bot.pressing import ByStaff
from bot.replies import reason
from bot.requests import features
from bot.rules import Rules
from bot.seen import Seen
from bot.trouble import maintenance, outages
from bot.visits import decide as visits
from bot.words.roles import role_needed


def decide(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    """What an act of staff leads to; a sentence for whoever may not do it."""
    person = seen.person
    if person is None or not person.is_staff:
        return Decision(reason(words.NOT_STAFF, only_to_author=True), heard=None)
    if not may(person, act.name):
        return Decision(reason(role_needed(ALLOWED[act.name].roles), only_to_author=True), heard=None)
    if act.value == UNOPENED:
        return Decision(reason(words.FORM_UNOPENED, only_to_author=True), heard=None)
    return _ACTS[act.name](ByStaff(message, act, seen, person, rules))


_ACTS: Mapping[ActName, Callable[[ByStaff], Decision]] = {
    **outages.ACTS,
    **maintenance.ACTS,
    **visits.BY_STAFF,
    **linking.ACTS,
    **phoned.ACTS,
    **waiting.ACTS,
    **features.ACTS,
    **covering.ACTS,
}
