"""Policy 7: maintenance is announced by mail and in Slack, and shown to whoever asks during it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot import reminders
from bot.message import Act, ActName, Author, Message
from bot.reply import Reply
from records import timers, work
from records.work import WorkRow
from tests.stories.stage import Stage
from tickets import maintenance, outages, reads, writes
from tickets.ledger import ledger, lines
from tickets.maintenance import Window
from tickets.values import Place

ADA, BEN, DAN = "ada@northside.example", "ben@northside.example", "dan@northside.example"
CLEO, HAL, SAM, KIM = (
    "cleo@lakeview.example",
    "hal@harbor.example",
    "sam@infraware.example",
    "kim@infraware.example",
)
ADMINISTRATORS = (ADA, BEN, CLEO, HAL)


def staff(stage: Stage, act: ActName, value: str = "", who: str = SAM, **fields: object) -> Reply:
    """Staff send a form: for a window that is there, in its thread at the desk."""
    place, talk = Place("slack", "T0001", who, f"new-{next(stage.ids)}", True), None
    if value:
        with stage.here.writing() as session:
            window = maintenance.window(session, int(value))
            assert window is not None
            place, talk = Place("slack", "T0001", "C0DESK", f"window-{value}", False), window.conversation_id
            writes.bind(session, talk, place, reads.DESK)
    said = {name: stage.screened(_field(given)) for name, given in fields.items()}
    made = Act(act, talk, value, said)
    return stage.here.road.respond(
        Message(f"staff:{next(stage.ids)}", stage.now, place, Author("T0001", who, who), act=made)
    )


def _field(given: object) -> str:
    return str(int(given.timestamp())) if isinstance(given, datetime) else str(given)


def announced(stage: Stage, *, hours: float = 72, lasts: float = 2, kind: str = "scheduled") -> Reply:
    start = stage.now + timedelta(hours=hours)
    end = start + timedelta(hours=lasts)
    return staff(
        stage, ActName.MAINTENANCE, what="New disks for the storage.", start=start, end=end, kind=kind
    )


def window(stage: Stage) -> Window:
    with stage.here.reading() as session:
        return maintenance.windows(session)[0]


def ring(stage: Stage) -> int:
    """Let the reminders that are due ring; how many did."""
    rung = 0
    with stage.here.writing() as session:
        for one in work.claim(session, timers.queue(timers.REMINDERS), stage.now, lease=30, limit=50):
            if one.payload["what"] == "maintenance":
                reminders.ring(session, one.payload, stage.now, stage.here.rules)
                rung += 1
            work.finish(session, one)
    return rung


def about(stage: Stage, mail: str) -> list[str]:
    found = [one for one in stage.letters(mail) if "aintenance" in one.subject]
    return [str(one.subject) for one in sorted(found, key=lambda one: (one.at, one.subject))]


def in_slack(stage: Stage) -> int:
    """How many direct messages about maintenance are to be sent in Slack."""
    with stage.here.reading() as session:
        rows = session.scalars(select(WorkRow).where(WorkRow.queue == "deliveries.slack"))
        return sum(":person-" in row.key and row.payload.get("show") == "notice" for row in rows)


def test_every_licensed_administrator_is_told_by_mail_and_in_slack_once_policy_7(stage: Stage) -> None:
    heard = announced(stage)
    assert "administrators told: 4" in heard.text
    for mail in ADMINISTRATORS:
        assert about(stage, mail) == ["Maintenance of the platform"]
    assert about(stage, DAN) == []
    assert in_slack(stage) == 4
    [letter] = [one for one in stage.letters(CLEO) if "aintenance" in one.subject]
    assert "New disks for the storage." in letter.body
    assert "12:35 Eastern on Thursday 26 November to 14:35 Eastern" in letter.body


def test_it_is_announced_once_more_the_day_before_policy_7(stage: Stage) -> None:
    announced(stage)
    stage.later(hours=47)
    assert ring(stage) == 0
    stage.later(hours=1)
    assert ring(stage) == 1
    stage.later(hours=1)
    assert ring(stage) == 0
    assert about(stage, ADA) == ["Maintenance of the platform", "Maintenance of the platform: soon"]


def test_a_change_and_a_cancellation_are_announced_too_and_move_the_reminder_policy_7(stage: Stage) -> None:
    announced(stage)
    later = window(stage).plan.start + timedelta(hours=24)
    staff(
        stage, ActName.MAINTENANCE_CHANGE, "1", what="New disks.", start=later, end=later + timedelta(hours=1)
    )
    stage.later(hours=48)
    ring(stage)
    assert about(stage, ADA) == ["Maintenance of the platform", "Maintenance of the platform: changed"]
    staff(stage, ActName.MAINTENANCE_CANCEL, "1")
    stage.later(hours=24)
    ring(stage)
    assert about(stage, ADA)[2:] == ["Maintenance of the platform: cancelled"]


@pytest.mark.parametrize("mail", [ADA, DAN, HAL, "nobody@elsewhere.example"])
def test_whoever_asks_during_maintenance_is_shown_it_policy_7(stage: Stage, mail: str) -> None:
    announced(stage)
    question = "How do I reset a user's password?"
    assert stage.person(mail).says(question).news == ""
    stage.later(hours=73)
    heard = stage.person(mail).says(question)
    assert "Scheduled maintenance is under way until 14:35 Eastern: New disks for the storage." in heard.news
    assert "Reset a user's password" in heard.hits[0].title
    stage.later(hours=1)
    assert stage.person(mail).says(question).news == ""


def test_unscheduled_maintenance_is_announced_and_shown_too_policy_7(stage: Stage) -> None:
    announced(stage, hours=-0.25, kind="unscheduled")
    assert len(about(stage, ADA)) == 1
    heard = stage.person(ADA).says("How do I reset a user's password?")
    assert "Unscheduled maintenance" in heard.news


def test_a_cancelled_window_is_shown_to_nobody_policy_7(stage: Stage) -> None:
    announced(stage)
    staff(stage, ActName.MAINTENANCE_CANCEL, "1")
    stage.later(hours=73)
    assert stage.person(ADA).says("How do I reset a user's password?").news == ""


@pytest.mark.parametrize("who", [KIM, ADA])
def test_only_support_and_leads_announce_policy_13(stage: Stage, who: str) -> None:
    start = stage.now + timedelta(days=3)
    heard = staff(stage, ActName.MAINTENANCE, who=who, what="x", start=start, end=start + timedelta(hours=1))
    assert heard.only_to_author
    with stage.here.reading() as session:
        assert maintenance.windows(session) == ()


def test_what_cannot_be_is_refused_with_a_sentence(stage: Stage) -> None:
    assert "announced before it begins" in announced(stage, hours=-1).text
    assert "over already" in announced(stage, hours=-5, kind="unscheduled").text
    assert "end after it begins" in announced(stage, lasts=-1).text
    assert "day and the hour" in staff(stage, ActName.MAINTENANCE, what="x").text
    announced(stage)
    stage.later(hours=73)
    assert "change its end instead" in staff(stage, ActName.MAINTENANCE_CANCEL, "1").text
    plan = window(stage).plan
    moved = staff(
        stage,
        ActName.MAINTENANCE_CHANGE,
        "1",
        what="x",
        start=plan.start + timedelta(minutes=1),
        end=plan.end,
    )
    assert "stay as they are" in moved.text
    stage.later(hours=5)
    assert "over or cancelled" in staff(stage, ActName.MAINTENANCE_CANCEL, "1").text


def test_a_window_may_last_so_long_and_no_longer_policy_7(stage: Stage) -> None:
    assert "24 hours at the most" in announced(stage, lasts=24.01).text
    assert "announced" in announced(stage, lasts=24).text
    plan = window(stage).plan
    longer = staff(
        stage,
        ActName.MAINTENANCE_CHANGE,
        "1",
        what="x",
        start=plan.start,
        end=plan.end + timedelta(minutes=1),
    )
    assert "24 hours at the most" in longer.text
    assert window(stage).plan == plan


# The ledger.


def minutes(stage: Stage) -> tuple[float, float, float]:
    """What the year's line says so far: excluded, down, of these unscheduled."""
    with stage.here.reading() as session:
        found = lines(ledger(session, stage.now), 2026, "America/New_York", 99.99)[-1].found
    excluded, down, unscheduled = (
        one.total_seconds() / 60 for one in (found.excluded, found.down, found.unscheduled)
    )
    return excluded, down, unscheduled


