"""Visits in Slack: booked by form, listed, changed, cancelled, reminded of, on a ticket's card (policy 6)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.slack_stage import SlackStage, SlackStages
from tickets import visits
from tickets.visits import Visit
from workspace.play import Actor, Heard
from workspace.surfaces import Form

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def filled(stage: SlackStage, form: Form | None, hours: float, length: float = 8, **other: str) -> Form:
    """The form with a visit in so many hours."""
    assert form is not None
    start = int((stage.clock.now() + timedelta(hours=hours)).timestamp())
    known = {
        "client": "Mercy Hospital",
        "place": "500 Main Street",
        "contact": "Rita Vance",
        "number": "(812) 555-2142",
        "work": "New recorders",
    }
    return form.fill(**{**known, **other}, start=start, end=start + int(length * 3600))


def booked(stage: SlackStage, who: Actor, hours: float) -> Heard:
    form = filled(stage, who.command("/infracare", "visit"), hours)
    assert form.submit() is None
    return who.hears("The visit to Mercy Hospital is booked")


def coming(stage: SlackStage) -> tuple[Visit, ...]:
    with stage.here.reading() as session:
        return visits.coming(session, stage.clock.now())


def whispered(who: Actor, words: str, in_: str = "") -> Heard:
    """The newest thing only they see, with these words."""
    return [one for one in who.sees(in_=in_) if one.is_ephemeral and words in one.all_text][-1]


def test_a_visit_is_booked_by_command_and_told_in_the_support_channel_policy_6(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    reply = booked(stage, ada, 72)
    assert "12:35 Eastern on Thursday 26 November to 20:35 Eastern" in reply.all_text
    assert "15 minutes" in reply.all_text
    assert {"Change", "Cancel the visit"} <= set(reply.buttons)
    news = sam.hears("Ada Brook has booked a visit", in_="support")
    assert "Rita Vance, 812-555-2142" in news.all_text
    assert [one.plan.number for one in coming(stage)] == ["812-555-2142"]


def test_mistakes_are_said_at_their_field_policy_6(stage: SlackStage) -> None:
    form = stage.person("ada").command("/infracare", "visit")
    wrong = filled(stage, form, -1, number="ask Rita", client=" ").submit() or {}
    assert "begin in the future" in wrong["start"]
    assert "no telephone number" in wrong["number"]
    assert set(wrong) == {"start", "number", "client"}
    wrong = filled(stage, form, 72, -1).submit() or {}
    assert "end after it begins" in wrong["end"]
    assert "24 hours at the most" in (filled(stage, form, 72, 25).submit() or {})["end"]
    assert filled(stage, form, 72).submit() is None


def test_at_home_a_visit_is_booked_changed_and_cancelled_and_colleagues_see_it_policy_6(
    stage: SlackStage,
) -> None:
    ada, ben, cleo = stage.person("ada"), stage.person("ben"), stage.person("cleo")
    ben_sees, cleo_sees = ben.opens_home(), cleo.opens_home()
    home = ada.opens_home()
    assert filled(stage, home.click("Book a visit", opens=True), 72).submit() is None
    home.reads("Mercy Hospital")
    ben_sees.reads("Mercy Hospital")
    change = ben_sees.click("Change", opens=True)
    assert change is not None
    assert change.values()["client"] == "Mercy Hospital"
    assert change.fill(client="Grace Clinic").submit() is None
    ben.hears("The visit to Grace Clinic is changed")
    ada.hears("Ben Cole has changed a visit")
    home.reads("Grace Clinic")
    cancel = home.click("Cancel the visit", opens=True)
    assert cancel is not None
    assert cancel.submit() is None
    ada.hears("is cancelled")
    stage.settled()
    assert "Grace Clinic" not in home.all_text
    assert coming(stage) == ()
    assert not {"Mercy", "Grace"} & set(cleo_sees.all_text.split())
    assert "Mercy" not in stage.bots_words(cleo)


def test_a_visit_is_changed_below_the_reply_in_its_own_thread(stage: SlackStage) -> None:
    ada = stage.person("ada")
    reply = booked(stage, ada, 72)
    form = reply.click("Change", by=ada, opens=True)
    assert form is not None
    assert form.fill(work="Old recorders").submit() is None
    assert "is changed" in reply.reply().all_text


def test_the_list_shows_their_own_visits_and_staff_all_policies_5_and_6(stage: SlackStage) -> None:
    ada, cleo, sam = stage.person("ada"), stage.person("cleo"), stage.person("sam")
    booked(stage, ada, 72)
    ada.command("/infracare", "visits")
    listed = whispered(ada, "Mercy Hospital")
    assert "12:35 Eastern on Thursday 26 November" in listed.all_text
    assert "guaranteed" in listed.all_text
    cleo.command("/infracare", "visits")
    assert "No visit is scheduled" in whispered(cleo, "Scheduled visits").all_text
    sam.command("/support", "visits", in_="support")
    theirs = whispered(sam, "Northside Clinic", in_="support")
    form = theirs.click("Cancel the visit", by=sam, opens=True)
    assert form is not None
    assert "Please say why" in (form.fill(words=" ").submit() or {})["words"]
    assert form.fill(words="We move house").submit() is None
    ada.hears("We move house")
    sam.hears("administrators have been told")


@pytest.mark.parametrize(
    ("who", "why"),
    [("dan", "Ada Brook, Ben Cole"), ("hal", "because of its account"), ("sam", "infracare visits book")],
)
def test_whoever_may_not_book_is_told_why_policy_5(stage: SlackStage, who: str, why: str) -> None:
    person = stage.person(who)
    form = person.command("/infracare", "visit", opens=True)
    assert form is not None
    assert why in form.all_text
    assert form.labels == []


def test_staff_are_reminded_in_their_channel_the_day_and_the_hour_before_policy_6(stage: SlackStage) -> None:
    booked(stage, stage.person("ada"), 72)
    sam = stage.person("sam")
    stage.clock.advance(hours=48)
    sam.hears("Reminder: Northside Clinic", in_="support")
    stage.clock.advance(hours=23)
    stage.slack.settle(lambda: len(reminders(sam)) == 2, timeout=8, calm=8)
    stage.settled()
    assert len(reminders(sam)) == 2
    assert len([one for one in stage.letters("support@infraware.example") if "Reminder" in one.body]) == 2


def reminders(who: Actor) -> list[Heard]:
    return [one for one in who.sees(in_="support") if "Reminder" in one.all_text]


def test_the_card_says_that_the_customer_is_on_a_visit_policies_6_and_9(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    booked(stage, ada, 72)
    stage.clock.advance(hours=73)
    assert "15 minutes" in ada.says(INCIDENT).reply().all_text
    card = sam.hears("#1001", in_="support")
    assert "Visit now at Mercy Hospital, until 20:35 Eastern" in card.all_text
    assert "may phone at once: Rita Vance, 812-555-2142" in card.all_text
    cleo = stage.person("cleo")
    cleo.says(INCIDENT).reply()
    other = sam.hears("#1002", in_="support")
    assert "Visit now" not in other.all_text


def test_the_card_of_an_open_ticket_follows_the_visit_policy_6(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    ada.says(INCIDENT).reply()
    card = sam.hears("#1001", in_="support")
    booked(stage, ada, 72)
    stage.settled()
    assert "Visit now" not in card.all_text
    stage.clock.advance(hours=72)
    card.reads("Visit now at Mercy Hospital", timeout=8)
    stage.clock.advance(hours=8)
    stage.slack.settle(lambda: "Visit now" not in card.all_text, timeout=8, calm=8)
    assert "Visit now" not in card.all_text
