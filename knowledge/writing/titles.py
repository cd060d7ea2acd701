"""A title out of the questions: the shortest well-formed one as a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from knowledge.words import content_words, is_function_word
from knowledge.writing.private import Private

SHORTEST: Final = 3
LONGEST: Final = 70
WORDS: Final = 5
_ASKED_BY = r"(?:i|we|you|one|somebody|someone|anyone|an? (?:user|administrator)|users)"
_ASKING = re.compile(
    r"(?:(?:hi|hello|please|so|and|also|ok|okay|quick question|question)\b[\s,:!–-]*)*"
    r"(?:(?:(?:can|could|would|will) (?:you|anyone|somebody|someone)(?: please)? "
    r"(?:tell|show|explain)(?: to)? (?:me|us) )?"
    r"(?:(?:how|where|what is the way|is there (?:a|any) way|is it possible)\s+"
    rf"(?:(?:do|does|can|could|should|would|might|must)\s+{_ASKED_BY}|to|for\s+{_ASKED_BY}\s+to)\s+"
    rf"|(?:can|could|may|should|do|must)\s+{_ASKED_BY}\s+)(?:(?:go about|be able to)\s+)?)",
    re.I,
)
_OWN = (
    (re.compile(r"\b(?:my|our|your|his|her|their)\b", re.I), "the"),
    (re.compile(r"\b(?:me|us)\b", re.I), "users"),
)


def heading(questions: Sequence[str], known: Private) -> str:
    """The heading; without a fit question how one begins, or its telling words; nothing without any."""
    asked = sorted((one for one in map(_heading, questions) if one), key=lambda one: (len(one), one))
    tried = (*filter(_is_fit, asked), *filter(_is_fit, map(_beginning, asked)))
    fit = (one for one in tried if not known.found(one) and not _is_rest(one))
    return next(fit, "") or _of_words(questions, known)


def _heading(question: str) -> str:
    """``How do I reset my password?`` is ``Reset the password``; empty when it is no such question."""
    said = " ".join(question.split())
    first = re.split(r"(?<=[?!.])\s", said, maxsplit=1)[0]
    asking = _ASKING.match(first)
    if asking is None:
        return ""
    bare = first[asking.end() :].rstrip("?!. ")
    for pattern, instead in _OWN:
        bare = pattern.sub(instead, bare)
    return bare[:1].upper() + bare[1:]


def _beginning(title: str) -> str:
    """The first few words, up to one that carries meaning."""
    words = title.split()[:WORDS]
    while words and is_function_word(words[-1].lower().strip(",;:")):
        words.pop()
    return " ".join(words).rstrip(",;:")


def _is_fit(title: str) -> bool:
    return len(title.split()) >= SHORTEST and len(title) <= LONGEST


def _is_rest(title: str) -> bool:
    return re.search(r"[\[\]<>@]|\d{5}|\n", title) is not None


def _of_words(questions: Sequence[str], known: Private) -> str:
    words = next((found for one in sorted(questions, key=len) if len(found := content_words(one)) > 1), [])
    title = " ".join(word for word in words[:WORDS] if not known.found(f"the {word}"))
    return "" if known.found(title) else title[:1].upper() + title[1:]
