"""Agreement, quote, approval, work: in this order (policy 11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from guard import own
from tickets.policy import ServiceRules
from tickets.quotes import Hindrance, Purpose, Quote, QuoteState, Standing, hindrance, standing
from tickets.values import Actor, Audience, Entry, EntryKind

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)


def entry(number: int, kind: EntryKind, **facts: object) -> Entry:
    return Entry(number, 1, 1001, NOON, kind, Actor.STAFF, None, Audience.CUSTOMER, facts, own("A new group"))


def quoted(number: int, amount: str = "250.00") -> Entry:
    return entry(number, EntryKind.QUOTED, amount=amount, currency="USD", purpose="service")


def quote(state: QuoteState) -> Quote:
    return Quote(1, "250.00", "USD", own("A new group"), Purpose.SERVICE, state)


@pytest.mark.parametrize(
    ("found", "required", "hinders"),
    [
        (Standing(), True, Hindrance.NO_QUOTE),
        (Standing(agreed=True), True, Hindrance.NO_QUOTE),
        (Standing(agreed=True), False, None),
        (Standing(), False, Hindrance.NOT_AGREED),
        (Standing(quote(QuoteState.SENT), agreed=True), True, Hindrance.UNANSWERED),
        (Standing(quote(QuoteState.SENT), agreed=True), False, Hindrance.UNANSWERED),
        (Standing(quote(QuoteState.DECLINED), agreed=True), False, Hindrance.DECLINED),
        (Standing(quote(QuoteState.APPROVED)), True, None),
        (Standing(quote(QuoteState.APPROVED), begun=True), True, Hindrance.BEGUN_ALREADY),
    ],
)
def test_work_begins_only_after_what_is_needed(
    found: Standing, required: bool, hinders: Hindrance | None
) -> None:
    """Policy 11: staff may quote, the person approves, and only then is work started."""
    assert hindrance(found, ServiceRules(quote_required=required)) is hinders


def test_a_quote_is_required_as_shipped() -> None:
    """Policy 11."""
    assert ServiceRules().quote_required


def test_a_new_quote_replaces_the_earlier_and_its_answer() -> None:
    """Policy 11: what was approved is one quote, and no other."""
    approved = entry(2, EntryKind.QUOTE_APPROVED, quote=1)
    found = standing([quoted(1), approved, entry(3, EntryKind.WORK_STARTED), quoted(4, "300.00")])
    assert found.quote == Quote(4, "300.00", "USD", own("A new group"), Purpose.SERVICE, QuoteState.SENT)
    assert not found.begun


def test_the_answer_to_an_earlier_quote_is_none_to_the_newer() -> None:
    """Policy 11."""
    found = standing([quoted(1), quoted(2), entry(3, EntryKind.QUOTE_APPROVED, quote=1)])
    assert found.quote is not None
    assert found.quote.state is QuoteState.SENT


def test_a_wish_may_be_routed_anew() -> None:
    """Policy 10."""
    to_sales, back = entry(1, EntryKind.ROUTED, to="sales"), entry(2, EntryKind.ROUTED, to="development")
    assert standing([to_sales]).with_sales
    assert not standing([to_sales, back]).with_sales


@pytest.mark.parametrize(
    ("kind", "state"),
    [(EntryKind.QUOTE_APPROVED, QuoteState.APPROVED), (EntryKind.QUOTE_DECLINED, QuoteState.DECLINED)],
)
def test_the_answer_to_the_newest_quote_is_its_state(kind: EntryKind, state: QuoteState) -> None:
    """Policy 11."""
    assert standing([quoted(1), entry(2, kind, quote=1)]) == Standing(quote(state))


def test_each_step_of_a_request_is_kept_beside_those_before() -> None:
    """Policy 10 and 11: the agreement, the quote, its approval, the work, and where it is routed."""
    history = [
        entry(1, EntryKind.CHARGE_AGREED),
        entry(2, EntryKind.ROUTED, to="sales"),
        quoted(3),
        entry(4, EntryKind.WORK_STARTED),
    ]
    found = Quote(3, "250.00", "USD", own("A new group"), Purpose.SERVICE, QuoteState.SENT)
    assert standing(history) == Standing(found, agreed=True, begun=True, with_sales=True)
    assert standing([*history, quoted(3)]) == Standing(found, agreed=True, begun=False, with_sales=True)
    approved = replace(found, state=QuoteState.APPROVED)
    answered = [*history[:3], entry(5, EntryKind.QUOTE_APPROVED, quote=3)]
    assert standing(answered) == Standing(approved, agreed=True, with_sales=True)
    assert standing([entry(4, EntryKind.WORK_STARTED)]) == Standing(begun=True)


def test_what_is_no_answer_leaves_a_quote_as_it_is() -> None:
    found = standing([quoted(1), entry(2, EntryKind.STAFF_WORDS, quote=1)])
    assert found == Standing(quote(QuoteState.SENT))
    assert standing([entry(2, EntryKind.QUOTE_APPROVED, quote=1)]) == Standing()


def test_what_is_said_about_a_wish_leaves_it_with_sales() -> None:
    """Policy 10."""
    assert standing([entry(1, EntryKind.ROUTED, to="sales"), entry(2, EntryKind.STAFF_WORDS)]).with_sales


def test_a_quote_without_words_has_none() -> None:
    found = standing([replace(quoted(1), words=None)]).quote
    assert found is not None
    assert found.what == ""
