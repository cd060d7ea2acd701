"""Says in a letter, which has no buttons, what a sentence of ours says of them elsewhere."""

from __future__ import annotations

from dataclasses import replace

from bot.reply import Reply
from bot.words import GAP, tasks
from bot.words.follow import THANKS_FOR_RATING
from bot.words.quotes import HOW_TO_ANSWER
from guard import Screened, restored
from mail import words

_INSTEAD = (
    (tasks.HOW_TO_ANSWER, words.TASKS_HOW),
    (HOW_TO_ANSWER, words.QUOTE_HOW),
    (THANKS_FOR_RATING, words.THANKS),
    (GAP, words.GAP),
    ("a press on “", "choosing “"),
    ("press Not quite: ", "choose “Not quite”: "),
    ("press “", "choose “"),
    ("Press “", "Choose “"),
    ("you can open the ticket with one click", "you can open the ticket by answering this letter"),
    ("who can open the ticket with one click", "who can open the ticket at once"),
)


def for_letter(given: Reply) -> Reply:
    """The reply with what it says of buttons put as a letter can."""
    return replace(given, news=reworded(given.news), text=reworded(given.text), after=reworded(given.after))


def reworded(text: Screened) -> Screened:
    """The same, whatever of it is ours alone."""
    said = str(text)
    for ours, instead in _INSTEAD:
        said = said.replace(ours, instead)
    # Still screened: sentences of ours stand for sentences of ours.
    return restored(said)  # type: ignore[no-any-return]
