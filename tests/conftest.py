"""Servers for every room's tests: SQLite in a file, PostgreSQL and Dovecot where they are installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from records.engine import Transactions, open_database, transactions
from records.migrate import upgrade
from tests.fakes.dovecot import MISSING as NO_DOVECOT
from tests.fakes.dovecot import Dovecot
from tests.fakes.dovecot import is_installed as dovecot_is_installed
from tests.fakes.postgres import MISSING, PostgresServer, find_programs

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
KINDS = (SQLITE, pytest.param(POSTGRESQL, marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server for the whole run; without the programs its tests are skipped, and fail where CI is set."""
    programs = find_programs()
    if programs is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with PostgresServer(programs) as server:
        yield server


@pytest.fixture(scope="session")
def mail_programs() -> None:
    """Without Dovecot its tests are skipped, and fail where CI is set."""
    if not dovecot_is_installed():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_DOVECOT)


@pytest.fixture(scope="session")
def dovecot(mail_programs: None) -> Iterator[Dovecot]:
    """A mail server for the whole run; each test takes a user of its own."""
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """The name of a database with all tables and no rows, of which copies are made."""
    name = postgres.create()
    _upgrade(postgres.url(name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows, of which copies are made."""
    path = tmp_path_factory.mktemp("template") / "desk.db"
    _upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new database without tables is found: once for each kind of database."""
    if request.param == SQLITE:
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        name = server.create()
        yield server.url(name)
        server.drop(name)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new database with all tables is found: once for each kind of database."""
    if request.param == SQLITE:
        copied = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path)
        yield f"sqlite:///{copied}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        name = server.lend(template := request.getfixturevalue("postgres_template"))
        yield server.url(name)
        server.give_back(name, template)


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """That database, open."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def transaction(database: Engine) -> Transactions:
    """Transactions on it."""
    return transactions(database)


@pytest.fixture
def reading(database: Engine) -> Transactions:
    """Transactions on it that only read."""
    return transactions(database, only_reading=True)


def _upgrade(url: str) -> None:
    engine = open_database(url)
    upgrade(engine)
    engine.dispose()
