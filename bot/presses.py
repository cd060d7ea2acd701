"""Decides what a press or a form of a customer leads to, by its name. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import words
from bot.about_ticket import about_ticket, has_ticket
from bot.after import following
from bot.after.learning import Learn, taught
from bot.after.reading import HoldBack, TakeUp
from bot.before import likes
from bot.decision import Correct, Decision, LapseGaps, SetStatus, Update
from bot.desk import tasking
from bot.drafting import (
    draft_of,
    form_sent,
    form_words,
    hand_over_to,
    open_handed,
    person_wanted,
    skipped_detail,
    sorted_decision,
    ticket_wanted,
)
from bot.message import WITH_FORM, Act, ActName, Message
from bot.replies import NOT_QUITE, OPEN, answer, articles, reason
from bot.reply import QUIET, Offer, Reply, ReplyKind, Shown
from bot.requests import ladder, quotes
from bot.rules import Rules
from bot.seen import Findings, Seen
from bot.sorting import AGREE, SUGGEST, answer_question, not_quite
from bot.visits import decide as visits
from classifier.category import Category
from knowledge.gaps import Reason
from knowledge.verdicts import Source
from tickets.values import Conversation, EntryKind, Stage, Status, Ticket


def by_asker(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    """What a press of who asked leads to."""
    if seen.conversation is None and act.name not in _BEGIN:
        return Decision(reason(words.NO_TICKET, only_to_author=True), heard=None)
    agreed = quotes.agrees_afterwards(act, seen)
    if agreed is not None:
        return agreed
    if seen.ticket is not None and act.name in _BEFORE_A_TICKET and _is_about_ticket(seen):
        if act.name is ActName.PERSON and seen.ticket.status is not Status.OPEN:
            return following.not_yet(message, act, seen, rules)
        return Decision(has_ticket(message, seen.ticket, rules), heard=EntryKind.PRESSED)
    return replace(_PRESSED[act.name](message, act, seen, rules), amends=False)


def by_another(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    """What a press of anybody else leads to: only what was handed to them, or is an administrator's."""
    if act.name in quotes.PRESSED:
        return quotes.answer(act, seen)
    handed = seen.person is not None and seen.person.entitled and act.name is ActName.OPEN
    if handed and seen.ticket is None:
        opened = open_handed(seen, rules)
        return quotes.agreed_to_charge(opened) if _is_service(opened) else opened
    if handed and seen.ticket is not None and seen.person and seen.person.customer == seen.ticket.customer:
        there = replace(has_ticket(message, seen.ticket, rules), only_to_author=True)
        return Decision(there, heard=None, confidential=True)
    return Decision(reason(words.NOT_YOURS, only_to_author=True), heard=None)


def _is_service(decision: Decision) -> bool:
    return decision.update.category == Category.SERVICE


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
        ActName.ALL_DOWN,
        ActName.WISH,
        ActName.DO_IT,
        ActName.NEITHER,
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


def _solved_it(_message: Message, _act: Act, seen: Seen, _rules: Rules) -> Decision:
    if seen.ticket is not None:
        return following.confirmed(seen, seen.ticket)
    steps = (Learn(seen.judged, Source.SOLVED), *accepted(seen))
    return Decision(reason(words.GLAD), Update(stage=Stage.CLOSED), steps, heard=EntryKind.PRESSED)


