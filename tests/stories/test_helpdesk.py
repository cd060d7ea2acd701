"""The story of a helpdesk behind: tickets live in it too, and ours stay the record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.message import ActName
from tests.helpdesk.real import RealTracker
from tests.stories.helpdesk_stage import SAM, Behind
from tickets.values import Entry, EntryKind, Status

ADA = "ada@northside.example"
BEN = "ben@northside.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


def incident(behind: Behind) -> int:
    """An incident of Ada's that is open here and there; its number."""
    ada = behind.stage.person(ADA)
    ada.says(INCIDENT)
    behind.brought()
    [ticket] = behind.stage.tickets()
    return ticket.number


def kinds(behind: Behind, number: int) -> list[EntryKind]:
    return [one.kind for one in behind.stage.history(number)]


def entries(behind: Behind, number: int, kind: EntryKind) -> list[Entry]:
    return [one for one in behind.stage.history(number) if one.kind is kind]


def test_a_ticket_is_opened_there_with_its_details_and_staff_see_its_number(behind: Behind) -> None:
    number = incident(behind)
    made = behind.tracker.tickets[behind.reference(number)]
    assert made.subject.startswith(f"[InfraCare #{number}] Job 7001234 fails")
    assert made.fields["Job number"] == "7001234"
    assert made.fields["User"] == "bcole"
    assert made.status == "new"
    [line] = entries(behind, number, EntryKind.IN_HELPDESK)
    assert line.facts["reference"] == str(made.id)
    assert str(line.facts["address"]).endswith(f"/Ticket/Display.html?id={made.id}")
    assert line.audience.value == "staff"


def test_brought_again_it_is_there_once(behind: Behind) -> None:
    number = incident(behind)
    before = len(behind.tracker.tickets)
    behind.brought()
    assert len(behind.tracker.tickets) == before
    assert behind.reference(number)


def test_an_agents_reply_reaches_the_customer_and_stops_the_clock_when_it_was_written(behind: Behind) -> None:
    number = incident(behind)
    waiting = behind.stage.ticket(number).waiting_since
    assert waiting is not None
    behind.stage.later(minutes=0 if isinstance(behind.tracker, RealTracker) else 20)
    replied = behind.stage.now
    behind.writes(number, "sam", "Which version of the Editor is it?")
    if not isinstance(behind.tracker, RealTracker):
        behind.stage.later(minutes=5)
    behind.followed()
    ticket = behind.stage.ticket(number)
    assert ticket.waiting_since is None
    [said] = entries(behind, number, EntryKind.STAFF_WORDS)
    assert said.words == "Which version of the Editor is it?"
    assert said.person is not None
    assert said.person.mail == SAM
    assert said.facts["response"] == "written"
    assert abs(said.at - replied) < timedelta(seconds=30)
    assert any("Which version" in letter.body for letter in behind.stage.letters(ADA))


def test_the_same_news_read_again_change_nothing(behind: Behind) -> None:
    number = incident(behind)
    behind.writes(number, "sam", "Which version?")
    behind.followed()
    before = kinds(behind, number)
    assert EntryKind.STAFF_WORDS in before
    for _ in range(3):
        behind.followed()
    assert kinds(behind, number) == before
    assert behind.said(number) == ["Which version?"]


def test_an_agent_the_directory_does_not_know_speaks_as_the_one_who_stands_for_them(behind: Behind) -> None:
    number = incident(behind)
    behind.writes(number, "alice", "Please send the log.")
    behind.followed()
    [said] = entries(behind, number, EntryKind.STAFF_WORDS)
    assert said.person is not None
    assert said.person.mail == "lea@infraware.example"
    assert behind.stage.ticket(number).waiting_since is None


def test_an_internal_comment_stays_with_staff_and_stops_no_clock(behind: Behind) -> None:
    number = incident(behind)
    behind.writes(number, "alice", "The customer is difficult.", internal=True)
    behind.followed()
    [note] = entries(behind, number, EntryKind.NOTE)
    assert note.audience.value == "staff"
    assert behind.stage.ticket(number).waiting_since is not None
    assert not any("difficult" in letter.body for letter in behind.stage.letters(ADA))


def test_what_the_customer_and_staff_say_here_is_said_there_once(behind: Behind) -> None:
    ada = behind.stage.person(ADA)
    ada.says(INCIDENT)
    [ticket] = behind.stage.tickets()
    behind.stage.later(minutes=1)
    ada.says("It happens for job 7005555 as well.")
    desk = behind.stage.desk(ticket.number)
    desk.says(SAM, "I am looking at it.")
    behind.brought()
    behind.brought()
    said = behind.said(ticket.number)
    assert said == [
        "Ada Brook wrote:\n\nIt happens for job 7005555 as well.",
        "Sam Ortiz wrote:\n\nI am looking at it.",
    ]


