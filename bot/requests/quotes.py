"""Decides on quotes: who sends them, who approves them, and when work may begin (policy 10, 11)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import words
from bot.decision import AnswerCustomer, Decision, OpenTicket, Step
from bot.doing import Doing, Steps
from bot.message import Act, ActName, Message
from bot.pressing import AtDesk
from bot.replies import reason
from bot.reply import Offer, Reply, ReplyKind
from bot.requests import announcing
from bot.requests.announcing import Announce
from bot.rules import Rules
from bot.seen import Seen
from bot.words import quotes as said
from classifier.category import Category
from guard import Screened, join
from tickets import timekeeping, writes
from tickets.quotes import Purpose, Quote, QuoteState, hindrance
from tickets.values import Actor, EntryKind, Status, Ticket
from tickets.writes import NewEntry


@dataclass(frozen=True, kw_only=True)
class SendQuote(AnswerCustomer):
    """A price reaches the customer, with buttons to approve and decline it. It is an answer in writing."""

    amount: str
    currency: str
    purpose: Purpose


@dataclass(frozen=True)
class TellDesk(Step):
    """Staff are told what the customer has answered; the asker too, when a colleague did (``also``)."""

    also: Screened | None = None


@dataclass(frozen=True)
class AgreeToCharge(Step):
    """The person has agreed to be charged, before the ticket was opened."""


def agreed_to_charge(decision: Decision) -> Decision:
    """The decision after the person's agreement: when it opens the ticket, that is in its history."""
    if not any(isinstance(step, OpenTicket) for step in decision.steps):
        return decision
    return Decision(**{**vars(decision), "steps": (*decision.steps, AgreeToCharge())})


def agrees_afterwards(act: Act, seen: Seen) -> Decision | None:
    """The agreement to a charge where the ticket is there already, as after a letter; None for all else."""
    ticket = seen.ticket
    if act.name is not ActName.AGREE or ticket is None or ticket.status is not Status.OPEN:
        return None
    if ticket.category != Category.SERVICE or seen.standing.agreed:
        return None
    steps = (AgreeToCharge(), TellDesk())
    return Decision(reason(said.AGREED), steps=steps, heard=EntryKind.PRESSED, said=said.CUSTOMER_AGREED)


# Staff.


def _send(purpose: Purpose) -> Callable[[AtDesk], Decision]:
    def send(at: AtDesk) -> Decision:
        wrong = _refusal(at, purpose)
        if wrong is not None:
            return Decision(reason(wrong, only_to_author=True), heard=None)
        text, amount, currency = at.act.fields["words"], at.act.codes["amount"], at.act.codes["currency"]
        return Decision(
            reason(said.sent(purpose, amount, currency)),
            steps=(SendQuote(text, amount=amount, currency=currency, purpose=purpose),),
            heard=EntryKind.QUOTED,
            said=text,
            facts={"amount": amount, "currency": currency, "purpose": purpose.value},
        )

    return send


def _refusal(at: AtDesk, purpose: Purpose) -> Screened | None:
    if at.ticket.status is not Status.OPEN:
        return words.ALREADY_CLOSED
    return _out_of_place(at, purpose) or _incomplete(at, purpose)


def _out_of_place(at: AtDesk, purpose: Purpose) -> Screened | None:
    if purpose is Purpose.SERVICE:
        return None if at.ticket.category == Category.SERVICE else said.NOT_A_SERVICE
    return None if at.seen.standing.with_sales else said.NOT_WITH_SALES


def _incomplete(at: AtDesk, purpose: Purpose) -> Screened | None:
    if "amount" not in at.act.codes:
        return said.AMOUNT_NEEDED
    if "currency" not in at.act.codes:
        return said.CURRENCY_NEEDED
    if not at.act.fields.get("words", words.NOTHING).strip():
        return said.WHAT_NEEDED
    if purpose is Purpose.CUSTOMIZATION and not at.act.fields.get("management", words.NOTHING):
        return said.MANAGEMENT_NEEDED
    return None


def _start_work(at: AtDesk) -> Decision:
    if at.ticket.status is not Status.OPEN:
        return Decision(reason(words.ALREADY_CLOSED, only_to_author=True), heard=None)
    if at.ticket.category != Category.SERVICE and at.seen.standing.quote is None:
        return Decision(reason(said.NOT_CHARGED, only_to_author=True), heard=None)
    hinders = hindrance(at.seen.standing, at.rules.services)
    if hinders is not None:
        return Decision(reason(said.HINDRANCES[hinders], only_to_author=True), heard=None)
    quote = at.seen.standing.quote
    told = said.WORK_TOLD if quote else said.WORK_TOLD_AGREED
    return Decision(
        reason(said.WORK_BEGUN),
        steps=(Announce(told),),
        heard=EntryKind.WORK_STARTED,
        internal=True,
        facts={} if quote is None else {"quote": quote.id},
    )


# The customer.


