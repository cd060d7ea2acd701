"""What an installation sets about how articles learn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class LearningRules:
    """``not_quite_from`` people make an article rank lower for questions like theirs.

    An article keeps ``wordings`` wordings at the most, and ``unconfirmed`` of one person with whom nobody
    has agreed. With ``fit_mix`` the weights of the ranking are fitted to confirmed answers.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}
    not_quite_from: int = 3
    wordings: int = 30
    unconfirmed: int = 3
    fit_mix: bool = field(default=True, repr=False)
