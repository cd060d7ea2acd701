"""Who gets into the console, played in Slack and in a browser: staff by a link or by Slack, nobody else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, update

from records.base import Base
from tests.stories.slack_stage import SlackStage, bot_at_work
from tickets.tables import PersonRow
from workspace.play import Actor
from workspace.pytest_plugin import Clock, SlackWorkspaces

pytestmark = pytest.mark.slow
LINK = re.compile(r"http://127\.0\.0\.1:\d+/sign-in/link/[\w.-]+")


@pytest.fixture
def stage(sample: Path, tmp_path: Path, slack_workspace: SlackWorkspaces) -> Iterator[SlackStage]:
    shutil.copytree(sample, tmp_path / "var")
    with bot_at_work(slack_workspace, tmp_path / "var", http=False, timing=None, console=True) as found:
        yield found


@pytest.fixture
def browser(stage: SlackStage) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stage.here.settings.console.url) as found:
        yield found


def link_for(actor: Actor, words: str = "signs you in to the console") -> str:
    """The link that the bot shows this person."""
    found = LINK.search(actor.hears(words).all_text)
    assert found is not None
    return found[0]


def presses(browser: httpx.Client, address: str) -> httpx.Response:
    """Press the button of the page at ``address``."""
    return browser.post(address, headers={"Origin": str(browser.base_url).rstrip("/")})


def is_in(browser: httpx.Client) -> bool:
    return not browser.get("/").headers.get("location", "").startswith("/sign-in")


def test_sam_asks_for_a_link_and_is_let_in_once(stage: SlackStage, browser: httpx.Client) -> None:
    sam = stage.person("sam")
    sam.command("/infracare", "console")
    answer = sam.hears("signs you in to the console as Sam Ortiz")
    assert answer.is_ephemeral
    link = link_for(sam)
    assert "Sign in as Sam Ortiz" in browser.get(link).text
    assert not is_in(browser)
    assert presses(browser, link).headers["location"] == "/"
    assert is_in(browser)
    assert "This link was used already" in presses(browser, link).text
    assert token_of(link) not in written(stage)
    leave(stage, "sam@infraware.example")
    assert not is_in(browser)


def leave(stage: SlackStage, mail: str) -> None:
    with stage.here.writing() as session:
        session.execute(update(PersonRow).where(PersonRow.mail == mail).values(active=False))


def token_of(link: str) -> str:
    return link.rpartition("/")[2].partition(".")[2]


def written(stage: SlackStage) -> str:
    """All that the database holds."""
    with stage.here.engine.connect() as connection:
        found = [connection.execute(select(table)).all() for table in Base.metadata.sorted_tables]
    return str(found)


def test_the_word_in_a_direct_message_is_enough_for_staff(
    stage: SlackStage, browser: httpx.Client, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    sam = stage.person("sam")
    said = sam.says("console")
    reply = said.reply()
    link = link_for(sam)
    assert link in reply.all_text
    assert link not in reply.text
    stage.settled()
    assert token_of(link) not in written(stage)
    assert token_of(link) not in caplog.text
    clock.advance(minutes=10)
    assert "has expired" in browser.get(link).text
    assert not is_in(browser)


def test_the_home_of_staff_has_a_button_for_it(stage: SlackStage, browser: httpx.Client) -> None:
    sam = stage.person("sam")
    form = sam.opens_home().click("Open the console", opens=True)
    assert form is not None
    found = LINK.search(form.all_text)
    assert found is not None
    assert presses(browser, found[0]).headers["location"] == "/"
    assert is_in(browser)


def by_slack(browser: httpx.Client, actor: Actor) -> httpx.Response:
    """Sign in with Slack as this person, from the page of the console to where they end."""
    away = browser.get("/sign-in/slack", params={"next": "/desk?late=1"})
    return browser.get(actor.approves(away.headers["location"]))


def test_sam_signs_in_with_slack(stage: SlackStage, browser: httpx.Client) -> None:
    sam = stage.person("sam")
    assert "Sign in with Slack" in browser.get("/sign-in").text
    away = browser.get("/sign-in/slack").headers["location"]
    assert "You did not allow it in Slack" in browser.get(sam.denies(away)).text
    assert not is_in(browser)
    answer = by_slack(browser, sam)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk?late=1")
    assert is_in(browser)


def test_ada_and_a_guest_get_sentences_and_no_way_in(stage: SlackStage, browser: httpx.Client) -> None:
    ada, guest = stage.person("ada"), stage.person("guest")
    for person in (ada, guest):
        person.command("/infracare", "console")
        person.hears("The console is for the vendor's staff.")
        answer = by_slack(browser, person)
        assert answer.status_code == 403
        assert "you have no access to this console" in answer.text
        assert not is_in(browser)
    ada.says("console").reply()
    assert "Open the console" not in ada.opens_home().all_text
    for person in (ada, guest):
        assert not any(LINK.search(one.all_text) for one in person.sees())
