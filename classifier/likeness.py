"""Texts that are nearly the same, so that a split keeps them on one side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from classifier import features

SAME_MESSAGE = 80
"""Texts alike to this degree (0 to 100) stay on one side of every split."""

COMPARED = 400
"""Characters that are compared."""

MOST = 6_000
"""Among more texts than these, only those with the same beginning count as alike."""


def near_duplicates(texts: Sequence[str]) -> list[int]:
    """A group number per text; texts alike to at least :data:`SAME_MESSAGE` share one."""
    cleaned = [features.clean(text)[:COMPARED] for text in texts]
    if len(cleaned) > MOST:
        first: dict[str, int] = {}
        return [first.setdefault(text, at) for at, text in enumerate(cleaned)]
    alike = process.cdist(cleaned, cleaned, scorer=fuzz.ratio, score_cutoff=SAME_MESSAGE)
    groups = list(range(len(texts)))
    for first_, second in zip(*map(list, np.nonzero(np.triu(alike, 1))), strict=True):
        old, new = groups[second], groups[first_]
        if old != new:
            groups = [new if group == old else group for group in groups]
    return groups
