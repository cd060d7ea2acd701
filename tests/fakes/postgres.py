"""A throw-away PostgreSQL for tests, on a socket in a temporary folder, where it is installed."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

MISSING = "PostgreSQL's programs initdb and pg_ctl were not found: nothing was tested on PostgreSQL"
EMPTY = """
DO $$
DECLARE one record;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename AS name FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE format('DELETE FROM %I', one.name);
    END LOOP;
    FOR one IN SELECT sequencename AS name FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL
    LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', one.name);
    END LOOP;
END $$
"""
SHAPE = """
SELECT query_to_xml('SELECT * FROM alembic_version', true, true, '')::text, (
    SELECT string_agg(concat_ws(' ', c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull), ', '
        ORDER BY c.relname, a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace)
"""
OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
)
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB")


class PostgresServer:
    """A server for as long as it is entered; its data is gone afterwards.

    It takes connections on its own socket alone, as ``postgres`` and without a password. Root starts it as
    ``nobody``, because it refuses to run as root.
    """

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._names = itertools.count(1)
        self._idle: dict[str, list[str]] = defaultdict(list)
        self._shapes: dict[str, object] = {}

    def __enter__(self) -> PostgresServer:
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._rights = _rights_of_nobody() if os.getuid() == 0 else {}
        if self._rights:
            os.chown(self._folder, self._rights["user"], self._rights["group"])
        try:
            self._start()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, name: str = "postgres") -> str:
        """Where a database of this server is found."""
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def create(self, template: str = "template0") -> str:
        """A new database, as ``template`` is (to which nobody may be connected); returns its name."""
        name = f"test_{next(self._names)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database and whoever is still connected to it."""
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def lend(self, template: str) -> str:
        """A database as ``template`` is, until it is given back; an emptied one is quicker than a new one."""
        if self._idle[template]:
            return self._idle[template].pop()
        name = self.create(template)
        with psycopg.connect(self.url(name)) as connection:
            self._shapes[template] = connection.execute(SHAPE).fetchone()
        return name

    def give_back(self, name: str, template: str) -> None:
        """Empty a lent database; one whose tables are not as they were is dropped instead."""
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            connection.execute(OTHERS, [name])
            connection.execute(EMPTY)
            unchanged = connection.execute(SHAPE).fetchone() == self._shapes[template]
        if unchanged:
            self._idle[template].append(name)
        else:
            self.drop(name)

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _start(self) -> None:
        new = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
        self._run("initdb", "-D", self._data, *new)
        places = (f"unix_socket_directories={self._folder}", "listen_addresses=")
        options = " ".join(f"-c {option}" for option in (*places, *FAST))
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", options, "start")

    def _run(self, program: str, *arguments: str) -> None:
        """Output goes to a file: the server inherits it, and a pipe would stay open as long as it runs."""
        with tempfile.TemporaryFile("w+") as output:
            command = [str(self._programs / program), *arguments]
            done = subprocess.run(
                command,
                check=False,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **self._rights,
            )
            output.seek(0)
            assert done.returncode == 0, f"{program} failed: {output.read()}"

    def _say(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs: on the PATH, or the newest where Debian keeps them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return folders[-1].parent if folders else None


def _version(initdb: Path) -> float:
    name = initdb.parents[1].name
    return float(name) if name.replace(".", "", 1).isdigit() else 0.0


def _rights_of_nobody() -> dict[str, Any]:
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}
