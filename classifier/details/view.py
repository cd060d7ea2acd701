"""A text made ready once for all details that are read by what was learnt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.details.attributes import attributes
from classifier.details.places import Place
from classifier.details.surroundings import Rows
from classifier.details.table import Table, Talk, table
from classifier.details.tokens import Token, tokens

READ = 20_000
"""Characters of a text that are read by what was learnt; what follows is a log."""

MOST_TOKENS = 4_000


@dataclass(frozen=True, slots=True)
class View:
    """A text with its tokens, what is said of each, and the same as rows of numbers."""

    text: str
    found: Sequence[Token]
    said: Rows
    table: Table

    def place(self, start: int, end: int) -> Place:
        """The characters of the tokens from ``start`` up to ``end``."""
        return Place(self.found[start].place.start, self.found[end - 1].place.end)


def view(text: str, talk: Talk) -> View | None:
    """The text made ready; None when there is nothing in it."""
    head = text[:READ]
    found = tokens(head, MOST_TOKENS)
    if not found:
        return None
    said = attributes(head, found)
    return View(head, found, said, table(found, said, talk))
