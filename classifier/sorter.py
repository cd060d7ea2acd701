"""Sorts a message: by what humans have said of the same words, else by the model in use."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

from sqlalchemy.orm import Session

from classifier import corrections, state
from classifier.category import Category, Triage
from classifier.memory import Memory, Whose
from classifier.model import Classifier
from guard import Screened


class Answer(NamedTuple):
    """A human's answer, as the memory of a classifier."""

    label: Category

    def recall(self, _text: str) -> Category:
        return self.label


class Known(NamedTuple):
    """The memory of the corrections at a revision."""

    revision: int
    memory: Memory


_NOTHING = Known(-1, Memory({}))


@dataclass
class Sorter:
    """The model in use and the memory before it. Threads share it.

    Each message looks at the revision of the corrections in the database, so that what was said through
    another replica counts for the very next message. The model is swapped whole: one sorts one message.
    """

    model: Classifier
    _known: Known = field(default=_NOTHING)
    _lock: Lock = field(default_factory=Lock)

    def triage(self, session: Session, text: Screened, whose: Whose) -> Triage:
        """The text, sorted; ``session`` only reads."""
        model = self.model
        said = self._memory(session).recall(text, whose)
        return model.triage(text) if said is None else model.with_memory(Answer(said)).triage(text)

    def _memory(self, session: Session) -> Memory:
        revision, _ = state.current(session)
        known = self._known
        if known.revision == revision:
            return known.memory
        with self._lock:
            if self._known.revision < revision:
                self._known = Known(revision, corrections.memory(session))
            return self._known.memory
