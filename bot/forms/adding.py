"""The form in which somebody adds words to a ticket of their company (policy 3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot import words
from bot.forms.form import NEW_THREAD, Fields, Form, Opening, Shown, field, sheet, text_input
from bot.message import ActName
from bot.rules import Rules
from bot.words import likes as said


def _add_form(opening: Opening) -> Shown:
    """Empty but for the number that was pressed: whoever may add to it is looked up when it is sent."""
    told = field("words", said.ADD_LABEL, text_input("", many_lines=True))
    thread = opening.message.place.thread.removeprefix(NEW_THREAD)
    about, value = f"{NEW_THREAD}{thread}-{opening.act.value[:9]}", opening.act.value
    return sheet(ActName.ADD_WORDS, said.ADD_TITLE, words.SEND, about, [told], value=value)


def _wrong(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    return {} if fields.get("words", "").strip() else {"words": words.WORDS_NEEDED}


FORMS: Mapping[ActName, Form] = {ActName.ADD_WORDS: Form(_add_form, _wrong)}
