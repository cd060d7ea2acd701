"""What a person says of the category itself: "no, I only wanted to know how", "no, it is broken"."""

from __future__ import annotations

import re

from classifier.category import Category
from classifier.features import straighten

LONGEST = 160
"""Characters beyond which words are about more than the category."""


def said_category(text: str) -> Category | None:
    """The category that the words name for what was said before; None when they say anything else.

    Every word has to belong to it: "I want to know how to add a user" is a question of its own.
    """
    words = " ".join(straighten(text).lower().split())
    if len(words) > LONGEST or _WHOLE.fullmatch(words) is None:
        return None
    named = {category for category, phrase in _NAMING.items() if phrase.search(words)}
    return named.pop() if len(named) == 1 else None


def agrees(text: str) -> bool:
    """Whether the words say that what was said before was taken rightly, and nothing else."""
    words = " ".join(straighten(text).lower().split())
    return len(words) <= LONGEST and _RIGHT.fullmatch(words) is not None


_IT = r"(?:it|this|that)"
_IS = rf"{_IT}(?:'s| is| was)(?: just| only| really| actually)?"
_I = r"(?:i|we)(?: just| only| really| actually| simply)?"
_WANT = r"(?:want|wanted|need|needed|would like|wish|wished|am trying|was trying)(?: just| only)?"
_DO_IT = rf"(?: (?:to|i can|we can|i|we|you) do {_IT}| {_IT} (?:works|is done)| to)?"

_PHRASES = {
    Category.EDUCATION: (
        rf"{_I} {_WANT} to (?:know|learn|ask|understand|find out|see) (?:how|where){_DO_IT}",
        rf"{_I} (?:asked|am asking|was(?: just| only)? asking) how{_DO_IT}",
        rf"{_I} (?:was wondering|wonder|meant to ask|meant) how{_DO_IT}",
        rf"{_IS} (?:a |my )?(?:question|how[- ]to(?: question)?)",
        r"nothing(?:'s| is) (?:broken|wrong)",
        rf"{_IS} not broken",
    ),
    Category.INCIDENT: (
        r"something(?:'s| is) (?:really )?(?:broken|wrong|not working)",
        rf"{_IS} (?:broken|an? (?:incident|error|bug|fault|malfunction|defect))",
        rf"{_I} know how{_DO_IT}",
    ),
    Category.FEATURE: (
        rf"{_IS} (?:a |my )?(?:wish|suggestion|idea|feature request)",
        rf"{_I} {_WANT} to suggest (?:{_IT}|something|a feature)",
    ),
    Category.SERVICE: (
        rf"{_I} {_WANT} you to do {_IT}(?: for (?:me|us))?",
        rf"do {_IT} for (?:me|us)",
        rf"{_IS} a service request",
    ),
}
_NEUTRAL = (
    rf"{_IS} (?:not|no) (?:an? )?(?:question|incident|error|bug|wish|suggestion|request)",
    r"that'?s (?:wrong|not it)",
    r"(?:no+|nope|nah|sorry|oh|ah|well|actually|hm+|but|and|please|thanks|i mean|yes|yeah)",
    r"you (?:have )?misunderstood(?: me)?",
)
_RIGHT = re.compile(
    r"\W*(?:(?:yes|yep|yeah|ok|okay)\W+)?"
    r"(?:right|correct|exactly|precisely|(?:that|it|this)(?:'s| is) (?:right|correct|exactly it)|"
    r"(?:that|this)(?:'s| is) (?:exactly )?what i (?:meant|asked|wanted to know))"
    r"(?:\W+(?:thanks|thank you))?\W*"
)
_NAMING = {category: re.compile(rf"\b(?:{'|'.join(one)})(?!\w)") for category, one in _PHRASES.items()}
_ANY = "|".join((*_NEUTRAL, *(phrase for one in _PHRASES.values() for phrase in one)))
_WHOLE = re.compile(rf"\W*(?:{_ANY})(?!\w)(?:\W+(?:{_ANY})(?!\w))*\W*")
