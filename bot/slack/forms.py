"""The forms in Slack that no other door has: a question asked from the Home tab."""

from __future__ import annotations

from bot import words
from bot.forms.form import Sheet, field, text_input
from bot.slack.form import View, as_view, notice_view

ASK = "ask"


def ask_form() -> View:
    """A question asked from the Home tab, which has no channel of its own."""
    question = field("question", words.ASK_LABEL, text_input("", many_lines=True))
    return as_view(Sheet(ASK, words.ASK, words.SEND, "", (question,)))


def asked_form() -> View:
    """What stands in its place once the question is sent: where the answer will be."""
    return notice_view("asked", words.ASK, words.ANSWER_IN_DIRECT)
