"""Why a text is not YAML, said in plain words."""

from __future__ import annotations

import re

import yaml

from app.yaml_words import Problem

_QUOTES = "put the value in quotes"
_NO_COLON = ("has no colon after its key", "write it as key: value")
_CLOSE = "close it on the same line"
_SPACES = "give the keys of one group the same number of spaces before them"

# What PyYAML says, whether its beginning tells the line better than its end, and what we say.
_SYNTAX = (
    ("mapping values are not allowed", False, "has a colon where none can stand",
     f"put text with a colon in quotes, and {_SPACES}"),
    ("could not find expected ':'", True, *_NO_COLON),
    ("found unexpected end of stream", True, "opens a quote that is never closed", _CLOSE),
    ("found unexpected document separator", True, "opens a quote that is never closed", _CLOSE),
    ("expected <block end>", False, "does not fit the lines above it",
     f"{_SPACES}, and close quotes at the end of the value"),
    ("expected ',' or", True, "opens a bracket that is not closed, or a comma is missing in it",
     'write the items on lines of their own, each after "- "'),
    ("but found another document", False, "begins a second document", "take out the line with ---"),
    ("sequence entries are not allowed", False, 'has a "- " where no list can stand',
     "begin the list on the line below its key"),
    ("expected the node content", False, "has a sign where a value should stand",
     "write the value, in quotes if it begins with a sign"),
    ("expected '<document start>'", False, "stands outside of every key", "write it as key: value"),
    ("unknown escape character", False, "has a backslash in double quotes", "use single quotes"),
    ("cannot start any token", False, "begins a value with a sign that YAML keeps for itself", _QUOTES),
    ("expected alphabetic or numeric character", True, "begins a value with & or *", _QUOTES),
    ("expected chomping or indentation indicators", True, "begins a value with | or >", _QUOTES),
    ("expected a comment or a line break", True, "begins a value with | or >", _QUOTES),
)  # fmt: skip


def in_words(error: yaml.MarkedYAMLError, text: str) -> Problem:
    """The problem that a human would see."""
    said = f"{error.problem}"
    end, begin = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    end_line, begin_line = (mark.line + 1 if mark else 1 for mark in (end, begin))
    if "\t" in _margin(text, end_line):
        return Problem(end_line, "has a tab before or between its words", "use spaces instead of tabs")
    if "mapping values are not allowed" in said and _lacks_colon(text, end_line - 1):
        return Problem(end_line - 1, *_NO_COLON)
    for words, at_begin, wrong, remedy in _SYNTAX:
        if words in said:
            return Problem(begin_line if at_begin else end_line, wrong, remedy)
    remedy = "look at the quotes, colons and spaces of this line and the one above it"
    return Problem(end_line, f"is not YAML ({said})", remedy)


def _margin(text: str, line: int) -> str:
    """The white space of a line where a tab does harm: before its first word, and after its key or dash."""
    words = re.match(r"[ \t]*(?:[^\s#'\"]+[ \t]*)?", text.split("\n")[line - 1])
    return words.group() if words else ""


def _lacks_colon(text: str, line: int) -> bool:
    """Whether a line is only words, so that YAML goes on reading them into the next line's key."""
    words = text.split("\n")[line - 1].split("#", maxsplit=1)[0].strip() if line else ""
    return bool(words) and not re.search(r":(\s|$)|^-\s", words)
