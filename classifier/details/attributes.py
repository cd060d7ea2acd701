"""What is said of each token of a text, by which the tagger tells errors and steps from the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from classifier.details.names import FIRST_NAMES, SURNAMES
from classifier.details.surroundings import (
    Rows,
    in_clauses,
    in_lines,
    in_quotes,
    in_sentences,
    in_zones,
)
from classifier.details.tokens import Token
from classifier.details.word_classes import classes_of

NARROW = ("b=", "cc=", "s=", "end", "begin", "closed", "C", "y=")
"""How attributes begin that count for their own token alone; the others count for its neighbours as well."""


def is_narrow(attribute: str) -> bool:
    """Whether an attribute counts for its own token alone."""
    return "~" in attribute or (attribute.startswith(NARROW) and not attribute.startswith("CAP"))


def attributes(text: str, found: Sequence[Token]) -> Rows:
    """The attributes of every token."""
    parts = zip(
        *(in_quotes(found), in_lines(text, found), in_sentences(found), in_clauses(found)),
        *(in_zones(text, found), _pairs(found)),
        strict=True,
    )
    return [[*_own(token), *chain.from_iterable(rows)] for token, rows in zip(found, parts, strict=True)]


def _own(token: Token) -> Iterator[str]:
    """The word itself, its shape, its classes."""
    words, low = token.words, token.low
    digits = any(map(str.isdigit, low))
    yield f"w={_DIGITS.sub('0', low)[:20] if digits else low}"
    yield f"h={_shape(words)}"
    classes = classes_of(low)
    yield from (f"c={name}" for name in classes)
    if words.isalpha():
        yield f"y={low[-3:]}"
        if not classes:
            yield "c?"
            yield f"x={low[-2:]}"
    elif words.isdigit():
        yield f"d={min(len(words), 10)}"
    elif digits:
        yield "a1"
    yield from _endings(words, low)
    yield from _capitals(words, low, digits)
    yield from _names(low)


def _endings(words: str, low: str) -> Iterator[str]:
    if words[0].isupper():
        yield "A."
    if words == low:
        yield "low"
    yield from (f"-{ending}" for ending in ("ed", "ing", "s") if low.endswith(ending))


def _capitals(words: str, low: str, digits: bool) -> Iterator[str]:
    if len(words) > 2 and words == words.upper() and words != low:
        yield "CAPS"
        if "_" in words:
            yield "CAP_S"
        if digits:
            yield "CAP5"
        if len(words) > 7:
            yield "CAPSLONG"
    elif "_" in words or words[1:] != low[1:]:
        yield "miXed"


def _names(low: str) -> Iterator[str]:
    bare = low.removesuffix("'s")
    if bare != low:
        yield "'s"
    if bare in FIRST_NAMES:
        yield "n=first"
    if bare in SURNAMES:
        yield "n=last"


def _shape(words: str) -> str:
    """ "Aa", "A", "a", "AaA" for words of one case and another, "0" for digits."""
    shape = ""
    for letter in words[:16]:
        kind = "A" if letter.isupper() else "a" if letter.isalpha() else "0" if letter.isdigit() else letter
        if shape[-1:] != kind:
            shape += kind
    return shape[:8] + ("1" if len(words) == 1 else "")


def _pairs(found: Sequence[Token]) -> Rows:
    """The word with the one before it, and classes of both."""
    rows: Rows = []
    before: tuple[str, ...] = ("^",)
    word = "^"
    for token in found:
        classes = classes_of(token.low)
        rows.append(
            [f"b={word} {token.low}", *(f"cc={left} {right}" for left in before[:2] for right in classes[:2])]
        )
        before = classes or (("?",) if token.words.isalpha() else (token.words[:1],))
        word = token.low
    return rows


_DIGITS = re.compile(r"\d+")
