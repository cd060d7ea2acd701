"""Migrations give every database the tables of all rooms, once, and never touch a newer one."""

from __future__ import annotations

import importlib
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from records.base import Base
from records.engine import open_database
from records.migrate import LOCK, NewerDatabaseError, is_current, known, revision, upgrade

HOUSE = Path(__file__).parents[2]
NEWER = "9999"


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    engine = open_database(empty_url)
    yield engine
    engine.dispose()


def import_all_tables() -> set[str]:
    """Import every module of the product that describes a table; returns the tables' names."""
    names: set[str] = set()
    for path in HOUSE.glob("*/*.py"):
        found = re.findall(r'^    __tablename__ = "(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
        if found and path.parent.name != "tests":
            importlib.import_module(f"{path.parent.name}.{path.stem}")
            names.update(found)
    return names


def stamp(engine: Engine, name: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :name"), {"name": name})


def test_a_migrated_database_has_the_tables_the_rooms_describe(database: Engine) -> None:
    assert import_all_tables() == set(Base.metadata.tables)
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": Base.metadata})
        missing = render_python_code(produce_migrations(context, Base.metadata).upgrade_ops_list[0])
        assert compare_metadata(context, Base.metadata) == [], f"a migration must do this:\n{missing}"


def test_both_databases_name_constraints_alike(database: Engine) -> None:
    import_all_tables()
    found = inspect(database)
    for table in Base.metadata.sorted_tables:
        described = {str(constraint.name) for constraint in table.constraints if constraint.name}
        there = {key["name"] for key in found.get_foreign_keys(table.name)}
        there |= {unique["name"] for unique in found.get_unique_constraints(table.name)}
        there |= {found.get_pk_constraint(table.name)["name"]}
        assert there == described


def test_a_new_database_is_brought_up_to_date(empty: Engine) -> None:
    assert revision(empty) is None
    assert not is_current(empty)
    upgrade(empty)
    assert revision(empty) == known()[-1]
    assert is_current(empty)


def test_upgrading_again_changes_nothing(database: Engine) -> None:
    upgrade(database)
    assert is_current(database)


def test_a_failed_upgrade_leaves_nothing_behind(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE entries (id INTEGER)"))
    with pytest.raises(Exception, match="entries"):
        upgrade(empty)
    assert inspect(empty).get_table_names() == ["entries"]
    assert revision(empty) is None


def test_a_newer_database_is_refused_in_one_sentence(database: Engine) -> None:
    stamp(database, NEWER)
    assert not is_current(database)
    with pytest.raises(NewerDatabaseError) as refused:
        upgrade(database)
    assert str(refused.value) == (
        "The database stands at migration 9999, which this program does not know: start the newer program "
        "that wrote it, or restore a copy from before its first start."
    )
    assert revision(database) == NEWER


def test_upgrading_is_quiet_and_leaves_logging_alone(
    empty: Engine, capfd: pytest.CaptureFixture[str]
) -> None:
    before = (logging.root.handlers[:], logging.root.level, logging.getLogger("bot").disabled)
    upgrade(empty)
    assert (logging.root.handlers, logging.root.level, logging.getLogger("bot").disabled) == before
    assert capfd.readouterr() == ("", "")


def test_migrations_are_one_line_named_by_their_files() -> None:
    config = Config()
    config.set_main_option("script_location", "records:migrations")
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())
    assert [script.revision for script in reversed(scripts)] == known()
    assert [script.down_revision for script in reversed(scripts)] == [None, *known()[:-1]]


def test_an_upgrade_waits_for_another_one(empty: Engine, empty_url: str) -> None:
    later = open_database(empty_url)
    with ThreadPoolExecutor(1) as pool:
        with empty.begin() as first:
            hold_the_lock(first)
            second = pool.submit(upgrade, later)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.3)
            assert not inspect(first).has_table("alembic_version")
        second.result(timeout=20)
    later.dispose()
    assert is_current(empty)


def hold_the_lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    else:
        connection.execute(text("SELECT 1"))


UPGRADE = """
import sys
from records.engine import open_database
from records.migrate import is_current, upgrade
print("ready", flush=True)
sys.stdin.readline()
engine = open_database(sys.argv[1])
upgrade(engine)
print(is_current(engine), flush=True)
"""


@pytest.mark.slow
def test_two_processes_upgrade_at_once(empty_url: str) -> None:
    starting = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", UPGRADE, empty_url],
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in starting:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[0] for process in starting] == ["True\n"] * 2
    assert [process.returncode for process in starting] == [0] * 2
