"""What the figures of an article are, and what follows from them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from knowledge.uses import SHOWN, How

USED: Final = (How.ANSWER, How.OPENED, How.SENT)
"""Each time somebody was given the article to read, not only its title among others."""


@dataclass(frozen=True)
class ArticleRules:
    """An article is stale ``stale_days`` after its date, when it was still used within as many days.

    It is much refused when ``refused_from`` people or more, and more than it helped, said *Not quite*.
    """

    stale_days: int = 365
    refused_from: int = 3


@dataclass(frozen=True)
class Figures:
    """How often an article was used in each way, and when it was last shown at all, and last used."""

    answers: int = 0
    near: int = 0
    opened: int = 0
    sent: int = 0
    solved: int = 0
    not_quite: int = 0
    last_shown: datetime | None = None
    last_used: datetime | None = None

    @property
    def views(self) -> int:
        """How often it stood before somebody: as the answer, among the nearest, picked, or sent by staff."""
        return self.answers + self.near + self.opened + self.sent

    @property
    def judged(self) -> int:
        """How often its reader said whether it helped; silence is neither success nor failure."""
        return self.solved + self.not_quite

    @property
    def share(self) -> float | None:
        """Of those who said so, the share it helped (0 to 1); None where nobody has."""
        return self.solved / self.judged if self.judged else None


NOTHING: Final = Figures()


def figures(totals: Mapping[How, tuple[int, datetime]]) -> Figures:
    """The figures of an article out of its totals (:func:`knowledge.uses.totals`)."""
    times = {how: total for how, (total, _) in totals.items()}
    return Figures(
        answers=times.get(How.ANSWER, 0),
        near=times.get(How.NEAR, 0),
        opened=times.get(How.OPENED, 0),
        sent=times.get(How.SENT, 0),
        solved=times.get(How.SOLVED, 0),
        not_quite=times.get(How.NOT_QUITE, 0),
        last_shown=_last(totals, SHOWN),
        last_used=_last(totals, USED),
    )


def stale_before(now: datetime, rules: ArticleRules) -> date:
    """The first date of which an article is not stale."""
    return now.date() - timedelta(days=rules.stale_days)


def used_since(now: datetime, rules: ArticleRules) -> datetime:
    """From when on a use counts for being still used."""
    return now - timedelta(days=rules.stale_days)


def is_stale(updated: date, found: Figures, rules: ArticleRules, now: datetime) -> bool:
    """Whether an article is old and still used: an old one that nobody reads does no harm."""
    still = found.last_used is not None and found.last_used >= used_since(now, rules)
    return still and updated < stale_before(now, rules)


def is_refused(found: Figures, rules: ArticleRules) -> bool:
    """Whether it is much refused."""
    return found.not_quite >= rules.refused_from and found.not_quite > found.solved


def _last(totals: Mapping[How, tuple[int, datetime]], ways: tuple[How, ...]) -> datetime | None:
    return max((totals[how][1] for how in ways if how in totals and totals[how][0]), default=None)
