"""The rehearsal: questions asked against the search as it would be with a draft. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, zip_longest
from typing import Final

from guard import Screened
from knowledge.articles import Audience
from knowledge.hits import Hits

Ask = Callable[[str, frozenset[Audience]], Hits]
"""Asks a question for readers; see :meth:`knowledge.search.Search.asking`."""

SHOWN: Final = 3
"""Articles that people are shown of what is nearest."""


@dataclass(frozen=True)
class Question:
    """A question, for whom it is asked, and what is known of its answer.

    ``right`` are the articles that answer it, ``wrong`` those its asker was shown in vain; ``gap`` is the
    number of the unanswered query it is, or None.
    """

    text: Screened
    audience: frozenset[Audience]
    gap: int | None = None
    right: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()


class Finding(StrEnum):
    """How a question of the topic fares with the draft."""

    ANSWERED = "answered"
    NEAR = "near"
    LEARNT = "learnt"
    MISSED = "missed"


@dataclass(frozen=True)
class Own:
    """A question of the topic: answered by what the draft says, near, as its wording is learnt, or not."""

    question: Question
    finding: Finding


@dataclass(frozen=True)
class Worse:
    """A question that would be answered worse: what came first, what would, and whether it is sure now."""

    question: Question
    first: str
    would_be: str
    was_sure: bool
    is_sure: bool


@dataclass(frozen=True)
class Rehearsal:
    """``others`` are open queries of others, newly answered; ``asked`` of ``known`` were asked."""

    own: tuple[Own, ...] = ()
    others: tuple[Question, ...] = ()
    worse: tuple[Worse, ...] = ()
    asked: int = 0
    known: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether time ran out before all questions were asked."""
        return self.asked < self.known

    def found(self, *findings: Finding) -> tuple[int, ...]:
        """The numbers of the topic's queries that fare so."""
        return tuple(
            one.question.gap for one in self.own if one.finding in findings and one.question.gap is not None
        )


@dataclass(frozen=True)
class Stage:
    """The search as it is, with the draft alone, and with the draft that has learnt the topic's wordings.

    ``sure`` is the precision from which on the bot answers.
    """

    slug: str
    before: Ask
    bare: Ask
    taught: Ask
    sure: float


def rehearse(
    stage: Stage,
    own: Sequence[Question],
    others: Sequence[Question],
    confirmed: Sequence[Question],
    enough: Callable[[], bool] = lambda: False,
) -> Rehearsal:
    """Ask the topic's questions, then other open ones and confirmed ones in turn, until ``enough``."""
    found = Rehearsal(tuple(_own(stage, one) for one in own), known=len(own) + len(others) + len(confirmed))
    asked = len(own)
    newly: list[Question] = []
    worse: list[Worse] = []
    for question in _in_turn(others, confirmed):
        if enough():
            break
        asked += 1
        if question.right:
            worse += _worse(stage, question)
        elif _answers(stage.taught, stage, question):
            newly.append(question)
    return replace(found, others=tuple(newly), worse=tuple(worse), asked=asked)


def is_answered(hits: Hits, question: Question, sure: float) -> bool:
    """Whether the bot would give the first of them as the answer."""
    return bool(hits.hits) and hits.precision >= sure and hits.hits[0].slug not in question.wrong


def _own(stage: Stage, question: Question) -> Own:
    bare = stage.bare(question.text, question.audience)
    if _is_first(bare, stage.slug) and is_answered(bare, question, stage.sure):
        return Own(question, Finding.ANSWERED)
    if stage.slug in [hit.slug for hit in bare.hits[:SHOWN]]:
        return Own(question, Finding.NEAR)
    return Own(question, Finding.LEARNT if _answers(stage.taught, stage, question) else Finding.MISSED)


def _answers(ask: Ask, stage: Stage, question: Question) -> bool:
    hits = ask(question.text, question.audience)
    return _is_first(hits, stage.slug) and is_answered(hits, question, stage.sure)


def _is_first(hits: Hits, slug: str) -> bool:
    return bool(hits.hits) and hits.hits[0].slug == slug


def _worse(stage: Stage, question: Question) -> Iterator[Worse]:
    """A right first article that would be pushed off, or answered and would not be.

    Where the draft is not among the nearest articles nothing has changed.
    """
    after = stage.taught(question.text, question.audience)
    if stage.slug not in after.order:
        return
    before = stage.before(question.text, question.audience)
    if not before.hits or before.hits[0].slug not in question.right:
        return
    was, now = is_answered(before, question, stage.sure), is_answered(after, question, stage.sure)
    first = after.hits[0].slug if after.hits else ""
    if first not in question.right or (was and not now):
        yield Worse(question, before.hits[0].slug, first, was, now)


def _in_turn(*several: Sequence[Question]) -> Iterator[Question]:
    """One of each in turn, so that each has its share when time runs out."""
    return (one for one in chain.from_iterable(zip_longest(*several)) if one is not None)
