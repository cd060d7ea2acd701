"""The form for a word that goes with a rating."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot import words
from bot.forms.form import Fields, Form, Opening, Shown, field, sheet, text_input
from bot.message import ActName
from bot.rules import Rules
from bot.words import follow as said
from tickets import reads


def _remark(opening: Opening) -> Shown | None:
    """Only for whose conversation it is; the others are told so by the road."""
    act, author = opening.act, opening.message.author
    talk = reads.conversation(opening.session, act.conversation or 0)
    if talk is None or (talk.asker_team, talk.asker_user) != (author.team, author.user):
        return None
    told = field("words", said.REMARK_LABEL, text_input("", many_lines=True))
    return sheet(ActName.REMARK, said.REMARK_TITLE, words.SEND, talk.id, [told], value=act.value)


def _wrong(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    return {} if fields.get("words", "").strip() else {"words": words.WORDS_NEEDED}


FORMS: Mapping[ActName, Form] = {ActName.REMARK: Form(_remark, _wrong)}
