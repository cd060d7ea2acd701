"""A letter that waits for staff, in the support channel: what it says, why it waits, what can be pressed."""

from __future__ import annotations

from datetime import datetime

from bot.desk.offers import about_letter
from bot.rules import Rules
from bot.slack.budget import Block, Content, cut, fallback, line, within
from bot.slack.parts import aside, button, buttons, grid, header, quote, rich, run
from bot.slack.show import code
from bot.words import letters as words
from tickets.clock import spoken_due
from tickets.letters import Became, Came
from tickets.values import Person

_WORDS = 1_500


def card(letter: Came, rules: Rules, at: datetime, decider: Person | None = None) -> Content:
    """The letter as it stands; once it is decided, by whom, and nothing to press."""
    title = words.numbered(letter.id, letter.state)
    facts = [
        (words.FROM, letter.sender or words.FROM_NOBODY),
        (words.SUBJECT, line(letter.subject, 150)),
        (words.CAME, spoken_due(letter.at, at, rules.promise)),
        (words.WHY, words.why(letter.reason)),
    ]
    said = cut(letter.words, _WORDS) or words.NO_WORDS
    shown = [header(title), *grid(facts), *rich(quote(run(said)))]
    return within(shown, keep=_decision(letter, decider)), fallback(title, words.why(letter.reason))


def _decision(letter: Came, decider: Person | None) -> list[Block]:
    if letter.state is not Became.WAITING:
        return aside(words.decided(letter.state, "" if decider is None else decider.name))
    about = code(None, str(letter.id))
    offered = about_letter(letter)
    return buttons([button(one.label, f"desk:{one.act}:{letter.id}", about) for one in offered])
