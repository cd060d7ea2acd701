"""The throw-away PostgreSQL gives each test a database of its own and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.fakes.postgres import PostgresServer, find_programs

pytestmark = pytest.mark.postgres


def asked(url: str, statement: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(statement.encode()).fetchone()
    return None if row is None else row[0]


def test_a_database_is_as_its_template_and_shares_nothing_with_it(postgres: PostgresServer) -> None:
    first = postgres.create()
    with psycopg.connect(postgres.url(first), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
    copy = postgres.create(first)
    with psycopg.connect(postgres.url(copy), autocommit=True) as connection:
        connection.execute("INSERT INTO kept VALUES (2)")
    assert asked(postgres.url(first), "SELECT count(*) FROM kept") == 1
    assert asked(postgres.url(copy), "SELECT count(*) FROM kept") == 2
    postgres.drop(copy)
    postgres.drop(first)


def test_a_database_that_was_given_back_is_lent_again_without_rows(
    postgres: PostgresServer, postgres_template: str
) -> None:
    name = postgres.lend(postgres_template)
    with psycopg.connect(postgres.url(name), autocommit=True) as connection:
        connection.execute(
            "INSERT INTO customers (key, name, good_standing, active) VALUES ('a', 'A', true, true)"
        )
        connection.execute("INSERT INTO channels (team, channel, customer_id) VALUES ('T1', 'C1', 1)")
        postgres.give_back(name, postgres_template)
    assert postgres.lend(postgres_template) == name
    assert (
        asked(postgres.url(name), "SELECT (SELECT count(*) FROM customers) + (SELECT count(*) FROM channels)")
        == 0
    )
    assert asked(postgres.url(name), "SELECT nextval('customers_id_seq')") == 1
    postgres.give_back(name, postgres_template)


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE more (id integer)",
        "ALTER TABLE customers DROP COLUMN active",
        "DROP INDEX ix_work_due",
        "UPDATE alembic_version SET version_num = '9999'",
    ],
)
def test_a_database_whose_tables_were_changed_is_not_lent_again(
    postgres: PostgresServer, postgres_template: str, change: str
) -> None:
    name = postgres.lend(postgres_template)
    with psycopg.connect(postgres.url(name), autocommit=True) as connection:
        connection.execute(change.encode())
    postgres.give_back(name, postgres_template)
    assert asked(postgres.url(), f"SELECT count(*) FROM pg_database WHERE datname = '{name}'") == 0


def test_a_database_is_dropped_while_somebody_is_connected(postgres: PostgresServer) -> None:
    name = postgres.create()
    with psycopg.connect(postgres.url(name)):
        postgres.drop(name)
    assert asked(postgres.url(), f"SELECT count(*) FROM pg_database WHERE datname = '{name}'") == 0


@pytest.mark.slow
def test_a_server_that_is_left_is_gone_with_its_data() -> None:
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with PostgresServer(programs) as server:
        folder = Path(str(asked(server.url(), "SHOW unix_socket_directories")))
        assert folder.is_dir()
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url())
