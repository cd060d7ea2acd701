"""What became of a published article's queries: who was told, and what they said since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge import drafts, gaps, verdicts
from knowledge.drafts import Draft, Outcome, State
from knowledge.verdicts import Source
from records.engine import Session


@dataclass(frozen=True)
class Became:
    """How many queries ended how, and what those who were told said of the article afterwards."""

    outcomes: Mapping[Outcome, int]
    solved: int = 0
    not_quite: int = 0

    def count(self, *which: Outcome) -> int:
        """How many queries ended in one of these ways."""
        return sum(self.outcomes.get(one, 0) for one in which)

    @property
    def told(self) -> int:
        return self.count(Outcome.TOLD)

    @property
    def on_the_way(self) -> int:
        """Who is about to be told."""
        return self.count(Outcome.DUE)

    @property
    def waiting(self) -> int:
        """The queries it does not answer: they stay open."""
        return self.count(Outcome.WAITS)

    @property
    def silent(self) -> int:
        """The queries it answers whose askers were not told, each for a reason."""
        return self.count(Outcome.WITH_ANOTHER, Outcome.READ_ALONG, Outcome.NOBODY, Outcome.SETTLED)


def became(session: Session, draft: Draft) -> Became:
    """What has become of the draft's queries until now."""
    found = drafts.outcomes(session, draft.id)
    if draft.state is not State.PUBLISHED or draft.published_at is None:
        return Became(Counter(found.values()))
    told = gaps.these(session, [gap for gap, outcome in found.items() if outcome is Outcome.TOLD])
    talks = {gap.conversation_id for gap in told}
    since = [
        one.source
        for one in verdicts.verdicts(session, draft.published_as)
        if one.at >= draft.published_at and one.conversation_id in talks
    ]
    return Became(Counter(found.values()), since.count(Source.SOLVED), since.count(Source.NOT_QUITE))
