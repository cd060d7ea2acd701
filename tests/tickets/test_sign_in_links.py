"""One-time links into the console: how long they hold, for whom, and that they are kept nowhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, text

from records.engine import Transactions
from tickets import sign_in_links as links
from tickets.sign_in_links import HOLDS, HOURLY, SignInLink, SignInLinkRow, Why
from tickets.tables import PersonRow

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
KEY = b"a key of the tests, which is long enough"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def sam(transaction: Transactions) -> int:
    return member(transaction, "sam")


def member(transaction: Transactions, name: str) -> int:
    with transaction() as session:
        row = PersonRow(mail=f"{name}@vendor.example", name=name.title(), roles="support")
        session.add(row)
        session.flush()
        return row.id


def made(transaction: Transactions, person: int, at: datetime = NOON) -> tuple[SignInLink, str]:
    with transaction() as session:
        link = links.make(session, person, at)
        return link, links.token(link, KEY)


def redeemed(transaction: Transactions, token: str, at: datetime = NOON) -> SignInLink | Why:
    with transaction() as session:
        return links.redeem(session, token, KEY, at)


def test_a_link_lets_its_person_in_once(transaction: Transactions, sam: int) -> None:
    link, token = made(transaction, sam)
    assert redeemed(transaction, token, NOON + MINUTE) == link
    assert link.person_id == sam
    assert redeemed(transaction, token, NOON + MINUTE) is Why.USED


def test_looking_at_a_link_uses_nothing_up(transaction: Transactions, sam: int) -> None:
    link, token = made(transaction, sam)
    with transaction() as session:
        assert [links.look(session, token, KEY, NOON) for _ in range(3)] == [link] * 3
    assert redeemed(transaction, token) == link


@pytest.mark.parametrize(
    ("late", "holds"), [(HOLDS - timedelta(microseconds=1), True), (HOLDS, False), (10 * HOLDS, False)]
)
def test_a_link_holds_for_ten_minutes(
    transaction: Transactions, sam: int, late: timedelta, holds: bool
) -> None:
    link, token = made(transaction, sam)
    assert redeemed(transaction, token, NOON + late) == (link if holds else Why.EXPIRED)


def test_a_new_link_ends_the_older_ones_of_that_person_alone(transaction: Transactions, sam: int) -> None:
    _, first = made(transaction, sam)
    of_kim, kims = made(transaction, member(transaction, "kim"))
    newest, second = made(transaction, sam, NOON + MINUTE)
    assert redeemed(transaction, first, NOON + MINUTE) is Why.REPLACED
    assert redeemed(transaction, second, NOON + MINUTE) == newest
    assert redeemed(transaction, kims, NOON + MINUTE) == of_kim


@pytest.mark.parametrize(
    "forged",
    [
        "",
        ".",
        "1",
        "1.",
        "1.A",
        "0.x",
        "-1.x",
        "²." + "A" * 43,
        "9" * 30 + ".x",
        "1.é",
        "1.\x00",
        "a.b",
        "1.\n",
    ],
)
def test_a_forged_link_opens_nothing(transaction: Transactions, sam: int, forged: str) -> None:
    made(transaction, sam)
    assert redeemed(transaction, forged) is Why.UNKNOWN


def test_the_proof_belongs_to_one_link_of_one_installation(transaction: Transactions, sam: int) -> None:
    first, token = made(transaction, sam)
    second, _ = made(transaction, sam, NOON + MINUTE)
    moved = f"{second.id}.{token.partition('.')[2]}"
    assert redeemed(transaction, moved, NOON + MINUTE) is Why.UNKNOWN
    assert redeemed(transaction, token[:-1], NOON) is Why.UNKNOWN
    assert redeemed(transaction, token + "A", NOON) is Why.UNKNOWN
    assert redeemed(transaction, links.token(first, b"another key, which is long too"), NOON) is Why.UNKNOWN


def test_nobody_asks_for_more_than_a_few_within_an_hour(transaction: Transactions, sam: int) -> None:
    kim, soon = member(transaction, "kim"), NOON + 59 * MINUTE
    for count in range(HOURLY):
        newest, token = made(transaction, sam, NOON + count * MINUTE)
    with transaction() as session:
        assert links.asked_for(session, sam, soon) is None
        assert links.asked_for(session, kim, soon) is not None
        assert links.look(session, token, KEY, newest.made_at) == newest, "the refusal ended no link"
        assert links.asked_for(session, sam, NOON + timedelta(hours=1)) is not None


def test_links_are_forgotten_after_a_day(transaction: Transactions, sam: int) -> None:
    made(transaction, sam)
    made(transaction, sam, NOON + timedelta(hours=23))
    with transaction() as session:
        assert len(session.scalars(select(SignInLinkRow.id)).all()) == 2
    made(transaction, sam, NOON + timedelta(days=1))
    with transaction() as session:
        assert len(session.scalars(select(SignInLinkRow.id)).all()) == 2


def test_the_link_itself_stands_in_no_row(transaction: Transactions, database: Engine, sam: int) -> None:
    _, token = made(transaction, sam)
    with database.connect() as connection:
        [row] = connection.execute(text("SELECT * FROM sign_in_links")).mappings()
    assert token.partition(".")[2] not in str(dict(row))


def test_of_several_that_try_at_once_one_is_let_in(transaction: Transactions, sam: int) -> None:
    link, token = made(transaction, sam)
    with ThreadPoolExecutor(4) as people:
        tried = list(people.map(lambda _: redeemed(transaction, token), range(4)))
    assert sorted(tried, key=str) == sorted([link, Why.USED, Why.USED, Why.USED], key=str)
