"""A sentence without what belongs to one case: names, numbers, dates and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from knowledge.writing.private import Found, Private, Sort

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_HALF_DAY = r"(?:morning|afternoon|evening)"
_DATE = (
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? \d{{4}})?"
    rf"|(?:last|this|next) (?:{_WEEKDAY}|week|month)"
    rf"|{_WEEKDAY}(?: {_HALF_DAY})?|yesterday|today|tomorrow|this {_HALF_DAY})"
)
_DATES = re.compile(rf"(?:,?\s*\b(?:on|since|until|by|from|before|after|at)\s+)?\b{_DATE}(?!\w)", re.I)
_TIMES = re.compile(
    r"\s*\b(?:at|around|by)\s+\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?: (?:eastern|est|edt|et))?(?!\w)", re.I
)
_LINKS = re.compile(r"<?(?:https?://|www\.)[^\s>)\]]+>?")
_WITH_NUMBER = re.compile(
    r"(?:\b(?:the|this|that|your|her|his|their)\s+)?\b(job|dictation|voice file|work item|report)s?\b"
    r"\s*(?:no\.?|number|id|nr\.?)?\s*[#:]?\s*(?:J-?)?\d{5,}(?!\w)",
    re.I,
)
_IN_TICKET = re.compile(
    r",?\s*\b(?:as\s+)?(?:(?:in|per|see|of|from|under|for)\s+)?(?:the |this |your )?(?:tickets?|cases?)\s*"
    r"(?:no\.?|number)?\s*#?\s*\d{3,}\b|\s*\[?(?:InfraCare )?#\d{3,}\]?",
    re.I,
)
_LEFT_OUT = re.compile(r"\[[a-z][a-z ]{2,30}\]|\d{3}[-. )]{1,2}\d{3}[-. ]\d{4}")
"""A placeholder of the guard, or a telephone number: what is said around them is of one case."""
_INSTEAD: Final[Mapping[Sort, str]] = {
    Sort.NAME: "the user",
    Sort.PART: "the user",
    Sort.CUSTOMER: "the customer",
}
_TWICE = re.compile(r"\b(the user|the customer)(?:,? (?:and |or )?\1)+\b")
_BEFORE_USER = re.compile(r"\b(?:(?:mr|mrs|ms|dr)\.?\s+|(?:the )?user(?: name)? )(?=the user\b)", re.I)


def neutral(text: str, known: Private) -> str:
    """The sentence without what is private; empty when that cannot be taken out of it."""
    said = _without_case(text)
    found = known.found(said)
    if _LEFT_OUT.search(said) or any(one.sort not in _INSTEAD for one in found):
        return ""
    said = _tidied(_TWICE.sub(r"\1", _BEFORE_USER.sub("", _in_roles(said, found))))
    return "" if known.found(said) else said


def _in_roles(text: str, found: Sequence[Found]) -> str:
    """The text with *the user* for names; of names within one another the outermost counts."""
    parts, end = [], 0
    for one in found:
        if one.start >= end:
            parts += [text[end : one.start], _INSTEAD[one.sort]]
            end = one.end
    return "".join((*parts, text[end:]))


def _without_case(text: str) -> str:
    said = _LINKS.sub("the page", " ".join(text.split()))
    said = _WITH_NUMBER.sub(lambda one: f"the {one.group(1).lower()}", said)
    return _DATES.sub("", _TIMES.sub("", _IN_TICKET.sub("", said)))


def _tidied(text: str) -> str:
    said = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(text.split()))
    said = re.sub(r"\(\s*\)|([,;:])(?=[,;:.!?])", "", said).strip(" ,;:–-")
    return said[:1].upper() + said[1:]
