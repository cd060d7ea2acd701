"""The story of the webhook out: what a customer sees of a ticket is told once, in order, signed, screened."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from app.worker import DeliveryWorker
from bot.message import ActName
from bot.outside import EVENTS
from records import work
from tests.fakes.pager import Pager, open_pager
from tests.stories.stage import Stage
from web.events import EventPost
from web.webhook import Receiver

ADA = "ada@northside.example"
SAM = "sam@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@dataclass
class Listening:
    """The stage with somebody who listens."""

    stage: Stage
    pager: Pager

    def told(self) -> list[dict[str, Any]]:
        """All events so far, after all that were due have been delivered."""
        receiver = Receiver(self.pager.url, "a secret", "DESK_WEBHOOK_URL", "webhook")
        here = self.stage.here
        worker = DeliveryWorker(
            EVENTS, EventPost(here.reading, receiver), here.writing, now=lambda: self.stage.now
        )
        while worker.step():
            pass
        return [call.json for call in self.pager.calls]


@pytest.fixture
def listening(stage: Stage) -> Iterator[Listening]:
    rules = replace(stage.here.rules, events=True)
    stage.here.__dict__["road"] = replace(stage.here.road, rules=rules)
    with open_pager() as pager:
        yield Listening(stage, pager)


def test_a_ticket_from_its_opening_to_its_solution(listening: Listening) -> None:
    stage = listening.stage
    ada = stage.person(ADA)
    ada.says(INCIDENT)
    [ticket] = stage.tickets()
    desk = stage.desk(ticket.number)
    stage.later(minutes=5)
    desk.says(SAM, "Which version is it?")
    stage.later(minutes=5)
    ada.says("It is version 7.1.")
    stage.later(minutes=5)
    desk.presses(SAM, ActName.SOLVE, words="Fixed in 7.2.")
    events = listening.told()
    kinds = [one["event"] for one in events if one["event"] != "ticket.bot"]
    assert kinds == ["ticket.opened", "ticket.staff", "ticket.customer", "ticket.staff", "ticket.status"]
    assert [one["sequence"] for one in events] == sorted(one["sequence"] for one in events)
    assert len({one["id"] for one in events}) == len(events)
    opened, answered, added, last, solved = (one for one in events if one["event"] != "ticket.bot")
    assert opened["version"] == 1
    assert opened["ticket"]["details"]["job"] == {"state": "given", "value": "7001234"}
    assert opened["ticket"]["customer"] == {"key": "northside", "name": "Northside Clinic"}
    assert opened["ticket"]["due"] == "2026-11-23T19:35:00+00:00"
    assert (answered["words"], answered["by"]) == (
        "Which version is it?",
        {"kind": "staff", "name": "Sam Ortiz"},
    )
    assert answered["ticket"]["due"] is None
    assert (added["words"], added["by"]["kind"]) == ("It is version 7.1.", "customer")
    assert last["words"] == "Fixed in 7.2."
    assert (opened["ticket"]["status"], solved["ticket"]["status"]) == ("open", "solved")


def test_what_the_customer_cannot_see_is_not_told(listening: Listening) -> None:
    stage = listening.stage
    stage.person(ADA).says(INCIDENT)
    desk = stage.desk(stage.tickets()[0].number)
    before = len(listening.told())
    desk.says(SAM, "Internal note: the customer is difficult")
    desk.presses(SAM, ActName.CLAIM)
    assert [one["words"] for one in listening.told()[before:]] == []


def test_another_category_is_told_without_what_staff_said_of_it(listening: Listening) -> None:
    stage = listening.stage
    stage.person(ADA).says(INCIDENT)
    stage.desk(stage.tickets()[0].number).presses(SAM, ActName.SORT, category="service")
    told = next(one for one in listening.told() if one["event"] == "ticket.details")
    assert told["ticket"]["category"] == "service"
    assert told["words"] == ""


def test_patients_data_is_not_told(listening: Listening) -> None:
    ada = listening.stage.person(ADA)
    ada.says(INCIDENT)
    ada.says("The patient John Miller, SSN 123-45-6789, is waiting for job 7001234.")
    told = " ".join(str(call.body) for call in listening.pager.calls) or str(listening.told())
    assert "ticket.customer" in told
    assert "123-45-6789" not in told


def test_it_is_signed_and_told_again_in_order_while_nobody_takes_it(listening: Listening) -> None:
    stage, pager = listening.stage, listening.pager
    ada = stage.person(ADA)
    ada.says(INCIDENT)
    ada.says("It happens for job 7005555 as well.")
    pager.answers = [(503, {})]
    assert len(listening.told()) == 1
    stage.later(minutes=1)
    events = listening.told()
    assert events[0] == events[1]
    assert [one["sequence"] for one in events[1:]] == sorted(one["sequence"] for one in events[1:])
    for call in pager.calls:
        heads = {name.lower(): value for name, value in call.headers.items()}
        signed = heads["x-infracare-timestamp"].encode() + b"." + call.body
        made = hmac.new(b"a secret", signed, hashlib.sha256).hexdigest()
        assert heads["x-infracare-signature"] == f"sha256={made}"
        assert heads["x-infracare-delivery"] == call.json["id"]


def test_one_that_is_refused_holds_up_no_other(listening: Listening) -> None:
    listening.pager.answers = [(400, {})]
    ada = listening.stage.person(ADA)
    ada.says(INCIDENT)
    ada.says("It happens for job 7005555 as well.")
    assert "ticket.customer" in [one["event"] for one in listening.told()]
    with listening.stage.here.reading() as session:
        assert work.backlog(session, "deliveries.events").dead == 1


def test_without_an_address_they_wait(listening: Listening) -> None:
    listening.stage.person(ADA).says(INCIDENT)
    there, listening.pager.url = listening.pager.url, ""
    assert listening.told() == []
    listening.pager.url = there
    listening.stage.later(seconds=timedelta(minutes=2).total_seconds())
    assert listening.told()[0]["event"] == "ticket.opened"


def test_nothing_is_remembered_where_it_is_off(stage: Stage) -> None:
    stage.person(ADA).says(INCIDENT)
    with stage.here.reading() as session:
        assert work.backlog(session, "deliveries.events").waiting == 0