def answer(act: Act, seen: Seen) -> Decision:
    """An administrator of the customer approves or declines; the asker or any colleague who may.

    Colleagues may as well: a quote is the customer's affair, and whoever may open a ticket for it may agree.
    """
    state = QuoteState.APPROVED if act.name is ActName.APPROVE else QuoteState.DECLINED
    ticket, person = seen.ticket, seen.person
    if (
        ticket is None
        or person is None
        or person.customer is None
        or person.customer.id != ticket.customer.id
    ):
        return Decision(reason(words.NOT_YOURS, only_to_author=True), heard=None)
    if not person.entitled:
        names = words.names(seen.administrators)
        return Decision(reason(said.only_administrators(names), only_to_author=True), heard=None)
    wrong = _unanswerable(seen.standing.quote, act.value, ticket)
    if wrong is not None:
        return Decision(reason(wrong, only_to_author=True), heard=None)
    return _answered(seen, state, person.name)


def _unanswerable(quote: Quote | None, value: str, ticket: Ticket) -> Screened | None:
    if ticket.status is not Status.OPEN:
        return words.ALREADY_CLOSED
    if quote is None:
        return said.NO_QUOTE
    return said.REPLACED if value != str(quote.id) else said.ANSWERED.get(quote.state)


def _answered(seen: Seen, state: QuoteState, name: str) -> Decision:
    quote, talk = seen.standing.quote, seen.conversation
    if quote is None:
        raise ValueError("only a quote that was sent can be answered")
    colleague = talk is not None and seen.person is not None and talk.person_id != seen.person.id
    news = said.answered(name, quote, state)
    kind = EntryKind.QUOTE_APPROVED if state is QuoteState.APPROVED else EntryKind.QUOTE_DECLINED
    return Decision(
        reason(said.APPROVED if state is QuoteState.APPROVED else said.DECLINED, only_to_author=colleague),
        steps=(TellDesk(news if colleague else None),),
        heard=kind,
        said=said.answer(quote, state),
        facts={"quote": quote.id, "amount": quote.amount, "currency": quote.currency},
    )


_I = r"\W*(?:(?:yes|ok(?:ay)?|no|sorry)\W+)?(?:(?:i|we)\W+)?"
_IT = (
    r"(?:\W+(?:it|this|that|(?:the|this|your)\W+(?:quote|price|offer|proposal)))?(?:\W+(?:thanks|please))?\W*"
)
_APPROVES = re.compile(rf"{_I}(?:approved?|accept(?:ed)?){_IT}", re.IGNORECASE)
_DECLINES = re.compile(rf"{_I}(?:declined?|reject(?:ed)?){_IT}", re.IGNORECASE)
_LONGEST = 80


def answered_in_words(message: Message, seen: Seen) -> Decision | None:
    """ "I approve" and "I decline" answer a quote that waits; all other words are words on the ticket."""
    quote = seen.standing.quote
    if quote is None or quote.state is not QuoteState.SENT or message.amends is not None:
        return None
    if len(message.text) > _LONGEST or "?" in message.text:
        return None
    for pattern, name in ((_APPROVES, ActName.APPROVE), (_DECLINES, ActName.DECLINE)):
        if pattern.fullmatch(message.text):
            return answer(Act(name, value=str(quote.id)), seen)
    return None


def _pressed(_message: Message, act: Act, seen: Seen, _rules: Rules) -> Decision:
    return answer(act, seen)


# How it is done.


def send_quote(doing: Doing, step: SendQuote) -> None:
    if doing.number is None or doing.entry is None:
        return
    at, rules, how = doing.message.at, doing.rules.promise, doing.how_answered()
    timekeeping.respond(doing.session, doing.number, at, rules, doing.entry, how)
    text = said.offered(step.purpose, doing.number, step.amount, step.currency)
    value = str(doing.entry)
    offers = (
        Offer(ActName.APPROVE, said.APPROVE, value, main=True),
        Offer(ActName.DECLINE, said.DECLINE, value),
    )
    after = join(step.words, said.HOW_TO_ANSWER, by="\n\n")
    entry = announcing.announce(
        doing, Reply(ReplyKind.REASON, text, after=after, offers=offers), by_mail=True
    )
    talk, ticket = doing.seen.conversation, doing.seen.ticket
    if talk is not None and ticket is not None and talk.person_id != ticket.opener.id:
        doing.tell.notify(entry, ticket.opener)
    doing.refresh_card()


def tell_desk(doing: Doing, step: TellDesk) -> None:
    if doing.entry is None:
        return
    doing.tell.desk(doing.entry, "words")
    doing.tell.letter(doing.entry, "desk")
    if step.also is not None:
        announcing.announce(doing, reason(step.also))
    doing.refresh_card()


def agree(doing: Doing, _step: AgreeToCharge) -> None:
    person = doing.seen.person
    new = NewEntry(
        doing.conversation,
        doing.message.at,
        EntryKind.CHARGE_AGREED,
        Actor.PERSON,
        doing.number,
        None if person is None else person.id,
    )
    writes.add(doing.session, new)


PRESSED: Mapping[ActName, Callable[[Message, Act, Seen, Rules], Decision]] = {
    ActName.APPROVE: _pressed,
    ActName.DECLINE: _pressed,
}
ACTS: Mapping[ActName, Callable[[AtDesk], Decision]] = {
    ActName.QUOTE: _send(Purpose.SERVICE),
    ActName.PROPOSE: _send(Purpose.CUSTOMIZATION),
    ActName.START_WORK: _start_work,
}
STEPS: Steps = {SendQuote: send_quote, TellDesk: tell_desk, AgreeToCharge: agree}
