"""Machines and people told apart, over the loop corpus, and reports of failure read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mail.incoming import Automatic, Incoming
from mail.letter import to_bytes
from mail.reading import read_letter
from tests.mail.letters import RECEIPT
from tests.mail.loops import Row, corpus, machines, people
from tests.mail.loops.reports import OURS as RETURNED
from tests.mail.loops.reports import plain, standard
from tests.mail.reading.letters import OURS, read


def read_row(row: Row) -> Incoming:
    return read_letter(row.raw(), OURS)


def test_the_corpus_has_a_thousand_letters() -> None:
    rows = corpus()
    assert len(rows) >= 1_000 > len(machines()) > 600
    assert len({row.raw() for row in rows}) == len(rows)


def test_every_letter_of_a_machine_is_told_for_one() -> None:
    """Recall: missed / all."""
    missed = [row.name for row in machines() if read_row(row).automatic is None]
    assert missed == []


def test_no_letter_of_a_person_is_taken_for_a_machines() -> None:
    """Precision."""
    wrong = [(row.name, found) for row in people() if (found := read_row(row).automatic) is not None]
    assert wrong == []


def test_the_reason_told_is_the_surest() -> None:
    wrong = [
        (row.name, row.reason, found)
        for row in machines()
        if (found := read_row(row).automatic) != row.reason
    ]
    assert wrong == []


def test_only_reports_of_failure_are_bounces() -> None:
    wrong = []
    for row in corpus():
        bounce = read_row(row).bounce
        if row.permanent != (None if bounce is None else bounce.permanent):
            wrong.append((row.name, row.permanent, bounce))
    assert wrong == []


@pytest.mark.parametrize("row", [*list(standard())[::7], *plain()], ids=lambda row: row.name)
def test_a_bounce_names_our_letter(row: Row) -> None:
    bounce = read_row(row).bounce
    assert bounce is not None
    assert bounce.tokens == ("k7q",)
    assert bounce.message_ids[0] == RETURNED
    assert bounce.recipient in ("pat@gone.test", "")


def test_of_a_standard_bounce_all_is_read() -> None:
    bounce = read_row(next(standard())).bounce
    assert bounce is not None
    assert (bounce.permanent, bounce.status, bounce.recipient) == (True, "5.1.1", "pat@gone.test")
    assert bounce.why == "550 5.1.1 <pat@gone.test>: Recipient address rejected: User unknown"


def test_a_bounce_brings_no_files() -> None:
    assert read_row(next(standard())).files == ()


def test_the_address_of_others_gives_no_token() -> None:
    row = next(standard())
    other = Row(row.name, {**row.heads, "To": "bounces+k7q@evil.test"}, row.body)
    bounce = read_row(other).bounce
    assert bounce is not None
    assert bounce.tokens == ()


def test_our_own_address_as_a_sender_is_no_loop_by_itself() -> None:
    """Anybody can write that; staff must look at it."""
    assert read(From="support@vendor.test").automatic is None


def test_a_letter_of_ours_that_comes_back_is_told() -> None:
    ours = replace(OURS, addresses=(RECEIPT.sender.address,))
    for automatic in (True, False):
        raw = to_bytes(replace(RECEIPT, automatic=automatic))
        assert read_letter(raw, ours).automatic is Automatic.LOOP


@pytest.mark.parametrize("path", ["<>", " < > ", "<pat@site.test>", ""])
def test_an_empty_envelope_is_told(path: str) -> None:
    expected = Automatic.EMPTY_ENVELOPE if path.replace(" ", "") == "<>" else None
    assert read(Return_Path=path).automatic is expected


def test_a_list_that_talks_of_failures_reports_none() -> None:
    body = "My mail was returned: user unknown.\n\nMessage-ID: <k7q@vendor.test>"
    assert read(body, List_Id="<users.site.test>", Subject="Undeliverable mail").bounce is None
