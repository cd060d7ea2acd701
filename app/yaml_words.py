"""What a typed value refuses, said in plain words."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails


@dataclass(frozen=True)
class Problem:
    """What is wrong on which line (from 1) and what to do about it, for one sentence."""

    line: int
    wrong: str
    remedy: str


class NotYamlError(Exception):
    """The text has no readable structure at all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.wrong)
        self.problem = problem


_LIST = ("must be a list", 'write each item on a line of its own, after "- "')
_GROUP = ("must be a group of settings", "write its keys on the lines below it, each after two more spaces")
_NUMBER = ("must be a number", "write for example 0.5")
_WHOLE = ("must be a whole number{unit}", "write for example 120")
_YES_NO = ("must be yes or no", "write yes or no")
_TEXT = ("must be text", "write it on the same line, in quotes")
_MOMENT = ("must be a date and time", "write for example 2026-11-23T06:59:00-05:00")

_WORDS = {
    "bool": _YES_NO,
    "dataclass_type": _GROUP,
    "date_": ("must be a day of the calendar, as year-month-day", "write for example 2026-12-25"),
    "datetime": _MOMENT,
    "dict": _GROUP,
    "finite_number": _NUMBER,
    "float": _NUMBER,
    "frozen_set": _LIST,
    "greater_than_equal": ("must be at least {ge}", "write {ge} or more"),
    "greater_than": ("must be more than {gt}", "write a number above {gt}"),
    "int": _WHOLE,
    "less_than_equal": ("must be at most {le}", "write {le} or less"),
    "less_than": ("must be less than {lt}", "write a number below {lt}"),
    "list": _LIST,
    "mapping": _GROUP,
    "model": _GROUP,
    "set": _LIST,
    "string_pattern": ("is not written as it has to be ({pattern})", "write it in that form"),
    "string_too_long": ("must have at most {max_length} characters", "shorten it"),
    "string_too_short": ("must have at least {min_length} characters", "write it out"),
    "string": _TEXT,
    "time_delta": ("must be a length of time", "write for example 02:00:00"),
    "time": ("must be a time of day from 00:00 to 23:59", "write for example 07:00"),
    "too_long": ("must have at most {max_length} items", "take some out"),
    "too_short": ("must have at least {min_length} items", "add what is missing"),
    "tuple": _LIST,
    "url": ("must be an address of a page", "write for example https://help.example.org"),
    "zoneinfo": ("must be the name of a time zone", "write for example America/New_York"),
}
_UNITS = ("seconds", "minutes", "hours", "days", "weeks", "months", "characters")


def in_words(error: ErrorDetails, key: str) -> tuple[str, str]:
    """What is wrong with the value of ``key``, and the remedy (empty when the first says it already)."""
    context = error.get("ctx", {})
    if error["type"] == "plain_words":
        return context["wrong"], context["remedy"]
    if error["type"] in ("value_error", "assertion_error"):
        return f"is wrong: {context['error']}", ""
    if error["type"] in ("literal_error", "enum"):
        return _choice(str(context["expected"]), error["input"])
    for kind, (wrong, remedy) in _WORDS.items():
        if error["type"].startswith(kind):
            values = {**context, "unit": _unit(key)}
            return wrong.format_map(values), remedy.format_map(values)
    return f"is wrong ({error['msg']})", "write it as in the file that comes with the program"


def _choice(expected: str, given: Any) -> tuple[str, str]:
    """``expected`` is pydantic's list: 'visit', 'office' or 'night'."""
    choices = re.findall("'([^']*)'", expected) or [expected]
    [near] = difflib.get_close_matches(str(given), choices, n=1, cutoff=0) or choices[:1]
    return f"must be {expected.replace(chr(39), '')}", f"write for example {near}"


def _unit(key: str) -> str:
    return next((f" of {unit}" for unit in _UNITS if key.endswith(unit)), "")


def shown(value: Any) -> str:
    """A value as it is called in a sentence: ``-5``, ``"two hours"``, ``a list``."""
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of settings"
    if isinstance(value, list | tuple):
        return "a list"
    text = " ".join(str(value).split())
    text = text if len(text) <= 60 else text[:59] + "…"
    return text if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else f'"{text}"'
