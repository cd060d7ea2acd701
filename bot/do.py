"""Carries a decision out: writes the history and remembers who must be told. Short and repeatable."""

from __future__ import annotations

from bot import at_home, filling, steps, words
from bot.after import covering, learning, reading
from bot.after import steps as follow_steps
from bot.before import like_steps
from bot.before import steps as before_steps
from bot.decision import Decision, ReportFault
from bot.desk import clock as clock_desk
from bot.desk import letter_steps, merging, staff_steps, task_steps
from bot.desk import steps as desk_steps
from bot.doing import Doing, Steps
from bot.message import Message
from bot.replies import reason, with_person_offered
from bot.reply import Reply, ReplyKind
from bot.requests import announcing, features, ladder, quotes
from bot.rules import Rules
from bot.seen import Seen
from bot.trouble import maintenance_steps, outage_steps
from bot.visits import do as visits
from bot.words.outages import could_not_be_handled
from records.engine import Session
from tickets import reads, writes
from tickets.values import EntryKind, Place
from tickets.writes import Asker

STEPS: Steps = {
    **steps.STEPS,
    **before_steps.STEPS,
    **like_steps.STEPS,
    **desk_steps.STEPS,
    **ladder.STEPS,
    **outage_steps.STEPS,
    **clock_desk.STEPS,
    **follow_steps.STEPS,
    **task_steps.STEPS,
    **announcing.STEPS,
    **quotes.STEPS,
    **maintenance_steps.STEPS,
    **visits.STEPS,
    **staff_steps.STEPS,
    **letter_steps.STEPS,
    **filling.STEPS,
    **features.STEPS,
    **merging.STEPS,
    **learning.STEPS,
    **covering.STEPS,
    **reading.STEPS,
}
"""Every kind of step, of every part of the bot."""


def carry_out(session: Session, message: Message, seen: Seen, decision: Decision, rules: Rules) -> Reply:
    """Write what was decided, in the caller's transaction; returns the reply as it was given.

    Raises :class:`tickets.writes.ChangedMeanwhileError` when the conversation has moved on since ``seen``.
    """
    at_home.look_after(session, message, decision.beside)
    if decision.heard is None and decision.reply.kind is ReplyKind.QUIET:
        return decision.reply
    act = Doing(session, message, seen, decision, rules, *_begun(session, message, seen))
    return act.all(STEPS)


def apologise(session: Session, message: Message, rules: Rules) -> None:
    """A message could not be handled: who wrote it is told, and staff are; nothing is left in silence."""
    talk, role = reads.conversation_at(session, message.place) or (None, reads.ASKER)
    at_desk = role == reads.DESK
    seen = Seen(None, None, private=True, at_desk=at_desk, conversation=talk)
    sorry = words.WENT_WRONG if at_desk else could_not_be_handled(words.WENT_WRONG, rules.lines)
    carry_out(
        session,
        message,
        seen,
        Decision(
            reason(sorry) if at_desk else with_person_offered(reason(sorry)),
            steps=(ReportFault(),),
            heard=EntryKind.FAULT,
            internal=at_desk,
        ),
        rules,
    )


def _begun(session: Session, message: Message, seen: Seen) -> tuple[int, int]:
    if seen.conversation is not None:
        if message.place.direct and message.act is None and not seen.at_desk:
            writes.bind(session, seen.conversation.id, message.place, reads.ASKER)
        return seen.conversation.id, seen.conversation.revision
    author = message.author
    customer = None if seen.customer is None else seen.customer.id
    asker = Asker(message.place.door, author.team, author.user, seen.person, customer)
    if message.begins and reads.conversation_at(session, message.place) is not None:
        return _begun_in_direct(session, asker, message), 0
    return writes.begin(session, asker, message.place, message.at), 0


def _begun_in_direct(session: Session, asker: Asker, message: Message) -> int:
    """Where it was said another conversation is held: what comes of this one goes to direct messages."""
    begun = writes.begin(session, asker, None, message.at)
    place = Place(message.place.door, asker.team, asker.user, f"new-{begun}", True, message.place.enterprise)
    writes.bind(session, begun, place, reads.ASKER)
    return begun
