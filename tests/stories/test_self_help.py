"""Self-help comes first, and nobody is met with silence (policy 1, 7, 8): what every reply has to hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.message import ActName
from bot.reply import ReplyKind
from bot.slack.read import Reader
from bot.words import NOTHING_FOUND
from bot.words.outages import late
from guard.screen import screen
from knowledge.articles import Kind
from tests.stories.slack_stage import SlackStages
from tests.stories.stage import Stage

ADA, DAN, HAL, SAM = (
    "ada@northside.example",
    "dan@northside.example",
    "hal@harbor.example",
    "sam@infraware.example",
)
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


def event(**more: Any) -> dict[str, Any]:
    said = {"type": "message", "channel": "C0HELP", "channel_type": "channel", "ts": "1700000000.000100"}
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event": said | {"event_ts": "1700000000.000100", "user": "U0ADA", "text": "It fails"} | more,
    }


def reader(*listens_in: str) -> Reader:
    return Reader(screen, "UBOT", lambda: datetime(2026, 11, 23, tzinfo=UTC), frozenset(listens_in))


@pytest.mark.parametrize(
    ("listens", "more", "addressed"),
    [
        ((), {}, False),
        (("C0HELP",), {}, True),
        (("C0OTHER",), {}, False),
        (("C0HELP",), {"thread_ts": "1699999999.000100"}, False),
    ],
)
def test_root_messages_of_a_channel_are_addressed_only_where_that_is_switched_on(
    listens: tuple[str, ...], more: dict[str, Any], addressed: bool
) -> None:
    message = reader(*listens).event(event(**more))
    assert message is not None
    assert message.addressed is addressed


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B0OTHER"},
        {"subtype": "bot_message", "bot_id": "B0OTHER"},
        {"user": "UBOT", "bot_id": "B0US"},
        {"channel_type": "im", "channel": "D0ADA", "bot_id": "B0OTHER"},
    ],
)
def test_words_of_bots_are_never_heard(more: dict[str, Any]) -> None:
    assert reader("C0HELP").event(event(**more)) is None


@pytest.mark.parametrize("mail", [ADA, DAN, HAL, "stranger@elsewhere.example"])
@pytest.mark.parametrize(
    "words",
    [
        "How do I reset a user's password?",
        "How do I change the colour of the ribbon on the carbon copier in the Editor?",
        INCIDENT,
        "It does not work",
        "I wish the editor had dark colours",
        "Please create a user account for Dr. Reed",
        "The whole platform is down for all of us",
        "What will the weather be tomorrow?",
        "thanks",
        "hello",
        "asdf",
        "?",
        "🙂",
    ],
)
def test_every_reply_says_something_and_offers_a_person(stage: Stage, mail: str, words: str) -> None:
    """Policy 1: never silence, and "Talk to a person" on every reply."""
    person = stage.person(mail)
    reply = person.says(words)
    assert reply.kind is not ReplyKind.QUIET
    assert reply.text.strip() or reply.hits
    assert ActName.PERSON in {offer.act for offer in reply.offers}


def test_who_asks_for_help_hears_where_it_is_looked_for(stage: Stage) -> None:
    said = stage.person(ADA).says("hello").text
    for place in (
        "knowledgebase",
        "documentation",
        "tutorials",
        "testing and certification: to be announced",
    ):
        assert place in said
    assert Kind("testing and certification")


def test_when_staff_have_spoken_the_bot_keeps_quiet_until_it_is_addressed_by_name(
    slack_stage: SlackStages,
) -> None:
    stage = slack_stage(http=False)
    ada, sam = stage.person("ada"), stage.person("sam")
    said = ada.says("@infracare How do I reset a user's password?", in_="northside")
    said.reply()
    sam.says("I am on it, Ada.", thread=said)
    stage.settled()
    before = len(stage.bots(said))
    ada.says("Thank you, and how do I unlock an account?", thread=said)
    stage.settled()
    assert len(stage.bots(said)) == before
    ada.says("@infracare how do I unlock an account?", thread=said)
    stage.settled()
    assert len(stage.bots(said)) > before


def test_the_receipt_repeats_what_is_promised_given_and_expected(stage: Stage) -> None:
    """Policy 8: the promise, the details given, the customer's duties, and that outcomes are best effort."""
    stage.person(ADA).says(INCIDENT)
    [receipt] = stage.letters(ADA)
    for part in (
        "#1001",
        "within 2 hours on average",
        "14:35 Eastern",
        "7001234",
        "IW-9977",
        "pressed F12",
        "trouble-shooting tasks",
        "minimum requirements",
        "best-effort",
        "877-235-7239",
    ):
        assert part in receipt.body
    assert receipt.automatic


@pytest.mark.parametrize("mail", [ADA, DAN, HAL, "stranger@elsewhere.example"])
def test_whoever_suspects_an_outage_is_shown_the_lines(stage: Stage, mail: str) -> None:
    news = stage.person(mail).says("The whole platform is down for everybody, nobody can log in!").news
    assert "24-hour emergency mailbox: 877-235-7239" in news
    assert "888-232-3775" in news


def test_the_office_line_is_told_for_office_hours(stage: Stage) -> None:
    said = late("12:35 Eastern", stage.here.rules.lines)
    assert "In office hours you can also open a ticket by phone: 812-235-7239." in said


def test_that_nothing_was_found_is_said_before_details_are_asked(stage: Stage) -> None:
    """Policy 1 and 2: the search is shown before a ticket, also when it came to nothing."""
    ada = stage.person(ADA)
    asked = ada.says("Error in the qwv zxk since this morning, it worked before")
    assert asked.hits == ()
    assert asked.text == NOTHING_FOUND
    assert "I will open a ticket" in asked.after
    told = ada.says("7001234")
    assert told.text != NOTHING_FOUND