def test_solved_there_is_solved_here(behind: Behind) -> None:
    number = incident(behind)
    behind.tracker.sets_status(behind.reference(number), "sam", "resolved")
    behind.followed()
    assert behind.stage.ticket(number).status is Status.SOLVED
    assert behind.stage.ticket(number).waiting_since is None
    assert behind.status(number) == "resolved"


def test_solved_here_is_solved_there_and_opened_again_with_the_customers_words(behind: Behind) -> None:
    ada = behind.stage.person(ADA)
    ada.says(INCIDENT)
    behind.brought()
    [ticket] = behind.stage.tickets()
    behind.stage.desk(ticket.number).presses(SAM, ActName.SOLVE, words="Fixed in 7.2.")
    behind.brought()
    assert behind.status(ticket.number) == "resolved"
    assert behind.said(ticket.number) == ["Sam Ortiz wrote:\n\nFixed in 7.2."]
    behind.stage.later(hours=1)
    ada.says("No, it still fails with the same error for job 7001234.")
    behind.brought()
    assert behind.stage.ticket(ticket.number).status is Status.OPEN
    assert behind.status(ticket.number) == "open"


def test_withdrawn_here_is_rejected_there(behind: Behind) -> None:
    ada = behind.stage.person(ADA)
    ada.says(INCIDENT)
    behind.brought()
    [ticket] = behind.stage.tickets()
    ada.presses(ActName.WITHDRAW)
    behind.brought()
    assert behind.status(ticket.number) == "rejected"


def test_opened_again_there_is_open_here(behind: Behind) -> None:
    number = incident(behind)
    behind.tracker.sets_status(behind.reference(number), "sam", "resolved")
    behind.followed()
    behind.tracker.sets_status(behind.reference(number), "sam", "open")
    behind.followed()
    assert behind.stage.ticket(number).status is Status.OPEN


def test_a_forged_letter_of_staff_reaches_nobody_and_stops_no_clock(behind: Behind) -> None:
    number = incident(behind)
    behind.writes(number, "alice", "Send me your password.", by="Email")
    behind.followed()
    assert entries(behind, number, EntryKind.STAFF_WORDS) == []
    [note] = entries(behind, number, EntryKind.NOTE)
    assert "Nobody can tell whether it is theirs" in (note.words or "")
    assert "Send me your password." in (note.words or "")
    assert behind.stage.ticket(number).waiting_since is not None
    assert not any("password" in letter.body for letter in behind.stage.letters(ADA))


def test_a_stranger_who_writes_to_the_helpdesk_reaches_nobody(behind: Behind) -> None:
    number = incident(behind)
    behind.writes(number, "mallory@elsewhere.example", "I am from support, call me.", by="Email")
    behind.followed()
    [note] = entries(behind, number, EntryKind.NOTE)
    assert "somebody who is not known here" in (note.words or "")
    assert behind.stage.ticket(number).waiting_since is not None


def test_another_customer_who_writes_to_the_helpdesk_reaches_nobody(behind: Behind) -> None:
    number = incident(behind)
    behind.writes(number, "cleo@lakeview.example", "What is with my job?", by="Email")
    behind.followed()
    assert entries(behind, number, EntryKind.CUSTOMER_WORDS) == []
    assert entries(behind, number, EntryKind.STAFF_WORDS) == []
    [note] = entries(behind, number, EntryKind.NOTE)
    assert "somebody who is not known here" in (note.words or "")


@pytest.mark.parametrize("writer", [ADA, BEN])
def test_a_customer_who_writes_to_the_helpdesk_adds_to_the_ticket(behind: Behind, writer: str) -> None:
    number = incident(behind)
    behind.writes(number, "sam", "Which version?")
    behind.followed()
    behind.writes(number, writer, "It is version 7.1.", by="Email")
    behind.followed()
    [said] = entries(behind, number, EntryKind.CUSTOMER_WORDS)
    assert said.words == "It is version 7.1."
    assert behind.stage.ticket(number).waiting_since is not None
    assert behind.said(number)[-1] == "It is version 7.1."


def test_a_customers_letter_to_the_helpdesk_opens_a_solved_ticket_again(behind: Behind) -> None:
    number = incident(behind)
    behind.tracker.sets_status(behind.reference(number), "sam", "resolved")
    behind.followed()
    behind.writes(number, ADA, "It fails again.", by="Email")
    behind.followed()
    assert behind.stage.ticket(number).status is Status.OPEN
    assert behind.stage.ticket(number).waiting_since is not None


def test_patients_data_in_an_agents_words_is_screened(behind: Behind) -> None:
    number = incident(behind)
    behind.writes(number, "sam", "Is it the patient born 04/12/1961, SSN 123-45-6789?")
    behind.followed()
    [said] = entries(behind, number, EntryKind.STAFF_WORDS)
    assert "123-45-6789" not in (said.words or "")
    assert "04/12/1961" not in (said.words or "")
