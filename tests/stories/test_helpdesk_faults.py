"""The story of a helpdesk that is away, slow, or wrongly set up: tickets are opened here, once there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from records import work
from tests.fakes.request_tracker import TOKEN, Fault, RequestTracker, User
from tests.fakes.request_tracker_http import open_request_tracker
from tests.stories.helpdesk_stage import SAM, Behind, open_behind
from tests.stories.test_helpdesk import ADA, INCIDENT
from tickets.values import EntryKind


@pytest.fixture
def desk(sample: Path, tmp_path: Path) -> Iterator[Behind]:
    """A desk with the working double behind it."""
    with open_request_tracker() as tracker:
        opened = open_behind(sample, tmp_path / "var", tracker, TOKEN)
        yield opened
        opened.stage.here.engine.dispose()


def double(desk: Behind) -> RequestTracker:
    assert isinstance(desk.tracker, RequestTracker)
    return desk.tracker


def brought_at_last(desk: Behind) -> None:
    """Whatever was put off is tried again until nothing is left."""
    for _ in range(12):
        desk.brought()
        desk.stage.later(minutes=2)
    with desk.stage.here.reading() as session:
        assert work.backlog(session, "deliveries.helpdesk").waiting == 0


FAULTS = (
    Fault(cut=True),
    Fault(cut=True, done=True),
    Fault(status=500),
    Fault(status=500, done=True),
    Fault(status=429),
    Fault(status=401),
    Fault(status=400),
)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
@pytest.mark.parametrize("which", range(2), ids=["opening", "saying"])
def test_after_any_fault_at_any_call_everything_is_there_once(desk: Behind, fault: Fault, which: int) -> None:
    tracker = double(desk)
    tracker.faults = [Fault()] * which + [fault]
    ada = desk.stage.person(ADA)
    ada.says(INCIDENT)
    ada.says("It happens for job 7005555 as well.")
    brought_at_last(desk)
    [ticket] = desk.stage.tickets()
    assert tracker.faults == []
    assert len(tracker.tickets) == 1
    assert desk.said(ticket.number) == ["Ada Brook wrote:\n\nIt happens for job 7005555 as well."]


def test_while_it_is_away_tickets_are_opened_here_and_wait(desk: Behind) -> None:
    tracker = double(desk)
    there, tracker.field_names = list(tracker.field_names), []
    heard = desk.stage.person(ADA).says(INCIDENT)
    desk.brought()
    assert "#1001" in heard.text
    assert tracker.tickets == {}
    tracker.field_names = there
    brought_at_last(desk)
    assert len(tracker.tickets) == 1
    assert desk.reference(1001) == 1


def test_what_is_gone_there_does_not_hold_up_the_next(desk: Behind) -> None:
    tracker = double(desk)
    ada = desk.stage.person(ADA)
    ada.says(INCIDENT)
    desk.brought()
    [first] = desk.stage.tickets()
    tracker.tickets.pop(desk.reference(first.number))
    desk.stage.later(minutes=1)
    ada.says("It happens for job 7005555 as well.")
    cleo = desk.stage.person("cleo@lakeview.example")
    cleo.says(INCIDENT.replace("7001234", "7007777"))
    brought_at_last(desk)
    assert ["7007777" in one.subject for one in tracker.tickets.values()] == [True]


def test_news_wait_while_it_is_away(desk: Behind) -> None:
    tracker = double(desk)
    desk.stage.person(ADA).says(INCIDENT)
    desk.brought()
    desk.writes(1001, "sam", "Which version?")
    user = tracker.users.pop("sam")
    desk.followed()
    assert [one for one in desk.stage.history(1001) if one.kind is EntryKind.STAFF_WORDS] == []
    tracker.users["sam"] = user
    desk.followed()
    [said] = [one for one in desk.stage.history(1001) if one.kind is EntryKind.STAFF_WORDS]
    assert said.person is not None
    assert said.person.mail == SAM


def test_words_that_may_not_be_said_are_told_to_the_agent(desk: Behind) -> None:
    """An agent whom the directory knows as somebody of accounts answers: that role does not answer."""
    tracker = double(desk)
    tracker.add_user(User("gus", "Gus Hale", "gus@infraware.example"))
    desk.stage.person(ADA).says(INCIDENT)
    desk.brought()
    desk.writes(1001, "gus", "Please pay your bill.")
    desk.followed()
    assert [one for one in desk.stage.history(1001) if one.kind is EntryKind.STAFF_WORDS] == []
    assert "not passed on to the customer" in desk.said(1001)[-1]
    desk.followed()
    assert len(desk.said(1001)) == 2
