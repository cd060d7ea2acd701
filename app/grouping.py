"""The loop that groups unanswered questions: on one replica at a time, and never for most of the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from app.build import Installation
from knowledge.topic_round import fingerprint, has_unplaced
from records import work
from records.work import LeaseLostError, Work

QUEUE = "rounds.topics"
LEASE = 120.0
"""Longer than a round takes: 5,000 questions are grouped in 10 s at most."""
SHARE = 10
"""After questions were grouped it rests so many times as long as that took."""


@dataclass
class TopicRounds:
    """Looks whether queries have changed, and groups them when no other replica does."""

    installation: Installation
    now: Callable[[], datetime]
    _seen: object = None
    _not_before: float = 0.0

    def step(self) -> bool:
        """One look, and a round where there is something to do; False: there is no hurry."""
        with self.installation.reading() as session:
            found, to_group = fingerprint(session), has_unplaced(session)
        rests = to_group and time.monotonic() < self._not_before
        if rests or (found == self._seen and not to_group):
            return False
        held = self._taken()
        if held is not None:
            try:
                self._round(to_group)
                self._seen = found
            finally:
                self._give_back(held)
        return False

    def _round(self, to_group: bool) -> None:
        """Group, or only count anew, which costs next to nothing. The first round also loads libraries."""
        begun, is_first = time.monotonic(), self._seen is None
        self.installation.group_gaps(self.now())
        if to_group and not is_first:
            self._not_before = time.monotonic() + SHARE * (time.monotonic() - begun)

    def _taken(self) -> Work | None:
        with self.installation.writing_as("lease")() as session:
            work.offer(session, QUEUE, QUEUE, QUEUE, {}, self.now(), run_at=work.AT_ONCE)
            taken = work.claim(session, QUEUE, self.now(), lease=LEASE)
        return taken[0] if taken else None

    def _give_back(self, held: Work) -> None:
        with suppress(LeaseLostError), self.installation.writing_as("lease")() as session:
            work.rest(session, held, 0)
