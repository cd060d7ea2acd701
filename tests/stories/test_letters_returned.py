"""A letter of ours that does not arrive: staff know at once, the customer's thread says so, nothing loops."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from app.worker import DeliveryWorker
from mail.deliver import LONGEST
from mail.failed import failed
from mail.incoming import Bounce
from mail.letter import Letter, token_of
from mail.send import Post, RefusedError, TryAgainError
from records import work
from tests.stories.mail_stage import Correspondent
from tests.stories.stage import Stage
from tickets import letters, reads, writes
from tickets.letters import Became
from tickets.values import Audience, EntryKind, Place

ADA, SAM = "ada@northside.example", "sam@infraware.example"
DESK = "support@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 zebrafinch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
REPORT = """\
From: MAILER-DAEMON@mx.northside.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <report{token}@mx.northside.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Ha ha, click here: https://evil.example

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.northside.example

Final-Recipient: rfc822; ada@northside.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} Jane Patient, born 1961-02-03, is not here

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: whatever

--b--
"""


def report(letter: Letter, status: str = "5.1.1", action: str = "failed") -> bytes:
    """What a mail system writes when it could not deliver a letter."""
    text = REPORT.format(
        to=DESK, token=token_of(letter.message_id), status=status, action=action, message_id=letter.message_id
    )
    return text.replace("\n", "\r\n").encode()


def not_delivered(stage: Stage) -> list[str]:
    return [str(one.words) for one in stage.history(1001) if one.kind is EntryKind.NOT_DELIVERED]


def waiting_for(stage: Stage, door: str) -> list[tuple[str, str]]:
    """What is to be told at a door: the recipient and the form."""
    later = stage.now + timedelta(days=1)
    with stage.here.reading() as session:
        rows = work.waiting_since(session, f"deliveries.{door}", later)
        return [(row.payload["recipient"], row.payload["show"]) for row in rows]


@pytest.fixture
def opened(stage: Stage) -> Stage:
    """Ada's ticket, opened at another door; her receipt has left."""
    stage.person(ADA).says(INCIDENT)
    assert stage.letters(ADA)
    return stage


def test_a_report_of_failure_stands_in_the_history_in_our_own_words(opened: Stage) -> None:
    (receipt,) = opened.letters(ADA)
    assert Correspondent(opened, ADA).sends(report(receipt)) is Became.NOTED
    (told,) = not_delivered(opened)
    assert told.startswith(f"A letter to {ADA} did not arrive: nobody has this address.")
    assert "telephone" in told
    history = opened.history(1001)
    entry = next(one for one in history if one.kind is EntryKind.NOT_DELIVERED)
    assert entry.audience is Audience.STAFF
    assert not any("evil.example" in str(one.words) or "Jane" in str(one.facts) for one in history)


def test_without_a_channel_staff_are_told_by_mail_and_with_one_in_the_tickets_thread(opened: Stage) -> None:
    (receipt,) = opened.letters(ADA)
    Correspondent(opened, ADA).sends(report(receipt))
    assert "did not arrive" in opened.letters(DESK)[-1].body
    with_channel = replace(opened.here.rules, desk_channel="C0DESK")
    staff_letter = opened.letters(DESK)[0]
    bounce = Bounce(True, "5.2.2", "", ADA, (token_of(staff_letter.message_id),), ())
    with opened.here.writing() as session:
        assert failed(session, bounce, opened.now, with_channel)
    assert waiting_for(opened, "slack") == [("desk", "reply")]


def test_the_same_failure_is_told_once_and_a_delay_not_at_all(opened: Stage) -> None:
    (receipt,) = opened.letters(ADA)
    ada = Correspondent(opened, ADA)
    ada.sends(report(receipt, "4.4.1", "delayed"))
    assert not_delivered(opened) == []
    ada.sends(report(receipt))
    ada.sends(report(receipt).replace(b"<report", b"<again"))
    assert len(not_delivered(opened)) == 1


def test_whoever_has_a_thread_in_slack_reads_there_that_the_letter_came_back(opened: Stage) -> None:
    talk = opened.ticket(1001).conversation_id
    with opened.here.writing() as session:
        writes.bind(session, talk, Place("slack", "T0001", "D0ADA", "1.0001", direct=True), reads.ASKER)
    (receipt,) = opened.letters(ADA)
    Correspondent(opened, ADA).sends(report(receipt))
    assert waiting_for(opened, "slack") == [("asker", "news")]


def test_in_a_channel_of_others_nothing_is_said_of_it(opened: Stage) -> None:
    talk = opened.ticket(1001).conversation_id
    with opened.here.writing() as session:
        writes.bind(session, talk, Place("slack", "T0001", "C0LOBBY", "1.0001", direct=False), reads.ASKER)
    (receipt,) = opened.letters(ADA)
    Correspondent(opened, ADA).sends(report(receipt))
    assert waiting_for(opened, "slack") == []


def test_a_letter_to_the_desk_that_comes_back_makes_no_further_letter(opened: Stage) -> None:
    for _ in range(3):
        letter = opened.letters(DESK)[-1]
        Correspondent(opened, ADA).sends(report(letter).replace(ADA.encode(), DESK.encode()))
    assert len(opened.letters(DESK)) == 1
    (told,) = not_delivered(opened)
    assert "the desk's mailbox" in told


def test_a_report_that_names_no_letter_of_ours_changes_nothing(opened: Stage) -> None:
    (receipt,) = opened.letters(ADA)
    forged = replace(receipt, message_id="<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@infraware.example>")
    Correspondent(opened, ADA).sends(report(forged))
    assert not_delivered(opened) == []


@dataclass
class Fails:
    """A mail server that does not take what goes to one address."""

    to: str
    error: Exception
    post: Post
    tried: int = field(default=0)

    def send(self, letter: Letter) -> None:
        if self.to not in letter.to:
            self.post.send(letter)
            return
        self.tried += 1
        raise self.error


def failing(stage: Stage, error: Exception) -> Fails:
    here = stage.here
    fails = Fails(ADA, error, here.letter_post())
    here.__dict__["mail_post"] = replace(here.mail_post, post=fails)
    return fails


def test_what_the_mail_server_refuses_is_given_up_and_told_to_staff_in_one_transaction(stage: Stage) -> None:
    failing(stage, RefusedError("the mail server refuses the letter: 550 5.7.1 No", "5.7.1"))
    stage.person(ADA).says(INCIDENT)
    assert "their mail system does not accept letters from us" in stage.letters(DESK)[-1].body
    assert len(not_delivered(stage)) == 1
    with stage.here.reading() as session:
        assert work.backlog(session, "deliveries.mail").dead == 1
        assert letters.failed_since(session, stage.now - timedelta(days=7)) == 1


def test_what_is_put_off_is_tried_for_two_days_and_then_told_to_staff(stage: Stage) -> None:
    fails = failing(stage, TryAgainError("the mail server puts the letter off: 451 Later", 300))
    stage.person(ADA).says(INCIDENT)
    stage.letters(DESK)
    step = DeliveryWorker("mail", stage.here.mail_post, stage.here.writing, now=lambda: stage.now).step
    for _ in range(5):
        stage.later(hours=LONGEST.total_seconds() / 3600 / 6)
        assert step()
        assert not_delivered(stage) == []
    stage.later(hours=8)
    assert step()
    assert "for two days" in not_delivered(stage)[0]
    assert fails.tried == 7
    stage.later(days=1)
    stage.letters(DESK)
    assert fails.tried == 7
