"""In a browser a form opens within the ticket's page, the keyboard goes there, and what was sent is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.chromium import chromium_running
from tests.stories.slack_stage import free_port
from tests.stories.stage import Stage, open_copy
from tests.web.console.acts_played import SAM, opened
from tests.web.console.browser import here_of, signed_in
from tickets.values import EntryKind
from web.console.app import console_app
from web.server import HttpDoor

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def desk(sample: Path, tmp_path: Path) -> Iterator[tuple[Stage, Any, str]]:
    """A desk with ticket 1001, and a browser in which Sam is signed in."""
    stage, port = Stage(open_copy(sample, tmp_path / "var")), free_port()
    opened(stage)
    here = replace(here_of(stage.here, stage.now), url=f"http://127.0.0.1:{port}")
    door = HttpDoor(console_app(here), "127.0.0.1", port)
    door.start()
    session = signed_in(here, SAM).client.cookies["session"]
    with chromium_running() as browser:
        context = browser.new_context()
        context.add_cookies([{"name": "session", "value": session, "url": here.url}])
        yield stage, context.new_page(), here.url
        context.close()
    door.stop()
    stage.here.engine.dispose()


def test_a_form_opens_within_the_page_and_is_sent_from_there(desk: tuple[Stage, Any, str]) -> None:
    stage, page, url = desk
    page.goto(f"{url}/tickets/1001")
    page.get_by_role("link", name="Ask for a detail").click()
    choice = page.get_by_label("Which detail")
    choice.wait_for()
    assert page.url == f"{url}/tickets/1001"
    assert page.evaluate("document.activeElement.name") == "detail"
    choice.select_option("job")
    page.locator("#act-form").get_by_role("button").click()
    page.get_by_text("The question is on its way to the customer.").wait_for()
    page.get_by_label("The customer reads this.").fill("Please restart it.")
    page.get_by_role("button", name="Send to the customer").click()
    page.get_by_text("Your answer is on its way to the customer.").wait_for()
    kinds = [one.kind for one in stage.history(1001)]
    assert kinds.count(EntryKind.STAFF_WORDS) == 2


def test_what_cannot_be_done_yet_is_said_within_the_page(desk: tuple[Stage, Any, str]) -> None:
    _stage, page, url = desk
    page.goto(f"{url}/tickets/1001")
    page.get_by_text("More to do").click()
    page.get_by_role("link", name="Call").click()
    page.locator("#act-form").get_by_text("more replies first").wait_for()
    assert page.locator("main").count() == 1
