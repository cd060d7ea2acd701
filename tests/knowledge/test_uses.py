"""Uses are counted once for what led to them, taken back with it, and added up as they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Engine

from knowledge import uses
from knowledge.uses import How, Use, UseRow, Where
from records.engine import Transactions, transactions
from tests.knowledge.conftest import AT

LATER = AT + timedelta(days=40)
NOW = Where(AT)
ANSWER, NEAR, SOLVED, NOT_QUITE = How.ANSWER, How.NEAR, How.SOLVED, How.NOT_QUITE


def count(
    transaction: Transactions,
    *found: tuple[str, How, str],
    where: Where = NOW,
    instead: Sequence[str] = (),
) -> None:
    with transaction() as session:
        uses.count(session, [Use(*one) for one in found], where, instead)


def times(transaction: Transactions, *slugs: str) -> dict[str, dict[How, int]]:
    with transaction() as session:
        found = uses.totals(session, slugs)
        return {slug: {how: total for how, (total, _) in of.items()} for slug, of in found.items()}


def test_what_is_shown_twice_counts_twice_and_the_same_thing_once(transaction: Transactions) -> None:
    first = (("lamp", ANSWER, "entry:1"), ("chair", NEAR, "entry:1"))
    count(transaction, *first)
    count(transaction, *first)
    count(transaction, ("lamp", ANSWER, "entry:2"), where=Where(LATER, 7, 3))
    assert times(transaction, "lamp", "chair", "table") == {"lamp": {ANSWER: 2}, "chair": {NEAR: 1}}
    with transaction() as session:
        assert uses.totals(session, ["lamp"])["lamp"][ANSWER] == (2, LATER)


def test_what_is_brought_up_to_date_counts_in_place_of_what_stood_there(transaction: Transactions) -> None:
    count(transaction, ("lamp", ANSWER, "entry:1"), ("chair", NEAR, "entry:1"))
    count(transaction, ("lamp", NEAR, "entry:2"), ("table", ANSWER, "entry:2"), instead=["entry:1"])
    assert times(transaction, "lamp", "chair", "table") == {
        "lamp": {ANSWER: 0, NEAR: 1},
        "chair": {NEAR: 0},
        "table": {ANSWER: 1},
    }
    count(transaction, instead=["entry:2"])
    assert not any(sum(of.values()) for of in times(transaction, "lamp", "chair", "table").values())


def test_of_one_question_the_last_word_counts(transaction: Transactions) -> None:
    about = "judged:7:abc:lamp"
    for how in (NOT_QUITE, NOT_QUITE, SOLVED):
        count(transaction, ("lamp", how, about), instead=[about])
    assert times(transaction, "lamp") == {"lamp": {NOT_QUITE: 0, SOLVED: 1}}


def test_uses_are_told_by_month_and_by_how_many_customers(transaction: Transactions) -> None:
    for number, (at, customer) in enumerate([(AT, 1), (AT, 2), (LATER, 2), (LATER, None)]):
        count(transaction, ("lamp", ANSWER, f"entry:{number}"), where=Where(at, number, customer))
    count(transaction, ("lamp", SOLVED, "judged:1:x:lamp"), where=Where(LATER, 1, 5))
    with transaction() as session:
        assert uses.by_month(session, "lamp") == {202602: {ANSWER: 2, SOLVED: 1}, 202601: {ANSWER: 2}}
        assert list(uses.by_month(session, "lamp")) == [202602, 202601]
        assert uses.customers(session, "lamp") == 2
        assert (uses.by_month(session, "chair"), uses.customers(session, "chair")) == ({}, 0)


def test_the_totals_are_those_of_the_uses_whatever_happens_at_the_same_time(database: Engine) -> None:
    """Many writers touch the same articles in any order, and take some back; none stands in another's way."""
    writing = transactions(database)

    def write(number: int) -> None:
        chance = Random(number)
        slugs = chance.sample(["lamp", "chair", "table", "sofa"], 3)
        cause = f"entry:{number}"
        count(writing, *((slug, chance.choice(list(How)), cause) for slug in slugs))
        if number % 3 == 0:
            count(writing, (slugs[0], NEAR, f"entry:{number}/again"), instead=[cause])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(40)))
    with writing() as session:
        rows = Counter((row.slug, How(row.how)) for row in session.query(UseRow))
    found = times(writing, "lamp", "chair", "table", "sofa")
    assert rows == {(slug, how): n for slug, of in found.items() for how, n in of.items() if n}
    assert rows.total() == 26 * 3 + 14


@pytest.mark.parametrize("how", How)
def test_each_way_is_kept_apart(transaction: Transactions, how: How) -> None:
    count(transaction, ("lamp", how, "entry:1"))
    assert times(transaction, "lamp") == {"lamp": {how: 1}}
