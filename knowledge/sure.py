"""How sure it is that the first passage answers the question: a probability from features without a scale."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from knowledge.question import REPAIRED, Question
from knowledge.ranking import Matches


class Features(NamedTuple):
    """What tells an answer from a coincidence; every value lies between 0 and 1 (``margin`` from -1)."""

    section: float
    """Share of the question's weight that the best section, its heading and its labels hold."""
    article: float
    """The same for the whole article."""
    label: float
    """Likeness to the best title or alias."""
    pairs: float
    """Share of neighbouring words that are neighbours in the article."""
    margin: float
    """How far the article is ahead of the next one, as a share of its score."""
    unknown: float
    """Share of the question's weight that no article holds."""
    missing: float
    """The heaviest word the section lacks, against the heaviest word of the question."""
    brevity: float
    """1 for a question of a single word, near 0 for a long one."""
    repaired: float
    """Share of words that had to be repaired."""


def features(question: Question, matches: Matches, article: int, section: int, ahead: float) -> Features:
    """The features of one article with its best section; ``ahead`` is its lead in the score."""
    weight = sum(term.rarity for term in question.terms) or 1.0
    cover = float(matches.section_cover[section])
    return Features(
        section=cover,
        article=float(matches.cover[article]),
        label=float(matches.label[article]),
        pairs=float(matches.pairs[article]),
        margin=ahead / max(float(matches.score[article]), 1e-6),
        unknown=sum(term.rarity for term in question.terms if term.number < 0) / weight,
        missing=_heaviest_missing(question, cover * weight),
        brevity=1.0 / max(len(question.terms), 1),
        repaired=sum(term.trust == REPAIRED for term in question.terms) / max(len(question.terms), 1),
    )


def probability(values: Features) -> float:
    """The probability of a logistic model with the weights below."""
    total = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


def _heaviest_missing(question: Question, covered: float) -> float:
    heaviest = max((term.rarity for term in question.terms), default=0.0)
    lacking = sum(term.rarity for term in question.terms) - covered
    return min(max(lacking, 0.0), heaviest) / heaviest if heaviest else 1.0


BIAS: Final = -4.0
WEIGHTS: Final = Features(2.5, 1.0, 3.0, 1.0, 2.0, -3.0, -1.5, -1.0, -0.5)
