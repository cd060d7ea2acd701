"""What was learnt of marked messages: a tagger, trees for errors and for people, and how people talk."""

from __future__ import annotations

from dataclasses import dataclass

from classifier.details.table import Talk
from classifier.details.tagger import Tagger
from classifier.details.trees import Trees

ERROR, STEPS = 0, 1
"""The heads of the tagger."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that reading needs; ``version`` names the examples it was learnt of."""

    tagger: Tagger
    errors: Trees
    people: Trees
    talk: Talk
    version: str
