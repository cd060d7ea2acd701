"""Open pages of the desk in a browser: they change by themselves, and nothing that is typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from app.build import Installation
from tests.fakes.chromium import chromium_running
from tests.stories.slack_stage import free_port
from tests.stories.stage import Stage
from tests.stories.test_review import ADA, INCIDENT, SAM
from tests.web.console.browser import here_of, signed_in
from web.console.app import console_app
from web.server import HttpDoor

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def stage(installation: Installation) -> Stage:
    return Stage(installation)


@pytest.fixture
def page(stage: Stage) -> Iterator[Page]:
    """The browser of a member of staff; its addresses are those of the console."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    here = replace(here_of(stage.here), now=lambda: stage.now, url=url)
    door = HttpDoor(console_app(here, pause=0.1), "127.0.0.1", port)
    door.start()
    with chromium_running() as chromium:
        context = chromium.new_context(base_url=url)
        session = signed_in(here, SAM).client.cookies["session"]
        context.add_cookies([{"name": "session", "value": session, "url": url}])
        yield context.new_page()
        context.close()
    door.stop()


def test_what_happens_in_slack_appears_on_open_pages_and_typed_words_stay(page: Page, stage: Stage) -> None:
    page.goto("/desk")
    expect(page.get_by_text("No ticket is open.")).to_be_visible()
    expect(page.locator("#live")).to_contain_text("Live")
    search = page.get_by_label("Words or number")
    search.fill("half a word")
    stage.person(ADA).says(INCIDENT)
    expect(page.get_by_role("rowheader")).to_contain_text("Job 7001234")
    expect(page.locator(".left")).to_have_text(re.compile(r"2 h left|1 h 59 min left"))
    expect(search).to_have_value("half a word")
    expect(search).to_be_focused()

    page.goto("/tickets/1001")
    expect(page.locator("#live")).to_contain_text("Live")
    page.locator("#run1 summary").click()
    stage.later(minutes=20)
    stage.desk(1001).says(SAM, "Please load the job again.")
    expect(page.get_by_text("Please load the job again.")).to_be_visible()
    expect(page.locator("#ticket-head")).to_contain_text("no answer owed")
    expect(page.get_by_text("It arrived at 12:35 Eastern")).to_be_visible()


def test_a_page_of_somebody_who_is_signed_out_says_so_and_stays(page: Page, stage: Stage) -> None:
    page.goto("/desk")
    expect(page.locator("#live")).to_contain_text("Live")
    page.get_by_label("Words or number").fill("half a word")
    stage.later(hours=13)
    expect(page.locator("#live")).to_contain_text("You are signed out")
    expect(page.get_by_label("Words or number")).to_have_value("half a word")
