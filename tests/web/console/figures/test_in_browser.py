"""The charts in a real browser: drawn from their tables, and the tables alone where nothing may be drawn."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.console.test_axe import Console, browser, console

pytestmark = [pytest.mark.slow, pytest.mark.browser]
__all__ = ["browser", "console"]

DRAWN = "document.querySelectorAll('.chart:not([hidden]) canvas').length"
TABLES = "document.querySelectorAll('table.figure-table:not([data-chart=heat])').length"


def figures(context: BrowserContext, console: Console, query: str = "") -> Page:
    context.add_cookies([{"name": "session", "value": console.session, "url": console.url}])
    page = context.new_page()
    page.goto(f"{console.url}/figures{query}")
    return page


def wait_until(page: Page, holds: str) -> None:
    """Wait for something the page comes to; it forbids scripts that look by themselves."""
    for _ in range(200):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the page never came to {holds}")


def test_every_table_is_drawn_and_folded_away(browser: Browser, console: Console) -> None:
    context = browser.new_context()
    page = figures(context, console)
    wait_until(page, f"{TABLES} > 0 && {DRAWN} === {TABLES}")
    assert page.locator("#questions details[open]").count() == 0
    assert page.locator("#hours details[open]").count() == 1
    assert page.locator("#questions canvas").get_attribute("role") == "img"
    context.close()


def test_the_parts_of_a_long_time_are_drawn_when_they_have_come(browser: Browser, console: Console) -> None:
    context = browser.new_context(color_scheme="dark")
    page = figures(context, console, "?from=2025-01-01&by=month")
    wait_until(page, "document.querySelectorAll('[hx-get]').length === 0")
    wait_until(page, f"{TABLES} > 0 && {DRAWN} === {TABLES}")
    context.close()


def test_without_scripts_the_tables_are_read(browser: Browser, console: Console) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = figures(context, console)
    assert page.locator("#questions table").is_visible()
    assert not page.locator("#questions canvas").is_visible()
    context.close()
