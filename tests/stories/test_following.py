"""What follows a solution (policy 3 and 4): asked whether it helped, confirmed, open again, rated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.timers import ReminderWorker
from bot import reminders
from bot.message import ActName, Author, Message
from bot.reply import Reply, ReplyKind
from records.facts import from_facts
from records.work import WorkRow
from tests.stories.stage import Speaker, Stage
from tickets import follow
from tickets.follow import Following
from tickets.follow_figures import by_month, cases
from tickets.values import Entry, EntryKind, Place, Status

ADA = "ada@northside.example"
BEN = "ben@northside.example"
SAM = "sam@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
ELSE = (
    'The Editor freezes with "IW-4411 out of handles" on job 7009999 for user jsmith '
    "after I opened a second report and pressed Save."
)


@pytest.fixture
def ada(stage: Stage) -> Speaker:
    """Ada, whose ticket support has just solved."""
    ada = stage.person(ADA)
    assert ada.says(INCIDENT).kind is ReplyKind.TICKET
    solve(stage)
    return ada


def solve(stage: Stage, number: int = 1001, words: str = "Version 13 mends it.") -> None:
    stage.later(minutes=5)
    stage.desk(number).presses(SAM, ActName.SOLVE, words=words)
    stage.later(minutes=5)


def asked(stage: Stage, number: int = 1001) -> list[Reply]:
    """What the bot has asked by itself about the solution, oldest first."""
    told = [
        one for one in stage.history(number) if one.kind is EntryKind.REPLIED and "heard" not in one.facts
    ]
    return [from_facts(Reply, one.facts["reply"]) for one in told]


def ring(stage: Stage) -> None:
    """Everything rings that was to ring by now."""
    rules = stage.here.rules
    worker = ReminderWorker(
        lambda session, facts, at: reminders.ring(session, facts, at, rules),
        stage.here.writing,
        lambda: None,
        now=lambda: stage.now,
    )
    while worker.step():
        pass


def state(stage: Stage, number: int = 1001) -> Following:
    with stage.here.reading() as session:
        return follow.of_ticket(session, number)


def of_kind(stage: Stage, kind: EntryKind, number: int = 1001) -> list[Entry]:
    return [one for one in stage.history(number) if one.kind is kind]


def told(stage: Stage, **wanted: Any) -> list[Mapping[str, Any]]:
    with stage.here.reading() as session:
        payloads = [row.payload for row in session.scalars(select(WorkRow))]
    return [one for one in payloads if wanted.items() <= one.items()]


def test_who_asked_is_asked_whether_the_solution_helped(stage: Stage, ada: Speaker) -> None:
    [question] = asked(stage)
    assert "Did that solve it?" in question.text
    labels = [str(one.label) for one in question.offers]
    assert labels == ["Yes, that solved it", "Not yet", "Talk to a person"]
    assert told(stage, show="news", recipient="asker", door="terminal")
    assert stage.ticket(1001).status is Status.SOLVED
    assert not state(stage).confirmed


def test_yes_confirms_and_satisfaction_is_asked_once(stage: Stage, ada: Speaker) -> None:
    reply = ada.presses(ActName.SOLVED_IT, "1001")
    assert "ticket #1001 is solved" in reply.text
    assert "1 (bad)" in ada.offered()
    assert state(stage).confirmed
    assert stage.ticket(1001).status is Status.SOLVED
    thanks = ada.presses(ActName.RATE, ada.value_of("4"))
    assert "Add a word" in ada.offered()
    assert "Thank you" in thanks.text
    assert state(stage).stars == 4
    assert "rated our help already" in ada.presses(ActName.RATE, "1001:1").text
    assert state(stage).stars == 4


def test_a_word_with_the_rating_is_for_staff_and_opens_nothing(stage: Stage, ada: Speaker) -> None:
    ada.presses(ActName.SOLVED_IT, "1001")
    ada.presses(ActName.RATE, "1001:5")
    ada.presses(ActName.REMARK, "1001", words="Sam was quick.")
    [_, remark] = of_kind(stage, EntryKind.RATED)
    assert (str(remark.words), remark.audience.value) == ("Sam was quick.", "staff")
    assert stage.ticket(1001).status is Status.SOLVED


def test_satisfaction_is_not_asked_a_second_time_after_another_solution(stage: Stage, ada: Speaker) -> None:
    ada.presses(ActName.SOLVED_IT, "1001")
    ada.says("No, it fails again in the same place.")
    solve(stage)
    assert "5 (very good)" not in [str(one.label) for one in ada.presses(ActName.SOLVED_IT, "1001").offers]
    assert state(stage).confirmed


def test_satisfaction_is_never_asked_after_a_withdrawal(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(INCIDENT)
    ada.presses(ActName.WITHDRAW)
    assert asked(stage) == []
    reply = ada.presses(ActName.SOLVED_IT, "1001")
    assert "closed already" in reply.text
    assert "nothing to rate" in ada.presses(ActName.RATE, "1001:5").text
    assert of_kind(stage, EntryKind.RATED) == []


@pytest.mark.parametrize(
    "words", ["yes", "Yes, thanks!", "that solved it", "it works now, thank you", "Yep."]
)
def test_words_confirm_as_a_button_does(stage: Stage, ada: Speaker, words: str) -> None:
    ada.says(words)
    assert state(stage).confirmed
    assert stage.ticket(1001).status is Status.SOLVED
    assert stage.ticket(1001).due_at is None


@pytest.mark.parametrize(("words", "stars"), [("5", 5), ("4 out of 5, thanks", 4), ("bad", 1)])
def test_words_rate_as_a_button_does(stage: Stage, ada: Speaker, words: str, stars: int) -> None:
    ada.says("yes")
    ada.says(words)
    assert state(stage).stars == stars
    assert stage.ticket(1001).status is Status.SOLVED


@pytest.mark.parametrize(
    "words", ["no", "not yet", "Yes but job 7001234 still fails", "It works on one machine only, why?"]
)
def test_any_other_word_opens_the_ticket_again_and_starts_the_clock(
    stage: Stage, ada: Speaker, words: str
) -> None:
    reply = ada.says(words)
    assert "open again" in reply.text
    assert stage.ticket(1001).status is Status.OPEN
    assert stage.ticket(1001).waiting_since == stage.now
    assert len(of_kind(stage, EntryKind.REOPENED)) == 1


def test_an_acknowledgement_neither_opens_nor_confirms(stage: Stage, ada: Speaker) -> None:
    """Policy 4: a thank-you starts no clock; and politeness is no word on whether it helped."""
    reply = ada.says("thanks!")
    assert not state(stage).confirmed
    assert stage.ticket(1001).status is Status.SOLVED
    assert [str(one.label) for one in reply.offers][:2] == ["Yes, that solved it", "Not yet"]


def test_not_yet_opens_the_ticket_again_and_starts_the_clock(stage: Stage, ada: Speaker) -> None:
    reply = ada.presses(ActName.NOT_YET, "1001")
    assert "Ticket #1001 is open again" in reply.text
    assert stage.ticket(1001).waiting_since == stage.now
    assert [one.kind for one in stage.history(1001)].count(EntryKind.REOPENED) == 1
    assert "Added to ticket #1001" in ada.presses(ActName.NOT_YET, "1001").text


def test_who_wants_a_person_after_a_solution_gets_the_ticket_back(stage: Stage, ada: Speaker) -> None:
    ada.presses(ActName.PERSON)
    assert stage.ticket(1001).status is Status.OPEN


def test_silence_is_reminded_of_once_and_confirms_nothing(stage: Stage, ada: Speaker) -> None:
    stage.later(hours=47)
    ring(stage)
    assert len(asked(stage)) == 1
    stage.later(hours=1)
    ring(stage)
    assert "I shall not ask again" in asked(stage)[-1].text
    stage.later(days=60)
    ring(stage)
    assert len(asked(stage)) == 2
    assert not state(stage).confirmed


def test_nobody_is_reminded_who_has_answered(stage: Stage, ada: Speaker) -> None:
    ada.presses(ActName.SOLVED_IT, "1001")
    stage.later(hours=49)
    ring(stage)
    assert len(asked(stage)) == 1


def test_each_solution_is_reminded_of_by_itself(stage: Stage, ada: Speaker) -> None:
    stage.later(hours=47)
    ada.presses(ActName.NOT_YET, "1001")
    solve(stage)
    stage.later(hours=2)
    ring(stage)
    assert len(asked(stage)) == 2
    stage.later(hours=48)
    ring(stage)
    assert len(asked(stage)) == 3


def test_within_the_time_set_a_word_opens_the_ticket_again(stage: Stage, ada: Speaker) -> None:
    stage.now = (state(stage).closed_at or stage.now) + days_to_reopen(stage)
    assert "open again" in ada.says("The merge fails again on segment 4.").text
    assert stage.ticket(1001).status is Status.OPEN


def test_later_a_word_begins_a_question_that_is_linked_to_the_old_ticket(stage: Stage, ada: Speaker) -> None:
    stage.now = (state(stage).closed_at or stage.now) + days_to_reopen(stage)
    stage.later(seconds=1)
    reply = ada.says(ELSE)
    assert reply.ticket == 1002
    assert stage.ticket(1001).status is Status.SOLVED
    [link] = of_kind(stage, EntryKind.RELATED, 1002)
    assert link.facts == {"ticket": 1001}
    assert str(stage.ticket(1002).details["job"].value) == "7009999"  # type: ignore[index]


def test_too_late_for_not_yet_says_how_to_go_on(stage: Stage, ada: Speaker) -> None:
    stage.later(days=15)
    assert "I begin anew" in ada.presses(ActName.NOT_YET, "1001").text
    assert stage.ticket(1001).status is Status.SOLVED
    ada.says(ELSE)
    assert len(of_kind(stage, EntryKind.RELATED, 1002)) == 1
    assert state(stage).stars is None


def test_what_staff_do_after_the_new_ticket_concerns_the_new_one(stage: Stage, ada: Speaker) -> None:
    stage.later(days=15)
    ada.says(ELSE)
    ada.presses(ActName.SOLVED_IT, "1001")
    assert stage.ticket(1002).status is Status.OPEN
    assert state(stage).confirmed


def test_a_suggestion_is_not_asked_about(stage: Stage) -> None:
    """Policy 10: it is noted and closed; nobody can say whether that solved it."""
    ada = stage.person(ADA)
    ada.says("Could you please add a dark theme to the Editor?")
    ada.presses(ActName.SUGGEST)
    assert stage.ticket(1001).category == "feature"
    solve(stage)
    assert asked(stage) == []


def test_staff_who_spoke_in_the_thread_leave_it_to_the_bot_when_they_solve(stage: Stage) -> None:
    """Policy 1: the bot keeps quiet beside staff; whoever answers its own question is answered."""
    ada = stage.person(ADA)
    ada.says(INCIDENT)
    beside(stage, ada, "I am looking into it.")
    assert unaddressed(stage, ada, "Take your time, the users wait.").kind is ReplyKind.QUIET
    solve(stage)
    assert "open again" in unaddressed(stage, ada, "No, it fails again.").text


def test_a_word_to_staff_in_the_thread_opens_the_ticket_again_in_silence(stage: Stage, ada: Speaker) -> None:
    beside(stage, ada, "By the way, was it the second machine?")
    assert unaddressed(stage, ada, "Yes, and there it still fails.").kind is ReplyKind.QUIET
    assert stage.ticket(1001).status is Status.OPEN
    assert stage.ticket(1001).waiting_since == stage.now


def beside(stage: Stage, ada: Speaker, words: str) -> None:
    """Sam speaks in Ada's own thread."""
    unaddressed(stage, Speaker(stage, SAM, ada.thread), words, channel=ada.mail)


