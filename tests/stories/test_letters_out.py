"""Who writes by mail is told everything by mail, each thing once, in one thread (policy 8)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import pytest
from sqlalchemy import select

from bot.message import Act, ActName, Author, Message
from bot.reply import Reply
from mail.compose.case import NothingToSendError
from mail.compose.writer import KINDS
from mail.letter import Letter
from records.facts import to_facts
from records.work import State, Work, WorkRow
from tests.stories.stage import Stage
from tickets import directory, letters, reads, writes
from tickets.letters import Became, Came
from tickets.values import Entry, Place

ADA, BEN, DAN, SAM = (
    "ada@northside.example",
    "ben@northside.example",
    "dan@northside.example",
    "sam@infraware.example",
)
DESK = "support@infraware.example"
WHOLE = (
    'Job 7001234 fails with "IW-9977 zebrafinch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
_NUMBERS = count(1)


@dataclass
class Correspondent:
    """Somebody who writes letters, as the mail's door hands them on."""

    stage: Stage
    mail: str
    thread: str = ""

    def writes(self, words: str, subject: str = "Trouble with a job") -> Reply:
        """The reply to a letter; where it was told stays to be read in the letters."""
        return self._send(subject, words, None)

    def chooses(self, act: ActName, value: str = "", conversation: int | None = None) -> Reply:
        """The reply to a number out of our last letter."""
        return self._send("Re: your letter", "", Act(act, conversation, value))

    def _send(self, subject: str, words: str, act: Act | None) -> Reply:
        number = next(_NUMBERS)
        self.thread = self.thread or f"root{number}"
        place = Place("mail", "mail", self.mail, self.thread, direct=True)
        text = self.stage.screened(words)
        message = Message(
            f"mail:{number}",
            self.stage.now,
            place,
            Author("mail", self.mail, self.mail),
            text,
            act,
            after_reply=True,
        )
        reply = self.stage.here.road.respond(message)
        with self.stage.here.writing() as session:
            talk = reads.conversation_at(session, place)
            came = Came(
                f"digest{number}",
                f"<{number}@northside.example>",
                self.stage.now,
                self.mail,
                self.stage.screened(subject),
                text,
                Became.TAKEN,
                conversation_id=None if talk is None else talk[0].id,
            )
            letters.note_came(session, came)
        return reply


def texts(found: list[Letter]) -> list[str]:
    return [str(letter.body) for letter in found]


def test_a_question_is_answered_by_a_letter_with_its_source_and_numbers_to_choose(stage: Stage) -> None:
    Correspondent(stage, DAN).writes("How do I add a new user?", "New colleague")
    (letter,) = stage.letters(DAN)
    assert letter.subject == "Re: New colleague"
    assert letter.automatic
    assert "Documentation" in letter.body or "Knowledgebase" in letter.body or "Tutorial" in letter.body
    lead, _, numbers = letter.body.partition("answer this letter with just its number:\n")
    assert "Create a new user in the IMC (Tutorial, " in lead
    assert numbers.startswith("  1  ")
    assert "Talk to a person" in numbers
    assert letter.in_reply_to is not None
    assert letter.in_reply_to.endswith("@northside.example>")


def test_the_answer_to_a_letter_that_opens_a_ticket_is_its_receipt(stage: Stage) -> None:
    Correspondent(stage, ADA).writes(WHOLE)
    (receipt,) = stage.letters(ADA)
    assert receipt.subject.startswith("[InfraCare #1001] ")
    for said in (
        "#1001",
        "by 14:35 Eastern",
        "7001234",
        "bcole",
        "877-235-7239",
        "best-effort",
        "minimum requirements",
    ):
        assert said in receipt.body
    assert "To choose one of these" in receipt.body
    assert len([letter for letter in stage.letters(DESK) if "1001" in letter.subject]) == 1


def test_words_of_staff_come_once_marked_as_theirs_in_the_same_thread(stage: Stage) -> None:
    ada = Correspondent(stage, ADA)
    ada.writes(WHOLE)
    (receipt,) = stage.letters(ADA)
    stage.desk(1001).says(SAM, "Please restart the player.")
    stage.later(minutes=3)
    stage.desk(1001).says(SAM, "And then try again.")
    _, first, second = stage.letters(ADA)
    assert first.body.startswith("Sam ")
    assert "support wrote:\n\nPlease restart the player." in first.body
    assert not first.automatic
    assert "try again" in second.body
    assert first.in_reply_to == second.in_reply_to == receipt.in_reply_to
    assert receipt.message_id in first.references
    assert first.message_id in second.references
    assert {one.subject for one in (receipt, first, second)} == {receipt.subject}
    assert second.references[-1] == second.in_reply_to


