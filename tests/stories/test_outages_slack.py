"""Policy 7 in Slack: the outage's message at the desk, its buttons, and what both sides hear."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.stories.slack_stage import SlackStage, SlackStages
from tickets import maintenance

DOWN = "everything is down, nobody can log in at any of our sites"


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def test_an_outage_from_the_first_report_to_its_end_policy_7(stage: SlackStage) -> None:
    ada, cleo, sam = stage.person("ada"), stage.person("cleo"), stage.person("sam")
    adas, cleos = ada.says(DOWN), cleo.says(DOWN)
    assert "877-235-7239" in adas.reply().all_text
    assert "888-232-3775" in cleos.reply().all_text
    stage.settled()
    card = sam.hears("Outage 1", in_="support")
    assert "Northside Clinic" in card.all_text
    assert "Lakeview Medical Group" in card.all_text
    form = card.click("Declare", by=sam)
    assert form is not None
    form.fill(title="The login servers", words="We restart them.")
    assert form.submit() is None
    for said in (adas, cleos):
        told = stage.answers(said, "The login servers")
        assert "We restart them." in told.all_text
    stage.settled()
    form = sam.hears("Outage 1", in_="support").click("Resolve", by=sam)
    assert form is not None
    form.fill(words="Both are back.")
    assert form.submit() is None
    for said in (adas, cleos):
        stage.answers(said, "Both are back.")
    stage.settled()
    assert sum("Both are back." in one.all_text for one in stage.bots(adas)) == 1
    assert "Lakeview" not in stage.bots_words(ada)
    assert "Northside" not in stage.bots_words(cleo)
    assert "has said that the outage is over" in "".join(one.all_text for one in card.replies())


def test_maintenance_is_announced_from_slack_and_cancelled_at_the_desk_policy_7(stage: SlackStage) -> None:
    cleo, dan, sam = stage.person("cleo"), stage.person("dan"), stage.person("sam")
    sam.command("/support", "maintenance")
    stage.settled()
    form = sam.form
    assert form is not None
    form.fill(what="New disks for the storage.")
    assert form.submit() is None
    assert "New disks for the storage." in cleo.hears("Scheduled maintenance of the platform").all_text
    stage.settled()
    assert "New disks" not in stage.bots_words(dan)
    assert len([one for one in stage.letters("cleo@lakeview.example") if "aintenance" in one.subject]) == 1
    form = sam.hears("Maintenance 1", in_="support").click("Cancel it", by=sam)
    assert form is not None
    assert form.submit() is None
    cleo.hears("will not take place")
    sam.command("/support", "windows")
    stage.settled()


def test_the_message_of_a_window_says_by_itself_that_it_has_begun_and_is_over_policy_7(
    stage: SlackStage,
) -> None:
    sam = stage.person("sam")
    sam.command("/support", "maintenance")
    stage.settled()
    form = sam.form
    assert form is not None
    form.fill(what="New disks for the storage.")
    assert form.submit() is None
    card = sam.hears("Maintenance 1", in_="support")
    with stage.here.reading() as session:
        plan = maintenance.windows(session)[0].plan
    assert "*State*\nplanned" in card.all_text
    stage.clock.advance(seconds=(plan.start - stage.clock.now()).total_seconds())
    card.reads("on now", timeout=15)
    assert "Cancel it" not in card.buttons
    stage.clock.advance(seconds=(plan.end - plan.start).total_seconds())
    card.reads("over", timeout=15)
    assert card.buttons == []


def test_staff_declare_with_the_command_and_customers_cannot_policy_7(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    sam.command("/support", "outage")
    stage.settled()
    form = sam.form
    assert form is not None
    form.fill(title="The storage")
    assert form.submit() is None
    sam.hears("The outage is declared")
    said = ada.says("The Editor freezes when I open a report from the queue")
    assert "There is an outage of the platform: The storage" in said.reply().all_text
    sam.command("/support", "outage")
    stage.settled()
    update = sam.form
    assert update is not None
    assert update.title == "Update on the outage"
    update.fill(words="One disk is back.")
    assert update.submit() is None
    stage.answers(said, "One disk is back.")


def seconds(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def test_what_cannot_be_of_an_outage_is_said_at_the_field_and_no_word_is_lost_policy_7(
    stage: SlackStage,
) -> None:
    sam, now = stage.person("sam"), stage.clock.now()
    sam.command("/support", "outage")
    stage.settled()
    form = sam.form
    assert form is not None
    form.fill(title="x" * 151, started=seconds(now - timedelta(hours=73)))
    wrong = form.submit()
    assert wrong is not None
    assert "150 characters" in wrong["title"]
    assert "72 hours" in wrong["started"]
    form.fill(title="The storage", started=seconds(now - timedelta(hours=1)))
    assert form.submit() is None
    sam.hears("The outage is declared")
    stage.settled()
    resolve = sam.hears("Outage 1", in_="support").click("Resolve", by=sam)
    assert resolve is not None
    resolve.fill(words="It is back.", ended=seconds(now - timedelta(hours=2)))
    wrong = resolve.submit()
    assert wrong is not None
    assert "before it began" in wrong["ended"]
    resolve.fill(ended=seconds(now - timedelta(minutes=1)))
    assert resolve.submit() is None
    sam.hears("It is back.", in_="support")


def test_what_cannot_be_of_maintenance_is_said_at_the_field_and_no_word_is_lost_policy_7(
    stage: SlackStage,
) -> None:
    sam, now = stage.person("sam"), stage.clock.now()
    sam.command("/support", "maintenance")
    stage.settled()
    form = sam.form
    assert form is not None
    form.fill(what="New disks.", start=seconds(now - timedelta(hours=1)), kind="unscheduled")
    form.fill(end=seconds(now + timedelta(hours=23, minutes=1)))
    assert "24 hours at the most" in (form.submit() or {})["end"]
    form.fill(end=seconds(now + timedelta(hours=1)))
    assert form.submit() is None
    stage.settled()
    change = sam.hears("Maintenance 1", in_="support").click("Change", by=sam)
    assert change is not None
    change.fill(what="New disks, and more of them.", start=seconds(now - timedelta(hours=2)))
    assert "stay as they are" in (change.submit() or {})["start"]
    change.fill(start=seconds(now - timedelta(hours=1)), end=seconds(now - timedelta(hours=1, minutes=5)))
    assert "end after it begins" in (change.submit() or {})["end"]
    change.fill(end=seconds(now + timedelta(hours=2)))
    assert change.submit() is None
    sam.hears("New disks, and more of them.", in_="support")
