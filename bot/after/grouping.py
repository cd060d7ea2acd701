"""Puts unanswered queries into topics that stay, each with the solved tickets that are like it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.after.abandoned import note_abandoned
from bot.rules import Rules
from guard import Screened
from knowledge import gaps, like_texts, topic_round
from knowledge.topic_counts import recount
from knowledge.topics import Topic, topics
from records.engine import Session, Transactions
from tickets import solutions

Encode = Callable[[Sequence[Screened]], NDArray[np.float32]]

SOLVED = 5_000
"""So many solved tickets, the newest, are compared with topics."""


def note_silence(writing: Transactions, rules: Rules, at: datetime) -> int:
    """Record who has gone away without an answer."""
    with writing() as session:
        return note_abandoned(session, rules, at)


def regroup(
    reading: Transactions, writing: Transactions, encode: Encode | None, rules: Rules, at: datetime
) -> bool:
    """Put what is in no topic yet into one, and count all anew; whether anything was grouped."""
    with reading() as session:
        plan = topic_round.look(session) if topic_round.has_unplaced(session) else None
        background = topic_round.background(session) if plan else []
        solved = solutions.solved_lately(session, SOLVED) if plan else []
    if plan is None:
        with writing() as session:
            _note_tickets(session)
            recount(session, at)
        return False
    vectors = None if encode is None else encode(plan.questions)
    found = topics(plan.questions, background, vectors, plan.fixed)
    likes = _likes(found, plan.questions, solved, background)
    with writing() as session:
        _note_tickets(session)
        placed = topic_round.place(session, plan, found, rules.gaps.reopened_by, at)
        if placed is not None:
            topic_round.keep_likes(session, dict(zip(placed, likes, strict=True)))
    return placed is not None


def _likes(
    found: Sequence[Topic],
    questions: Sequence[Screened],
    solved: Sequence[tuple[int, Screened]],
    background: Sequence[str],
) -> list[list[tuple[int, float]]]:
    """For each group the numbers of solved tickets that are like it, with their likeness."""
    groups = [one.members for one in found]
    subjects = [subject for _, subject in solved]
    likest = like_texts.likest(groups, questions, subjects, background)
    return [[(solved[place][0], like) for place, like in row] for row in likest]


def _note_tickets(session: Session) -> None:
    """Which queries have become tickets."""
    without = gaps.without_ticket(session)
    numbers = solutions.numbers_of(session, set(without.values()))
    gaps.note_tickets(session, {gap: numbers[talk] for gap, talk in without.items() if talk in numbers})
