"""Holds an unanswered query back while its asker reads an article that was shown for it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.decision import Step
from bot.doing import Doing, Steps
from knowledge import gaps


@dataclass(frozen=True)
class HoldBack(Step):
    """The asker has opened one of the nearest articles: as long as nothing more is said, it has helped."""


@dataclass(frozen=True)
class TakeUp(Step):
    """The asker wants more than what was read: the query is one of the open ones again."""


def hold_back(doing: Doing, _step: HoldBack) -> None:
    """Hold back the query of the conversation's question."""
    talk = doing.seen.conversation
    if talk is not None:
        gaps.hold_back(doing.session, talk.id, talk.question)


def take_up(doing: Doing, _step: TakeUp) -> None:
    """Give back to the knowledge managers what was held back in this conversation."""
    talk = doing.seen.conversation
    if talk is not None:
        gaps.take_up(doing.session, talk.id)


STEPS: Steps = {HoldBack: hold_back, TakeUp: take_up}
