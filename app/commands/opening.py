"""Opens what a command works on; what cannot be opened or goes wrong in there is said in a sentence."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.build import Installation
    from app.settings import Secrets, Settings

ROOT = Path(__file__).resolve().parents[2]
"""Where the program lies, with the app.yaml and the sample that come along."""

CONFIG = Path("app.yaml")


class StopError(Exception):
    """The command cannot go on; the sentence says why and what to do."""


def chosen(context: typer.Context, config: Path | None) -> Path:
    """The file named after the command, else before it (or in the environment), else the one nearby."""
    return config or context.obj or nearby_config(Path.cwd())


def nearby_config(folder: Path) -> Path:
    """The app.yaml of the folder one stands in; anywhere inside the program, the one that comes along."""
    if (folder / CONFIG).exists():
        return CONFIG
    if folder.resolve().is_relative_to(ROOT):
        return ROOT / CONFIG
    raise StopError(
        f"There is no app.yaml in {folder}; go to the folder of your installation, "
        "or name its file: infracare --config FILE ..."
    )


Config = Annotated[
    Path,
    typer.Option(
        "--config",
        default_factory=lambda: None,
        callback=chosen,
        show_default="app.yaml here",
        help="The settings of the installation.",
    ),
]
"""For the commands that need settings; ``infracare --config FILE COMMAND`` says the same for all."""


def settings_of(config: Path) -> Settings:
    """The settings in the file; raises :class:`StopError` with a sentence for each thing to mend."""
    from app.settings import SettingsError, read_settings

    try:
        return read_settings(config)
    except SettingsError as error:
        raise StopError(str(error)) from error


def secrets_in(environment: Mapping[str, str]) -> Secrets:
    """The secrets of the environment; raises :class:`StopError` for one that cannot be used."""
    from app.settings import SettingsError, secrets_of

    try:
        return secrets_of(environment)
    except SettingsError as error:
        raise StopError(str(error)) from error


@contextmanager
def opened(config: Path, *, log_level: int = logging.WARNING) -> Iterator[Installation]:
    """The installation of these settings for as long as a command needs it; its logs are screened."""
    settings, secrets = settings_of(config), secrets_in(os.environ)
    log_to_stderr(log_level, secrets)
    with in_sentences():
        here = install(settings, secrets, config)
        try:
            yield here
        finally:
            here.engine.dispose()


def install(settings: Settings, secrets: Secrets, config: Path) -> Installation:
    """Open the installation that lies in the folder of its settings; raises :class:`StopError`."""
    from app.build import install as open_installation

    _refuse_strange(secrets.database_url)
    with in_sentences():
        return open_installation(settings, secrets, config.resolve().parent)


def log_to_stderr(level: int, secrets: Secrets) -> None:
    """From here on what happens is logged, without health data and secrets."""
    from guard.logs import ScreenedFormatter

    handler = logging.StreamHandler()
    handler.setFormatter(ScreenedFormatter(secrets=secrets.values()))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("slack_bolt", "slack_sdk", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


@contextmanager
def in_sentences() -> Iterator[None]:
    """What goes wrong with the database or the disk within becomes a :class:`StopError`."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    from records.migrate import NewerDatabaseError

    try:
        yield
    except NewerDatabaseError as error:
        raise StopError(str(error)) from error
    except DBAPIError as error:
        raise StopError(_database_sentence(str(error.orig))) from error
    except SQLAlchemyError as error:
        raise StopError(_database_sentence(str(error))) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StopError(disk_sentence(error)) from error


def disk_sentence(error: OSError) -> str:
    """What the operating system refused, and what to do."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}; check the path, its permissions and the space on the disk."


def _database_sentence(why: str) -> str:
    first = why.strip().partition("\n")[0]
    return (
        f"The database cannot be used ({first}); "
        "check DATABASE_URL and the file infracare.db in the folder that app.yaml names under storage."
    )


def _refuse_strange(url: str) -> None:
    """DATABASE_URL, when it is set, must name a database that this program can use."""
    if not url:
        return
    driver = _driver(url)
    if driver is None:
        raise StopError(
            "DATABASE_URL is not the address of a PostgreSQL database or an SQLite file; "
            "write for example postgresql://infracare@localhost/infracare, or leave it unset."
        )
    if driver.startswith("postgresql") and find_spec("psycopg") is None:
        raise StopError(
            "PostgreSQL needs the package psycopg; install this program with its extra named postgres."
        )


def _driver(url: str) -> str | None:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        where = make_url(url)
    except (ArgumentError, ValueError):
        return None
    known = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")
    in_memory = where.get_backend_name() == "sqlite" and where.database in (None, "", ":memory:")
    return None if in_memory or where.drivername not in known else where.drivername
