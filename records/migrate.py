"""Brings a database to the tables that this program works with.

There is no way down: what a newer program wrote, an older one cannot read, and dropping columns loses
what people were promised. The way back is a copy of the database taken before the upgrade.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

VERSIONS = Path(__file__).parent / "migrations" / "versions"
"""One file for each migration, named by its number: ``0001_first_tables.py`` is migration ``0001``."""

LOCK = 7_316_205_542_118_090
"""The advisory lock on PostgreSQL under which tables are changed; any number, but always the same."""


class NewerDatabaseError(Exception):
    """A newer program has changed this database; its message says what to do."""


def upgrade(engine: Engine) -> None:
    """Create what is missing, in one transaction: all of it or nothing.

    ``engine`` comes from :func:`records.engine.open_database`. Several processes may call this at once; one
    works, the others wait for it and find nothing left to do.
    """
    if is_current(engine):
        return
    with engine.begin() as connection:
        _wait_for_others(connection)
        _refuse_newer(_revision(connection))
        _migrate(connection)


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly the tables of this program."""
    return revision(engine) == known()[-1]


def revision(engine: Engine) -> str | None:
    """The name of the last migration the database has seen, or None when it has seen none."""
    with engine.connect().execution_options(only_reading=True) as connection:
        return _revision(connection)


def known() -> list[str]:
    """The migrations of this program, oldest first."""
    return sorted(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _wait_for_others(connection: Connection) -> None:
    """Until the transaction ends; on SQLite its beginning has already taken the only write lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in known():
        raise NewerDatabaseError(
            f"The database stands at migration {found}, which this program does not know: "
            "start the newer program that wrote it, or restore a copy from before its first start."
        )


def _migrate(connection: Connection) -> None:
    """Alembic is imported here, because a start that finds nothing to do should not wait for it."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "records:migrations")
    command.upgrade(config, "head")
