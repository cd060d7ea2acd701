"""Fields of an exact shape are read as codes, and words are none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot import codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" https://meet.example/j/85123?pwd=a ", "https://meet.example/j/85123?pwd=a"),
        ("http://meet.example/j", None),
        ("https://ada@meet.example/j", None),
        ("https://meet.example/a b", None),
        ("https://meet", None),
        ("https://[::1", None),
        ("javascript:alert(1)", None),
        ("https://meet.example/" + "a" * 600, None),
    ],
)
def test_a_link_is_an_address_and_nothing_else(text: str, code: str | None) -> None:
    assert codes.link(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,250", "1250.00"),
        ("12.5", "12.50"),
        (" 80 ", "80.00"),
        ("0", None),
        ("0.00", None),
        ("12.555", None),
        ("-3", None),
        ("1250 USD", None),
        ("1,25", None),
        ("", None),
    ],
)
def test_an_amount_is_a_number_of_money(text: str, code: str | None) -> None:
    assert codes.amount(text) == code


@pytest.mark.parametrize(("text", "code"), [("usd", "USD"), (" EUR", "EUR"), ("dollars", None), ("U$", None)])
def test_a_currency_has_three_letters(text: str, code: str | None) -> None:
    assert codes.currency(text) == code


def test_a_moment_is_sent_in_seconds() -> None:
    assert codes.moment("1795455300") == datetime(2026, 11, 23, 17, 35, tzinfo=UTC)
    assert codes.moment("") is None
    assert codes.moment("soon") is None
