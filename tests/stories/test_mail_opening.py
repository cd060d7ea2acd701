"""Letters open tickets for who may, and answer who may not: a play in letters."""

from __future__ import annotations

from tests.stories.mail_stage import Correspondent, waiting, written
from tests.stories.stage import Stage
from tickets.letters import Became
from tickets.values import DetailName, DetailState

STUCK = "The upload of job 2044871 is stuck since this morning, the screen says 'E-4102 upload failed'."


def test_a_letter_of_an_entitled_person_opens_a_ticket(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    assert ada.writes_letter(STUCK, "Upload stuck") is Became.TAKEN
    [ticket] = stage.tickets()
    assert (ticket.opener.mail, ticket.opened_at) == ("ada@northside.example", stage.now)
    assert ticket.subject.startswith("Upload stuck")
    assert ticket.details[DetailName.JOB].value == "2044871"
    assert ticket.details[DetailName.STEPS].state is DetailState.MISSING
    assert any(f"[InfraCare #{ticket.number}]" in letter.subject for letter in ada.mailbox())


def test_who_wants_to_know_how_reads_what_was_found_before_what_is_asked(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    ada.writes_letter("How do I reset a user's password?", "Passwords of users")
    ada.writes_letter("The merge of job 7001234 fails with error IW-2104 since today.", "Merge fails")
    how, broken = (letter.body for letter in ada.mailbox())
    assert how.index("What the search found") < how.index("Steps that led to it:")
    assert broken.index("Steps that led to it:") < broken.index("What the search found")
    assert [letter.subject.partition("] ")[2] for letter in ada.mailbox()] == [
        "Passwords of users",
        "Merge fails",
    ]


def test_staff_read_who_said_what_somebody_else_has_opened(stage: Stage) -> None:
    dan = Correspondent(stage, "dan@northside.example")
    dan.writes_letter(STUCK, "Upload stuck")
    [offered] = dan.mailbox()
    assert offered.subject == "Re: Upload stuck"
    dan.answers(offered, "1")
    ada = Correspondent(stage, "ada@northside.example")
    ada.answers(ada.mailbox()[-1], "1")
    to_staff = stage.letters("support@infraware.example")[-1]
    assert "Dan Frost (Northside Clinic) wrote:" in to_staff.body


def test_thanks_alone_opens_one_as_well(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    ada.writes_letter("Thanks!")
    [ticket] = stage.tickets()
    assert ticket.subject == "Thanks!"


def test_the_same_bytes_twice_are_one_letter(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    raw = written("ada@northside.example", STUCK, "Upload stuck").as_bytes()
    assert [ada.sends(raw), ada.sends(raw)] == [Became.TAKEN, Became.TAKEN]
    assert len(stage.tickets()) == 1


def test_an_answer_joins_its_ticket_and_starts_the_clock_again(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    ada.writes_letter(STUCK, "Upload stuck")
    [ticket] = stage.tickets()
    stage.desk(ticket.number).says("sam@infraware.example", "Which browser is it?")
    assert stage.ticket(ticket.number).due_at is None
    stage.later(hours=3)
    ada.writes_letter("It is Firefox, in all rooms.", f"Re: [InfraCare #{ticket.number}] Upload stuck")
    assert len(stage.tickets()) == 1
    assert stage.ticket(ticket.number).waiting_since == stage.now


def test_somebody_unknown_gets_self_help_once(stage: Stage) -> None:
    eve = Correspondent(stage, "eve@elsewhere.example")
    assert eve.writes_letter("How do I reset my password?") is Became.TAKEN
    assert eve.writes_letter("How do I reset my password? Hello?") is Became.WAITING
    assert stage.tickets() == ()
    [one] = waiting(stage)
    assert one.reason == "answered-before"