def test_the_ledger_excludes_what_was_published_and_counts_an_overrun_policy_7(stage: Stage) -> None:
    stage.person(ADA).says("How do I reset a user's password?")
    announced(stage)
    plan = window(stage).plan
    stage.later(hours=73)
    end = plan.end + timedelta(minutes=30)
    staff(stage, ActName.MAINTENANCE_CHANGE, "1", what="It takes longer.", start=plan.start, end=end)
    stage.later(hours=10)
    assert minutes(stage) == (120, 30, 30)


def test_the_ledger_counts_unscheduled_maintenance_and_declared_outages_once_policy_7(stage: Stage) -> None:
    stage.person(ADA).says("How do I reset a user's password?")
    announced(stage, hours=-0.25, lasts=1, kind="unscheduled")
    staff(stage, ActName.DECLARE, title="The storage")
    stage.later(hours=2)
    with stage.here.reading() as session:
        outage = outages.open_one(session)
    assert outage is not None
    place = Place("slack", "T0001", "C0DESK", "outage-1", False)
    with stage.here.writing() as session:
        writes.bind(session, outage.conversation_id, place, reads.DESK)
    act = Act(ActName.OUTAGE_RESOLVE, outage.conversation_id, "1")
    stage.here.road.respond(Message("resolved", stage.now, place, Author("T0001", SAM, SAM), act=act))
    stage.later(hours=1)
    assert minutes(stage) == (0, 135, 60)


def test_a_refused_suspicion_and_a_cancelled_window_are_not_in_the_ledger_policy_7(stage: Stage) -> None:
    stage.person(ADA).says("everything is down, nobody can log in at any of our sites")
    announced(stage)
    staff(stage, ActName.MAINTENANCE_CANCEL, "1")
    stage.later(hours=100)
    assert minutes(stage) == (0, 0, 0)
