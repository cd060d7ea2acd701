"""A collection as it would be if some of its pages did not exist: to ask what was there to be found then."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from knowledge.collection import Collection
from knowledge.keys import term_key


class Without:
    """What a collection says about its terms, where those that only hidden pages hold are unknown.

    How rare the other terms are, and which words stand beside each other, stays as it is.
    """

    def __init__(self, collection: Collection, hidden: NDArray[Any]) -> None:
        """``hidden`` are places of pages."""
        self._collection, self._hidden = collection, frozenset(int(place) for place in hidden)

    def find(self, term: str) -> int:
        """The key of a stem, or of two with a blank between them; -1 when no page holds it."""
        if " " in term:
            return self._collection.find(term)
        number = term_key(term)
        return number if self.known(number) else -1

    def known(self, term: int) -> bool:
        """Whether any other page holds the term."""
        if not self._collection.known(term):
            return False
        if not self._hidden:
            return True
        places, _ = self._collection.articles(term)
        return len(places) > len(self._hidden) or not self._hidden.issuperset(places.tolist())

    def rarity(self, term: int) -> float:
        """Inverse document frequency; an unknown word weighs most."""
        return self._collection.rarity(term if self.known(term) else -1)
