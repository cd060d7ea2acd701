"""A letter that waits, in the support channel: its card, its forms, and what the customer sees of it."""

from __future__ import annotations

import pytest

from tests.stories.mail_stage import written
from tests.stories.slack_stage import SlackStage, SlackStages
from tickets import letters
from tickets.letters import Became
from workspace.play import Heard

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def waits(stage: SlackStage, text: str, sender: str = "ada.at.home@freemail.example") -> Heard:
    """The card of a letter that names ticket 1001."""
    raw = written(sender, text, "Re: [InfraCare #1001] segments").as_bytes()
    assert stage.arrives(raw) is Became.WAITING
    return stage.person("sam").hears(text, in_="support")


def states(stage: SlackStage) -> list[Became]:
    with stage.here.reading() as session:
        return [one.state for number in (1, 2, 3) if (one := letters.letter(session, number))]


def test_staff_give_it_to_the_ticket_and_the_customer_sees_it_in_slack(stage: SlackStage) -> None:
    said = stage.person("ada").says(INCIDENT)
    said.reply()
    sam = stage.person("sam")
    sam.hears("#1001", in_="support")
    stage.settled()
    card = waits(stage, "I wrote from home: it is Firefox.")
    assert "its sender is not of that ticket's customer" in card.all_text
    form = card.click("Give it to a ticket", by=sam)
    assert form is not None
    form.fill(number="one")
    assert form.submit() == {"number": "Please give the number of a ticket, in digits."}
    form.fill(number="1001")
    assert form.submit() is None
    card.reads("let through by Sam Ortiz", timeout=15)
    stage.answers(said, "it is Firefox")
    assert "Give it to a ticket" not in card.buttons


def test_it_is_opened_for_somebody_who_may_or_discarded(stage: SlackStage) -> None:
    sam = stage.person("sam")
    first = waits(stage, "The merge of my jobs fails every morning.")
    form = first.click("Open a ticket", by=sam)
    assert form is not None
    form.fill(caller="ada@northside.example")
    assert form.submit() is None
    first.reads("let through by Sam Ortiz", timeout=15)
    stage.settled()
    assert [one.opener.mail for one in stage.tickets()] == ["ada@northside.example"]
    second = waits(stage, "Buy a better uploader.", "shop@shop.example")
    second.click("Discard", by=sam)
    second.reads("discarded by Sam Ortiz", timeout=15)
    assert states(stage) == [Became.RELEASED, Became.DISCARDED]


def test_who_may_not_decide_is_told_so(stage: SlackStage) -> None:
    card = waits(stage, "Is anybody there?")
    card.click("Discard", by=stage.person("kim"))
    stage.settled()
    assert states(stage) == [Became.WAITING]
