"""Policy 4: staff are warned before the target is missed; of a broken promise the contact is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select

from app.timers import ReminderWorker
from app.worker import DeliveryWorker
from bot import reminders
from bot.message import ActName
from bot.rules import Escalation
from records.work import WorkRow
from tests.fakes.pager import open_pager
from tests.stories.stage import MONDAY_NOON, Stage
from tests.stories.test_clock import answered, on_a_visit, opened
from tests.stories.test_review import SAM
from tickets import directory
from tickets.values import Entry, EntryKind
from web.webhook import WebhookPost

LEA = "lea@infraware.example"
DESK = "support@infraware.example"


@dataclass
class Alarms:
    """The stage with a support channel and somebody to escalate to."""

    stage: Stage

    def set(self, **changed: Any) -> None:
        self.stage.here.__dict__["rules"] = replace(self.stage.here.rules, **changed)
        self.stage.here.__dict__.pop("road", None)
        self.stage.here.__dict__.pop("mail_post", None)

    def ring(self, **later: float) -> list[str]:
        """What the history has gained after everything that was due by then has rung."""
        known = {one.id for one in self.told()}
        self.stage.later(**later)
        rules = self.stage.here.rules
        step = ReminderWorker(
            lambda session, facts, at: reminders.ring(session, facts, at, rules),
            self.stage.here.writing,
            lambda: None,
            now=lambda: self.stage.now,
        ).step
        while step():
            pass
        return [one.facts["reply"]["text"] for one in self.told() if one.id not in known]  # type: ignore[index]

    def told(self) -> list[Entry]:
        kinds = (EntryKind.CLOCK_WARNED, EntryKind.PROMISE_BROKEN)
        return [one for one in self.stage.history(1001) if one.kind in kinds]

    def deliveries(self, kind: EntryKind, door: str) -> list[Mapping[str, Any]]:
        """What is to be told of such an entry through that door."""
        entries = {one.id for one in self.told() if one.kind is kind}
        with self.stage.here.reading() as session:
            rows = session.scalars(select(WorkRow).where(WorkRow.queue == f"deliveries.{door}"))
            told = [row.payload for row in rows if row.payload.get("entry") in entries]
        return [one for one in told if one["show"] != "card"]

    def person(self, mail: str) -> str:
        """The recipient that somebody is in a delivery to them alone."""
        with self.stage.here.reading() as session:
            found = directory.person_by_mail(session, mail)
        assert found is not None
        return f"person-{found.id}"


@pytest.fixture
def alarms(stage: Stage) -> Alarms:
    alarms = Alarms(stage)
    alarms.set(desk_channel="C0DESK", desk_team="T0001")
    return alarms


def test_staff_are_warned_at_half_and_at_80_percent_of_the_time_to_the_target(alarms: Alarms) -> None:
    opened(alarms.stage)
    assert alarms.ring(minutes=59, seconds=59) == []
    [half] = alarms.ring(seconds=1)
    assert half.startswith("1 hour left: #1001 “Job 7001234 fails with")
    assert "(Northside Clinic) waits for an answer; our target is 14:35 Eastern." in half
    assert alarms.ring(minutes=35, seconds=59) == []
    [most] = alarms.ring(seconds=1)
    assert most.startswith("24 minutes left: #1001")
    assert alarms.ring(minutes=23, seconds=59) == []
    assert {one.audience.value for one in alarms.told()} == {"staff"}


def test_when_to_warn_is_a_setting(alarms: Alarms) -> None:
    alarms.set(promise=replace(alarms.stage.here.rules.promise, warnings=(0.25,)))
    opened(alarms.stage)
    assert alarms.ring(minutes=29, seconds=59) == []
    assert len(alarms.ring(seconds=1)) == 1
    assert alarms.ring(minutes=89) == []


def test_where_nobody_has_taken_it_all_are_warned_else_who_has(alarms: Alarms) -> None:
    _, desk = opened(alarms.stage)
    alarms.ring(hours=1)
    told = alarms.deliveries(EntryKind.CLOCK_WARNED, "slack")
    assert {one["recipient"] for one in told} == {"desk", "desk-root"}
    desk.presses(SAM, ActName.CLAIM)
    alarms.ring(minutes=36)
    last = max(int(one["entry"]) for one in alarms.deliveries(EntryKind.CLOCK_WARNED, "slack"))
    told = [one for one in alarms.deliveries(EntryKind.CLOCK_WARNED, "slack") if one["entry"] == last]
    assert {one["recipient"] for one in told} == {"desk", alarms.person(SAM)}


def test_without_a_channel_the_desks_mailbox_is_warned(alarms: Alarms) -> None:
    alarms.set(desk_channel="")
    opened(alarms.stage)
    alarms.ring(hours=1)
    letter = alarms.stage.letters(DESK)[-1]
    assert letter.subject.startswith("[InfraCare #1001]")
    assert "1 hour left" in letter.body


def test_after_a_response_nothing_is_told_and_the_next_clock_has_its_own_warnings(alarms: Alarms) -> None:
    ada, desk = opened(alarms.stage)
    answered(alarms.stage, desk, minutes=50)
    ada.says("It still fails, also for bella.")
    assert alarms.ring(minutes=50) == []
    assert len(alarms.ring(minutes=10)) == 1
    answered(alarms.stage, desk)
    assert alarms.ring(days=2) == []


def test_a_target_that_is_earlier_than_the_promise_has_a_warning_when_it_passes(alarms: Alarms) -> None:
    alarms.stage.later(hours=18)
    opened(alarms.stage)
    alarms.ring(hours=2)
    [missed] = alarms.ring(minutes=25)
    assert missed.startswith("Our target has passed: #1001")
    assert "5 hours and 35 minutes left to what was promised, 14:35 Eastern." in missed
    assert len(alarms.ring(hours=6)) == 1


def test_after_a_time_away_only_what_is_still_news_is_told(alarms: Alarms) -> None:
    opened(alarms.stage)
    [told] = alarms.ring(hours=9)
    assert told.startswith("The promise is broken: #1001")


# A broken promise.


def test_the_escalation_contact_is_told_once_in_slack_by_mail_and_by_webhook(alarms: Alarms) -> None:
    stage = alarms.stage
    with open_pager() as pager:
        alarms.set(escalation=Escalation(slack="C0ALERTS", mail="boss@infraware.example", webhook=True))
        opened(stage)
        assert "promise is broken" not in " ".join(alarms.ring(hours=1, minutes=59, seconds=59))
        [broken] = alarms.ring(seconds=1)
        assert "“Job 7001234 fails" in broken
        assert "(Northside Clinic) was promised an answer by 14:35 Eastern" in broken
        assert "Nobody has taken it." in broken
        post = WebhookPost(stage.here.reading, pager.url, "a secret")
        step = DeliveryWorker("webhook", post, stage.here.writing, now=lambda: stage.now).step
        while step():
            pass
        [call] = pager.calls
    assert (call.json["ticket"], call.json["customer"]) == (1001, "Northside Clinic")
    assert (call.json["event"], call.json["tier"], call.json["text"]) == ("promise.broken", "office", broken)
    assert call.json["since"] == MONDAY_NOON.isoformat()
    [letter] = stage.letters("boss@infraware.example")
    assert broken in letter.body
    slack = {one["recipient"]: one for one in alarms.deliveries(EntryKind.PROMISE_BROKEN, "slack")}
    assert slack.keys() == {"desk", "escalation"}
    assert slack["escalation"]["channel"] == "C0ALERTS"
    assert alarms.ring(days=3) == []


def test_with_no_contact_set_every_lead_and_the_desks_mailbox_are_told(alarms: Alarms) -> None:
    opened(alarms.stage)
    [broken] = alarms.ring(hours=2)[-1:]
    told = alarms.deliveries(EntryKind.PROMISE_BROKEN, "slack")
    assert {one["recipient"] for one in told} == {"desk", alarms.person(LEA)}
    assert broken in alarms.stage.letters(DESK)[-1].body


def test_in_a_visit_the_promise_is_broken_after_15_minutes(alarms: Alarms) -> None:
    on_a_visit(alarms.stage)
    opened(alarms.stage)
    assert len(alarms.ring(minutes=7, seconds=30)) == 1
    assert len(alarms.ring(minutes=4, seconds=30)) == 1
    [broken] = alarms.ring(minutes=3)
    assert "by 12:50 Eastern" in broken


def test_a_promise_that_was_kept_is_not_told(alarms: Alarms) -> None:
    _, desk = opened(alarms.stage)
    answered(alarms.stage, desk, hours=1, minutes=59, seconds=59)
    assert alarms.ring(seconds=1) == []
    assert alarms.deliveries(EntryKind.PROMISE_BROKEN, "mail") == []
