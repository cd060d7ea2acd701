"""Columns refuse what must not be written: unscreened words, moments without a zone, words among facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Engine, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from guard import Screened, own, screen
from records.base import Facts, Instant, Words
from records.engine import Transactions

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAMPLES = Table(
    "samples",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", Instant),
    Column("words", Words),
    Column("facts", Facts),
)


@pytest.fixture
def samples(database: Engine) -> Iterator[Engine]:
    SAMPLES.create(database)
    yield database
    SAMPLES.drop(database)


def keep(transaction: Transactions, **values: Any) -> Any:
    """The row as it comes back from the database."""
    with transaction() as session:
        row_id = session.execute(insert(SAMPLES).values(**values).returning(SAMPLES.c.id)).scalar_one()
    with transaction() as session:
        return session.execute(select(SAMPLES).where(SAMPLES.c.id == row_id)).one()


EASTERN = ZoneInfo("America/New_York")
MOMENTS = (
    NOON,
    NOON.replace(microsecond=123_456),
    NOON.astimezone(EASTERN),
    datetime(2026, 11, 1, 1, 30, tzinfo=EASTERN, fold=0),
    datetime(2026, 11, 1, 1, 30, tzinfo=EASTERN, fold=1),
    datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=5, minutes=45))),
)


@pytest.mark.usefixtures("samples")
def test_a_moment_comes_back_the_same_in_utc(transaction: Transactions) -> None:
    for at in MOMENTS:
        found = keep(transaction, at=at).at
        assert found == at.astimezone(UTC)
        assert found.tzinfo is UTC


@pytest.mark.usefixtures("samples")
def test_moments_are_compared_as_moments(transaction: Transactions) -> None:
    keep(transaction, at=NOON)
    elsewhere = NOON.astimezone(ZoneInfo("Asia/Tokyo"))
    before, after = elsewhere - timedelta(microseconds=1), elsewhere + timedelta(microseconds=1)
    with transaction() as session:
        assert session.scalars(select(SAMPLES.c.id).where(SAMPLES.c.at == elsewhere)).all()
        assert session.scalars(select(SAMPLES.c.id).where(SAMPLES.c.at > before)).all()
        assert not session.scalars(select(SAMPLES.c.id).where(SAMPLES.c.at >= after)).all()


@pytest.mark.usefixtures("samples")
def test_a_moment_without_a_zone_is_refused(transaction: Transactions) -> None:
    with pytest.raises(StatementError, match="has no time zone"):
        keep(transaction, at=datetime(2026, 11, 23, 12))  # noqa: DTZ001 (that is what is refused)


@pytest.mark.usefixtures("samples")
def test_screened_words_come_back_screened(transaction: Transactions) -> None:
    said = screen("Upload stuck at 80 %,\nsays “IMC” – naïve 🙂").text
    found = keep(transaction, words=said).words
    assert found == said
    assert isinstance(found, Screened)


@pytest.mark.usefixtures("samples")
def test_plain_words_are_refused(transaction: Transactions) -> None:
    for words in ("plain words", "", own("Upload") + " stuck", own("Upload")[:3]):
        with pytest.raises(StatementError, match="takes screened text only"):
            keep(transaction, words=words)


@pytest.mark.usefixtures("samples")
def test_what_is_not_there_stays_away(transaction: Transactions) -> None:
    found = keep(transaction, at=None, words=None)
    assert (found.at, found.words) == (None, None)


ACCEPTED: tuple[dict[str, Any], ...] = (
    {},
    {"entry": 7, "sure": 0.5, "human": True, "due": None},
    {"channel": "C0123", "at": "2026-11-23T12:00:00+00:00", "empty": ""},
    {"question": own("Upload stuck at 80 %")},
    {"shown": [{"slug": "upload-stuck", "title": own("An upload is stuck")}]},
)
REFUSED: tuple[dict[str, Any], ...] = (
    {"question": "upload stuck"},
    {"question": "upload\nstuck"},
    {"question": "upload\u00a0stuck"},
    {"shown": [{"title": "An upload is stuck"}]},
    {"shown": ("one", "two words")},
    {"two words": 1},
    {"details": {"asker": {"two words": 1}}},
)


@pytest.mark.usefixtures("samples")
def test_facts_come_back_as_they_were(transaction: Transactions) -> None:
    for facts in ACCEPTED:
        assert keep(transaction, facts=facts).facts == facts


@pytest.mark.usefixtures("samples")
def test_every_string_among_facts_comes_back_screened(transaction: Transactions) -> None:
    found = keep(transaction, facts={"code": "C0123", "shown": [{"title": own("An upload is stuck")}]}).facts
    assert isinstance(found["code"], Screened)
    assert isinstance(found["shown"][0]["title"], Screened)


@pytest.mark.usefixtures("samples")
def test_words_among_facts_are_refused(transaction: Transactions) -> None:
    for facts in REFUSED:
        with pytest.raises(StatementError, match="not passed the guard"):
            keep(transaction, facts=facts)


CODES = st.text(st.characters(codec="ascii", categories=("L", "N", "P")), max_size=20)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | CODES
    | st.text().map(lambda text: screen(text).text)
)
FACTS = st.dictionaries(
    CODES,
    st.recursive(
        LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CODES, inner, max_size=3)
    ),
)


@pytest.mark.usefixtures("samples")
@given(facts=FACTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_facts_come_back_as_they_were(transaction: Transactions, facts: dict[str, Any]) -> None:
    assert keep(transaction, facts=facts).facts == facts
