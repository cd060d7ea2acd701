"""A text under change that remembers where each of its characters stood at first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Change = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Page:
    """``index[i]`` is where ``text[i]`` began in the first text; one entry more stands for its end."""

    text: str
    index: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Page:
        return cls(text, range(len(text) + 1))

    def changed(self, changes: Iterable[Change]) -> Page:
        """The page with each ``(start, end, new text)`` put in; changes come in order, without overlap."""
        texts: list[str] = []
        index: list[int] = []
        at = 0
        for start, end, new in changes:
            texts += (self.text[at:start], new)
            index += self.index[at:start]
            index += [self.index[start]] * len(new)
            at = end
        if at == 0:
            return self
        return Page("".join(texts) + self.text[at:], index + list(self.index[at:]))