def test_what_is_sent_is_remembered_before_it_leaves(stage: Stage) -> None:
    Correspondent(stage, ADA).writes(WHOLE)
    (receipt,) = stage.letters(ADA)
    with stage.here.reading() as session:
        sent = letters.sent_under(session, [receipt.message_id])
        replied = None if sent is None or sent.entry_id is None else reads.entry(session, sent.entry_id)
    assert sent is not None
    assert (sent.recipient, sent.ticket_number, sent.automatic) == (ADA, 1001, True)
    assert sent.conversation_id == stage.ticket(1001).conversation_id
    assert replied is not None
    assert "reply" in replied.facts


def test_who_has_a_thread_in_slack_and_writes_by_mail_is_told_staffs_words_in_both(stage: Stage) -> None:
    ada = Correspondent(stage, ADA)
    ada.writes(WHOLE)
    talk = stage.ticket(1001).conversation_id
    in_slack = Place("slack", "T0001", "D0ADA", "1.0001", direct=True)
    with stage.here.writing() as session:
        writes.bind(session, talk, in_slack, reads.ASKER)
    stage.letters(ADA)
    stage.desk(1001).says(SAM, "Please restart the player.")
    assert "restart the player" in stage.letters(ADA)[-1].body
    assert len(stage.letters(ADA)) == 2
    assert told(stage, "slack") == [("asker", "staff_words"), ("tick", "tick")]


def test_what_is_written_by_mail_stands_in_the_thread_in_slack(stage: Stage) -> None:
    ada = Correspondent(stage, ADA)
    ada.writes(WHOLE)
    talk = stage.ticket(1001).conversation_id
    with stage.here.writing() as session:
        writes.bind(session, talk, Place("slack", "T0001", "D0ADA", "1.0001", direct=True), reads.ASKER)
    stage.later(minutes=2)
    ada.writes("It happens with job 7001235 as well.")
    assert told(stage, "slack") == [("asker", "by_mail")]
    assert "Added to ticket #1001" in stage.letters(ADA)[-1].body


def test_what_is_written_by_mail_is_shown_in_no_channel_of_others(stage: Stage) -> None:
    ada = Correspondent(stage, ADA)
    ada.writes(WHOLE)
    talk = stage.ticket(1001).conversation_id
    with stage.here.writing() as session:
        writes.bind(session, talk, Place("slack", "T0001", "C0LOBBY", "1.0001", direct=False), reads.ASKER)
    ada.writes("It happens with job 7001235 as well.")
    assert told(stage, "slack") == []


def test_a_colleague_who_wrote_gets_the_answer_of_staff_too_and_each_gets_it_once(stage: Stage) -> None:
    ada = Correspondent(stage, ADA)
    ada.writes(WHOLE)
    talk = stage.ticket(1001).conversation_id
    with stage.here.writing() as session:
        writes.bind(session, talk, Place("mail", "mail", BEN, f"c{talk}", direct=True), reads.COLLEAGUE)
    stage.desk(1001).says(SAM, "Please restart the player.")
    for mail in (ADA, BEN):
        heard = [letter for letter in stage.letters(mail) if "restart the player" in letter.body]
        assert len(heard) == 1, mail


def test_a_list_of_tasks_comes_in_one_letter(stage: Stage) -> None:
    Correspondent(stage, ADA).writes(WHOLE)
    stage.desk(1001).presses(SAM, ActName.TASKS, tasks="Restart the player\nSend the log")
    heard = [letter for letter in stage.letters(ADA) if "Restart the player" in letter.body]
    assert len(heard) == 1
    assert "1. Restart the player" in heard[0].body


def test_without_a_channel_staff_read_by_mail_what_the_customer_adds(stage: Stage) -> None:
    ada = Correspondent(stage, ADA)
    ada.writes(WHOLE)
    stage.later(minutes=5)
    ada.writes("It happens with job 7001235 as well.")
    added = stage.letters(DESK)[-1]
    assert "7001235" in added.body
    assert added.body.startswith("Ada ")
    assert not added.automatic
    assert added.subject.startswith("[InfraCare #1001]")


