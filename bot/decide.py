"""Decides what a message leads to, by who speaks and what the conversation waits for. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot import presses, staff, words
from bot.about_ticket import about_ticket, overheard
from bot.before import likes
from bot.before.left import is_left, pointed_at
from bot.by_letter import by_letter
from bot.console import wants_console
from bot.decision import (
    AnswerCustomer,
    AskLink,
    Beside,
    Decision,
    EraseWords,
    Greet,
    Invite,
    Meet,
    NoteRelease,
    ShowHome,
    Update,
)
from bot.desk import decide as desk
from bot.drafting import (
    address_asked_again,
    answered_detail,
    draft_of,
    files_sent,
    names_address,
    person_wanted,
    settles_detail,
    sorted_decision,
    ticket_wanted,
)
from bot.letter import is_askers, is_letter
from bot.message import Act, ActName, Message
from bot.objecting import confirmation, confirmed, objected, objection
from bot.permissions import Side, side
from bot.replies import OPEN, SOLVED_IT, reason, self_help, with_person_offered
from bot.reply import QUIET, Reply, ReplyKind
from bot.requests import ladder, quotes
from bot.rules import Rules
from bot.seen import Seen
from bot.sorting import answer_question
from bot.trouble.decide import with_troubles
from bot.words import follow as said
from classifier.category import Category
from classifier.wishes import (
    asks_for_help,
    is_acknowledgement,
    is_greeting,
    wants_person,
    wants_ticket,
)
from guard import Screened, join
from guard.kinds import Kind
from tickets.values import Conversation, EntryKind, Stage, Ticket

_YES = re.compile(
    r"\W*(?:yes|yep|yeah|ok(?:ay)?|sure|agreed?|i agree|go ahead|please do)\b.{0,60}", re.I | re.S
)


def decide(message: Message, seen: Seen, rules: Rules) -> Decision:
    """What one message leads to. The same values always give the same decision."""
    if message.act is not None and message.act.name in _LOOKS_IN:
        beside = (*_LOOKS_IN[message.act.name], *_welcomed(message.act, seen))
        return Decision(QUIET, heard=None, beside=beside)
    if wants_console(message, seen):
        return Decision(QUIET, heard=None, beside=(Invite(),))
    by_place = _by_place(message, seen, rules)
    if by_place.anew:
        return by_place
    decision = with_troubles(message, seen, rules, by_place)
    reply = pointed_at(decision.reply, seen.left)
    reply = reply if seen.at_desk else with_person_offered(reply)
    steps = decision.steps if message.released_at is None else (*decision.steps, NoteRelease())
    hidden = _patients_data(message, seen)
    if hidden and reply.kind is not ReplyKind.QUIET:
        note = words.screened_note(hidden)
        reply = replace(reply, after=join(reply.after, note, by="\n"))
    return replace(decision, reply=reply, steps=steps, beside=(*decision.beside, *_met(message, seen, reply)))


def _patients_data(message: Message, seen: Seen) -> tuple[Screened, ...]:
    """What the person is told to delete: not the address that we have just asked them for."""
    asked = seen.conversation is not None and seen.conversation.stage is Stage.ADDRESS
    return tuple(one for one in message.screened if not asked or one != Kind.MAIL_ADDRESS.value)


def _welcomed(act: Act, seen: Seen) -> tuple[Greet, ...]:
    """First contact is the tab where direct messages are written: a welcome stands above all that follows."""
    return (Greet(),) if seen.new_here and act.name is ActName.MESSAGES else ()


def _met(message: Message, seen: Seen, reply: Reply) -> tuple[Meet, ...]:
    """First contact is a message that was answered: nobody is welcomed below their own answer."""
    speaks = message.act is None and message.amends is None and message.erases is None
    return (Meet(),) if seen.new_here and speaks and reply.kind is not ReplyKind.QUIET else ()


def _by_place(message: Message, seen: Seen, rules: Rules) -> Decision:
    if message.erases is not None:
        return Decision(QUIET, steps=(EraseWords(message.erases),), heard=EntryKind.ERASED)
    if seen.at_desk or _is_for_staff(message):
        return _by_staff(message, seen, rules)
    if message.act is not None:
        return _pressed(message, message.act, seen, rules)
    if _is_anothers(message, seen) and not is_letter(message):
        return _third_person(message, seen, rules)
    if seen.conversation is None and not message.addressed:
        return Decision(QUIET, heard=None)
    return _heard(message, seen, rules)


def _is_for_staff(message: Message) -> bool:
    return message.act is not None and side(message.act.name) is Side.STAFF


def _by_staff(message: Message, seen: Seen, rules: Rules) -> Decision:
    if message.act is not None and side(message.act.name) is Side.STAFF:
        return staff.decide(message, message.act, seen, rules)
    return desk.decide(message, seen, rules)


_LOOKS_IN: dict[ActName, tuple[Beside, ...]] = {ActName.HOME: (ShowHome(),), ActName.MESSAGES: ()}


def _is_anothers(message: Message, seen: Seen) -> bool:
    talk = seen.conversation
    return talk is not None and not is_askers(message, talk, seen.person)


def _third_person(message: Message, seen: Seen, rules: Rules) -> Decision:
    """Staff in the asker's thread silence the bot; others are shown what the search finds, no more."""
    if seen.staff and not message.addressed:
        answers = seen.person is not None and seen.person.may_answer and desk.is_response(message)
        steps = (AnswerCustomer(message.text, echo_to_desk=True, said_there=True, human=answers),)
        return Decision(QUIET, Update(human=True), steps, EntryKind.STAFF_WORDS)
    if not message.addressed:
        return Decision(QUIET, heard=None)
    if seen.question is None:
        return Decision(reason(words.EMPTY, only_to_author=True), heard=None)
    reply = self_help(seen.question, rules)
    return Decision(replace(reply, after=words.OUTSIDE_THREAD, offers=()), heard=EntryKind.NOTE)


