"""How the guard reads a text: cut and cleaned for people, plain for the rules."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice

from guard.kinds import MASKS, Kind
from guard.page import Page

LONGEST = 100_000
CUT = "[cut: the text was too long]"
LEFT_OUT = "[left out: the text could not be screened]"
_NOTE = "\0"  # stands for a note of ours while the rules look

_PLACEHOLDER = re.compile(
    "|".join(re.escape(text) for text in (*(f"[{kind}]" for kind in Kind), CUT, LEFT_OUT))
)
_SIGNS = {f"[{kind}]": mask for kind, mask in MASKS.items()}
_CHARACTER = re.compile(rf"{_PLACEHOLDER.pattern}|.", re.DOTALL)


def cut(text: str) -> str:
    """The text, or its first 100,000 characters with a note; a placeholder counts as one character."""
    if len(text) <= LONGEST:
        return text
    ends = [character.end() for character in islice(_CHARACTER.finditer(text), LONGEST + 1)]
    if len(ends) <= LONGEST:
        return text
    head = text[: ends[LONGEST - 2]]
    space = max(head.rfind(" ", -200), head.rfind("\n", -200))
    return (head if space < 0 else head[:space]) + CUT


_LINE_BREAK = "\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
_RAG = re.compile(f"(?P<line>{_LINE_BREAK})|(?P<half>[\ud800-\udfff])|[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def cleaned(text: str) -> Page:
    """Line breaks of every kind become newlines, halves of characters U+FFFD, other control characters go."""
    return Page.of(text).changed((*rag.span(), _mended(rag)) for rag in _RAG.finditer(text))


def _mended(rag: re.Match[str]) -> str:
    return "\n" if rag["line"] else "\ufffd" if rag["half"] else ""


_UNUSUAL = re.compile(r"[^\x00-\x7f]")


def plain(text: str) -> Page:
    """Cleaned text as the rules look at it: one mask for each placeholder, plain characters elsewhere."""
    page = Page.of(text).changed(
        (*placeholder.span(), _SIGNS.get(placeholder[0], _NOTE))
        for placeholder in _PLACEHOLDER.finditer(text)
    )
    return page.changed((*unusual.span(), _folded(unusual[0])) for unusual in _UNUSUAL.finditer(page.text))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """The digit, dash, space, quote or letter without accent it stands for; nothing when it is invisible."""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    for key in (character, unicodedata.category(character)):
        if key in _PLAIN:
            return _PLAIN[key]
    parts = unicodedata.normalize("NFKD", character)
    bare = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    return bare if len(bare) == 1 else character


_INVISIBLE = dict.fromkeys(("Cf", "Mn", "Me"), "")
_QUOTES = {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"'}
_PLAIN = {"Pd": "-", "−": "-", "Zs": " "} | _INVISIBLE | _QUOTES
