"""One sample installation for all stories, copied for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.stage import Stage, build_sample, open_copy


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "var"
    build_sample(folder)
    return folder


@pytest.fixture
def stage(sample: Path, tmp_path: Path) -> Iterator[Stage]:
    here = open_copy(sample, tmp_path / "var")
    yield Stage(here)
    here.engine.dispose()
