"""The forms in Slack: what they ask, how what was sent is read, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot import words
from bot.drafting import NO_DETAILS_ASKED
from bot.slack.form import TITLE, View, field, modal, one_of, option, text_input, tick_box
from bot.slack.parts import paragraph, plain
from guard import Screened
from tickets.values import Detail, DetailName, Details, DetailState

ASK = "ask"
_MANY_LINES = frozenset({DetailName.ERROR, DetailName.STEPS})


def ticket_form(
    draft_details: Details,
    *,
    conversation: int | str,
    subject: Screened,
    category: str,
    offer_categories: Sequence[str] = tuple(words.CATEGORY_WORDS),
) -> View:
    """The ticket form with everything that is known filled in; each detail may be said not to apply.

    ``conversation`` is its number, or the thread in which it will be held when there is none yet.
    """
    asked = [block for name in DetailName for block in detail_fields(draft_details.get(name) or Detail(name))]
    blocks = [
        *paragraph(words.FORM_INTRO),
        field("subject", words.FORM_SUBJECT, text_input(subject, many_lines=True)),
        _categories(category, offer_categories),
        *asked,
    ]
    return modal("ticket", words.OPEN_A_TICKET, words.OPEN_A_TICKET, conversation, blocks)


def ask_form() -> View:
    """A question asked from the Home tab, which has no channel of its own."""
    question = field("question", words.ASK_LABEL, text_input("", many_lines=True))
    return modal(ASK, words.ASK, words.SEND, "", [question])


def asked_form() -> View:
    """What stands in its place once the question is sent: where the answer will be."""
    return {
        "type": "modal",
        "callback_id": "asked",
        "title": plain(words.ASK, TITLE),
        "close": plain(words.CLOSE, TITLE),
        "blocks": paragraph(words.ANSWER_IN_DIRECT),
    }


def errors(fields: Mapping[str, str], job_pattern: str) -> dict[str, str]:
    """What is wrong with a ticket form, one sentence per field; empty when nothing is.

    Wishes and services need no details (:data:`bot.drafting.NO_DETAILS_ASKED`).
    """
    wrong: dict[str, str] = {}
    if not fields.get("subject", "").strip():
        wrong["subject"] = words.SUBJECT_NEEDED
    needed = fields.get("category") not in NO_DETAILS_ASKED
    for name in DetailName:
        wrong |= detail_errors(name, fields, job_pattern, needed=needed)
    return wrong


def _categories(category: str, offered: Iterable[str]) -> View:
    options = [option(one, words.CATEGORY_WORDS[one].capitalize()) for one in offered]
    chosen = next((one for one in options if one["value"] == category), None)
    return field("category", words.FORM_CATEGORY, one_of(options, chosen), hint=words.FORM_CHARGE)


def detail_fields(detail: Detail, hint: str = "") -> list[View]:
    """The field of a detail, with ``hint`` while it is empty, and the box that says it does not apply."""
    known = (detail.value or "").strip() if detail.state is DetailState.GIVEN else ""
    text = text_input(known, many_lines=detail.name in _MANY_LINES)
    hint = words.read_from(detail) if known else hint
    label = words.DETAIL_LABELS[detail.name]
    ticked = detail.state is DetailState.NOT_APPLICABLE
    return [
        field(detail.name, label, text, hint=hint, optional=True),
        field(f"{detail.name}_na", words.NOTHING_TO_GIVE, tick_box(words.SKIP, ticked=ticked), optional=True),
    ]


def detail_errors(
    name: DetailName, fields: Mapping[str, str], job_pattern: str, *, needed: bool
) -> dict[str, str]:
    """What is wrong with one detail and its box; ``needed`` says that it may not be left out."""
    text, ticked = fields.get(name, "").strip(), bool(fields.get(f"{name}_na"))
    if text and ticked:
        return {f"{name}_na": words.EITHER_OR}
    if text and name is DetailName.JOB and not _has_number(text, job_pattern):
        return {name: words.FORM_JOB}
    if needed and not text and not ticked:
        return {name: words.DETAIL_NEEDED}
    return {}


def _has_number(text: str, job_pattern: str) -> bool:
    return re.search(rf"(?<!\d)(?:{job_pattern})(?!\d)", text) is not None
