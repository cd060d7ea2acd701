"""The loop that closes, in a browser: asked in vain, one topic, written, published, told, answered.

With PICTURES=docs/pictures in the environment each step is photographed there.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.fakes.chromium import chromium_running
from tests.stories.slack_stage import SlackStage, bot_at_work
from workspace.play import Actor, Heard
from workspace.pytest_plugin import SlackWorkspaces

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PATIENCE = 20_000
"""Milliseconds; a busy machine takes its time."""
TRIO = (
    ("ada", "How do unsigned letters get a DRAFT watermark?"),
    ("ben", "How can I remove the watermark from prints?"),
    ("cleo", "who may change our watermark picture?"),
)
"""Three questions of two customers, about one matter, that share one content word."""
OTHERS = """How do I change the order of the worklist?
Can two editors open one document at the same time?
Where is the archive of letters from 2019?
Is it possible to dictate in the car over bluetooth?
What does the yellow triangle next to a job mean?
How long are recordings kept before they are deleted?
We need to see how many lines each typist did last month
Can I get an alert when a STAT job comes in?
How do we merge duplicate physicians in the provider list?
Is there a way to dictate addenda without opening the report?
Can patients read their notes in the app?
How do I give a student temporary access?
Is there a keyboard layout for left handed people?
Can I print address labels from the worklist?
How do I set a different signature picture for each site?
Where can I see who opened a document?
Do you have training videos for new editors?
How can I stop the headset from muting itself?
What is the maximum length of one dictation?
Can we have the invoice split by department?""".splitlines()
"""Twenty other gaps."""
TITLE = "Watermark on letters: put it on, remove it, change its picture"
ARTICLE = """The DRAFT watermark is printed on letters until they are signed.

## Put the watermark on, or remove it

1. In the IMC open **Settings > Documents > Watermark**.
2. Tick or untick *Watermark on unsigned letters*.
3. Press **Save**. Prints made from now on follow it.

## Change the picture of the watermark

An administrator of your company uploads another picture on the same page with **Replace picture**.
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium_running() as started:
        yield started


@pytest.fixture
def stage(sample: Path, tmp_path: Path, slack_workspace: SlackWorkspaces) -> Iterator[SlackStage]:
    shutil.copytree(sample, tmp_path / "var")
    with bot_at_work(slack_workspace, tmp_path / "var", http=False, timing=None, console=True) as found:
        yield found


def asked(stage: SlackStage) -> dict[str, Heard]:
    """All gaps, each a conversation of its own; the three messages that matter, by who wrote them."""
    askers = [name for name, _ in TRIO] + ["dan"]
    for number, question in enumerate(OTHERS):
        stage.clock.advance(hours=1)
        stage.person(askers[number % 4]).says(question).reply()
    said = {}
    for name, question in TRIO:
        stage.clock.advance(hours=1)
        said[name] = stage.person(name).says(question)
        said[name].reply()
    stage.settled()
    return said


def entered(browser: Browser, stage: SlackStage, who: Actor) -> Page:
    """The console, entered by the link that the bot gives this person."""
    who.command("/infracare", "console")
    link = re.search(r"http://[\w.:]+/sign-in/link/[\w.-]+", who.hears("signs you in").all_text)
    assert link is not None
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page.goto(link[0])
    page.get_by_role("button", name="Sign in as").click()
    expect(page.get_by_role("link", name="Sign out")).to_have_count(0)
    return page


def photograph(page: Page, name: str) -> None:
    """Take the picture when pictures are wanted."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"console-{name}.png"), full_page=True)


def reloaded_until(page: Page, address: str, shown: str) -> Locator:
    """The row in which these words stand; the rounds that bring it about run by themselves."""
    row = page.get_by_role("row").filter(has_text=re.compile(shown))
    for _ in range(PATIENCE // 500):
        page.goto(address)
        if row.count():
            break
        page.wait_for_timeout(500)
    expect(row).to_have_count(1)
    return row


def test_what_was_asked_in_vain_is_written_and_who_asked_is_told(browser: Browser, stage: SlackStage) -> None:
    said = asked(stage)
    page = entered(browser, stage, stage.person("kim"))
    _the_three_are_one_topic(page)
    _an_article_is_written_and_published(page)
    _who_asked_is_told_once(stage, said)
    _asked_again_the_bot_answers(stage)
    stage.clock.advance(minutes=1)
    _the_topic_tells_what_became_of_it(page)


def _the_three_are_one_topic(page: Page) -> None:
    expect(page).to_have_url(re.compile("/gaps$"))
    row = reloaded_until(page, page.url, r"watermark\s*3\s*3\s*2\s*0")
    photograph(page, "gaps")
    row.get_by_role("link").click()
    for _, question in TRIO:
        expect(page.get_by_role("cell", name=question)).to_be_visible()
    photograph(page, "topic")


def _an_article_is_written_and_published(page: Page) -> None:
    page.get_by_role("button", name="Write an article").click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Text (Markdown)").fill(ARTICLE)
    page.get_by_role("button", name="Save, check and publish").click()
    expect(page.get_by_text("Newly answered elsewhere")).to_be_visible()
    photograph(page, "publish")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Published")


def _who_asked_is_told_once(stage: SlackStage, said: dict[str, Heard]) -> None:
    for heard in said.values():
        stage.answers(heard, TITLE, timeout=25)
    stage.settled()
    for heard in said.values():
        told = [one.all_text for one in stage.bots(heard) if TITLE in one.all_text]
        assert len(told) == 1
        assert "not quite" in told[0].lower()


def _asked_again_the_bot_answers(stage: SlackStage) -> None:
    stage.clock.advance(hours=1)
    answer = stage.person("dan").says("How do I remove the watermark from prints?").reply()
    assert "This should answer it" in answer.all_text
    assert TITLE in answer.all_text


def _the_topic_tells_what_became_of_it(page: Page) -> None:
    answered = re.sub("/(gaps|drafts).*", "/gaps?state=answered", page.url)
    row = reloaded_until(page, answered, "watermark")
    row.get_by_role("link").click()
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    photograph(page, "answered")
