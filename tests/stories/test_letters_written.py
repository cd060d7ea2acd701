"""How letters read and stand in a person's mail program: subject, thread, choices, hostile words."""

from __future__ import annotations

from base64 import b64encode

from bot.message import ActName
from tests.mail.letters import parsed
from tests.mail.test_letter import HEAD, HOSTILE
from tests.stories.mail_stage import Correspondent, opened_by
from tests.stories.stage import Stage

ADA, DAN, EVE, SAM = (
    "ada@northside.example",
    "dan@northside.example",
    "eve@elsewhere.example",
    "sam@infraware.example",
)
DESK = "support@infraware.example"
STUCK = 'since this morning the upload hangs for user bcole. The message says "IW-2104 interrupted".'


def test_a_letter_is_answered_in_its_thread_under_its_subject_with_the_number(stage: Stage) -> None:
    ada = Correspondent(stage, ADA)
    ada.writes_letter(STUCK, "Upload stuck at 80 %", head={"Message-ID": "<first@northside.example>"})
    (receipt,) = ada.mailbox()
    assert receipt.subject == "[InfraCare #1001] Upload stuck at 80 %"
    assert receipt.in_reply_to == "<first@northside.example>"
    stage.desk(1001).says(SAM, "Please restart the player.")
    stage.later(minutes=5)
    ada.answers(ada.mailbox()[-1], "It did not help.", head={"Message-ID": "<second@northside.example>"})
    _, words, added = ada.mailbox()
    assert added.in_reply_to == "<second@northside.example>"
    assert added.references == (
        "<first@northside.example>",
        receipt.message_id,
        words.message_id,
        "<second@northside.example>",
    )
    assert {letter.subject for letter in ada.mailbox()} == {receipt.subject}


def test_the_receipt_leads_with_number_and_promise_and_asks_for_all_that_is_missing(stage: Stage) -> None:
    ada = Correspondent(stage, ADA)
    opened_by(ada, STUCK)
    (receipt,) = ada.mailbox()
    assert receipt.body.startswith("Ticket #1001 is open. We answer within 2 hours on average; a person")
    order = [
        "what is still missing",
        "- Job number: ",
        "- Steps that led to it: ",
        "What the search found",
        "What we know",
        "User involved: bcole",
        "answer this letter with just its number:\n  1  ",
        "877-235-7239",
        "leave the number in the subject",
        "minimum requirements",
        "best-effort",
    ]
    places = [receipt.body.index(piece) for piece in order]
    assert places == sorted(places)


def test_what_is_said_of_buttons_elsewhere_is_said_of_numbers_in_a_letter(stage: Stage) -> None:
    ada = Correspondent(stage, ADA)
    opened_by(ada, STUCK)
    stage.desk(1001).presses(SAM, ActName.TASKS, tasks="Restart the player\nSend the log")
    tasks = ada.mailbox()[-1]
    assert "button" not in tasks.body
    assert "  1  Task 1 is done\n  2  Task 2 is done" in tasks.body
    assert not tasks.automatic
    ada.answers(tasks, "1")
    assert "Thank you. One is left." in ada.mailbox()[-1].body


def test_a_draft_is_handed_over_and_opened_by_letters_alone(stage: Stage) -> None:
    dan, ada = Correspondent(stage, DAN), Correspondent(stage, ADA)
    dan.writes_letter(f"{STUCK} It was job 7001234, after I opened the job and pressed F12.", "Upload stuck")
    offered = dan.mailbox()[-1].body.partition("just its number:\n")[2]
    assert offered.startswith("  1  Hand it to Ada Brook\n")
    dan.answers(dan.mailbox()[-1], "1")
    (handed,) = ada.mailbox()
    assert "open the ticket by answering this letter" in handed.body
    assert "Dan Frost (Northside Clinic) wrote:" in handed.body
    ada.answers(handed, "1")
    assert stage.ticket(1001).opener.mail == ADA
    assert [letter.subject.startswith("[InfraCare #1001] ") for letter in ada.mailbox()] == [False, True]
    assert "Ticket #1001 is open" in dan.mailbox()[-1].body


def test_who_is_unknown_is_not_told_to_ask_for_a_person(stage: Stage) -> None:
    eve = Correspondent(stage, EVE)
    eve.writes_letter("What are the minimum requirements of the player?", "Requirements")
    (letter,) = eve.mailbox()
    assert letter.subject == "Re: Requirements"
    assert "This letter was written by a machine.\n" in letter.body
    assert "877-235-7239" in letter.body


def test_no_hostile_subject_makes_a_head_line_in_any_letter_that_follows(stage: Stage) -> None:
    ada = Correspondent(stage, ADA)
    for number, text in enumerate(HOSTILE[:10]):
        subject = b64encode(text[:300].encode(errors="replace")).decode()
        head = f"From: {ADA}\r\nTo: {DESK}\r\nMessage-ID: <{number}@northside.example>\r\n"
        ada.sends(f"{head}Subject: =?utf-8?b?{subject}?=\r\n\r\n{STUCK} {number}".encode())
        stage.later(minutes=20)
    assert stage.letters(DESK)
    written = [parsed(path.read_bytes()) for path in stage.here.outbox.glob("*.eml")]
    assert len(written) >= 20
    for seen in written:
        assert len(seen.keys()) == len(set(seen.keys()))
        assert set(seen.keys()) <= HEAD_LINES
        assert len(seen["To"].addresses) == 1


HEAD_LINES = {"In-Reply-To", "References", *HEAD}
