"""Whether two reports are of the same failure (policy 7): measured on texts that nobody wrote for it."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from tests.tickets.same_failure import SAME_FAILURE
from tickets.likeness import alike, codes, telling_words

VOICES = Path(__file__).parents[2] / "classifier" / "examples" / "voices.jsonl"


def incidents() -> list[str]:
    """What 165 different incidents sound like, in the classifier's examples."""
    rows = (json.loads(line) for line in VOICES.read_text("utf-8").splitlines())
    return [row["text"] for row in rows if row["label"] == "incident"]


def test_different_incidents_are_not_alike_policy_7() -> None:
    """Conservative: of all pairs of different incidents less than one in a thousand is taken for the same."""
    pairs = list(combinations(incidents(), 2))
    assert len(pairs) > 10_000
    assert sum(alike(one, other) for one, other in pairs) < len(pairs) / 1000


@pytest.mark.parametrize("failure", SAME_FAILURE)
def test_reports_of_one_failure_are_alike_for_somebody_policy_7(failure: str) -> None:
    """Three customers are enough to be noticed: some report is like two others at least."""
    said = SAME_FAILURE[failure]
    assert max(sum(alike(one, other) for other in said) for one in said) >= 3


def test_reports_of_different_failures_are_never_alike() -> None:
    for one, other in combinations(SAME_FAILURE.values(), 2):
        assert not [pair for pair in ((a, b) for a in one for b in other) if alike(*pair)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('it says "IW-5031 storage"', {"IW5031"}),
        ("IW 5031", {"IW5031"}),
        ("error 503 again", {"503"}),
        ("HTTP status: 502", {"502"}),
        ("F12 and ICD-10, job 7001234, Windows 11", set()),
    ],
)
def test_error_codes_are_told_from_other_numbers(text: str, found: set[str]) -> None:
    assert codes(text) == found


def test_two_codes_that_differ_are_two_failures_however_like_the_words() -> None:
    words = "the upload of dictations from the recorder stops with"
    assert alike(f"{words} IW-5031", f"{words} IW-5031")
    assert not alike(f"{words} IW-5031", f"{words} IW-5032")


def test_where_only_one_names_a_code_the_words_decide() -> None:
    words = "the upload of dictations from the recorder stops"
    assert alike(f"{words} with IW-5031", words)
    assert alike(words, f"{words} with IW-5031")


def test_half_of_what_the_shorter_says_is_enough_and_three_words_of_it() -> None:
    shorter = "upload dictation recorder segment checksum printer"
    assert alike(shorter, "upload dictation recorder browser window colour blank")
    assert not alike(shorter, "upload dictation keyboard browser window colour blank")
    assert not alike(f"{shorter} queue", "upload dictation recorder browser window colour blank")


def test_a_word_is_told_without_the_marks_around_it() -> None:
    assert telling_words("the 'segment' and 'checksum- freezes") == {"segment", "checksum", "freez"}
