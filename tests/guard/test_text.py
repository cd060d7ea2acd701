"""Screened text is made in few ways, and every other way is refused."""

from __future__ import annotations

import pytest

from guard import Screened, fill, join, own, restored, screen, shorten
from guard.text import passed


def test_plain_text_is_refused() -> None:
    with pytest.raises(TypeError, match="screened text is made by"):
        Screened("patient Jane Doe")


def test_nothing_at_all_is_refused_as_well() -> None:
    with pytest.raises(TypeError):
        Screened()


def test_a_key_of_ones_own_opens_nothing() -> None:
    with pytest.raises(TypeError):
        Screened("text", key=object())


def test_it_cannot_be_extended() -> None:
    with pytest.raises(AttributeError):
        passed("text").more = 1  # type: ignore[attr-defined]


def test_what_was_screened_is_screened_text() -> None:
    assert isinstance(screen("upload stuck").text, Screened)


def test_a_sentence_of_the_program_is_screened_text() -> None:
    assert isinstance(own("A person will answer."), Screened)


def test_parts_of_screened_text_are_plain_again() -> None:
    text = own("A person will answer.")
    assert not any(isinstance(part, Screened) for part in (text[:3], text + "x", text.upper(), f"{text}"))


def test_join_puts_screened_texts_together_and_leaves_out_empty_ones() -> None:
    joined = join(own("one"), own(""), own("two"), by=", ")
    assert (joined, type(joined)) == ("one, two", Screened)


def test_join_refuses_plain_text() -> None:
    with pytest.raises(TypeError, match="not str"):
        join(own("one"), "two")  # type: ignore[arg-type]


def test_fill_puts_screened_values_and_numbers_in_their_places() -> None:
    filled = fill("{who} has {count} jobs", who=own("Somebody"), count=3)
    assert (filled, type(filled)) == ("Somebody has 3 jobs", Screened)


def test_fill_leaves_braces_in_a_value_alone() -> None:
    assert fill("it says {words}", words=screen("{who} {0}").text) == "it says {who} {0}"


def test_fill_refuses_plain_text_and_names_the_place() -> None:
    with pytest.raises(TypeError, match="who must be screened text or a number, not str"):
        fill("{who}", who="Jane")  # type: ignore[arg-type]


def test_restored_marks_every_string_of_what_was_stored() -> None:
    stored = restored({"steps": ["one", {"more": "two"}], "count": 3, "none": None})
    assert stored == {"steps": ["one", {"more": "two"}], "count": 3, "none": None}
    assert isinstance(stored["steps"][0], Screened)
    assert isinstance(stored["steps"][1]["more"], Screened)


def test_restored_keeps_what_is_screened_already() -> None:
    text = own("text")
    assert restored(text) is text


@pytest.mark.parametrize(
    ("length", "short"),
    [
        (26, "The upload stopped at 80 %"),
        (25, "The upload stopped at…"),
        (24, "The upload stopped at…"),
        (8, "The upl…"),
        (3, "Th…"),
        (1, "…"),
    ],
)
def test_shorten_cuts_at_a_word_where_one_ends_near(length: int, short: str) -> None:
    cut = shorten(own("The upload stopped at 80 %"), length)
    assert isinstance(cut, Screened)
    assert len(cut) <= length
    assert cut == short
