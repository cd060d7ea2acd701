"""Likely duplicates (policy 3): the same job, or much the same words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from guard import own
from records.engine import Transactions
from tests.tickets.desks import opened
from tickets import reads
from tickets.matter import Matter, matter, of_ticket
from tickets.values import Detail, DetailName, DetailState


def about(text: str, job: str = "", error: str = "") -> Matter:
    given = {DetailName.JOB: job, DetailName.ERROR: error}
    found = {
        name: Detail(name, DetailState.GIVEN, own(said)) if said else Detail(name)
        for name, said in given.items()
    }
    return matter(text, found)


def test_the_same_job_makes_two_matters_alike_whatever_the_words() -> None:
    one = about("Upload stops", "7001234")
    assert one.is_like(about("Printing is blank", "job 7001234 of today"))
    assert not one.is_like(about("Printing is blank", "7001235"))


def test_a_job_that_does_not_apply_is_no_common_job() -> None:
    nothing = {DetailName.JOB: Detail(DetailName.JOB, DetailState.NOT_APPLICABLE)}
    assert not matter("Upload stops", nothing).is_like(matter("Printing is blank", nothing))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (
            "The upload of dictations stops at the checksum of segment four",
            "Uploading a dictation stopped at segment four with a wrong checksum",
            True,
        ),
        ("The upload stops at 80 percent", "The printer prints blank reports", False),
        ("it does not work", "it does not work", False),
        ("", "", False),
    ],
)
def test_much_the_same_words_make_two_matters_alike(one: str, other: str, alike: bool) -> None:
    """Two people who only say that it does not work need not mean the same."""
    assert about(one).is_like(about(other)) is alike
    assert about(other).is_like(about(one)) is alike


def test_an_error_message_given_apart_counts_as_words() -> None:
    assert about("Merging fails", error="IW-9977 checksum").is_like(about("IW-9977 when I merge"))


def test_a_ticket_is_about_its_subject_its_error_and_its_job(transaction: Transactions) -> None:
    number = opened(transaction, datetime(2026, 11, 23, 17, tzinfo=UTC))
    with transaction() as session:
        ticket = reads.ticket(session, number)
    assert ticket is not None
    given = {
        DetailName.JOB: Detail(DetailName.JOB, DetailState.GIVEN, own("7001234")),
        DetailName.ERROR: Detail(DetailName.ERROR, DetailState.GIVEN, own("IW-9977")),
    }
    told = replace(ticket, details=given)
    assert of_ticket(told) == Matter("It fails\nIW-9977", frozenset({"7001234"}))
    assert about("It says IW-9977", error="IW-9977") == Matter("It says IW-9977")
