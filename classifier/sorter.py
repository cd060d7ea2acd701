"""Sorts a message: by what humans have said of the same words, else by the model in use."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

from sqlalchemy.orm import Session

from classifier import corrections, models, state
from classifier.archive import UnfitModelError
from classifier.category import Category, Triage
from classifier.memory import Memory, Whose
from classifier.model import Classifier
from classifier.models import NoSuchModelError
from guard import Screened

log = logging.getLogger(__name__)


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

    shipped: Classifier
    _wanted: str | None = None
    _known: Known = field(default=_NOTHING)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.model = self.shipped
        self.problem = ""

    def follow(self, session: Session) -> bool:
        """Take the model that is used now, when it is another one than before; whether it is.

        One that cannot be used is not: the model that came along sorts, and ``problem`` says why.
        """
        wanted = state.current(session).model
        if wanted == self._wanted:
            return False
        try:
            found, problem = self.shipped if wanted is None else models.opened(session, wanted), ""
        except (UnfitModelError, NoSuchModelError) as error:
            found, problem = self.shipped, f"{error}; the model that came along sorts instead"
            log.warning("%s", problem)
        self.model, self.problem, self._wanted = found, problem, wanted
        return True

    def triage(self, session: Session, text: Screened, whose: Whose) -> Triage:
        """The text, sorted; ``session`` only reads."""
        model = self.model
        said = self._memory(session).recall(text, whose)
        return model.triage(text) if said is None else model.with_memory(Answer(said)).triage(text)

    def _memory(self, session: Session) -> Memory:
        revision = state.current(session).revision
        known = self._known
        if known.revision == revision:
            return known.memory
        with self._lock:
            if self._known.revision < revision:
                self._known = Known(revision, corrections.memory(session))
            return self._known.memory
