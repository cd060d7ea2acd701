"""A draft in a browser: the preview follows what is typed, the rehearsal comes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from app.build import Installation
from tests.fakes.chromium import chromium_running
from tests.stories.slack_stage import free_port
from tests.web.console.browser import here_of, signed_in
from tests.web.console.morning import fill
from web.console.app import console_app
from web.server import HttpDoor

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def page(installation: Installation) -> Iterator[Page]:
    """The browser of a knowledge manager; its addresses are those of the console."""
    stage = fill(installation)
    url = f"http://127.0.0.1:{(port := free_port())}"
    here = replace(here_of(installation, stage.now), url=url)
    door = HttpDoor(console_app(here), "127.0.0.1", port)
    door.start()
    with chromium_running() as chromium:
        context = chromium.new_context(base_url=url)
        session = signed_in(here, "kim@infraware.example").client.cookies["session"]
        context.add_cookies([{"name": "session", "value": session, "url": url}])
        yield context.new_page()
        context.close()
    door.stop()


def test_an_article_is_written_and_published(page: Page) -> None:
    page.goto("/drafts")
    page.get_by_role("link", name="Change the ribbon colour").click()
    page.get_by_label("Text (Markdown)").fill(
        "The **ribbon** of the copier has a colour.\n\n1. Turn the wheel."
    )
    expect(page.locator("#preview strong")).to_have_text("ribbon")
    page.get_by_role("button", name="Save, check and publish").click()
    expect(page.get_by_text("Nothing was found.")).to_be_visible()
    expect(page.locator("#rehearsal")).to_contain_text("questions were asked as if this draft were published")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("Published: the bot answers with it from now on.")
