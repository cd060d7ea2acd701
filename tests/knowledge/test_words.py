"""Words of a question are found again in a text without reading all of it."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from knowledge.words import is_function_word, stem, where, words

BEGINNINGS = ("stabl", "organ", "us", "y", "t", "lik", "possi", "fill", "hop", "valu", "cre", "sens", "do")
ENDINGS = (
    *(
        "",
        "s",
        "es",
        "ies",
        "sses",
        "y",
        "ly",
        "ed",
        "eed",
        "ing",
        "e",
        "l",
        "ll",
        "le",
        "ble",
        "bly",
        "bility",
    ),
    *(
        "ational",
        "ization",
        "izer",
        "ator",
        "fulness",
        "iveness",
        "ousness",
        "ality",
        "icate",
        "ance",
        "n't",
        "'s",
    ),
)
WRITTEN = [start + end for start, end in product(BEGINNINGS, ENDINGS)]
LETTERS = st.text("aeiyblst tuUÉéσΣİ_'’-.3", max_size=12)
TEXTS = st.lists(st.sampled_from(WRITTEN) | LETTERS, max_size=12).map(" ".join)


def read(text: str, wanted: set[str]) -> list[tuple[int, int]]:
    """The same by reading every word."""
    every = [word for word in words(text) if word.stem in wanted]
    return [(word.start, word.end) for word in every if not is_function_word(word.written)]


@given(TEXTS, st.sets(st.sampled_from(WRITTEN) | LETTERS.filter(str.strip), max_size=6))
def test_words_stand_where_reading_all_of_them_finds_them(text: str, asked: set[str]) -> None:
    wanted = {stem(word.lower()) for word in asked}
    assert where(text, wanted) == read(text, wanted)


def test_every_word_is_found_by_its_stem() -> None:
    for word in (*WRITTEN, *(begin + end for begin, end in product(WRITTEN, ENDINGS[:20]))):
        wanted = {stem(word)}
        assert where(f"the {word.upper()}, again", wanted) == read(f"the {word.upper()}, again", wanted)


def test_a_word_within_another_is_none() -> None:
    assert where("login: the blogs log, l’log don't-log", {"log"}) == [(17, 20), (34, 37)]