def _not_quite(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    talk = seen.conversation
    if talk is not None and talk.category == Category.INCIDENT:
        decision = _ticket_pressed(message, act, seen, rules)
    else:
        decision = not_quite(seen, rules, Reason.THUMBS_DOWN if act.by_thumb else Reason.NOT_QUITE)
    return replace(decision, steps=(*decision.steps, *taught(seen, Source.NOT_QUITE)))


def _ticket_pressed(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
    decision = ticket_wanted(message, seen, rules, draft_of(seen), agreed=_is_wish(_act))
    steps = (*decision.steps, TakeUp(), *(() if _is_wish(_act) else accepted(seen)))
    return replace(decision, heard=EntryKind.PRESSED, steps=steps)


def _is_wish(act: Act) -> bool:
    return act.name is ActName.PERSON


def accepted(seen: Seen) -> tuple[Correct, ...]:
    """The person goes on with what their words were taken for, which confirms it without a word."""
    taken_as = None if seen.conversation is None else seen.conversation.category
    if taken_as is None or taken_as == Category.OTHER:
        return ()
    return (Correct(taken_as, by_staff=False, tacit=True),)


def _category_said(category: Category) -> Callable[[Message, Act, Seen, Rules], Decision]:
    def said(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
        if seen.question is None:
            return Decision(reason(words.EMPTY), heard=EntryKind.PRESSED)
        decision = answer_question(message, seen, rules, seen.question, category=category)
        steps = (*decision.steps, Correct(category.value, by_staff=False))
        return replace(decision, steps=steps, heard=EntryKind.PRESSED)

    return said


def _neither(_message: Message, _act: Act, _seen: Seen, _rules: Rules) -> Decision:
    steps = (Correct(Category.OTHER.value, by_staff=False), LapseGaps())
    return Decision(reason(words.NEITHER_THEN), Update(stage=Stage.FREE), steps, heard=EntryKind.PRESSED)


def _wanted_as(category: Category) -> Callable[[Message, Act, Seen, Rules], Decision]:
    def wanted(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
        decision = ticket_wanted(message, seen, rules, draft_of(seen, category), agreed=True)
        talk = seen.conversation
        agrees = talk is not None and talk.category == category
        said = Correct(category.value, by_staff=False, tacit=agrees)
        pressed = replace(decision, heard=EntryKind.PRESSED, steps=(*decision.steps, said))
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
        return Decision(has_ticket(message, ticket, rules), heard=EntryKind.PRESSED)
    decision = about_ticket(replace(message, act=None, text=text), seen, rules, ticket)
    return replace(decision, said=text)


def _from_message(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    """A ticket is wanted about words said elsewhere; the entitled have its form before them already."""
    wanted = sorted_decision(person_wanted(message, seen, rules), seen)
    if act.value != WITH_FORM or seen.person is None or not seen.person.entitled:
        return wanted
    hits = seen.question.findings.hits[: rules.talk.articles_shown] if seen.question else ()
    return Decision(QUIET, replace(wanted.update, stage=Stage.FREE, shown=articles(hits)))


def _show_article(_message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
    """One of the articles that may help, in full; whether it did is asked of this one alone."""
    article, talk = seen.article, seen.conversation
    if article is None or talk is None:
        return Decision(reason(words.ARTICLE_GONE), heard=EntryKind.PRESSED)
    if talk.stage is Stage.TICKET:
        shown = Reply(ReplyKind.ANSWER, words.PICKED, hits=(article,))
        return Decision(shown, heard=EntryKind.PRESSED)
    return Decision(_shown_below(article, talk, rules), steps=(HoldBack(),), heard=EntryKind.PRESSED)


def _shown_below(article: Shown, talk: Conversation, rules: Rules) -> Reply:
    """The article, with what an answer to this kind of question offers."""
    found = Findings((article,), article.sure)
    if talk.stage is Stage.CHARGE:
        reply = answer(words.PICKED, found, rules, NOT_QUITE, AGREE)
        return replace(reply, after=words.service_after(found=True))
    reply = answer(words.PICKED, found, rules, NOT_QUITE, *_FURTHER.get(talk.category or "", (OPEN,)))
    return replace(reply, after=words.IF_NOT) if talk.category == Category.EDUCATION else reply


_FURTHER: Mapping[str, tuple[Offer, ...]] = {Category.EDUCATION: (), Category.FEATURE: (SUGGEST,)}


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
    ActName.ALL_DOWN: _category_said(Category.EMERGENCY),
    ActName.WISH: _category_said(Category.FEATURE),
    ActName.DO_IT: _category_said(Category.SERVICE),
    ActName.NEITHER: _neither,
    ActName.SUGGEST: _wanted_as(Category.FEATURE),
    ActName.AGREE: _wanted_as(Category.SERVICE),
    ActName.SKIP: _skip,
    ActName.SUBMIT: _submit,
    ActName.HAND: _hand,
    ActName.WITHDRAW: _withdraw,
    ActName.WELCOME: _welcome,
    ActName.FROM_MESSAGE: _from_message,
    ActName.SHOW_ARTICLE: _show_article,
    **ladder.PRESSED,
    **following.PRESSED,
    **likes.PRESSED,
    **tasking.PRESSED,
    **quotes.PRESSED,
    **visits.PRESSED,
}
