"""Decides on a letter that belongs to no ticket: of the entitled it opens one, others get self-help. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot import words
from bot.decision import Decision, ShowLikes, Step, Update
from bot.drafting import AGREE, NEVER_THE_SAME, opened_at_once, ticket_wanted
from bot.message import Message
from bot.replies import is_sure, reason, self_help, sorted_as
from bot.reply import Reply
from bot.rules import Rules
from bot.seen import Draft, Question, Seen
from bot.settled import settled_category
from bot.sorting import answer_question, gap_of, with_question
from bot.words import letters as said
from bot.words import quotes
from classifier.category import Category
from guard import join, own
from tickets.values import Person


def by_letter(message: Message, seen: Seen, rules: Rules) -> Decision:
    """A letter of an entitled person always opens a ticket, whatever it says (policy 2)."""
    question = seen.question
    if question is None:
        return Decision(reason(words.EMPTY))
    settled = settled_category(question.triage, rules)
    if settled is Category.EMERGENCY:
        return answer_question(message, seen, rules, question)
    if seen.person is not None and seen.person.entitled:
        return _opened(seen, rules, question, seen.person, settled or _likeliest(question))
    return _helped(message, seen, rules, question, settled)


def _likeliest(question: Question) -> Category:
    """What it is taken for where the person would be asked: a ticket can be sorted later.

    An emergency is none on the likelihood alone.
    """
    found = question.triage.category
    return Category.INCIDENT if found is Category.EMERGENCY else found


def _opened(seen: Seen, rules: Rules, question: Question, person: Person, category: Category) -> Decision:
    draft = question.draft(category, rules)
    opened = opened_at_once(draft, person, rules)
    steps = (*opened.steps, *_told_of_likes(seen, draft), *_gaps(question, category, rules))
    reply = sorted_as(_with_what_is_asked(opened.reply, seen, draft), question, category)
    return with_question(replace(opened, reply=reply, steps=steps), question, category, rules)


def _with_what_is_asked(reply: Reply, seen: Seen, draft: Draft) -> Reply:
    """The reply, with what else the person is told; the receipt asks for what is missing."""
    likes = said.may_be_the_same(seen.likes) if _is_told_of_likes(seen, draft) else own("")
    service = draft.category == Category.SERVICE
    after = join(
        reply.after,
        likes,
        said.CHARGE_ASKED if service else own(""),
        by="\n\n",
    )
    return replace(reply, after=after, offers=((AGREE_TO_CHARGE,) if service else ()) + reply.offers)


AGREE_TO_CHARGE = replace(AGREE, label=quotes.AGREE_TO_CHARGE)


def _is_told_of_likes(seen: Seen, draft: Draft) -> bool:
    return bool(seen.likes) and draft.category not in NEVER_THE_SAME


def _told_of_likes(seen: Seen, draft: Draft) -> tuple[ShowLikes, ...]:
    """Tickets that may be the same are told of in the receipt: a letter is not kept waiting for an answer."""
    if not _is_told_of_likes(seen, draft):
        return ()
    return (ShowLikes(tuple(one.number for one in seen.likes)),)


def _gaps(question: Question, category: Category, rules: Rules) -> tuple[Step, ...]:
    """A how-to question without a good article goes to the knowledge managers as well."""
    unanswered = category is Category.EDUCATION and not is_sure(question.findings, rules)
    return gap_of(question) if unanswered else ()


def _helped(
    message: Message, seen: Seen, rules: Rules, question: Question, settled: Category | None
) -> Decision:
    """Self-help, and how a ticket comes to be: by a colleague who may, or from a registered address."""
    category = settled or _likeliest(question)
    if seen.person is not None:
        decision = ticket_wanted(message, seen, rules, question.draft(category, rules), agreed=True)
    else:
        found = self_help(question, rules)
        after = join(found.after, said.NOT_KNOWN, by="\n\n")
        decision = Decision(replace(found, after=after), Update())
    steps = (*decision.steps, *_gaps(question, category, rules))
    reply = sorted_as(decision.reply, question, settled)
    return with_question(replace(decision, reply=reply, steps=steps), question, settled, rules)
