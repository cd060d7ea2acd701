"""One sample installation for all tests of the console, copied for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.build import Installation
from tests.stories.stage import build_sample, open_copy
from tests.web.console.browser import here_of
from web.console.here import Here


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "var"
    build_sample(folder)
    return folder


@pytest.fixture
def installation(sample: Path, tmp_path: Path) -> Iterator[Installation]:
    opened = open_copy(sample, tmp_path / "var")
    yield opened
    opened.engine.dispose()


@pytest.fixture
def here(installation: Installation) -> Here:
    return here_of(installation)
