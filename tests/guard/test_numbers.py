"""The number of a contact is kept by its shape alone; nothing else comes by that way (policy 12)."""

from __future__ import annotations

import pytest

from guard import Screened, contact_number, screen


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("812-555-2142", "812-555-2142"),
        ("(812) 555 2142", "812-555-2142"),
        ("+1 812.555.2142", "812-555-2142"),
        ("18125552142", "812-555-2142"),
        (" 812/555/2142 ext. 12 ", "812-555-2142x12"),
        ("8125552142x7", "812-555-2142x7"),
        ("+49 30 1234-5678", "+493012345678"),
        ("+44 (20) 7946 0958", "+442079460958"),
        ("", None),
        ("Rita Vance", None),
        ("Rita 812-555-2142", None),
        ("812-555-2142 Rita", None),
        ("812-555-2142, MRN 445566", None),
        ("123-45-6789", None),
        ("123456789", None),
        ("04/05/1961", None),
        ("1961-04-05", None),
        ("+1961", None),
        ("+0123456789", None),
        ("+1 212 555", None),
        ("812-555-2142\n812-555-2143", None),
        ("٨١٢-٥٥٥-٢١٤٢", None),
        ("8" * 5_000, None),
    ],
)
def test_only_the_shape_of_a_number_is_kept_in_one_spelling(typed: str, kept: str | None) -> None:
    found = contact_number(typed)
    assert found == kept
    assert found is None or isinstance(found, Screened)


def test_elsewhere_the_same_number_is_hidden_as_before() -> None:
    assert "812-555-2142" not in screen("call the patient at 812-555-2142").text
