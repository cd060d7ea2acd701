"""What the classifier looks at in a text: its cleaned words, their frame, and the observations that hold."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache

from classifier.observations import OBSERVATIONS

VERSION = 1
"""Raise it when the cleaning, the frame or an observation changes: stored models are then trained anew."""

LONGEST = 4_000
"""Characters of a text that are looked at."""

WEIGHT = 0.25
"""An observation counts this much beside a text's word vector, whose length is one."""


@lru_cache(maxsize=16)
def clean(text: str) -> str:
    """The text in lower case, with what never repeats (codes, numbers, links, markup) as tokens.

    The last few are kept: each view of a text begins with it.
    """
    words = straighten(text)
    for pattern, token in _TOKENS:
        words = pattern.sub(token, words)
    return " ".join(words.lower().split())


def frame(text: str) -> str:
    """How the text is put, whatever it is about: words of grammar stay, the others keep their ending only."""
    return " ".join(("^", *map(_framed, _FRAME.findall(clean(text))), "$"))


def observe(text: str) -> tuple[bool, ...]:
    """For each name in :data:`NAMES`: does it hold for this text?"""
    words = clean(text)
    seen = [row.pattern.search(words) is not None for row in OBSERVATIONS]
    return (*seen, *_combined(seen), *_shape(straighten(text), words, seen))


def straighten(text: str) -> str:
    """Slack's entities and typographic quotes as plain characters, cut to the length looked at."""
    return html.unescape(text[:LONGEST]).translate(_PLAIN)


def _framed(word: str) -> str:
    if word in _GRAMMAR or word in "?!":
        return word
    if word in ".,;:":
        return "."
    return "_" + next((ending for ending in ("ing", "ed", "s") if word.endswith(ending)), "")


def _combined(seen: Sequence[bool]) -> tuple[bool, ...]:
    at = dict(zip((row.name for row in OBSERVATIONS), seen, strict=True))
    wide = at["says that it concerns everybody"] or at["says that others have the same"]
    broken = at["says that something does not work"]
    fault = broken or at["says that the system is down"]
    return (
        wide and fault and not at["says that others are fine"],
        fault and not wide and at["concerns one person or one thing"],
        (at["asks how, where or which"] or at["begins by asking how, where or what"]) and not broken,
        broken and at["asks why"],
    )


def _shape(raw: str, words: str, seen: Sequence[bool]) -> tuple[bool, ...]:
    count = words.count(" ") + 1
    whole = raw.strip()
    return (
        whole.endswith("?"),
        "?" in whole[:-1],
        "!" in whole,
        count <= 2,
        3 <= count <= 6,
        count > 40,
        "\n" in whole,
        "longnumber" in words,
        not seen[_PRODUCT],
    )


EVERYBODY = "says that everybody is affected by something that does not work"
_COMBINED = (
    EVERYBODY,
    "something does not work for one person only",
    "asks how to do something, and nothing is broken",
    "asks why something does not work",
)
_SHAPE = (
    "ends with a question mark",
    "has a question mark within",
    "has an exclamation mark",
    "is one or two words",
    "is three to six words",
    "is long",
    "has several lines",
    "has a job number",
    "does not speak of the product",
)
NAMES: tuple[str, ...] = (*(row.name for row in OBSERVATIONS), *_COMBINED, *_SHAPE)
_PRODUCT = NAMES.index("speaks of the product")

_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_TOKENS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"```.{0,4000}?```", re.S), " codeblock "),
    (re.compile(r"`[^`\n]{1,200}`"), " codeword "),
    (re.compile(r"<https?://[^>\n]{1,500}>|https?://\S{1,500}|\bwww\.\S{1,200}"), " link "),
    (re.compile(r"<@[^>]{1,80}>"), " person "),
    (re.compile(r"<[#!][^>]{1,80}>"), " channel "),
    (re.compile(r"<mailto:[^>]{1,200}>|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"), " mailaddress "),
    (
        re.compile(r"\[(?:date of birth|patient|phone|record|social|mail|name)[^\]\n]{0,40}\]", re.I),
        " screened ",
    ),
    (re.compile(r":[a-z][a-z0-9_+-]{1,40}:"), " emoji "),
    (
        re.compile(r"\b[A-Z]{2,}(?:_[A-Z0-9]+){1,6}\b|\b[A-Z]{2,4}-\d{3,5}\b|\b0x[0-9a-fA-F]{4,16}\b"),
        " errorcode ",
    ),
    (re.compile(r"\b[A-Za-z]{1,60}(?:Error|Exception)\b"), " exceptionname "),
    (re.compile(r"(?<![\d#])#?\d{6,9}(?!\d)"), " longnumber "),
    (re.compile(r"\b[45]\d\d\b"), " statuscode "),
    (re.compile(r"\d+"), " 0 "),
    (re.compile(r"[*~_]{1,3}(?=\S)|(?<=\S)[*~_]{1,3}"), ""),
)
_FRAME = re.compile(r"[\w']+|[?!]|[.,;:](?=\s|$)")
_GRAMMAR = frozenset(
    """
    i we you he she they it me us him her them my our your his their its this that these those a an the
    some any no not n't one ones all every each both none nobody everybody everyone someone somebody
    anyone anybody nothing anything something everything is are was were be been being am do does did
    done doing have has had having can could will would shall should may might must cannot can't won't
    don't doesn't didn't isn't aren't wasn't couldn't wouldn't shouldn't haven't hasn't i'm i'd i've
    i'll we're we'd we've we'll you're it's that's there's what's he's she's they're let's cant dont
    doesnt didnt isnt wont im ive id how what where which who whom whose when why if whether and or but
    so because since until while although though as than then also too only just still yet already again
    ever never always in on at to from of for with without by into onto over under after before during
    about between out off up down back please pls plz thanks thank hi hello hey ok sorry yes need needs
    needed want wants like love wish hope there here now today yesterday tomorrow morning week more most
    less many much few other another same such new get gets got give make makes let tell show shows say
    says said see sees know go goes went way possible able plans chance nice great help error works work
    working worked stopped fails failed fail
    """.split()  # noqa: SIM905
)