def test_a_colleague_without_a_licence_is_told_by_mail_and_so_is_the_administrator_who_opens_it(
    stage: Stage,
) -> None:
    dan = Correspondent(stage, DAN)
    dan.writes(WHOLE)
    offered = stage.letters(DAN)[-1]
    assert "Hand it to Ada" in offered.body
    with stage.here.reading() as session:
        talk = reads.conversation_at(session, Place("mail", "mail", DAN, dan.thread, direct=True))
    assert talk is not None
    ada_id = person_id(stage, ADA)
    dan.chooses(ActName.HAND, str(ada_id), talk[0].id)
    handed = stage.letters(ADA)[-1]
    assert "Dan Frost of your company needs help" in handed.body
    assert "1  Open a ticket" in handed.body
    assert "7001234" in handed.body


def told(stage: Stage, door: str) -> list[tuple[str, str]]:
    """What waits to be told at a door: the recipient and the form."""
    with stage.here.reading() as session:
        waiting = select(WorkRow).where(WorkRow.queue == f"deliveries.{door}", WorkRow.state == State.WAITING)
        return [(row.payload["recipient"], row.payload["show"]) for row in session.scalars(waiting)]


def person_id(stage: Stage, mail: str) -> int:
    with stage.here.reading() as session:
        person = directory.person_by_mail(session, mail)
    assert person is not None
    return person.id


def test_who_asked_in_a_merged_ticket_hears_staff_by_mail_too_and_each_once(stage: Stage) -> None:
    Correspondent(stage, ADA).writes(WHOLE)
    stage.later(minutes=30)
    Correspondent(stage, BEN).writes("The dictation player shows a white window for user bcole since noon.")
    numbers = sorted(one.number for one in stage.tickets())
    assert numbers == [1001, 1002]
    stage.desk(1002).presses(SAM, ActName.MERGE, into="1001")
    assert "goes on there" in stage.letters(BEN)[-1].body
    stage.desk(1001).says(SAM, "Please restart the gateway.")
    for mail in (ADA, BEN):
        heard = [letter for letter in stage.letters(mail) if "restart the gateway" in letter.body]
        assert len(heard) == 1, mail
        assert heard[0].subject.startswith("[InfraCare #1001] ")


def test_news_of_an_outage_reaches_who_reported_it_by_mail_once(stage: Stage) -> None:
    Correspondent(stage, ADA).writes("Everything is down, nobody can log in at any of our sites!", "All down")
    before = len(stage.letters(ADA))
    stage.desk(1001).presses(SAM, ActName.DECLARE, title="Sign-in", words="We are working on it.", started="")
    told = stage.letters(ADA)[before:]
    assert len([letter for letter in told if "We are working on it." in letter.body]) == 1


STRANGER, NOTE = "cleo@lakeside.example", "walrus"


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_letter_goes_to_another_customer_or_tells_customers_what_staff_note(
    stage: Stage, kind: str
) -> None:
    """Generated over all kinds there are, and over every way a delivery can name its address."""
    Correspondent(stage, ADA).writes(WHOLE)
    stage.desk(1001).says(SAM, "Please restart the player.")
    stage.desk(1001).says(SAM, f"note: this is the {NOTE} again")
    for to in (STRANGER, "nobody@elsewhere.example", ADA):
        for way in ways(stage, to):
            for entry in stage.history(1001):
                written = compose(stage, entry, kind, way)
                if written is None:
                    continue
                assert written.to == (ADA,) or written.to == (DESK,), (to, way, entry.kind)
                assert NOTE not in written.body or written.to == (DESK,)


def ways(stage: Stage, to: str) -> list[dict[str, object]]:
    place = to_facts(Place("mail", "mail", to, "t", direct=True))
    with stage.here.reading() as session:
        person = directory.person_by_mail(session, to)
    named: list[dict[str, object]] = [] if person is None else [{"person": person.id}]
    return [*named, {"at": place}, {"to": "author", "user": to}, {"to": "opener"}, {"to": "desk"}, {}]


def compose(stage: Stage, entry: Entry, kind: str, way: dict[str, object]) -> Letter | None:
    payload = {"entry": entry.id, "recipient": "to-x", "door": "mail", "show": kind, **way}
    work = Work(1, f"{entry.id}:to-x", "mail:x", payload, stage.now, 1, "t")
    try:
        with stage.here.reading() as session:
            return stage.here.mail_post.writer.compose(session, work).letter
    except (NothingToSendError, KeyError):
        return None
