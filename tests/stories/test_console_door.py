"""What staff do in the console goes down the one road; nothing is delivered to the console (policy 4, 8)."""

from __future__ import annotations

from threading import Barrier, Thread

from sqlalchemy import select

from bot.message import Act, ActName, Author, Message
from bot.reply import Reply
from records.work import WorkRow
from tests.stories.stage import Stage
from tickets.timekeeping import RESPONSE
from tickets.values import Audience, EntryKind, Place

ADA, SAM = "ada@northside.example", "sam@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


def opened(stage: Stage) -> int:
    return stage.person(ADA).says(INCIDENT).ticket or 0


def sends(stage: Stage, number: int, name: ActName, **fields: str) -> Reply:
    """The reply to a form that Sam sends on the ticket's page."""
    return stage.here.road.respond(message(stage, number, name, **fields))


def message(stage: Stage, number: int, name: ActName, **fields: str) -> Message:
    talk = stage.ticket(number).conversation_id
    screened = {field: stage.screened(words) for field, words in fields.items()}
    place = Place("web", "console", "person-1", f"ticket-{number}", direct=True)
    act = Act(name, talk, "", screened)
    author = Author("console", SAM, SAM)
    return Message(f"web:1:{next(stage.ids)}", stage.now, place, author, act=act, after_reply=True)


def test_a_form_that_arrives_twice_at_the_same_moment_is_done_once_and_told_twice(stage: Stage) -> None:
    """Whoever presses twice reads what came of it; nobody is told that something went wrong."""
    number = opened(stage)
    sent = message(stage, number, ActName.CLOCK_STOP, words="They called back.")
    barrier, replies = Barrier(4), []

    def arrives() -> None:
        barrier.wait()
        replies.append(stage.here.road.respond(sent))

    threads = [Thread(target=arrives) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(replies) == 4
    assert len({reply.text for reply in replies}) == 1
    assert [one.kind for one in stage.history(number)].count(EntryKind.CLOCK_STOPPED) == 1


def queues(stage: Stage) -> set[str]:
    with stage.here.reading() as session:
        return set(session.scalars(select(WorkRow.queue)))


def test_what_is_done_in_the_console_is_told_to_the_desk_and_not_to_the_console(stage: Stage) -> None:
    number = opened(stage)
    reply = sends(stage, number, ActName.CLAIM)
    assert "Sam" in reply.text
    assert stage.ticket(number).assignee is not None
    assert "deliveries.web" not in queues(stage)


def test_a_refusal_is_the_reply_and_no_delivery(stage: Stage) -> None:
    reply = sends(stage, opened(stage), ActName.ASSIGN, colleague="nobody")
    assert reply.only_to_author
    assert reply.text
    assert "deliveries.web" not in queues(stage)


def test_an_answer_from_the_console_to_who_asked_in_a_chat_is_a_live_one_policy_4(stage: Stage) -> None:
    number = opened(stage)
    sends(stage, number, ActName.ANSWER, words="Please restart the player.")
    [said] = [one for one in stage.history(number) if one.kind is EntryKind.STAFF_WORDS]
    assert said.facts[RESPONSE] == "live"
    assert stage.ticket(number).due_at is None


def test_a_note_from_the_console_stays_with_staff(stage: Stage) -> None:
    number = opened(stage)
    letters = len(stage.letters(ADA))
    sends(stage, number, ActName.NOTE, words="Looks like the codec.")
    [note] = [one for one in stage.history(number) if one.kind is EntryKind.NOTE]
    assert note.audience is Audience.STAFF
    assert stage.ticket(number).due_at is not None
    assert len(stage.letters(ADA)) == letters
