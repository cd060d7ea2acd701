"""What each article has learnt, read from the database; and stamps that tell when that has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from knowledge import verdicts
from knowledge.learnt import ALIKE, Lesson, Matter, lesson, likeness, matters
from knowledge.rules import LearningRules
from knowledge.words import meaning

LOWERED = 0.6
"""What the score of an article is worth for questions like those it is said not to answer."""

NOTHING = Lesson()


def stamps(session: Session, digests: Mapping[str, str], rules: LearningRules) -> dict[str, str]:
    """For each article a hash of its content and of what it has learnt under these rules."""
    revisions = verdicts.revisions(session)
    taught = revisions.keys() & digests.keys()
    return {**digests, **{slug: _stamp(digests[slug], revisions[slug], rules) for slug in taught}}


def lessons(session: Session, slugs: Sequence[str], rules: LearningRules) -> dict[str, Lesson]:
    """What these articles have learnt; only those that have learnt anything are named."""
    taught = verdicts.revisions(session)
    return {slug: lesson(verdicts.verdicts(session, slug), rules) for slug in slugs if slug in taught}


def all_matters(session: Session, slug: str | None = None) -> list[tuple[str, Matter]]:
    """What has been said about the articles (or one of them), by matter: (slug, matter) in order of slugs."""
    chosen = sorted(verdicts.revisions(session)) if slug is None else [slug]
    return [(one, found) for one in chosen for found in matters(verdicts.verdicts(session, one))]


def forget_matter(session: Session, verdict_id: int) -> Matter | None:
    """Withdraw all verdicts of the matter this one belongs to; None when there is no such active one."""
    slug = verdicts.article_of(session, verdict_id)
    found = () if slug is None else matters(verdicts.verdicts(session, slug))
    matter = next((one for one in found if verdict_id in {each.id for each in one.verdicts}), None)
    for verdict in () if matter is None else matter.verdicts:
        verdicts.withdraw(session, verdict.id)
    return matter


class Disputes:
    """Which articles rank lower for which questions."""

    def __init__(self, disputed: Mapping[int, Sequence[str]]) -> None:
        """``disputed`` holds wordings by the article's place in the arrays."""
        self._matters = [(place, meaning(text)) for place, texts in disputed.items() for text in texts]
        self._holding: dict[str, list[int]] = {}
        for number, (_, found) in enumerate(self._matters):
            for word in found:
                self._holding.setdefault(word, []).append(number)

    def of(self, question: str) -> frozenset[int]:
        """The places of the articles that are said not to answer questions like this one."""
        if not self._matters:
            return frozenset()
        asked = meaning(question)
        near = {number for word in asked for number in self._holding.get(word, ())}
        return frozenset(
            place for place, found in (self._matters[one] for one in near) if likeness(found, asked) >= ALIKE
        )


def lowered(score: NDArray[np.float32], places: frozenset[int]) -> NDArray[np.float32]:
    """The scores with those at ``places`` lowered; none of them is taken out."""
    if not places:
        return score
    factor = np.ones(len(score), np.float32)
    factor[sorted(places)] = LOWERED
    return score * factor


def _stamp(digest: str, revision: int, rules: LearningRules) -> str:
    if not revision:
        return digest
    return hashlib.sha256(f"{digest} {revision} {rules}".encode()).hexdigest()
