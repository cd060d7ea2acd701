"""The one road: look, decide, do. Every door turns what came in into a message and calls it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.decide import decide
from bot.do import carry_out
from bot.look import Tools, look
from bot.message import Message
from bot.reply import QUIET, Reply
from bot.rules import Rules
from records.engine import Session, Transactions
from tickets.writes import ChangedMeanwhileError

_LOOKS = 5


def _nothing_more(_session: Session) -> None:
    """Nothing else belongs to the transaction."""


@dataclass(frozen=True)
class Road:
    """``respond(message)`` and what it needs. Looking reads without locks; doing is one transaction."""

    reading: Transactions
    writing: Transactions
    tools: Tools
    rules: Rules

    def respond(self, message: Message, also: Callable[[Session], None] = _nothing_more) -> Reply:
        """The reply to a message, with all its effects written down in one transaction.

        ``also`` is written in the same transaction (that the inbox is done with it, say). A message whose
        id was seen before changes nothing and gets the reply it got. When the conversation moves on
        between looking and doing, it is looked at again.
        """
        for _ in range(_LOOKS - 1):
            try:
                return self._once(message, also)
            except ChangedMeanwhileError:
                continue
        return self._once(message, also)

    def _once(self, message: Message, also: Callable[[Session], None]) -> Reply:
        with self.reading() as session:
            seen = look(session, message, self.tools, self.rules)
        decision = None if seen.known is not None else decide(message, seen, self.rules)
        if decision is not None and decision.anew:
            return self._once(replace(message, begins=True), also)
        with self.writing() as session:
            also(session)
            if decision is None:
                return seen.known or QUIET
            return carry_out(session, message, seen, decision, self.rules)
