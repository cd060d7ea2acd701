"""Looking at a page changes nothing: links are followed by programs, and by browsers before people do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import select

from app.build import Installation
from records.base import Base
from tests.stories.stage import open_copy
from tests.web.console.addresses import PATHS
from tests.web.console.browser import here_of, signed_in
from tests.web.console.morning import fill

LEA = "lea@infraware.example"
SESSIONS = "console_sessions"
"""That somebody is there, and that a notice was read, is noted."""


@pytest.fixture(scope="module")
def installation(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    opened = open_copy(sample, tmp_path_factory.mktemp("looking") / "var")
    yield opened
    opened.engine.dispose()


def written(installation: Installation) -> Mapping[str, str]:
    """All that the database holds, by table."""
    tables = [table for table in Base.metadata.sorted_tables if table.name != SESSIONS]
    with installation.engine.connect() as connection:
        return {table.name: str(connection.execute(select(table)).all()) for table in tables}


def test_looking_at_every_page_changes_nothing(installation: Installation) -> None:
    stage = fill(installation)
    lea = signed_in(here_of(installation, stage.now), LEA).client
    before = written(installation)
    for path in PATHS.values():
        assert lea.get(path.format(link="1.x")).status_code in (200, 410), path
    assert written(installation) == before
