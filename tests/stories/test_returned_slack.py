"""A letter that came back, as staff and the customer read it in Slack."""

from __future__ import annotations

from tests.stories.slack_stage import SlackStages
from tests.stories.test_letters_returned import ADA, INCIDENT, report
from tickets.letters import Became


def test_staff_read_it_in_the_tickets_thread_and_the_customer_in_theirs(slack_stage: SlackStages) -> None:
    stage = slack_stage()
    said = stage.person("ada").says(INCIDENT)
    said.reply()
    card = stage.person("sam").hears("#1001", in_="support")
    stage.settled()
    (receipt,) = stage.letters(ADA)
    assert stage.arrives(report(receipt)) is Became.NOTED
    told = stage.answers(card, f"A letter to {ADA} did not arrive: nobody has this address.")
    assert "Please reach them by telephone" in told.all_text
    assert f"Our letter to {ADA} came back." in stage.answers(said, "came back").all_text
    stage.settled()
    assert len(stage.letters(ADA)) == 1
