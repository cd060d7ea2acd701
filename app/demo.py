"""`infracare demo`: a sample installation made on the spot, and a conversation in this terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from app.build import Installation, install
from app.chat import HELP, converse, introduced, lines, open_window, people_called
from app.connections import StorageSettings
from app.settings import Secrets, Settings, read_settings, secrets_of
from tickets.directory import import_directory

FOLDER = Path("var") / "demo"
SPEAKER = "ada@northside.example"


def run_demo(root: Path, console: Console, *, keep: bool = False) -> None:
    """Make the sample installation below ``root`` and talk; a new one each time unless ``keep``."""
    console.print(
        "[bold]InfraCare Assist[/], a sample installation in your terminal. Nothing leaves this machine."
    )
    with console.status("Reading the sample articles, training the classifier ..."):
        here = sample_installation(root, root / FOLDER, keep=keep)
        _ = here.search, here.classifier
    [person] = people_called(here, SPEAKER)
    console.print(f"You are {escape(introduced(person))}.\n")
    console.print(HELP + "\n")
    converse(open_window(here, console, person), lines(console))
    here.engine.dispose()
    console.print(f"[dim]What was written down lies in {escape(str(FOLDER))}; --keep goes on with it.[/]")


def sample_installation(root: Path, folder: Path, *, keep: bool = False) -> Installation:
    """The sample: the settings that come along, sample articles, sample directory, no secrets."""
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)
    here = install(sample_settings(root, folder), no_secrets(), root)
    here.sync_articles()
    with here.writing() as session:
        import_directory(session, root / "sample" / "directory", force=True)
    return here


def sample_settings(root: Path, folder: Path) -> Settings:
    """The settings that come along, with their storage in ``folder``."""
    settings = read_settings(root / "app.yaml")
    return settings.model_copy(update={"storage": StorageSettings(folder=folder)})


def no_secrets() -> Secrets:
    """An installation that reaches nothing outside."""
    return secrets_of({})
