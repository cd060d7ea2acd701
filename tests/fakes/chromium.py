"""Debian's Chromium, driven by Playwright.

While Playwright's synchronous interface runs, its event loop counts as running in the test's thread: a
second one, or any `asyncio.run`, is then refused. So a browser lives for one module, never longer, and the
modules can run in any order.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
MISSING = "Debian's Chromium is not installed: apt-get install chromium"
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium_running() -> Iterator[Browser]:
    """A headless browser; without Chromium the test is skipped, and fails where CI is set."""
    if not CHROMIUM.exists():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()
