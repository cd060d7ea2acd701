"""Installations for tests: a folder with an app.yaml in which anything can be set, and the command line."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.build import Installation, install
from app.settings import read_settings, secrets_of
from tests.stories.stage import ROOT

SHIPPED = ROOT / "app.yaml"


def shipped() -> dict[str, Any]:
    """The app.yaml that comes along, every value as it is written."""
    values: dict[str, Any] = yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return values


@dataclass(frozen=True)
class Home:
    """A folder with an app.yaml."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "app.yaml"

    def set(self, **values: object) -> None:
        """Set values by their path, two underscores for a dot: ``slack__mode="http"``."""
        tree = yaml.load(self.config.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for path, value in values.items():
            *groups, key = path.split("__")
            part = tree
            for group in groups:
                part = part[group]
            part[key] = value
        self.config.write_text(yaml.safe_dump(tree, sort_keys=False), encoding="utf-8")

    def opened(self) -> Installation:
        """The installation in it, to be looked into; dispose of its engine."""
        return install(read_settings(self.config), secrets_of({}), self.folder)


def new_home(folder: Path, sample: Path | None = None, **values: object) -> Home:
    """The shipped app.yaml in a folder, with the sample articles, and with what ``sample`` already holds."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SHIPPED, folder)
    if sample is not None:
        shutil.copytree(sample, folder / "var")
    home = Home(folder)
    home.set(knowledge__folders=[str(ROOT / "sample" / "articles")], **values)
    return home


@dataclass(frozen=True)
class Ran:
    """What a command has printed, and the code it ended with."""

    code: int
    out: str
    err: str


def without_ours(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which nothing of the program is set."""
    ours = ("SLACK_", "DATABASE_URL", "SMTP_", "IMAP_", "DESK_", "INFRACARE_")
    return {name: value for name, value in environment.items() if not name.startswith(ours)}