def unaddressed(stage: Stage, speaker: Speaker, words: str, channel: str = "") -> Reply:
    """The reply to words that name nobody, in the thread of a conversation."""
    place = Place("terminal", "local", channel or speaker.mail, speaker.thread, direct=True)
    author = Author("local", speaker.mail, speaker.mail)
    text = stage.screened(words)
    said = Message(f"story:{next(stage.ids)}", stage.now, place, author, text, addressed=False)
    return stage.here.road.respond(said)


def days_to_reopen(stage: Stage) -> timedelta:
    return timedelta(days=stage.here.rules.follow.reopen_days)


def test_the_figures_tell_confirmed_from_not_confirmed(stage: Stage, ada: Speaker) -> None:
    ada.presses(ActName.SOLVED_IT, "1001")
    ada.presses(ActName.RATE, "1001:4")
    ben = stage.person(BEN)
    ben.says(ELSE)
    solve(stage, 1002)
    stage.later(days=8)
    with stage.here.reading() as session:
        every = cases(session)
    [month] = by_month(every, stage.now, "America/New_York", 7)
    assert (month.solved, month.confirmed, month.unconfirmed, month.reopened) == (2, 1, 1, 0)
    assert (month.durable, month.durable_of, month.satisfaction) == (2, 2, 4.0)