def _heard(message: Message, seen: Seen, rules: Rules) -> Decision:
    talk = seen.conversation
    if seen.earlier is not None and talk is not None and talk.stage is Stage.CLOSED:
        return _begins_anew(message, seen, rules, seen.earlier)
    answered = quotes.answered_in_words(message, seen)
    if answered is not None:
        return answered
    if _is_only_heard(message, seen):
        return ladder.with_step_asked(overheard(message, seen), message, seen, rules)
    category = objection(message, talk)
    if category is not None and seen.question is not None:
        return objected(message, seen, rules, seen.question, category)
    right = confirmation(message, talk)
    if right is not None:
        return confirmed(right)
    return _listened(message, seen, rules)


def _is_only_heard(message: Message, seen: Seen) -> bool:
    """Whether the words belong to the ticket without an answer of ours.

    Staff are speaking there; or they gave a letter to it, whose sender is told nothing of a customer's.
    """
    talk = seen.conversation
    if talk is None or message.addressed:
        return talk is not None and _is_of_a_stranger(message, seen)
    return talk.human


def _is_of_a_stranger(message: Message, seen: Seen) -> bool:
    theirs = (
        seen.ticket is not None and seen.person is not None and seen.person.customer == seen.ticket.customer
    )
    return message.released_at is not None and seen.ticket is not None and not theirs


def _listened(message: Message, seen: Seen, rules: Rules) -> Decision:
    talk = seen.conversation
    if seen.ticket is not None and talk is not None and talk.stage is Stage.TICKET:
        return ladder.with_step_asked(about_ticket(message, seen, rules, seen.ticket), message, seen, rules)
    return by_letter(message, seen, rules) if is_letter(message) else _without_ticket(message, seen, rules)


def _without_ticket(message: Message, seen: Seen, rules: Rules) -> Decision:
    talk = seen.conversation
    if message.amends is not None and talk is not None and not seen.merged:
        return Decision(QUIET, heard=EntryKind.AMENDED)
    if not message.text.strip():
        return files_sent(message, seen, rules) or Decision(reason(words.EMPTY))
    if talk is not None and (not seen.merged or _is_plain_answer(message, talk, rules)):
        waited_for = _AWAITED.get(talk.stage)
        decision = waited_for(message, seen, rules) if waited_for else None
        if decision is not None:
            return decision
        if is_left(message, seen):
            return Decision(QUIET, anew=True)
    return _fresh(message, seen, rules)


def _begins_anew(message: Message, seen: Seen, rules: Rules, earlier: Ticket) -> Decision:
    """A question in the thread of a ticket that stays closed; a ticket of it is linked to that one."""
    decision = by_letter(message, seen, rules) if is_letter(message) else _fresh(message, seen, rules)
    reply = decision.reply
    if seen.question is not None and reply.kind is not ReplyKind.REASON:
        reply = replace(reply, after=join(reply.after, said.linked_to(earlier.number), by="\n"))
    return replace(decision, reply=reply, update=replace(decision.update, human=False))


def _is_plain_answer(message: Message, talk: Conversation, rules: Rules) -> bool:
    """Words that answer what was asked, however quickly they came; they amend no question."""
    if talk.stage is Stage.CHARGE:
        return _YES.fullmatch(message.text) is not None
    return talk.stage is Stage.DETAILS and settles_detail(message.text, talk.details, rules)


def _fresh(message: Message, seen: Seen, rules: Rules) -> Decision:
    if is_acknowledgement(message.text):
        thanks = reason(words.THANKS, *((SOLVED_IT,) if seen.conversation else ()))
        return Decision(thanks, steps=presses.accepted(seen))
    if is_greeting(message.text) or asks_for_help(message.text):
        return Decision(reason(words.GREETING))
    question = seen.question
    if question is None:
        return Decision(reason(words.EMPTY))
    if wants_person(message.text) or wants_ticket(message.text):
        return sorted_decision(person_wanted(message, seen, rules), seen)
    return answer_question(message, seen, rules, question)


def _address_named(message: Message, seen: Seen, rules: Rules) -> Decision | None:
    if seen.registered is None and names_address(message.text):
        return Decision(reason(words.ADDRESS_UNKNOWN, OPEN))
    if seen.registered is None:
        return address_asked_again(message, seen.question, rules)
    return Decision(reason(words.ADDRESS_NOTED, OPEN), Update(stage=Stage.FREE), (AskLink(seen.registered),))


def _detail_told(message: Message, seen: Seen, rules: Rules) -> Decision | None:
    return None if seen.question is None else answered_detail(message, seen, rules, seen.question)


def _charge_answered(message: Message, seen: Seen, rules: Rules) -> Decision | None:
    if _YES.fullmatch(message.text):
        draft = draft_of(seen, Category.SERVICE)
        return quotes.agreed_to_charge(ticket_wanted(message, seen, rules, draft, agreed=True))
    return None


_AWAITED: dict[Stage, Callable[[Message, Seen, Rules], Decision | None]] = {
    Stage.ADDRESS: _address_named,
    Stage.DETAILS: _detail_told,
    Stage.CHARGE: _charge_answered,
    Stage.LIKE: likes.answered_in_words,
}


def _pressed(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    if side(act.name) is Side.DESK:
        return Decision(reason(words.NOT_STAFF, only_to_author=True), heard=None)
    if _is_anothers(message, seen):
        return presses.by_another(message, act, seen, rules)
    return presses.by_asker(message, act, seen, rules)
