"""The tour of the demo, played in Debian's Chromium: three questions, what becomes of them, in both modes.

With PICTURES=docs/pictures in the environment each step is photographed there.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.playground import playground
from tests.fakes.chromium import chromium_running
from tests.stories.slack_stage import free_port
from tests.stories.stage import ROOT
from workspace import Workspace

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PATIENCE = 15_000
"""Milliseconds; a busy machine takes its time."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium_running() as started:
        yield started


@pytest.fixture(params=["socket", "http"])
def slack(request: pytest.FixtureRequest, sample: Path, tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "play").mkdir()
    (tmp_path / "play" / "models").symlink_to(sample / "models")
    http_port = free_port() if request.param == "http" else 0
    with playground(ROOT, tmp_path / "play", http_port=http_port) as opened:
        yield opened
        assert opened.complaints == []


@pytest.fixture
def page(browser: Browser, slack: Workspace) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    opened.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(slack.world.base_url + "/")
    yield opened
    opened.close()
    assert errors == []


def photograph(page: Page, name: str, top: str = "") -> None:
    """Take the picture, with the message that says `top` uppermost, when pictures are wanted."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.mouse.move(0, 0)
        time.sleep(0.7)
        if top:
            said = page.get_by_role("log").locator("article").filter(has_text=top).first
            said.evaluate("message => message.scrollIntoView({ block: 'start' })")
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def act_as(page: Page, name: str) -> None:
    """Become somebody else by the switcher at the top of the left column."""
    page.get_by_role("button", name=re.compile("act as", re.IGNORECASE)).click()
    page.get_by_text(name, exact=True).last.click()


def test_the_tour_is_played_from_end_to_end(page: Page) -> None:
    photograph(page, "1-the-workspace")
    _a_how_to_question_is_answered(page)
    _an_incident_lands_at_the_desk(page)
    _an_unanswerable_question_reaches_the_knowledge_manager(page)


def _a_how_to_question_is_answered(page: Page) -> None:
    page.get_by_role("button", name="Send").nth(0).click()
    expect(page.get_by_text("Reset a user's password in the IMC").first).to_be_visible()
    photograph(page, "2-an-answer-with-its-source", "How do I reset")


def _an_incident_lands_at_the_desk(page: Page) -> None:
    page.get_by_role("button", name="Send").nth(1).click()
    page.get_by_role("button", name="Give the details").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Job number")).to_have_value("7001234")
    photograph(page, "3-only-what-is-missing-is-asked")
    form.get_by_role("button", name="Open a ticket").click()
    expect(form.get_by_text("Please give this", exact=False).first).to_be_visible()
    form.get_by_label("User involved").fill("bcole")
    form.get_by_label("Error message").fill("Segment checksum mismatch")
    form.get_by_label("Steps that led to it").fill("Opened the job and chose Merge")
    form.get_by_role("button", name="Open a ticket").click()
    expect(page.get_by_text("Ticket #1001 is open").first).to_be_visible()
    photograph(page, "4-a-ticket-with-a-promise", "Ticket #1001")
    act_as(page, "Sam Ortiz")
    page.get_by_role("link", name=re.compile("support")).first.click()
    expect(page.get_by_text("Segment checksum mismatch").first).to_be_visible()
    photograph(page, "5-the-card-at-the-desk", "#1001")


def _an_unanswerable_question_reaches_the_knowledge_manager(page: Page) -> None:
    page.get_by_role("button", name="Send").nth(2).click()
    expect(page.get_by_text("you will hear from me here").first).to_be_visible()
    photograph(page, "6-not-known-and-said-so", "ribbon on the carbon copier")
    act_as(page, "Kim Doyle")
    page.get_by_role("link", name=re.compile("InfraCare Assist")).first.click()
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_text("ribbon on the carbon copier").first).to_be_visible()
    photograph(page, "7-what-the-knowledge-manager-sees")
