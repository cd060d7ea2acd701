"""The form of a ticket: what it asks, and what is wrong with what was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot import words
from bot.drafting import NO_DETAILS_ASKED
from bot.forms.form import Field, Part, Sheet, field, one_of, option, text_input, tick_box, told
from guard import Screened
from tickets.values import Detail, DetailName, Details, DetailState

CALLBACK = "ticket"
_MANY_LINES = frozenset({DetailName.ERROR, DetailName.STEPS})


def ticket_form(
    draft_details: Details,
    *,
    conversation: int | str,
    subject: Screened,
    category: str,
    offer_categories: Sequence[str] = tuple(words.CATEGORY_WORDS),
) -> Sheet:
    """The ticket form with everything that is known filled in; each detail may be said not to apply.

    ``conversation`` is its number, or the thread in which it will be held when there is none yet.
    """
    asked = [part for name in DetailName for part in detail_fields(draft_details.get(name) or Detail(name))]
    parts: tuple[Part, ...] = (
        *told(words.FORM_INTRO),
        field("subject", words.FORM_SUBJECT, text_input(subject, many_lines=True)),
        _categories(category, offer_categories),
        *asked,
    )
    return Sheet(CALLBACK, words.OPEN_A_TICKET, words.OPEN_A_TICKET, str(conversation), parts)


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


def _categories(category: str, offered: Iterable[str]) -> Field:
    options = [option(one, words.CATEGORY_WORDS[one].capitalize()) for one in offered]
    chosen = next((one for one in options if one.value == category), None)
    return field("category", words.FORM_CATEGORY, one_of(options, chosen), hint=words.FORM_CHARGE)


def detail_fields(detail: Detail, hint: str = "") -> list[Field]:
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
