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
"""After a round it rests so many times as long as the round took."""


@dataclass
class TopicRounds:
    """Looks whether queries have changed, and groups them when no other replica does."""

    installation: Installation
    now: Callable[[], datetime]
    _seen: object = None
    _not_before: float = 0.0

    def step(self) -> bool:
        """One look, and a round where there is something to do; False: there is no hurry."""
        if time.monotonic() < self._not_before:
            return False
        with self.installation.reading() as session:
            found = fingerprint(session)
            idle = found == self._seen and not has_unplaced(session)
        if idle:
            return False
        held = self._taken()
        if held is not None:
            begun = time.monotonic()
            try:
                self.installation.group_gaps(self.now())
                self._seen = found
            finally:
                self._not_before = time.monotonic() + SHARE * (time.monotonic() - begun)
                self._give_back(held)
        return False

    def _taken(self) -> Work | None:
        with self.installation.writing_as("lease")() as session:
            work.offer(session, QUEUE, QUEUE, QUEUE, {}, self.now(), run_at=work.AT_ONCE)
            taken = work.claim(session, QUEUE, self.now(), lease=LEASE)
        return taken[0] if taken else None

    def _give_back(self, held: Work) -> None:
        with suppress(LeaseLostError), self.installation.writing_as("lease")() as session:
            work.rest(session, held, 0)
