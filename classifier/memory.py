"""The memory that answers messages like those a human has sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

from rapidfuzz import fuzz, process

from classifier.category import Category
from classifier.features import clean

ALIKE = 94
"""Messages alike to this degree (0 to 100) count as the same one."""

SHORTEST = 12
"""Characters a message must have to be answered by one that is merely like it."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose words they are: the customer's number where one is known, and the asker by a code."""

    customer_id: int | None = None
    asker: str = ""


class Sorted(Protocol):
    """What a human said of a text (a row of :class:`classifier.corrections.Correction`)."""

    @property
    def text(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def confirmed(self) -> bool: ...
    @property
    def customer_id(self) -> int | None: ...
    @property
    def asker(self) -> str: ...


Labels = Mapping[str, Category]
"""What was said, by the essence of the text."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Answers messages that are, but for spelling and punctuation, ones a human has sorted.

    ``labels`` holds for everybody; ``own`` what a person said that staff have not confirmed, by the person's
    customer and by the person: it holds for them alone.
    """

    labels: Labels
    own: Mapping[int | str, Labels] = field(default_factory=dict)

    @classmethod
    def of(cls, sorted_texts: Iterable[Sorted]) -> Memory:
        """The memory of these, of which earlier ones win over later ones."""
        everybody: dict[str, Category] = {}
        own: dict[int | str, dict[str, Category]] = {}
        for one in sorted_texts:
            essence, label = _kept_essence(one.text), Category(one.label)
            holders = [everybody] if one.confirmed else [own.setdefault(key, {}) for key in _keys(one)]
            for holder in holders if essence else ():
                holder.setdefault(essence, label)
        return cls(MappingProxyType(everybody), MappingProxyType(own))

    def recall(self, text: str, whose: Whose = Whose()) -> Category | None:
        """What a human said about these words, or about words that differ by little and not in sense.

        What staff vouch for comes first; then what they themselves, or a colleague of theirs, said.
        """
        essence = essence_of(text)
        books = (self.labels, *(self.own[key] for key in _keys(whose) if key in self.own))
        return next((found for book in books if (found := _recalled(book, essence)) is not None), None)


def essence_of(text: str) -> str:
    """The words without case, punctuation and what changes from message to message."""
    return " ".join(_WORD.findall(clean(text)))


_kept_essence = lru_cache(maxsize=16_384)(essence_of)
"""The memory is made anew with every correction; most of its texts are those of before."""


def _keys(whose: Whose | Sorted) -> list[int | str]:
    return [key for key in (whose.customer_id, whose.asker) if key]


def _recalled(book: Labels, essence: str) -> Category | None:
    if essence in book or len(essence) < SHORTEST:
        return book.get(essence)
    near = process.extract(essence, book.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
    same = (known for known, _, _ in near if _hinges(known) == _hinges(essence))
    return next((book[known] for known in same), None)


def _hinges(essence: str) -> tuple[str, ...]:
    """The words on which the sense turns, in order."""
    return tuple(word for word in essence.split() if word in _HINGES or word.endswith("n't"))


_WORD = re.compile(r"[\w']+|\?")
_HINGES = frozenset(
    """
    no not never none nobody cannot cant dont doesnt wont isnt without how why what where when who which
    can could would please all every everyone everybody only just one again still anymore add remove
    delete create enable disable
    """.split()  # noqa: SIM905
)
