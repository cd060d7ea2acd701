"""Decides what follows when a person says in words what their question was, or was not. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.decision import Correct, Decision
from bot.message import Message
from bot.rules import Rules
from bot.seen import Question, Seen
from bot.sorting import answer_question
from classifier.category import Category
from classifier.objections import said_category
from tickets.values import Conversation, Stage

_OTHER_TALK = frozenset({Stage.TICKET, Stage.ADDRESS})


def objection(message: Message, talk: Conversation | None) -> Category | None:
    """What the words say that the conversation's question is; None when they are about anything else."""
    if talk is None or message.act is not None or message.amends is not None:
        return None
    if not talk.question or talk.stage in _OTHER_TALK:
        return None
    return said_category(message.text)


def objected(message: Message, seen: Seen, rules: Rules, question: Question, category: Category) -> Decision:
    """The question is answered anew as what it is; that is remembered."""
    decision = answer_question(message, seen, rules, question, category=category)
    said = Correct(category.value, by_staff=False)
    return replace(decision, steps=(*decision.steps, said), amends=False)
