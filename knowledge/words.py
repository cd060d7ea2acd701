"""Words of a text as the search compares them: small letters, without accents, cut to their stem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from whoosh.analysis import Analyzer, Filter, RegexTokenizer
from whoosh.lang.porter import stem as porter

WORD = r"\w+(?:['’]\w+)*"
STOP = frozenset(
    """
    a about above after again all also am an and any anybody anyone anything are as at be because been
    before being below between both but by can cannot cant could couldnt did didnt do does doesnt doing
    done dont down during each either else ever every few for from further get gets getting give go goes
    going gone got had has hasnt have havent having he hello hey hi her here hers him his how i if im in
    into is isnt it its ive just let like make many may maybe me might more most much must my near need
    needs no nobody nor not nothing now of off often oh ok okay on once one only onto or other our ours
    out over own per please possible quite rather re really same say says see she should shouldnt since
    so some somebody somehow someone something still such sure tell than thank thanks that the their
    them then there these they thing things this those though through to too try trying under until up
    upon us use used using very via want wants was wasnt way we well were what whats when where whether
    which while who whom whose why will with within without wont wondering would wouldnt yes yet you
    your yours anyway currently dear guys help helps ask question questions know explain understand
    wonder hope today morning afternoon evening always never suddenly actually keep keeps kept happen
    happens happened happening
    """.split()  # noqa: SIM905 (a list of words is easier to read than a list of quotes)
)
"""Function, question and courtesy words: they count in titles, never in bodies."""


class Word(NamedTuple):
    """A word of a text: what was written in small letters, its stem, and where it stands."""

    written: str
    stem: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in their order."""
    for found in _WORD.finditer(text):
        written = found.group().lower()
        yield Word(written, stem(written), found.start(), found.end())


def written_words(text: str) -> list[str]:
    """The words of a text in small letters, in their order."""
    return [found.lower() for found in _WORD.findall(text)]


def stems(text: str) -> list[str]:
    """The stems of a text in their order, function words included."""
    return [stem(word) for word in written_words(text)]


def meaning(text: str) -> frozenset[str]:
    """The stems that carry the meaning of a text; all of them where there are none such."""
    found = [word for word in words(text) if not is_function_word(word.written)]
    return frozenset(word.stem for word in found) or frozenset(stems(text))


def content_words(text: str) -> list[str]:
    """The words that carry the meaning of a text, in small letters and in their order."""
    return [word for word in written_words(text) if not is_function_word(word)]


def stems_in(text: str) -> frozenset[str]:
    """The stems of a text."""
    return frozenset(map(stem, _WORD.findall(text.lower())))


def where(text: str, wanted: Collection[str]) -> list[tuple[int, int]]:
    """Where words with a ``wanted`` stem stand that carry meaning."""
    found = set(_candidates(text, wanted))
    return sorted(
        (start, end)
        for start, end, written in found
        if stem(written) in wanted and not is_function_word(written)
    )


def _candidates(text: str, wanted: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Words that may have a ``wanted`` stem, and where they stand; of plain letters only what begins so."""
    if not text.isascii() and _BEYOND_ASCII.search(text):
        yield from ((*found.span(), found.group().lower()) for found in _WORD.finditer(text))
        return
    small = text.lower()
    for root in {_root(one) for one in wanted}:
        yield from _beginning(small, root)


def _root(stem: str) -> str:
    """How all words of a stem begin: only these endings does the stemmer put in the place of others."""
    return stem[: -2 if stem.endswith("ble") else -1] if stem.endswith(_PUT) else stem


def _beginning(text: str, root: str) -> Iterator[tuple[int, int, str]]:
    """The words that begin with a root. To look for a few is faster than to read all words."""
    start = text.find(root)
    while start >= 0:
        if found := _WORD_HERE.match(text, start):
            yield start, found.end(), found.group()
        start = text.find(root, start + 1)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in small letters (Porter, as Whoosh has it), without accents."""
    bare = word[:60]
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    bare = _APOSTROPHE.split(bare)[0] or bare
    return str(porter(bare)) if bare.isascii() else bare


def is_function_word(word: str) -> bool:
    """Whether a written word only holds a question together."""
    return word in STOP or (bool(_APOSTROPHE.search(word)) and _SHORTENED.search(word) is not None)


def analyzer() -> Analyzer:
    """The same words for Whoosh's index and its parser; nothing is dropped, so phrases stay whole."""
    return RegexTokenizer(WORD) | _Stems()


class _Stems(Filter):  # type: ignore[misc]  # Whoosh has no types
    def __call__(self, tokens: Iterator[object]) -> Iterator[object]:
        for token in tokens:
            token.text = stem(token.text.lower())  # type: ignore[attr-defined]
            yield token


_PUT = ("e", "i", "l")
_WORD = re.compile(WORD)
_WORD_HERE = re.compile(rf"(?<!\w)(?<!\w['’]){WORD}")
_BEYOND_ASCII = re.compile(r"[^\W\x00-\x7f]")
_APOSTROPHE = re.compile("['’]")
_SHORTENED = re.compile(
    "(?:n['’]t|['’](?:ll|ve|re|m|d))$|^(?:it|that|what|there|here|how|who|where|he|she|let)['’]s$"
)
