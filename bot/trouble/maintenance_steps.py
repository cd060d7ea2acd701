"""How the step about maintenance is carried out."""

from __future__ import annotations

from dataclasses import replace

from bot.decision import Maintain
from bot.doing import Doing, Steps
from bot.replies import reason
from bot.reply import ReplyKind
from bot.trouble.maintenance_telling import carry_maintenance
from bot.trouble.outage_telling import Desk
from bot.words import maintenance as words


def maintain(doing: Doing, step: Maintain) -> None:
    """In the window's own thread its history says what was done; elsewhere the reply does."""
    desk = Desk(doing.session, doing.rules, doing.message.at, doing.seen.person)
    _, change, told = carry_maintenance(desk, step)
    if doing.decision.reply.kind is not ReplyKind.QUIET:
        doing.decision = replace(doing.decision, reply=reason(words.confirmed(change, told)))


STEPS: Steps = {Maintain: maintain}
