"""Whether two people report the same failure: the same error code, or mostly the same words. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from tickets.policy import LikenessRules

SHIPPED = LikenessRules()
"""As app.yaml has them when it is shipped; measured in the tests."""

_CODE = re.compile(r"\b[A-Z]{1,6}[-_ ]?\d{3,5}\b")
_NUMBERED = re.compile(
    r"\b(?:error|code|status|http)\s*(?:code|no\.?|number|#|:)?\s*(\d{3,5})\b", re.IGNORECASE
)
_WORD = re.compile(r"[a-z][a-z'-]{2,}")
_ENDING = re.compile(r"(?:ing|ed|es|s)$")
_COMMON = frozenset(
    re.findall(
        r"\S+",
        "the and for that this with from have has had not are was were been being but you your our ours "
        "they them their there then than when what which who why how all any can cannot could can't "
        "couldn't does doesn't did didn't don't doing done isn't aren't wasn't won't would should will "
        "shall may might must just now only also very too still even since after before again get gets "
        "got into out about over under more most some such please help need want hello thanks thank hi "
        "dear user users job jobs number numbers error errors message messages says said saying today "
        "yesterday morning afternoon evening monday tuesday wednesday thursday friday saturday sunday "
        "one two three here its it's i'm we're we've i've he she his her him him's us me my mine work "
        "works working worked try tried tries trying problem problems issue issues",
    )
)


@lru_cache(maxsize=8192)
def codes(text: str) -> frozenset[str]:
    """The error codes in a text, written alike: "IW-9977" and "iw 9977" after "error"."""
    named = (re.sub(r"[-_ ]", "", found).upper() for found in _CODE.findall(text))
    return frozenset(named) | frozenset(_NUMBERED.findall(text))


@lru_cache(maxsize=8192)
def telling_words(text: str) -> frozenset[str]:
    """The words that say what it is about, without endings; names of things in every report are left out."""
    found = (word.strip("'-") for word in _WORD.findall(text.lower()))
    return frozenset(_ENDING.sub("", word) for word in found if word not in _COMMON)


def alike(one: str, other: str, rules: LikenessRules = SHIPPED) -> bool:
    """Whether both report the same: they share an error code, or most of what they say."""
    first, second = codes(one), codes(other)
    if first & second:
        return True
    if first and second:
        return False
    words, others = telling_words(one), telling_words(other)
    shared = len(words & others)
    return shared >= rules.words and shared >= rules.part * min(len(words), len(others))
