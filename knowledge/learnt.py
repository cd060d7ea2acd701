"""What an article has learnt from verdicts: wordings it answers, and disputed ones. Pure.

Verdicts on questions that are alike are one matter. What staff say counts at once. A person's "that solved
it" counts, but only so many wordings of one person do until somebody else agrees; "not quite" counts once
enough different people have said it, and then for questions like theirs alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from guard import Screened
from knowledge.rules import LearningRules
from knowledge.verdicts import Source, State, Verdict
from knowledge.words import meaning

ALIKE: Final = 0.7
"""From this share of common words on (Jaccard) two questions are one matter."""

BY_STAFF: Final = frozenset({Source.STAFF, Source.COVERED})


@dataclass(frozen=True)
class Matter:
    """The verdicts on questions that are alike, newest first, and who is of which opinion now."""

    verdicts: tuple[Verdict, ...]
    solved: frozenset[str]
    not_quite: frozenset[str]

    @property
    def wording(self) -> Screened:
        """The words it is known by: those that staff have vouched for, else the newest."""
        vouched = (one.question for one in self.verdicts if one.source in BY_STAFF)
        return next(vouched, self.verdicts[0].question)

    @property
    def vouched(self) -> bool:
        """Whether staff say that the article answers it."""
        return any(one.source in BY_STAFF for one in self.verdicts)

    @property
    def confirmed(self) -> bool:
        """Whether staff, or two people, say that the article answers it."""
        return self.vouched or len(self.solved) > 1

    def is_disputed(self, rules: LearningRules) -> bool:
        """Whether so many say that the article does not answer it that it ranks lower for such questions."""
        many = len(self.not_quite) >= rules.not_quite_from
        return many and len(self.not_quite) > len(self.solved) and not self.vouched

    def outcome(self, rules: LearningRules) -> str:
        """What comes of it, as knowledge managers read it."""
        if self.is_disputed(rules):
            return "disputed: the article ranks lower for questions like this"
        if self.confirmed:
            return "learnt"
        return "learnt within the bound for one person" if self.solved else "noted, nothing follows yet"


@dataclass(frozen=True)
class Lesson:
    """What one article has learnt: the wordings it answers, best known first, and the disputed ones."""

    wordings: tuple[Screened, ...] = ()
    disputed: tuple[Screened, ...] = ()


def lesson(verdicts: Iterable[Verdict], rules: LearningRules) -> Lesson:
    """What the verdicts on one article come to; ``verdicts`` are in any order."""
    found = matters(verdicts)
    disputed = tuple(one.wording for one in found if one.is_disputed(rules))
    answered = [one for one in found if (one.vouched or one.solved) and not one.is_disputed(rules)]
    kept = sorted(_bounded(answered, rules), key=_standing, reverse=True)[: rules.wordings]
    return Lesson(tuple(one.wording for one in kept), disputed)


def matters(verdicts: Iterable[Verdict]) -> list[Matter]:
    """The active verdicts on one article by what they are about, the newest matter first."""
    groups: list[_Group] = []
    for one in sorted(verdicts, key=lambda verdict: (verdict.at, verdict.id), reverse=True):
        if one.state is State.ACTIVE and (words := meaning(one.question)):
            near = max(groups, key=lambda group: likeness(group.words, words), default=None)
            if near is None or likeness(near.words, words) < ALIKE:
                groups.append(near := _Group(words))
            near.verdicts.append(one)
    return [_matter(group.verdicts) for group in groups]


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Jaccard's coefficient of two sets of words: 0 to 1."""
    return len(left & right) / max(len(left | right), 1)


@dataclass
class _Group:
    words: frozenset[str]
    verdicts: list[Verdict] = field(default_factory=list)


def _matter(verdicts: Sequence[Verdict]) -> Matter:
    """Of one person the last word counts."""
    last = {one.said_by: one.source for one in reversed(verdicts) if one.source not in BY_STAFF}
    by_source = {
        source: frozenset(who for who, said in last.items() if said is source)
        for source in (Source.SOLVED, Source.NOT_QUITE)
    }
    return Matter(tuple(verdicts), by_source[Source.SOLVED], by_source[Source.NOT_QUITE])


def _bounded(found: Iterable[Matter], rules: LearningRules) -> list[Matter]:
    """Without what one person alone has confirmed beyond the bound: they may press it anywhere."""
    kept, of_person = [], Counter[str]()
    for one in found:
        alone = () if one.confirmed else one.solved
        of_person.update(alone)
        if all(of_person[who] <= rules.unconfirmed for who in alone):
            kept.append(one)
    return kept


def _standing(matter: Matter) -> tuple[bool, int, float]:
    return matter.vouched, len(matter.solved), matter.verdicts[0].at.timestamp()
