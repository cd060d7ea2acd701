"""Decides what follows when a person says in words that their question was taken rightly or not. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot import words
from bot.decision import Correct, Decision
from bot.message import Message
from bot.replies import SOLVED_IT, reason
from bot.rules import Rules
from bot.seen import Question, Seen
from bot.sorting import answer_question
from classifier.category import Category
from classifier.objections import agrees, said_category
from tickets.values import Conversation, Stage

_OTHER_TALK = frozenset({Stage.TICKET, Stage.ADDRESS})


def objection(message: Message, talk: Conversation | None) -> Category | None:
    """What the words say that the conversation's question is; None when they are about anything else."""
    if talk is None or message.act is not None or message.amends is not None:
        return None
    if not talk.question or talk.stage in _OTHER_TALK:
        return None
    return said_category(message.text)


def confirmation(message: Message, talk: Conversation | None) -> Category | None:
    """The category that the words confirm, right below what was answered by it; None when they do not."""
    if talk is None or talk.stage is not Stage.FREE or not talk.question or not talk.category:
        return None
    if message.act is not None or message.amends is not None or not agrees(message.text):
        return None
    return None if talk.category == Category.OTHER else Category(talk.category)


def confirmed(category: Category) -> Decision:
    """The person says that it was taken rightly; that is remembered."""
    said = Correct(category.value, by_staff=False)
    return Decision(reason(words.THANKS, SOLVED_IT), steps=(said,))


def objected(message: Message, seen: Seen, rules: Rules, question: Question, category: Category) -> Decision:
    """The question is answered anew as what it is; that is remembered."""
    decision = answer_question(message, seen, rules, question, category=category)
    said = Correct(category.value, by_staff=False)
    return replace(decision, steps=(*decision.steps, said), amends=False)
