"""The forms in Slack: what they ask, how what was sent is read, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot import words
from bot.drafting import NO_DETAILS_ASKED
from bot.message import ActName
from bot.slack.budget import INPUT, OPTION, OPTION_VALUE, OPTIONS, cut, line
from bot.slack.parts import paragraph, plain
from guard import Screened
from tickets.values import Detail, DetailName, Details, DetailState

View = dict[str, Any]

STAFF_FORMS = frozenset({ActName.ANSWER, ActName.ASK_DETAIL, ActName.ARTICLE, ActName.NOTE, ActName.SOLVE})
"""What staff press that opens a form; the other buttons act at once."""

ASK = "ask"
_TITLE = 24
_MANY_LINES = frozenset({DetailName.ERROR, DetailName.STEPS})
_TICKED = "yes"


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
    asked = [block for name in DetailName for block in _detail(draft_details.get(name) or Detail(name))]
    blocks = [
        *paragraph(words.FORM_INTRO),
        _input("subject", words.FORM_SUBJECT, _text(subject, many_lines=True)),
        _categories(category, offer_categories),
        *asked,
    ]
    return _form("ticket", words.OPEN_A_TICKET, words.OPEN_A_TICKET, conversation, blocks)


def ask_form() -> View:
    """A question asked from the Home tab, which has no channel of its own."""
    question = _input("question", words.ASK_LABEL, _text("", many_lines=True))
    return _form(ASK, words.ASK, words.SEND, "", [question])


def asked_form() -> View:
    """What stands in its place once the question is sent: where the answer will be."""
    return {
        "type": "modal",
        "callback_id": "asked",
        "title": plain(words.ASK, _TITLE),
        "close": plain(words.CLOSE, _TITLE),
        "blocks": paragraph(words.ANSWER_IN_DIRECT),
    }


def submitted(view: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form that was sent, by name; what was left empty is the empty text."""
    values = view["state"]["values"]
    return {field: _value(given["value"]) for field, given in values.items() if "value" in given}


def errors(fields: Mapping[str, str], job_pattern: str) -> dict[str, str]:
    """What is wrong with a ticket form, one sentence per field; empty when nothing is.

    Wishes and services need no details (:data:`bot.drafting.NO_DETAILS_ASKED`).
    """
    wrong: dict[str, str] = {}
    if not fields.get("subject", "").strip():
        wrong["subject"] = words.SUBJECT_NEEDED
    needed = fields.get("category") not in NO_DETAILS_ASKED
    for name in DetailName:
        wrong |= _detail_errors(name, fields, job_pattern, needed)
    return wrong


def staff_form(
    act: ActName,
    *,
    number: int,
    conversation: int,
    articles: Sequence[tuple[str, str]] = (),
    detail_choices: Sequence[DetailName] = tuple(DetailName),
) -> View:
    """The form behind one of the desk's buttons. ``articles`` are (short name, title), the nearest first."""
    blocks = {
        ActName.ANSWER: [_words(words.TO_CUSTOMER)],
        ActName.ASK_DETAIL: [_which_detail(detail_choices), _words(words.LEAD_WORDS, optional=True)],
        ActName.ARTICLE: [_which_article(articles), _words(words.LEAD_WORDS, optional=True)],
        ActName.NOTE: [_words(words.NOTE_WORDS)],
        ActName.SOLVE: [_words(words.TO_CUSTOMER, optional=True)],
    }
    title = words.desk_form(act.value, number)
    return _form(f"desk_{act}", title, words.SEND, conversation, blocks[act])


def staff_submitted(view: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a desk form: ``words``, ``detail``, ``article``, as far as it has them."""
    return submitted(view)


def staff_errors(act: ActName, fields: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a desk form: blanks are no answer and no note."""
    if act in (ActName.ANSWER, ActName.NOTE) and not fields.get("words", "").strip():
        return {"words": words.WORDS_NEEDED}
    return {}


def _form(callback: str, title: str, submit: str, conversation: int | str, blocks: list[View]) -> View:
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": str(conversation),
        "title": plain(title, _TITLE),
        "submit": plain(submit, _TITLE),
        "close": plain(words.CANCEL, _TITLE),
        "blocks": blocks,
    }


def _input(name: str, label: str, element: View, *, hint: str = "", optional: bool = False) -> View:
    made = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 150),
        "element": {**element, "action_id": "value"},
        "optional": optional,
    }
    return {**made, "hint": plain(hint, 150)} if hint else made


def _text(filled: str, *, many_lines: bool) -> View:
    known = cut(filled, INPUT) if many_lines else line(filled, INPUT)
    element: View = {"type": "plain_text_input", "multiline": many_lines, "max_length": INPUT}
    return {**element, "initial_value": known} if known else element


def _select(options: Sequence[View], chosen: View | None) -> View:
    element: View = {"type": "static_select", "options": list(options[:OPTIONS])}
    return {**element, "initial_option": chosen} if chosen else element


def _option(value: str, label: str) -> View:
    return {"text": plain(label, OPTION), "value": value}


def _categories(category: str, offered: Iterable[str]) -> View:
    options = [_option(one, words.CATEGORY_WORDS[one].capitalize()) for one in offered]
    chosen = next((one for one in options if one["value"] == category), None)
    return _input("category", words.FORM_CATEGORY, _select(options, chosen), hint=words.FORM_CHARGE)


def _detail(detail: Detail) -> list[View]:
    """The field of a detail, and the box that says it does not apply."""
    known = (detail.value or "").strip() if detail.state is DetailState.GIVEN else ""
    text = _text(known, many_lines=detail.name in _MANY_LINES)
    hint = words.FROM_MESSAGE if known else ""
    label = words.DETAIL_LABELS[detail.name]
    ticked = detail.state is DetailState.NOT_APPLICABLE
    return [
        _input(detail.name, label, text, hint=hint, optional=True),
        _input(f"{detail.name}_na", words.NOTHING_TO_GIVE, _box(ticked), optional=True),
    ]


def _box(ticked: bool) -> View:
    option = _option(_TICKED, words.SKIP)
    element: View = {"type": "checkboxes", "options": [option]}
    return {**element, "initial_options": [option]} if ticked else element


def _words(label: str, *, optional: bool = False) -> View:
    return _input("words", label, _text("", many_lines=True), optional=optional)


def _which_detail(names: Sequence[DetailName]) -> View:
    options = [_option(name, words.DETAIL_LABELS[name]) for name in names or tuple(DetailName)]
    return _input("detail", words.WHICH_DETAIL, _select(options, options[0]))


def _which_article(articles: Sequence[tuple[str, str]]) -> View:
    """The nearest articles to choose from; where there are none, the article is named."""
    titles = {slug: title for slug, title in reversed(articles) if 0 < len(slug.strip()) <= OPTION_VALUE}
    options = [_option(slug, line(title, OPTION) or slug) for slug, title in reversed(titles.items())]
    if not options:
        return _input("article", words.WHICH_ARTICLE, _text("", many_lines=False), hint=words.ARTICLE_NAME)
    return _input("article", words.WHICH_ARTICLE, _select(options, options[0]))


def _value(given: Mapping[str, Any]) -> str:
    if given.get("type") == "checkboxes":
        return _TICKED if given.get("selected_options") else ""
    if given.get("type") == "static_select":
        return str((given.get("selected_option") or {}).get("value", ""))
    return str(given.get("value") or "")


def _detail_errors(
    name: DetailName, fields: Mapping[str, str], job_pattern: str, needed: bool
) -> dict[str, str]:
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
