"""A ticket is one conversation, whichever door its people use: a play in letters."""

from __future__ import annotations

import dataclasses

import pytest

from app.connections import MailSettings
from bot.message import ActName
from tests.stories.mail_stage import OURS, Correspondent, opened_by, proven, waiting
from tests.stories.stage import Stage
from tickets.letters import Became
from tickets.timekeeping import RESPONSE
from tickets.values import Audience, DetailName, DetailState, EntryKind, Status

STUCK = "The upload of job 2044871 is stuck, the screen says 'E-4102 upload failed'. User abrook."


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Our mail system says of each letter whether its sender is proven."""
    mail = MailSettings(proof=OURS)
    settings = stage.here.settings.model_copy(update={"mail": mail})
    stage.here = dataclasses.replace(stage.here, settings=settings)
    return stage


def test_a_letter_joins_a_ticket_that_was_opened_elsewhere(stage: Stage) -> None:
    ada = stage.person("ada@northside.example")
    ada.says("I want to talk to a person about the upload of job 2044871, which fails with 'E-4102'.")
    while not stage.tickets():
        ada.says("does not apply")
    [ticket] = stage.tickets()
    desk = stage.desk(ticket.number)
    desk.says("sam@infraware.example", "Which browser is it?")
    stage.later(hours=1)
    letter = Correspondent(stage, "ada@northside.example")
    assert letter.writes_letter("It is Firefox.", f"AW: [InfraCare #{ticket.number}] upload") is Became.TAKEN
    assert len(stage.tickets()) == 1
    assert stage.ticket(ticket.number).waiting_since == stage.now
    assert heard(stage, ticket.number)[-1] == "It is Firefox."


def heard(stage: Stage, number: int) -> list[str]:
    """What the customer has said about the ticket."""
    said = (one for one in stage.history(number) if one.kind is EntryKind.CUSTOMER_WORDS)
    return [str(one.words) for one in said]


def test_a_colleague_of_the_same_customer_writes_to_it_too(stage: Stage) -> None:
    number = opened_by(Correspondent(stage, "ada@northside.example"), STUCK)
    ben = Correspondent(stage, "ben@northside.example")
    assert ben.writes_letter("I see it in ward 4 as well.", f"[InfraCare #{number}] upload") is Became.TAKEN
    assert heard(stage, number) == ["I see it in ward 4 as well."]
    assert len(stage.tickets()) == 1


def test_details_told_in_an_answer_are_filled_in(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, "The upload fails since this morning.")
    missing = [name for name, one in stage.ticket(number).details.items() if one.state is DetailState.MISSING]
    assert DetailName.JOB in missing
    told = "User: abrook\nJob number: 2044871\nError message: does not apply\nSteps: I log in\nI press Send"
    ada.writes_letter(f"{told}\n\nThanks, Ada", f"Re: [InfraCare #{number}] upload")
    details = stage.ticket(number).details
    assert {name: str(one.value) for name, one in details.items() if one.value} == {
        DetailName.USER: "abrook",
        DetailName.JOB: "2044871",
        DetailName.STEPS: "I log in\nI press Send",
    }
    assert details[DetailName.ERROR].state is DetailState.NOT_APPLICABLE
    [noted] = [one for one in stage.history(number) if one.kind is EntryKind.DETAILS]
    assert noted.audience is Audience.STAFF


def test_staff_answer_by_mail_where_they_are_proven(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, STUCK)
    sam = Correspondent(stage, "sam@infraware.example")
    stage.later(minutes=20)
    answer = "Please restart the uploader."
    assert sam.writes_letter(answer, f"Re: [InfraCare #{number}] upload", head=proven("pass")) is Became.TAKEN
    assert stage.ticket(number).due_at is None
    [said] = [one for one in stage.history(number) if one.kind is EntryKind.STAFF_WORDS]
    assert (said.words, said.facts[RESPONSE]) == ("Please restart the uploader.", "written")
    assert any("Please restart the uploader." in letter.body for letter in ada.mailbox())


def test_a_note_of_staff_reaches_no_customer(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, STUCK)
    sam = Correspondent(stage, "sam@infraware.example")
    sam.writes_letter("Note: they forgot to pay.", f"Re: [InfraCare #{number}] upload", head=proven("pass"))
    [noted] = [one for one in stage.history(number) if one.kind is EntryKind.NOTE]
    assert noted.audience is Audience.STAFF
    assert stage.ticket(number).due_at is not None
    assert all("forgot to pay" not in letter.body for letter in ada.mailbox())


@pytest.mark.parametrize("passes", ["fail", "none"])
def test_staff_who_are_not_proven_wait(stage: Stage, passes: str) -> None:
    number = opened_by(Correspondent(stage, "ada@northside.example"), STUCK)
    sam = Correspondent(stage, "sam@infraware.example")
    became = sam.writes_letter("We close this.", f"Re: [InfraCare #{number}] upload", head=proven(passes))
    assert became is Became.WAITING
    assert stage.ticket(number).due_at is not None


def test_a_forged_customer_waits(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    assert ada.writes_letter(STUCK, "Upload", head=proven("fail")) is Became.WAITING
    assert (stage.tickets(), [one.reason for one in waiting(stage)]) == ((), ["forged"])


def test_an_automatic_letter_is_noted_for_staff_and_answered_by_nobody(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, STUCK)
    before = len(ada.mailbox())
    away = {"Auto-Submitted": "auto-replied"}
    ada.writes_letter("I am out of office until Friday.", f"Re: [InfraCare #{number}] upload", head=away)
    ada.writes_letter("I am out of office until Friday, and this is about nothing.", "Away", head=away)
    assert len(ada.mailbox()) == before
    [noted] = [one for one in stage.history(number) if one.kind is EntryKind.NOTE]
    assert (noted.audience, "until Friday" in (noted.words or "")) == (Audience.STAFF, True)
    assert len(stage.tickets()) == 1


def test_two_machines_that_answer_each_other_come_to_an_end(stage: Stage) -> None:
    """The other one says of nothing that it is automatic; the breaker ends it, and staff see one card."""
    robot = Correspondent(stage, "ada@northside.example")
    number = opened_by(robot, STUCK)
    most = stage.here.settings.mail.letters_per_hour
    became = [
        robot.writes_letter(f"We have received your letter {one}.", f"Re: [InfraCare #{number}] upload")
        for one in range(most + 5)
    ]
    assert became == [Became.TAKEN] * (most - 1) + [Became.WAITING] * 6
    stage.later(hours=2)
    assert robot.writes_letter("It is solved.", f"Re: [InfraCare #{number}] upload") is Became.TAKEN


def test_staff_whose_role_may_not_answer_are_told_so_and_their_words_kept_for_staff(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, STUCK)
    kim = Correspondent(stage, "kim@infraware.example")
    kim.writes_letter("Have you read the article?", f"Re: [InfraCare #{number}] upload", head=proven("pass"))
    [noted] = [one for one in stage.history(number) if one.kind is EntryKind.NOTE]
    assert (noted.words, noted.audience) == ("Have you read the article?", Audience.STAFF)
    assert stage.ticket(number).due_at is not None
    assert any("Your role does not allow that" in letter.body for letter in kim.mailbox())
    assert all("the article?" not in letter.body for letter in ada.mailbox())


def test_staff_s_words_reach_the_colleague_who_wrote_as_well(stage: Stage) -> None:
    ada, ben = (Correspondent(stage, f"{name}@northside.example") for name in ("ada", "ben"))
    number = opened_by(ada, STUCK)
    ben.writes_letter("I see it in ward 4 as well.", f"[InfraCare #{number}] upload")
    stage.desk(number).says("sam@infraware.example", "Please restart the uploader.")
    for somebody in (ada, ben):
        assert sum("restart the uploader" in letter.body for letter in somebody.mailbox()) == 1


def test_a_ticket_of_another_door_is_withdrawn_by_the_number_in_its_receipt(stage: Stage) -> None:
    ada = stage.person("ada@northside.example")
    ada.says("I want to talk to a person about the upload of job 2044871, which fails with 'E-4102'.")
    while not stage.tickets():
        ada.says("does not apply")
    letter = Correspondent(stage, "ada@northside.example")
    receipt = next(one for one in letter.mailbox() if "Withdraw the ticket" in one.body)
    chosen = next(line.split()[0] for line in receipt.body.splitlines() if "Withdraw the ticket" in line)
    letter.answers(receipt, chosen)
    assert stage.tickets()[0].status is Status.WITHDRAWN


def test_a_letter_opens_a_solved_ticket_again_and_later_a_linked_one(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, STUCK)
    stage.desk(number).presses("sam@infraware.example", ActName.SOLVE, words="We restarted it.")
    stage.later(days=2)
    ada.writes_letter("The upload fails again with E-4102.", f"Re: [InfraCare #{number}] upload")
    assert stage.ticket(number).status is Status.OPEN
    stage.desk(number).presses("sam@infraware.example", ActName.SOLVE, words="Replaced the cable.")
    stage.later(days=20)
    ada.writes_letter("The upload fails again with E-4102.", f"Re: [InfraCare #{number}] upload")
    newest = stage.tickets()[0]
    assert (stage.ticket(number).status, newest.status) == (Status.SOLVED, Status.OPEN)
    assert newest.number != number
    assert [one.kind for one in stage.history(newest.number)].count(EntryKind.RELATED) == 1
