"""Every figure, by its key, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from web.console.figures import desk, promise, questions, sorting, unanswered
from web.console.figures.figure import Defined, Figure, Sources

FIGURES: Final[Mapping[str, Defined]] = {
    one.meaning.key: one
    for one in (
        *questions.FIGURES,
        *promise.FIGURES,
        *desk.FIGURES,
        *unanswered.FIGURES,
        *sorting.FIGURES,
    )
}


def made(sources: Sources, keys: Iterable[str] = FIGURES) -> tuple[Figure, ...]:
    """These figures, or all."""
    return tuple(FIGURES[key].make(sources) for key in keys)
