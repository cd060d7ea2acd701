"""Decides what a message leads to, by who speaks and what the conversation waits for. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot import staff, words
from bot.after import following
from bot.before import likes
from bot.decision import (
    AddToTicket,
    AnswerCustomer,
    AskLink,
    Beside,
    Correct,
    Decision,
    EraseWords,
    Greet,
    SetStatus,
    ShowHome,
    Step,
    Update,
)
from bot.desk import decide as desk
from bot.desk import tasking
from bot.drafting import (
    answered_detail,
    draft_of,
    form_sent,
    form_words,
    hand_over_to,
    open_handed,
    settles_detail,
    skipped_detail,
    ticket_wanted,
)
from bot.message import WITH_FORM, Act, ActName, Message
from bot.permissions import Side, side
from bot.replies import OPEN, SOLVED_IT, articles, reason, self_help, sorted_as, with_person_offered
from bot.reply import QUIET, Reply, ReplyKind
from bot.requests import ladder, quotes
from bot.rules import Rules
from bot.seen import Findings, Seen
from bot.sorting import answer_question, not_quite
from bot.trouble.decide import with_troubles
from bot.visits import decide as visits
from bot.words import follow as said
from classifier.category import Category
from classifier.wishes import (
    asks_for_help,
    is_acknowledgement,
    is_greeting,
    wants_person,
    wants_ticket,
)
from guard import join
from guard.rules import Kind
from tickets.clock import promise, spoken_due
from tickets.values import EntryKind, Stage, Status, Ticket

_YES = re.compile(
    r"\W*(?:yes|yep|yeah|ok(?:ay)?|sure|agreed?|i agree|go ahead|please do)\b.{0,60}", re.I | re.S
)


def decide(message: Message, seen: Seen, rules: Rules) -> Decision:
    """What one message leads to. The same values always give the same decision."""
    if message.act is not None and message.act.name in _LOOKS_IN:
        beside = (*_LOOKS_IN[message.act.name], *_welcomed(message, seen))
        return Decision(QUIET, heard=None, beside=beside)
    decision = with_troubles(message, seen, rules, _by_place(message, seen, rules))
    reply = decision.reply if seen.at_desk else with_person_offered(decision.reply)
    if message.screened and reply.kind is not ReplyKind.QUIET:
        note = words.screened_note(message.screened)
        reply = replace(reply, after=join(reply.after, note, by="\n"))
    return replace(decision, reply=reply, beside=(*decision.beside, *_welcomed(message, seen)))


def _welcomed(message: Message, seen: Seen) -> tuple[Greet, ...]:
    """First contact: words in a direct message, or the tab where they are written (never a press)."""
    speaks = message.act is None and message.amends is None and message.erases is None
    opens = message.act is not None and message.act.name is ActName.MESSAGES
    return (Greet(),) if seen.new_here and (speaks or opens) else ()


def _by_place(message: Message, seen: Seen, rules: Rules) -> Decision:
    if message.erases is not None:
        return Decision(QUIET, steps=(EraseWords(message.erases),), heard=EntryKind.ERASED)
    if seen.at_desk or _is_for_staff(message):
        return _by_staff(message, seen, rules)
    if message.act is not None:
        return _pressed(message, message.act, seen, rules)
    if _is_anothers(message, seen):
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
    if talk is None:
        return False
    return (message.author.team, message.author.user) != (talk.asker_team, talk.asker_user)


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
    if talk is not None and talk.human and not message.addressed:
        return ladder.with_step_asked(_overheard(message, seen), message, seen, rules)
    return _listened(message, seen, rules)


def _listened(message: Message, seen: Seen, rules: Rules) -> Decision:
    talk = seen.conversation
    if seen.ticket is not None and talk is not None and talk.stage is Stage.TICKET:
        return ladder.with_step_asked(_about_ticket(message, seen, rules, seen.ticket), message, seen, rules)
    if message.amends is not None and talk is not None and not seen.merged:
        return Decision(QUIET, heard=EntryKind.AMENDED)
    if not message.text.strip():
        return Decision(reason(words.EMPTY))
    if talk is not None and (not seen.merged or _is_plain_answer(message, talk.stage)):
        waited_for = _AWAITED.get(talk.stage)
        decision = waited_for(message, seen, rules) if waited_for else None
        if decision is not None:
            return decision
    return _fresh(message, seen, rules)


def _begins_anew(message: Message, seen: Seen, rules: Rules, earlier: Ticket) -> Decision:
    """A question in the thread of a ticket that stays closed; a ticket of it is linked to that one."""
    decision = _fresh(message, seen, rules)
    reply = decision.reply
    if seen.question is not None and reply.kind is not ReplyKind.REASON:
        reply = replace(reply, after=join(reply.after, said.linked_to(earlier.number), by="\n"))
    return replace(decision, reply=reply, update=replace(decision.update, human=False))


def _is_plain_answer(message: Message, stage: Stage) -> bool:
    """Words that answer what was asked, however quickly they came; they amend no question."""
    if stage is Stage.CHARGE:
        return _YES.fullmatch(message.text) is not None
    return stage is Stage.DETAILS and settles_detail(message.text)


def _fresh(message: Message, seen: Seen, rules: Rules) -> Decision:
    if is_acknowledgement(message.text):
        return Decision(reason(words.THANKS, *((SOLVED_IT,) if seen.conversation else ())))
    if is_greeting(message.text) or asks_for_help(message.text):
        return Decision(reason(words.GREETING))
    question = seen.question
    if question is None:
        return Decision(reason(words.EMPTY))
    if wants_person(message.text) or wants_ticket(message.text):
        return sorted_decision(_person_wanted(message, seen, rules), seen)
    return answer_question(message, seen, rules, question)


def sorted_decision(decision: Decision, seen: Seen) -> Decision:
    """The decision with how its question was sorted, when it was."""
    if seen.question is None:
        return decision
    return replace(decision, reply=sorted_as(decision.reply, seen.question))


def _person_wanted(message: Message, seen: Seen, rules: Rules) -> Decision:
    """An explicit wish for a person is a ticket, after what the search has found is shown (policy 2)."""
    question = seen.question
    if question is None or (seen.conversation is not None and seen.conversation.question):
        return ticket_wanted(message, seen, rules, draft_of(seen), agreed=True)
    settled = question.triage.category
    category = Category.INCIDENT if settled is Category.EMERGENCY else settled
    draft = question.draft(category, rules)
    if settled is Category.OTHER:
        draft = replace(draft, findings=Findings((), 0.0), shown=())
    return ticket_wanted(message, seen, rules, draft, agreed=True)


def _about_ticket(message: Message, seen: Seen, rules: Rules, ticket: Ticket) -> Decision:
    answered = following.answered_in_words(message, seen, ticket)
    if answered is not None:
        return answered
    if message.amends is not None and ticket.status is not Status.OPEN:
        return Decision(QUIET, heard=EntryKind.AMENDED)
    acknowledges = is_acknowledgement(message.text)
    if acknowledges:
        asked = seen.following is not None and seen.following.solution and not seen.following.confirmed
        offers = following.offers(ticket.number) if asked else ()
        reply = reason(words.THANKS_TICKET, *offers)
        return Decision(reply, steps=(AddToTicket(True),), heard=EntryKind.CUSTOMER_WORDS)
    due = ticket.due_at or promise(message.at, rules.promise, seen.visits).due
    spoken = spoken_due(due, message.at, rules.promise)
    if ticket.status is Status.OPEN:
        reply = replace(reason(words.added(ticket.number, spoken)), ticket=ticket.number, due=due)
        return Decision(reply, steps=(AddToTicket(False),), heard=EntryKind.CUSTOMER_WORDS)
    reply = replace(reason(words.reopened(ticket.number, spoken)), ticket=ticket.number, due=due)
    steps = (SetStatus(Status.OPEN), AddToTicket(False))
    return Decision(reply, steps=steps, heard=EntryKind.CUSTOMER_WORDS)


def _overheard(message: Message, seen: Seen) -> Decision:
    """Staff have spoken in the thread: the bot is quiet, and what the customer says belongs to the ticket."""
    if seen.ticket is None:
        return Decision(QUIET)
    said = AddToTicket(is_acknowledgement(message.text))
    reopens = seen.ticket.status is not Status.OPEN and not said.acknowledges
    steps: tuple[Step, ...] = (SetStatus(Status.OPEN), said) if reopens else (said,)
    return Decision(QUIET, steps=steps, heard=EntryKind.CUSTOMER_WORDS)


_HIDDEN_ADDRESS = f"[{Kind.MAIL_ADDRESS.value}]"
"""What the guard leaves of an address that nobody is registered with."""


def _address_named(message: Message, seen: Seen, _rules: Rules) -> Decision | None:
    if seen.registered is None:
        named = "@" in message.text or _HIDDEN_ADDRESS in message.text
        return Decision(reason(words.ADDRESS_UNKNOWN, OPEN)) if named else None
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
        return _pressed_by_another(act, seen, rules)
    if seen.conversation is None and act.name not in _BEGIN:
        return Decision(reason(words.NO_TICKET, only_to_author=True), heard=None)
    if seen.ticket is not None and act.name in _BEFORE_A_TICKET and _is_about_ticket(seen):
        if act.name is ActName.PERSON and seen.ticket.status is not Status.OPEN:
            return following.not_yet(message, act, seen, rules)
        return Decision(_has_ticket(message, seen.ticket, rules), heard=EntryKind.PRESSED)
    return replace(_PRESSED[act.name](message, act, seen, rules), amends=False)


_BEGIN = frozenset(
    {ActName.WELCOME, ActName.FROM_MESSAGE, ActName.SUBMIT, ActName.ADD_WORDS, *visits.PRESSED}
)
"""What may begin a conversation; all else is pressed in one."""

_BEFORE_A_TICKET = frozenset(
    {
        ActName.ADD_TO,
        ActName.NEW_ONE,
        ActName.PERSON,
        ActName.OPEN,
        ActName.BROKEN,
        ActName.HOW,
        ActName.SUGGEST,
        ActName.AGREE,
        ActName.SKIP,
        ActName.HAND,
        ActName.NOT_QUITE,
    }
)
"""What leads to a ticket: pressed once more (a double click, an older reply's button), it has led there."""


def _is_about_ticket(seen: Seen) -> bool:
    return seen.conversation is not None and seen.conversation.stage is Stage.TICKET


def _pressed_by_another(act: Act, seen: Seen, rules: Rules) -> Decision:
    if act.name in quotes.PRESSED:
        return quotes.answer(act, seen)
    handed = seen.person is not None and seen.person.entitled and act.name is ActName.OPEN
    if handed and seen.ticket is None:
        opened = open_handed(seen, rules)
        return quotes.agreed_to_charge(opened) if _is_service(opened) else opened
    return Decision(reason(words.NOT_YOURS, only_to_author=True), heard=None)


def _is_service(decision: Decision) -> bool:
    return decision.update.category == Category.SERVICE


def _solved_it(_message: Message, _act: Act, seen: Seen, _rules: Rules) -> Decision:
    if seen.ticket is not None:
        return following.confirmed(seen, seen.ticket)
    return Decision(reason(words.GLAD), Update(stage=Stage.CLOSED), heard=EntryKind.PRESSED)


def _not_quite(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
    talk = seen.conversation
    if talk is not None and talk.category == Category.INCIDENT:
        return _ticket_pressed(message, _act, seen, rules)
    return not_quite(seen, rules)


def _ticket_pressed(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
    decision = ticket_wanted(message, seen, rules, draft_of(seen), agreed=_is_wish(_act))
    return replace(decision, heard=EntryKind.PRESSED)


def _is_wish(act: Act) -> bool:
    return act.name is ActName.PERSON


def _has_ticket(message: Message, ticket: Ticket, rules: Rules) -> Reply:
    if ticket.status is not Status.OPEN:
        return reason(words.ALREADY_CLOSED)
    if ticket.due_at is None:
        return reason(words.with_person(ticket.number), ladder.CALL_ME)
    spoken = spoken_due(ticket.due_at, message.at, rules.promise)
    answer = reason(words.person_by(ticket.number, spoken), ladder.CALL_ME)
    return replace(answer, ticket=ticket.number, due=ticket.due_at)


def _category_said(category: Category) -> Callable[[Message, Act, Seen, Rules], Decision]:
    def said(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
        if seen.question is None:
            return Decision(reason(words.EMPTY), heard=EntryKind.PRESSED)
        decision = answer_question(message, seen, rules, seen.question, category=category)
        steps = (*decision.steps, Correct(category.value, by_staff=False))
        return replace(decision, steps=steps, heard=EntryKind.PRESSED)

    return said


def _wanted_as(category: Category) -> Callable[[Message, Act, Seen, Rules], Decision]:
    def wanted(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
        decision = ticket_wanted(message, seen, rules, draft_of(seen, category), agreed=True)
        pressed = replace(decision, heard=EntryKind.PRESSED)
        return quotes.agreed_to_charge(pressed) if category is Category.SERVICE else pressed

    return wanted


def _skip(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
    return skipped_detail(message, seen, rules)


def _submit(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    if seen.ticket is not None and _is_about_ticket(seen):
        return _added_by_form(message, act, seen, rules, seen.ticket)
    sent = form_sent(message, seen, rules, act)
    return quotes.agreed_to_charge(sent) if _is_service(sent) else sent


def _added_by_form(message: Message, act: Act, seen: Seen, rules: Rules, ticket: Ticket) -> Decision:
    """One matter has one ticket: a form that comes after its end opens it again, as words do (policy 4)."""
    text = form_words(act.fields)
    if ticket.status is Status.OPEN or not text.strip():
        return Decision(_has_ticket(message, ticket, rules), heard=EntryKind.PRESSED)
    decision = _about_ticket(replace(message, act=None, text=text), seen, rules, ticket)
    return replace(decision, said=text)


def _from_message(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    """A ticket is wanted about words said elsewhere; the entitled have its form before them already."""
    wanted = sorted_decision(_person_wanted(message, seen, rules), seen)
    if act.value != WITH_FORM or seen.person is None or not seen.person.entitled:
        return wanted
    hits = seen.question.findings.hits[: rules.talk.articles_shown] if seen.question else ()
    return Decision(QUIET, replace(wanted.update, stage=Stage.FREE, shown=articles(hits)))


def _hand(_message: Message, act: Act, seen: Seen, _rules: Rules) -> Decision:
    return hand_over_to(seen, act.value)


def _withdraw(_message: Message, _act: Act, seen: Seen, _rules: Rules) -> Decision:
    if seen.ticket is None:
        return Decision(reason(words.NO_TICKET), heard=EntryKind.PRESSED)
    if seen.ticket.status is not Status.OPEN:
        return Decision(reason(words.ALREADY_CLOSED), heard=EntryKind.PRESSED)
    steps = (SetStatus(Status.WITHDRAWN),)
    return Decision(reason(words.WITHDRAWN), steps=steps, heard=EntryKind.WITHDRAWN)


def _welcome(_message: Message, _act: Act, _seen: Seen, _rules: Rules) -> Decision:
    return Decision(reason(words.WELCOME), heard=EntryKind.PRESSED)


_PRESSED: dict[ActName, Callable[[Message, Act, Seen, Rules], Decision]] = {
    ActName.SOLVED_IT: _solved_it,
    ActName.NOT_QUITE: _not_quite,
    ActName.PERSON: _ticket_pressed,
    ActName.OPEN: _ticket_pressed,
    ActName.BROKEN: _category_said(Category.INCIDENT),
    ActName.HOW: _category_said(Category.EDUCATION),
    ActName.SUGGEST: _wanted_as(Category.FEATURE),
    ActName.AGREE: _wanted_as(Category.SERVICE),
    ActName.SKIP: _skip,
    ActName.SUBMIT: _submit,
    ActName.HAND: _hand,
    ActName.WITHDRAW: _withdraw,
    ActName.WELCOME: _welcome,
    ActName.FROM_MESSAGE: _from_message,
    **ladder.PRESSED,
    **following.PRESSED,
    **likes.PRESSED,
    **tasking.PRESSED,
    **quotes.PRESSED,
    **visits.PRESSED,
}
