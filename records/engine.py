"""Opens the database: SQLite embedded or PostgreSQL by a URL, with the same promises."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, Pool
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Float

__all__ = ["Session", "Transactions", "database_seconds", "open_database", "transactions"]

Transactions = Callable[[], AbstractContextManager[Session]]


def open_database(url: str) -> Engine:
    """An engine for ``url`` (``sqlite:///path`` or ``postgresql://...``).

    SQLite runs in WAL mode with ``synchronous=FULL`` (a commit survives power loss), every transaction
    takes the write lock at once (``BEGIN IMMEDIATE``) and waits for it up to ten seconds.
    """
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        return _open_sqlite(url, where.database)
    if where.drivername == "postgresql":
        where = where.set(drivername="postgresql+psycopg")
    return create_engine(where, pool_pre_ping=True, pool_size=16)


def _open_sqlite(url: str, path: str | None) -> Engine:
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 10}, pool_size=16)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("only_reading", False)
    connection.exec_driver_sql("BEGIN DEFERRED" if reads else "BEGIN IMMEDIATE")


def _set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("busy_timeout=10000", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    _switch_to_wal(cursor)
    cursor.close()


def _switch_to_wal(cursor: DBAPICursor) -> None:
    """Two processes that open a new file at once can each stop the other's switch, whatever the timeout."""
    for wait in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            time.sleep(wait)
        else:
            return
    cursor.execute("PRAGMA journal_mode=WAL")


_GATES: WeakKeyDictionary[Pool, Lock] = WeakKeyDictionary()
"""SQLite lets one writer in and makes others sleep and try again: the writers of a process queue here."""


def transactions(engine: Engine, *, only_reading: bool = False) -> Transactions:
    """A maker of transactions: ``with transaction() as session`` commits at the end or rolls back.

    ``only_reading`` ones take no write lock on SQLite, so they never wait for a writer.
    """
    gate: AbstractContextManager[Any] = nullcontext()
    if engine.dialect.name == "sqlite":
        if only_reading:
            engine = engine.execution_options(only_reading=True)
        else:
            gate = _GATES.setdefault(engine.pool, Lock())

    @contextmanager
    def transaction() -> Iterator[Session]:
        with gate, Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    return transaction


class database_seconds(GenericFunction[float]):  # noqa: N801 (an SQL function's name)
    """The database's own clock in seconds since 1970; leases are compared with nothing else."""

    type = Float()
    inherit_cache = True


@compiles(database_seconds, "sqlite")
def _sqlite_seconds(_element: Any, _compiler: Any, **_kw: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(database_seconds, "postgresql")
def _postgresql_seconds(_element: Any, _compiler: Any, **_kw: Any) -> str:
    return "extract(epoch from clock_timestamp())"
