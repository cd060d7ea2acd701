"""What speaks for the first passages as answers: figures without a scale, the same in every collection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.question import Question
from knowledge.ranking import Matches

Floats = NDArray[np.float32]

ENOUGH: Final = 8.0
"""Words beyond which more of them prove nothing: a pasted page holds some words of every article."""
NEAR: Final = 30
"""How many candidates an article is held against."""
SHARPNESS: Final = 8.0
"""How fast a candidate counts less in the entropy, the further its score is below the first."""

FAR_BEHIND: Final = -0.5
"""A label farther behind than so speaks no more against an article."""

FEATURES: Final = (
    "words",  # how many of the question's words the section, its heading and its labels hold (logarithm)
    "cover",  # the share of the question's weight that these words are
    "label",  # likeness to the article's best label
    "pairs",  # the share of neighbouring words that are neighbours in the article
    "near",  # the share of all pairs of words that stand close together in it
    "mentioned",  # how much the best articles speak of it
    "lead",  # how far its score is ahead of the best one of another title, as a share of the higher
    "lead_of_third",  # ahead of the third title's score, as a share of its own
    "lead_of_fifth",
    "lead_of_tenth",
    "lead_in_label",  # ahead of the best of another title in likeness of labels
    "lead_in_section",  # ahead of the best of another title in the best section's score
    "lead_in_cover",  # ahead of the best of another title in cover
    "label_first",  # whether nobody has a better label
    "section_first",  # whether nobody has a better section
    "cover_first",  # whether nobody covers more
    "repaired",  # the share of words that had to be repaired
    "length",  # the number of words (logarithm)
    "spread",  # the entropy of the scores of the first ten titles
    "section_score",  # BM25F of the section as a share of the question's weight (logarithm)
    "held",  # the share of the words that stand anywhere in the article
    "size",  # the number of words of the article (logarithm)
    "label_words",  # how many of the question's words the best label holds (logarithm)
    "lead_in_near",  # ahead of the best of another title in nearness
    "clear_label",  # the likeness to the label times the lead in it
    "clear_words",  # the words it holds times its lead
)
"""The columns of :func:`evidence`, in their order."""


def evidence(question: Question, found: Matches, ranks: Sequence[int], sections: Sequence[int]) -> Floats:
    """A row of features for each of the first candidates: float32, (number of ``sections``, 26).

    ``ranks`` are those of all candidates, best first; ``sections`` the best section of each of the first of
    them, as a place in ``found.section_score``. A lead below zero is how far it is behind.
    """
    best = np.asarray(ranks[:NEAR], np.int64)
    first, own = best[: len(sections)], np.asarray(sections, np.int64)
    weight, number = max(question.weight, 1e-6), max(len(question.terms), 1)
    title = found.namesake[best]
    other = title[: len(own), None] != title[None, :]
    score, cover = found.score[best], found.section_cover[own]
    titles = score[_first_places(title)]
    in_section, in_cover = _highest(np.array([found.section_score, found.section_cover]), found, best)
    signals = np.array([score, found.label[best], in_section, in_cover, found.near[best]])
    lead, in_label, in_section, in_cover, in_near = _leads(signals, other)
    words = np.log1p(np.minimum(cover * number, ENOUGH))
    columns: tuple[Any, ...] = (
        words,
        cover,
        found.label[first],
        found.pairs[first],
        found.near[first],
        found.mentioned[first],
        lead,
        *_leads_of(score[: len(own)], titles, (2, 4, 9)),
        in_label,
        in_section,
        in_cover,
        in_label >= 0,
        in_section >= 0,
        in_cover >= 0,
        sum(term.repaired for term in question.terms) / number,
        np.log1p(number),
        _entropy(titles[:10]),
        np.log1p(found.section_score[own] / weight),
        found.held[first],
        np.log1p(found.length[first]),
        np.log1p(found.label_words[first]),
        in_near,
        found.label[first] * np.maximum(in_label, FAR_BEHIND),
        words * np.maximum(lead, 0),
    )
    rows = np.empty((len(own), len(FEATURES)), np.float32)
    for place, column in enumerate(columns):
        rows[:, place] = column
    return rows


def _first_places(title: NDArray[np.integer[Any]]) -> list[int]:
    """Where each of the titles stands first, ascending."""
    last = len(title) - 1
    return sorted({number: last - place for place, number in enumerate(title[::-1].tolist())}.values())


def _highest(values: Floats, found: Matches, ranks: NDArray[np.int64]) -> Floats:
    """Of each row of ``values`` the highest among the sections of each of these candidates."""
    starts = found.candidates.first_section
    filled = np.concatenate([values, np.zeros((len(values), 1), np.float32)], axis=1)
    highest = np.maximum.reduceat(filled, starts[:-1], axis=1) if len(starts) > 1 else filled[:, :0]
    return np.where(starts[ranks + 1] > starts[ranks], highest[:, ranks], np.float32(0))


def _leads(values: Floats, other: NDArray[np.bool_]) -> Floats:
    """How far in each row each of the first is ahead of the best of the others, as a share of the higher one.

    ``other`` says for each of the first (rows) which candidates (columns) it is held against.
    """
    own = values[:, : len(other)]
    highest = np.where(other, values[:, None, :], np.float32(0)).max(axis=2, initial=0)
    return _share(own - highest, np.maximum(own, highest))


def _leads_of(own: Floats, titles: Floats, places: Sequence[int]) -> Floats:
    """How far each is ahead of the title at each of these places, as a share of its own score."""
    others = [titles[place] if place < len(titles) else 0 for place in places]
    return _share(own - np.array(others, np.float32)[:, None], own)


def _share(part: Floats, whole: Floats) -> Floats:
    return (part / np.maximum(whole, np.float32(1e-6))).astype(np.float32)


def _entropy(score: Floats) -> float:
    """Shannon's entropy of the scores, sharpened to a distribution: 0 when one stands alone."""
    if not len(score):
        return 0.0
    share = np.exp(SHARPNESS * (score / max(float(score[0]), 1e-6) - 1))
    share /= share.sum()
    return float(-(share * np.log(share + 1e-12)).sum())
