"""What a letter offers is chosen by answering with its number: a play in letters."""

from __future__ import annotations

import re

import pytest

from bot.message import ActName
from mail.letter import Letter
from tests.stories.mail_stage import Correspondent, opened_by, waiting, work_off
from tests.stories.stage import Stage
from tickets.letters import Became
from tickets.values import EntryKind, Status

STUCK = "The upload of job 2044871 is stuck, the screen says 'E-4102 upload failed'. User abrook."


def number_of(letter: Letter, label: str) -> str:
    """The number under which the letter offers this."""
    found = re.search(rf"^\s*(\d+)\W+.*{re.escape(label)}", letter.body, re.MULTILINE)
    assert found, letter.body
    return found[1]


def test_a_ticket_is_withdrawn_by_its_number(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, STUCK)
    receipt = ada.mailbox()[-1]
    assert ada.answers(receipt, number_of(receipt, "Withdraw")) is Became.TAKEN
    assert stage.ticket(number).status is Status.WITHDRAWN
    assert len(stage.tickets()) == 1


def test_a_number_with_words_below_is_words(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, STUCK)
    receipt = ada.mailbox()[-1]
    ada.answers(receipt, "1\n\nbut it broke again in ward 4 today")
    assert stage.ticket(number).status is Status.OPEN
    said = [one.words for one in stage.history(number) if one.kind is EntryKind.CUSTOMER_WORDS]
    assert len(said) == 1


def test_a_colleague_hands_over_and_an_administrator_opens_it(stage: Stage) -> None:
    dan = Correspondent(stage, "dan@northside.example")
    assert dan.writes_letter(STUCK, "Upload stuck") is Became.TAKEN
    assert stage.tickets() == ()
    answer = dan.mailbox()[-1]
    assert dan.answers(answer, number_of(answer, "Ada Brook")) is Became.TAKEN
    ada = Correspondent(stage, "ada@northside.example")
    draft = ada.mailbox()[-1]
    assert ada.answers(draft, f"{number_of(draft, 'Open')}\n\nThanks\nAda") is Became.TAKEN
    [ticket] = stage.tickets()
    assert ticket.customer.name == "Northside Clinic"
    assert any(f"#{ticket.number}" in letter.subject + letter.body for letter in dan.mailbox())


def test_the_charge_of_a_service_is_agreed_to_afterwards(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    ada.writes_letter("Please import our physician list of 80 names into the IMC for us.", "Import for us")
    [ticket] = stage.tickets()
    assert ticket.category == "service"
    receipt = ada.mailbox()[-1]
    ada.answers(receipt, number_of(receipt, "charged"))
    assert [one.kind for one in stage.history(ticket.number)].count(EntryKind.CHARGE_AGREED) == 1


def test_that_it_is_solved_is_said_by_number(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, STUCK)
    stage.desk(number).presses("sam@infraware.example", ActName.SOLVE, words="We restarted it.")
    asked = next(one for one in reversed(ada.mailbox()) if "Choose" in one.body or "number" in one.body)
    ada.answers(asked, number_of(asked, "Yes"))
    assert any(one.kind is EntryKind.CONFIRMED for one in stage.history(number))


def test_a_stranger_who_holds_our_letter_chooses_nothing_in_it(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, STUCK)
    receipt = ada.mailbox()[-1]
    cleo = Correspondent(stage, "cleo@lakeview.example")
    assert cleo.answers(receipt, number_of(receipt, "Withdraw")) is Became.WAITING
    assert stage.ticket(number).status is Status.OPEN


def test_somebody_unknown_asks_for_a_person_and_staff_have_the_letter(stage: Stage) -> None:
    eve = Correspondent(stage, "eve@elsewhere.example")
    eve.writes_letter("How do I reset my password?", "Password")
    answer = eve.mailbox()[-1]
    assert eve.answers(answer, number_of(answer, "person")) is Became.TAKEN
    [letter] = waiting(stage)
    assert (letter.subject, letter.reason) == ("Password", "wants-a-person")
    desk = stage.office()
    desk.presses("sam@infraware.example", ActName.OPEN_LETTER, str(letter.id), caller="ada@northside.example")
    work_off(stage)
    [ticket] = stage.tickets()
    assert ticket.opener.mail == "ada@northside.example"


@pytest.mark.parametrize(
    "address", ["eve@elsewhere.example", "cleo@lakeview.example", "sam@infraware.example"]
)
def test_the_first_letter_to_an_address_does_not_say_whether_it_is_known(stage: Stage, address: str) -> None:
    somebody = Correspondent(stage, address)
    somebody.writes_letter(STUCK, "[InfraCare #1042] Upload stuck")
    assert somebody.mailbox() == []
