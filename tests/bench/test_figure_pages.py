"""The measurement of the figures' pages looks at pages that answer."""

from __future__ import annotations

from pathlib import Path

from bench import figure_pages
from bench.large_desk import Size


def test_every_page_that_is_measured_is_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    found = figure_pages.measured(url, Size(tickets=30, queries=20, answered=10), times=1)
    assert {*figure_pages.PAGES, *figure_pages.PARTS} <= set(found)
    assert all(value for value in found.values())
