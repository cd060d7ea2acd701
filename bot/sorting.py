"""Decides on a question that has been searched and sorted: answer, ask, hand over or open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import words
from bot.decision import Decision, LapseGaps, OpenTicket, RecordGap, Step, Update
from bot.drafting import ticket_wanted
from bot.message import ActName, Message
from bot.replies import (
    NOT_QUITE,
    OPEN,
    SOLVED_IT,
    answer,
    articles,
    closest,
    is_sure,
    one_click_each,
    reason,
    sorted_as,
)
from bot.reply import Offer, Reply, ReplyKind
from bot.rules import Rules
from bot.seen import Question, Seen
from bot.settled import likely, settled_category
from bot.words.features import released_already
from classifier.category import Category, Triage
from classifier.wishes import is_greeting
from guard import join, own
from knowledge.gaps import Reason
from tickets.values import DetailState, EntryKind, Stage

BROKEN = Offer(ActName.BROKEN, words.BROKEN)
HOW = Offer(ActName.HOW, words.HOW)
_ELSE: dict[Category, Offer] = {
    Category.EMERGENCY: Offer(ActName.ALL_DOWN, words.ALL_DOWN),
    Category.FEATURE: Offer(ActName.WISH, words.WISH),
    Category.SERVICE: Offer(ActName.DO_IT, words.DO_IT),
    Category.OTHER: Offer(ActName.NEITHER, words.NEITHER),
}
"""What else a message may be, offered beside the two where it is likely enough."""
SUGGEST = Offer(ActName.SUGGEST, words.SUGGEST)
AGREE = Offer(ActName.AGREE, words.AGREE)


def answer_question(
    message: Message, seen: Seen, rules: Rules, question: Question, *, category: Category | None = None
) -> Decision:
    """Self-help first, then what its category calls for. ``category`` is what a person said it is."""
    settled = category or settled_category(question.triage, rules)
    decision = _BY_CATEGORY[settled](message, seen, rules, question)
    decision = replace(decision, steps=(*_taken_back(seen, settled), *decision.steps))
    sorted_reply = sorted_as(decision.reply, question, settled, said=category is not None)
    decision = with_question(decision, question, settled, rules)
    return replace(decision, reply=sorted_reply, amends=seen.merged)


def _taken_back(seen: Seen, settled: Category | None) -> tuple[Step, ...]:
    """What was recorded before is asked in more words now, or turns out to be no question."""
    was_asked = seen.conversation is not None and seen.conversation.stage is Stage.CATEGORY
    other = was_asked and settled not in (None, Category.EDUCATION)
    return (LapseGaps(),) if other or seen.merged else ()


def with_question(decision: Decision, question: Question, settled: Category | None, rules: Rules) -> Decision:
    """The decision, with all that the conversation keeps of the question it answers."""
    base = Update(
        stage=Stage.FREE,
        question=question.text,
        category=None if settled is None else settled.value,
        sure=question.triage.probabilities.get(settled) if settled else None,
        model=question.triage.model,
        details=question.details,
        shown=articles(question.findings.hits[: rules.talk.articles_shown]),
    )
    return replace(decision, update=_over(base, decision.update))


def not_quite(seen: Seen, rules: Rules, why: Reason = Reason.NOT_QUITE) -> Decision:
    """The shown articles did not help: the next ones, and the knowledge managers hear of it."""
    more = seen.more
    if more is None or not more.hits:
        reply = reason(join(words.NO_MORE, words.GAP), OPEN)
    else:
        hits = more.hits[: rules.talk.articles_shown]
        offers = (*one_click_each(hits), SOLVED_IT, NOT_QUITE, OPEN)
        reply = Reply(ReplyKind.CLOSEST, words.MORE, hits=hits, after=words.GAP, offers=offers)
    shown = (*(seen.conversation.shown if seen.conversation else ()), *articles(reply.hits))
    return Decision(reply, Update(shown=shown), steps=(RecordGap(why),), heard=EntryKind.PRESSED)


def _education(_message: Message, _seen: Seen, rules: Rules, question: Question) -> Decision:
    if is_sure(question.findings, rules):
        return Decision(answer(words.ANSWER, question.findings, rules, NOT_QUITE))
    return Decision(closest(question.findings, rules, after=words.GAP), steps=gap_of(question))


def _incident(message: Message, seen: Seen, rules: Rules, question: Question) -> Decision:
    if is_sure(question.findings, rules):
        reply = answer(words.ANSWER_INCIDENT, question.findings, rules, OPEN)
        return Decision(replace(reply, after=words.INCIDENT_STILL))
    return ticket_wanted(message, seen, rules, question.draft(Category.INCIDENT, rules))


def _emergency(_message: Message, seen: Seen, rules: Rules, question: Question) -> Decision:
    """Recorded at once; an article stands there only when it surely is about this.

    The lines and the report are put to every decision alike (bot/trouble/decide.py).
    """
    reply = Reply(
        ReplyKind.OUTAGE,
        words.emergency_recorded(known=seen.troubles.declared),
        hits=question.findings.hits[:1] if is_sure(question.findings, rules) else (),
    )
    if seen.person is None or not seen.person.entitled or not seen.private:
        return Decision(reply)
    draft = question.draft(Category.EMERGENCY, rules)
    step = OpenTicket(seen.person, draft.category, draft.sure, draft.subject, draft.details, draft.shown)
    return Decision(reply, Update(stage=Stage.TICKET), (step,))


def _feature(_message: Message, seen: Seen, rules: Rules, question: Question) -> Decision:
    if is_sure(question.findings, rules):
        reply = answer(words.ANSWER_FEATURE, question.findings, rules, SUGGEST)
    else:
        reply = closest(question.findings, rules, SUGGEST)
    out = seen.suggestion
    released = released_already(out.released_words, out.released_at) if out and out.released_at else own("")
    return Decision(replace(reply, after=join(released, words.SUGGEST_AFTER, by="\n")))


def _service(_message: Message, _seen: Seen, rules: Rules, question: Question) -> Decision:
    if is_sure(question.findings, rules):
        reply = answer(words.ANSWER_SERVICE, question.findings, rules, AGREE)
    else:
        reply = closest(question.findings, rules, AGREE)
    return Decision(
        replace(reply, after=words.service_after(found=bool(reply.hits))), Update(stage=Stage.CHARGE)
    )


def _other(message: Message, seen: Seen, rules: Rules, question: Question) -> Decision:
    if any(detail.state is DetailState.GIVEN for detail in question.details.values()):
        return _unsure(message, seen, rules, question)
    if is_sure(question.findings, rules):
        return Decision(closest(question.findings, rules))
    return Decision(reason(words.GREETING if is_greeting(message.text) else words.OFF_TOPIC))


def _unsure(_message: Message, seen: Seen, rules: Rules, question: Question) -> Decision:
    if is_sure(question.findings, rules):
        reply = answer(words.ANSWER, question.findings, rules, NOT_QUITE, OPEN)
        return Decision(reply)
    asked = seen.conversation.questions_back if seen.conversation else 0
    if asked >= rules.talk.questions_back:
        reply = closest(question.findings, rules, OPEN, after=words.GAP)
        return Decision(reply, steps=gap_of(question))
    near = closest(question.findings, rules)
    offers = (*one_click_each(near.hits), BROKEN, HOW, *_likely_else(question.triage))
    reply = Reply(ReplyKind.QUESTION, near.text, near.hits, words.WHICH, offers=offers)
    steps = gap_of(question) if question.triage.category is Category.EDUCATION else ()
    return Decision(reply, Update(stage=Stage.CATEGORY, questions_back=asked + 1), steps)


def _likely_else(triage: Triage) -> tuple[Offer, ...]:
    found = likely(triage)
    return tuple(offer for category, offer in _ELSE.items() if category in found)


_BY_CATEGORY: dict[Category | None, Callable[[Message, Seen, Rules, Question], Decision]] = {
    Category.EDUCATION: _education,
    Category.INCIDENT: _incident,
    Category.EMERGENCY: _emergency,
    Category.FEATURE: _feature,
    Category.SERVICE: _service,
    Category.OTHER: _other,
    None: _unsure,
}


def gap_of(question: Question) -> tuple[Step, ...]:
    return (RecordGap(Reason.NOT_SURE if question.findings.hits else Reason.NOTHING_FOUND),)


def _over(base: Update, more: Update) -> Update:
    said = {name: value for name, value in vars(more).items() if value is not None}
    return replace(base, **said)
