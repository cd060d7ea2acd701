"""Policy 7: the lines are shown when no ticket number could be returned in time (5 minutes)."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from sqlalchemy import select

from app.worker import InboxWorker
from bot import intake
from bot.message import Act, ActName, Author, Message
from bot.reply import Reply
from bot.road import Road
from bot.trouble.late import tell_who_waits
from records import inbox, work
from records.engine import Session
from records.work import WorkRow
from tests.stories.slack_stage import SlackStage, SlackStages
from tests.stories.stage import Stage
from tickets.tables import EntryRow
from tickets.values import EntryKind, Place

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
LINES = ("877-235-7239", "888-232-3775", "812-235-7239")
ADA, NOBODY, SAM = "U0ADA", "U0NOBODY", "U0SAM"


def comes_in(stage: Stage, user: str, words: str = INCIDENT, act: Act | None = None, **more: object) -> None:
    """Somebody writes (or sends the form) in Slack; it is stored, and nobody takes it up."""
    number = next(stage.ids)
    place = Place("slack", "T0001", f"D0{user}", f"{number}.0", True)
    message = Message(
        f"slack:{number}",
        stage.now,
        place,
        Author("T0001", user),
        stage.screened(words),
        act,
        **more,  # type: ignore[arg-type]
    )
    with stage.here.writing() as session:
        intake.accept(session, message)


def looks(stage: Stage) -> int:
    return tell_who_waits(stage.here.reading, stage.here.writing, stage.here.rules, stage.now)


def told_in_slack(stage: Stage) -> list[str]:
    with stage.here.reading() as session:
        rows = session.scalars(select(WorkRow).where(WorkRow.queue == "deliveries.slack"))
        return [row.payload["reply"]["text"] for row in rows if row.payload.get("show") == "late"]


def by_mail(stage: Stage) -> list[str]:
    letters = stage.letters("ada@northside.example")
    return [str(one.body) for one in letters if "could not be answered" in one.subject]


def test_who_has_waited_five_minutes_is_told_the_lines_once_on_both_roads_policy_7(stage: Stage) -> None:
    comes_in(stage, ADA)
    stage.later(minutes=4, seconds=59)
    assert looks(stage) == 0
    stage.later(seconds=1)
    assert looks(stage) == 1
    stage.later(minutes=10)
    assert looks(stage) == 0
    [said], [letter] = told_in_slack(stage), by_mail(stage)
    assert all(line in said and line in letter for line in LINES)
    assert "12:35 Eastern" in said


@pytest.mark.parametrize("name", [ActName.SUBMIT, ActName.PERSON, ActName.SKIP, ActName.OPEN])
def test_a_form_or_a_press_that_leads_to_a_ticket_counts_too_policy_7(stage: Stage, name: ActName) -> None:
    comes_in(stage, NOBODY, "", Act(name))
    stage.later(minutes=5)
    assert looks(stage) == 1
    assert all(line in told_in_slack(stage)[0] for line in LINES)


def test_what_asks_for_no_answer_is_left_alone(stage: Stage) -> None:
    comes_in(stage, ADA, "", Act(ActName.HOME))
    comes_in(stage, ADA, "a word to a colleague", addressed=False)
    comes_in(stage, ADA, "edited", amends="slack:1")
    comes_in(stage, ADA, "", erases="slack:1")
    comes_in(stage, SAM, INCIDENT)
    stage.later(minutes=6)
    assert looks(stage) == 0


def test_the_minutes_are_a_setting_policy_7(stage: Stage) -> None:
    comes_in(stage, ADA)
    stage.later(minutes=2)
    rules = stage.here.settings.model_copy(
        update={"outage": stage.here.settings.outage.model_copy(update={"no_number_minutes": 2})}
    ).rules()
    assert tell_who_waits(stage.here.reading, stage.here.writing, rules, stage.now) == 1


def test_while_a_worker_is_stuck_in_a_message_its_writer_is_told_policy_7(stage: Stage) -> None:
    """The road takes it and does not come back: the lease is held, the row is in somebody's hands."""
    comes_in(stage, ADA)
    with stage.here.writing() as session:
        assert len(work.claim(session, inbox.QUEUE, stage.now, lease=3600)) == 1
    stage.later(minutes=5)
    assert looks(stage) == 1


def test_a_number_that_slack_does_not_take_is_made_up_for_by_mail_policy_7(stage: Stage) -> None:
    """The ticket is open; its reply waits for Slack, and the receipt has not left either."""
    comes_in(stage, ADA)
    InboxWorker(stage.here.road, stage.here.writing, lambda: None, now=lambda: stage.now).step()
    assert [one.number for one in stage.tickets()] == [1001]
    stage.later(minutes=5)
    assert looks(stage) == 1
    assert looks(stage) == 0
    assert told_in_slack(stage) == []
    assert len(by_mail(stage)) == 1


def test_a_number_that_has_left_by_mail_was_returned_in_time(stage: Stage) -> None:
    comes_in(stage, ADA)
    InboxWorker(stage.here.road, stage.here.writing, lambda: None, now=lambda: stage.now).step()
    stage.letters("ada@northside.example")
    stage.later(minutes=5)
    assert looks(stage) == 0


def test_the_apology_for_what_cannot_be_handled_shows_the_lines_policy_7(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_road: Road, _message: Message, _also: Callable[[Session], None]) -> Reply:
        raise RuntimeError("the road is broken")

    monkeypatch.setattr(Road, "respond", broken)
    comes_in(stage, ADA)
    worker = InboxWorker(stage.here.road, stage.here.writing, lambda: None, now=lambda: stage.now)
    for _ in range(6):
        worker.step()
        stage.later(minutes=1)
    with stage.here.reading() as session:
        [apology] = [one for one in session.scalars(select(EntryRow)) if one.kind == EntryKind.REPLIED]
        said = apology.facts["reply"]["text"]
    assert "could not be handled" in said
    assert LINES[0] in said
    assert LINES[1] in said


def test_in_slack_who_waits_hears_the_lines_and_then_the_answer_policy_7(
    slack_stage: SlackStages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is stuck on the road for more than five minutes, then goes on."""
    goes_on, respond = Event(), Road.respond

    def stuck(road: Road, message: Message, also: Callable[[Session], None]) -> Reply:
        goes_on.wait(60)
        return respond(road, message, also)

    monkeypatch.setattr(Road, "respond", stuck)
    stage: SlackStage = slack_stage()
    ada = stage.person("ada")
    said = ada.says(INCIDENT)
    stage.clock.advance(minutes=5)
    told = stage.answers(said, "877-235-7239", timeout=20)
    assert "nothing of it is lost" in told.all_text
    goes_on.set()
    stage.answers(said, "#1001", timeout=20)
    stage.settled()
    assert sum("nothing of it is lost" in one.all_text for one in stage.bots(said)) == 1
    assert len(stage.tickets()) == 1
