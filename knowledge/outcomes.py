"""What came of answers: questions that people have judged, asked again as if nothing had been learnt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from guard import Screened
from knowledge import shelf, verdicts
from knowledge.articles import Audience
from knowledge.dense import Dense
from knowledge.learnt import ALIKE, Matter, likeness, matters
from knowledge.logistic import Array
from knowledge.mix import DEFAULT, Mix
from knowledge.selftraining import Asked
from knowledge.snapshot import Snapshot
from knowledge.sure import Head
from knowledge.untaught import untaught
from knowledge.verdicts import Source
from knowledge.words import meaning
from records.engine import Transactions

MOST: Final = 1000
"""Questions that are asked again, the newest."""
MOST_VERDICTS: Final = 5000
"""Verdicts that are read for them, the newest."""


@dataclass(frozen=True)
class Outcome:
    """A question, the articles that answer it as people say, and those that do not.

    ``audience`` is whose articles its asker could have been shown.
    """

    question: Screened
    answered_by: frozenset[str]
    not_by: frozenset[str]
    audience: frozenset[Audience]

    def right(self, first: str) -> bool | None:
        """Whether this article is the right one to come first; None when nobody has said so or otherwise."""
        if first in self.answered_by:
            return True
        return False if first in self.not_by or self.answered_by else None


@dataclass(frozen=True)
class Judged:
    """For each question the logit of its first answer (float64), and whether that was right."""

    logits: Array
    right: NDArray[np.bool_]

    def __len__(self) -> int:
        """The number of questions."""
        return len(self.right)


def heard(session: Session) -> int:
    """A number that grows by one with each verdict, and when one is taken back."""
    return sum(verdicts.revisions(session).values())


def outcomes(session: Session) -> list[Outcome]:
    """What people have judged, newest first, one for each matter: the last word counts."""
    return _joined(sorted(_matters(session), key=_newest, reverse=True))[:MOST]


def judged(
    snapshot: Snapshot, transaction: Transactions, head: Head, dense: Dense | None = None, mix: Mix = DEFAULT
) -> Judged:
    """How sure ``head`` is of the first answers to the questions people have judged, and what they say.

    Each is asked as if the articles in question had learnt nothing: its own wording, which it may have left
    there, would answer it at once, and a dispute would lower the very article that was shown. Takes seconds.
    """
    with transaction() as session:
        found = outcomes(session)
        bare = untaught(session, snapshot, {slug for one in found for slug in one.answered_by | one.not_by})
    rows = list(_asked(partial(bare.ask, dense=dense, mix=mix), found, head))
    return Judged(np.array([logit for logit, _ in rows]), np.array([right for _, right in rows], bool))


def _asked(ask: Callable[..., Asked], found: Sequence[Outcome], head: Head) -> Iterator[tuple[float, bool]]:
    for one in found:
        asked = ask(one.question, audience=one.audience)
        right = one.right(asked.slugs[0]) if asked.slugs else None
        if right is not None:
            yield float(head.logits(asked.rows[:1])[0]), right


def _matters(session: Session) -> Iterator[tuple[str, Matter]]:
    """The matters of the newest verdicts on articles that are still there."""
    there = shelf.digests(session)
    by_slug: dict[str, list[verdicts.Verdict]] = {}
    for one in verdicts.verdicts(session, limit=MOST_VERDICTS):
        if one.slug in there:
            by_slug.setdefault(one.slug, []).append(one)
    return ((slug, matter) for slug, own in by_slug.items() for matter in matters(own))


def _newest(found: tuple[str, Matter]) -> tuple[float, int]:
    last = found[1].verdicts[0]
    return last.at.timestamp(), last.id


def _joined(found: Iterable[tuple[str, Matter]]) -> list[Outcome]:
    """One outcome for questions that are alike, whichever articles they were judged with."""
    groups: list[tuple[frozenset[str], list[tuple[str, Matter]]]] = []
    holding: dict[str, list[int]] = {}
    for slug, matter in found:
        words = meaning(matter.wording)
        near = {number for word in words for number in holding.get(word, ())}
        same = next((one for one in sorted(near) if likeness(groups[one][0], words) >= ALIKE), None)
        if same is None:
            same = len(groups)
            groups.append((words, []))
            for word in words:
                holding.setdefault(word, []).append(same)
        groups[same][1].append((slug, matter))
    return [_outcome(group) for _, group in groups]


def _outcome(group: Sequence[tuple[str, Matter]]) -> Outcome:
    last = group[0][1].verdicts[0]
    known = {Audience.EVERYBODY} if last.customer_id is None else {Audience.EVERYBODY, Audience.CUSTOMERS}
    answered_by = frozenset(slug for slug, matter in group if _answers(matter))
    everyone = frozenset(slug for slug, _ in group)
    return Outcome(group[0][1].wording, answered_by, everyone - answered_by, frozenset(known))


def _answers(matter: Matter) -> bool:
    """What staff say counts, then what more people say, then what was said last."""
    if matter.vouched or len(matter.solved) != len(matter.not_quite):
        return matter.vouched or len(matter.solved) > len(matter.not_quite)
    return matter.verdicts[0].source is Source.SOLVED
