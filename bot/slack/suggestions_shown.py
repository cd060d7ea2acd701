"""The suggestions that wait to be released, as staff read them in Slack."""

from __future__ import annotations

from bot.slack.budget import OPTIONS, Content, fallback, line, within
from bot.slack.parts import paragraph, points, rich, run
from bot.words import features as said
from records.engine import Session
from tickets import suggestions


def waiting_shown(session: Session) -> Content:
    """The list, or that none waits."""
    waiting = suggestions.suggestions(session, released=False)
    if not waiting:
        return paragraph(said.NO_SUGGESTIONS), fallback(said.NO_SUGGESTIONS)
    listed = rich(points([run(line(said.line(one), 200)) for one in waiting[:OPTIONS]]))
    return within([*paragraph(said.SUGGESTIONS), *listed]), fallback(said.SUGGESTIONS)
