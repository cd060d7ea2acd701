"""The form in which a knowledge manager names the article that answers an unanswered query."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot import words
from bot.forms.form import (
    NEW_THREAD,
    OPTION_VALUE,
    Fields,
    Form,
    Notice,
    Opening,
    Shown,
    field,
    one_of,
    option,
    sheet,
    text_input,
    told,
)
from bot.message import ActName
from bot.permissions import may
from bot.rules import Rules
from bot.words import covering as said
from knowledge import gaps
from knowledge.gaps import Gap, GapState


def _covered(opening: Opening) -> Shown:
    person = opening.person
    if person is None or not may(person, ActName.COVERED):
        staff = person is not None and person.is_staff
        return Notice(said.COVERED, words.NOT_YOUR_ROLE if staff else words.NOT_STAFF)
    named = opening.act.value
    found = gaps.these(opening.session, [int(named)] if named.isdecimal() and len(named) < 10 else [])
    if not found or found[0].state is not GapState.OPEN:
        return Notice(said.COVERED, said.SETTLED)
    return _form(opening, found[0])


def _form(opening: Opening, gap: Gap) -> Shown:
    options = [
        option(slug, title) for slug, title in opening.nearest(gap.question) if len(slug) <= OPTION_VALUE
    ]
    choice = [field("article", said.WHICH_ARTICLE, one_of(options, None), optional=True)] if options else []
    label = said.OR_BY_NAME if options else said.WHICH_ARTICLE
    name = field("slug", label, text_input("", many_lines=False), hint=said.BY_NAME_HINT, optional=True)
    blocks = [*told(gap.question, quoted=True), *choice, name]
    about = f"{NEW_THREAD}{opening.message.at.timestamp():.6f}"
    return sheet(ActName.COVERED, said.COVERED, words.SEND, about, blocks, value=gap.id)


def _article_needed(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    named = fields.get("slug", "").strip() or fields.get("article", "")
    return {} if named else {"slug": said.ARTICLE_NEEDED}


FORMS: Mapping[ActName, Form] = {ActName.COVERED: Form(_covered, _article_needed)}
