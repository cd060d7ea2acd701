"""The engine keeps its promises: durable, one writer at a time, readers never wait, all or nothing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from records.engine import Transactions, database_seconds, open_database, transactions

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
COUNT = text("SELECT count(*) FROM counters")
ADD = text("INSERT INTO counters (name, value) VALUES (:name, 1)")


def statements(engine: Engine) -> list[str]:
    """Everything said to the database from now on."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    return said


@ON_SQLITE
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 10_000), ("foreign_keys", 1)],
)
def test_sqlite_is_opened_with_its_pragmas(database: Engine, pragma: str, value: object) -> None:
    with database.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


@ON_SQLITE
def test_writing_takes_the_lock_at_once_and_reading_does_not(
    database: Engine, transaction: Transactions, reading: Transactions
) -> None:
    said = statements(database)
    with transaction() as session:
        session.scalar(COUNT)
    with reading() as session:
        session.scalar(COUNT)
    assert [one for one in said if one.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN DEFERRED"]


@ON_SQLITE
def test_a_second_writer_waits_for_the_first(database_url: str, transaction: Transactions) -> None:
    impatient = open_database(database_url)
    event.listen(impatient, "connect", _wait_a_millisecond)
    with transaction() as first:
        first.scalar(COUNT)
        with pytest.raises(OperationalError, match="locked"), transactions(impatient)() as second:
            second.scalar(COUNT)
    with transactions(impatient)() as session:
        session.execute(ADD, {"name": "later"})
    impatient.dispose()


def _wait_a_millisecond(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA busy_timeout=1")


def test_a_reader_neither_waits_for_a_writer_nor_sees_what_is_not_committed(
    transaction: Transactions, reading: Transactions
) -> None:
    with transaction() as session:
        session.execute(ADD, {"name": "first"})
        with reading() as other:
            assert other.scalar(COUNT) == 0
    with reading() as other:
        assert other.scalar(COUNT) == 1


def test_a_transaction_that_fails_leaves_nothing(transaction: Transactions, reading: Transactions) -> None:
    def fail() -> None:
        with transaction() as session:
            session.execute(ADD, {"name": "first"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with reading() as session:
        assert session.scalar(COUNT) == 0


def test_a_transaction_after_a_failed_one_works(transaction: Transactions) -> None:
    with transaction() as session:
        session.execute(ADD, {"name": "first"})
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(ADD, {"name": "first"})
    with transaction() as session:
        session.execute(ADD, {"name": "second"})
        assert session.scalar(COUNT) == 2


def test_references_are_kept(transaction: Transactions) -> None:
    orphan = text("INSERT INTO channels (team, channel, customer_id) VALUES ('T1', 'C1', 77)")
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(orphan)


def test_the_databases_clock_is_now_and_goes_on_within_a_transaction(reading: Transactions) -> None:
    with reading() as session:
        first = session.scalar(select(database_seconds()))
        time.sleep(0.01)
        second = session.scalar(select(database_seconds()))
    assert isinstance(first, float)
    assert isinstance(second, float)
    assert abs(first - time.time()) < 60
    assert 0.005 < second - first < 60


def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'var' / 'data' / 'desk.db'}")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()
    assert (tmp_path / "var" / "data" / "desk.db").is_file()


@pytest.mark.postgres
def test_a_plain_postgresql_address_uses_the_driver_that_is_installed() -> None:
    engine = open_database("postgresql://care@db.internal/desk")
    assert engine.url.drivername == "postgresql+psycopg"
    assert engine.url.host == "db.internal"
