"""What an installation sets about how articles learn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from knowledge.sure import ANSWERABLE


@dataclass(frozen=True)
class LearningRules:
    """``not_quite_from`` people make an article rank lower for questions like theirs.

    An article keeps ``wordings`` wordings at the most, and ``unconfirmed`` of one person with whom nobody
    has agreed. With ``fit_mix`` the weights of the ranking are fitted to confirmed answers. ``answerable`` is
    the share of the questions that articles are taken to answer, until outcomes tell.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}
    not_quite_from: int = 3
    wordings: int = 30
    unconfirmed: int = 3
    fit_mix: bool = field(default=True, repr=False)
    answerable: float = field(default=ANSWERABLE, repr=False)
