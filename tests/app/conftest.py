"""One sample installation for all tests of the command line, copied for each; the command line itself."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.main import run
from tests.app.homes import Home, Ran, new_home, without_ours
from tests.stories.stage import build_sample

Infracare = Callable[..., Ran]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "var"
    build_sample(folder)
    return folder


@pytest.fixture
def home(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A sample installation; we stand in its folder, and the environment says nothing else."""
    home = new_home(tmp_path / "home", sample)
    monkeypatch.chdir(home.folder)
    for name in os.environ.keys() - without_ours(os.environ).keys():
        monkeypatch.delenv(name)
    return home


@pytest.fixture
def infracare(capsys: pytest.CaptureFixture[str]) -> Iterator[Infracare]:
    """The command line in this process."""
    handlers, level = logging.root.handlers[:], logging.root.level

    def ran(*arguments: str) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        heard = capsys.readouterr()
        return Ran(int(ended.value.code or 0), heard.out, heard.err)

    yield ran
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
