"""Policy 4, as stories: what starts a ticket's clock, what stops it, and what the history says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.message import ActName
from bot.reply import ReplyKind
from bot.words.clock_explained import explained
from guard import own
from tests.stories.stage import Desk, Speaker, Stage
from tests.stories.test_review import ADA, INCIDENT, KIM, SAM
from tickets import directory, reads, timekeeping, visit_writes, writes
from tickets.history_clock import Aside, ClockHistory, Fault, compared, recompute
from tickets.policy import VisitRules
from tickets.tables import TicketRow
from tickets.timekeeping import Stop
from tickets.values import Actor, Audience, Entry, EntryKind, Place, Status
from tickets.visit_writes import By
from tickets.visits import Plan
from tickets.writes import Asker, NewEntry


def clock(stage: Stage, number: int = 1001) -> ClockHistory:
    """The clock out of the history, which must be the one that is stored."""
    found = recompute(stage.history(number))
    assert compared(stage.ticket(number), found) == ()
    return found


def opened(stage: Stage, words: str = INCIDENT) -> tuple[Speaker, Desk]:
    ada = stage.person(ADA)
    assert ada.says(words).ticket == 1001
    return ada, stage.desk(1001)


def answered(stage: Stage, desk: Desk, **after: float) -> None:
    stage.later(**after)
    desk.says(SAM, "Please try it once more.")


def whys(history: ClockHistory) -> list[Aside]:
    return [why for _, why in history.asides]


def test_the_act_that_opens_the_ticket_starts_its_clock_and_words_of_staff_stop_it(stage: Stage) -> None:
    _, desk = opened(stage)
    assert clock(stage).running is not None
    answered(stage, desk, minutes=20)
    [run] = clock(stage).runs
    assert (run.tier, run.how) == ("office", Stop.RESPONSE)
    assert run.ended is not None
    assert run.ended.words == "Please try it once more."
    assert stage.ticket(1001).due_at is None


def test_further_messages_do_not_move_a_running_clock(stage: Stage) -> None:
    ada, _ = opened(stage)
    due = stage.ticket(1001).due_at
    stage.later(hours=1)
    ada.says("It still fails, also for bella.")
    assert stage.ticket(1001).due_at == due
    assert whys(clock(stage)) == [Aside.RUNS_ALREADY]


def test_the_message_after_a_response_starts_a_new_clock_in_the_tier_of_its_own_arrival(stage: Stage) -> None:
    ada, desk = opened(stage)
    answered(stage, desk, minutes=5)
    stage.later(hours=10)
    ada.says("It still fails, also for bella.")
    first, second = clock(stage).runs
    assert (first.tier, second.tier) == ("office", "night")
    assert second.promised.due == stage.now + timedelta(hours=8)


def test_an_acknowledgement_starts_none_and_in_doubt_it_does(stage: Stage) -> None:
    ada, desk = opened(stage)
    answered(stage, desk, minutes=5)
    ada.says("Thanks, that's it!")
    assert clock(stage).running is None
    assert whys(clock(stage)) == [Aside.ACKNOWLEDGED]
    ada.says("Thanks, but it happened again.")
    assert clock(stage).running is not None


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        (ActName.CLAIM, {}),
        (ActName.NOTE, {"words": "Looks like the codec."}),
        (ActName.ASK_DETAIL, {"detail": "steps"}),
        (ActName.ARTICLE, {"article": "reset-a-password"}),
    ],
)
def test_notes_and_buttons_without_words_are_no_response(
    stage: Stage, act: ActName, fields: dict[str, str]
) -> None:
    _, desk = opened(stage)
    desk.presses(SAM, act, **fields)
    assert clock(stage).running is not None


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        (ActName.ANSWER, {"words": "Please log in anew."}),
        (ActName.ASK_DETAIL, {"detail": "steps", "words": "I cannot see it from here."}),
        (ActName.ARTICLE, {"article": "reset-a-password", "words": "This is what you need."}),
        (ActName.SOLVE, {"words": "The job is repaired."}),
    ],
)
def test_words_of_their_own_make_what_staff_press_a_response(
    stage: Stage, act: ActName, fields: dict[str, str]
) -> None:
    _, desk = opened(stage)
    desk.presses(SAM, act, **fields)
    [run] = clock(stage).runs
    assert run.how is Stop.RESPONSE


@pytest.mark.parametrize("said", ["note: he means the other job", "// internal", "…", "👍"])
def test_words_marked_as_a_note_and_signs_alone_are_no_response(stage: Stage, said: str) -> None:
    _, desk = opened(stage)
    desk.says(SAM, said)
    assert clock(stage).running is not None


def test_words_of_staff_who_may_not_answer_are_no_response(stage: Stage) -> None:
    _, desk = opened(stage)
    desk.says(KIM, "Have you tried another browser?")
    assert clock(stage).running is not None


def test_a_closed_ticket_has_no_clock_and_its_end_is_no_response(stage: Stage) -> None:
    ada, desk = opened(stage)
    desk.presses(SAM, ActName.SOLVE, words="")
    assert [run.how for run in clock(stage).runs] == [Stop.CLOSED]
    ada.says("It happened again with job 7001235.")
    assert stage.ticket(1001).status is Status.OPEN
    assert clock(stage).running is not None


def test_words_in_a_thread_where_staff_have_spoken_open_a_solved_ticket_again(stage: Stage) -> None:
    ada, desk = opened(stage)
    assert ada.last is not None
    with stage.here.writing() as session:
        talk = reads.conversation(session, ada.last.conversation or 0)
        assert talk is not None
        writes.change(session, talk.id, talk.revision, human=True)
    desk.presses(SAM, ActName.SOLVE, words="The job is repaired.")
    assert ada.says("It happened again with job 7001235.").kind is not ReplyKind.ANSWER
    assert stage.ticket(1001).status is Status.OPEN
    assert clock(stage).running is not None


# Out of order: two threads, two workers.


def test_what_was_said_before_the_message_does_not_answer_it(stage: Stage) -> None:
    ada, desk = opened(stage)
    answered(stage, desk, minutes=5)
    stage.later(minutes=10)
    ada.says("It still fails, also for bella.")
    stage.later(minutes=-1)
    desk.says(SAM, "Is it better now?")
    assert clock(stage).running is not None
    assert whys(clock(stage)) == [Aside.SAID_BEFORE]


def test_a_message_heard_before_the_answer_and_said_after_it_is_not_answered_by_it(stage: Stage) -> None:
    ada, desk = opened(stage)
    stage.later(minutes=10)
    ada.says("It still fails, also for bella.")
    said = stage.now
    stage.later(minutes=-1)
    desk.says(SAM, "Please log in anew.")
    first, second = clock(stage).runs
    assert (first.how, second.promised.at) == (Stop.RESPONSE, said)


# By hand.


def test_staff_stop_and_start_the_clock_by_hand_with_a_reason(stage: Stage) -> None:
    _, desk = opened(stage)
    desk.presses(SAM, ActName.CLOCK_STOP, words="Answered by telephone.")
    [run] = clock(stage).runs
    assert run.how is Stop.BY_HAND
    assert run.stop is not None
    assert run.stop.person is not None
    assert (run.stop.person.mail, run.stop.actor) == (SAM, Actor.STAFF)
    assert (run.stop.words, run.stop.audience) == ("Answered by telephone.", Audience.STAFF)
    told = desk.presses(SAM, ActName.CLOCK_START, words="She rang again, nobody has an answer.")
    assert "up to 14:35 Eastern" in told.text
    again = clock(stage).running
    assert again is not None
    assert again.start.person is not None
    assert (again.start.person.mail, again.promised.at) == (SAM, stage.now)


@pytest.mark.parametrize("act", [ActName.CLOCK_START, ActName.CLOCK_STOP])
@pytest.mark.parametrize("why", ["", "  \n"])
def test_by_hand_needs_a_reason(stage: Stage, act: ActName, why: str) -> None:
    _, desk = opened(stage)
    if act is ActName.CLOCK_START:
        answered(stage, desk)
    before = clock(stage)
    assert "say why" in desk.presses(SAM, act, words=why).text
    assert clock(stage).runs == before.runs


def test_a_clock_that_runs_is_not_started_and_one_that_stands_is_not_stopped(stage: Stage) -> None:
    _, desk = opened(stage)
    assert "runs already, up to 14:35" in desk.presses(SAM, ActName.CLOCK_START, words="Again.").text
    answered(stage, desk)
    assert "nothing to stop" in desk.presses(SAM, ActName.CLOCK_STOP, words="Again.").text
    desk.presses(SAM, ActName.SOLVE, words="Done.")
    assert "Only an open ticket" in desk.presses(SAM, ActName.CLOCK_START, words="Again.").text
    assert len(clock(stage).runs) == 1


def test_who_may_not_answer_may_not_stop_the_clock(stage: Stage) -> None:
    _, desk = opened(stage)
    desk.presses(KIM, ActName.CLOCK_STOP, words="I say so.")
    assert clock(stage).running is not None


# The visit tier.


def on_a_visit(stage: Stage) -> str:
    """Northside is on a visit since half an hour, booked three days ahead; returns its id."""
    with stage.here.writing() as session:
        ada = directory.person_by_mail(session, ADA)
        assert ada is not None
        assert ada.customer is not None
        place = Place("terminal", "local", ADA, "visit", direct=True)
        talk = writes.begin(session, Asker("terminal", "local", ADA, ada, ada.customer.id), place, stage.now)
        plan = Plan(
            own("Lakeside"),
            own("On site"),
            stage.now - timedelta(minutes=30),
            stage.now + timedelta(hours=4),
            own("Ada"),
            own("reception"),
            own("New microphones"),
        )
        by = By(ada, stage.now - timedelta(days=3), VisitRules())
        return str(visit_writes.book(session, talk, ada.customer, ada, plan, by).id)


def asks_by_mail(stage: Stage) -> None:
    """The customer's side of the ticket is held by mail from now on."""
    with stage.here.writing() as session:
        talk = stage.ticket(1001).conversation_id
        writes.bind(session, talk, Place("mail", "", ADA, "<1@northside>", direct=True), reads.ASKER)


def test_inside_a_guaranteed_visit_the_customer_is_told_fifteen_minutes(stage: Stage) -> None:
    visit = on_a_visit(stage)
    ada = stage.person(ADA)
    told = ada.says(INCIDENT)
    assert "within 15 minutes on average" in told.text
    assert "by 12:50 Eastern" in told.text
    running = clock(stage).running
    assert running is not None
    assert (running.tier, running.promised.decided_by) == ("visit", visit)
    answered(stage, stage.desk(1001), minutes=2)
    stage.later(minutes=8)
    assert "13:00 Eastern" in ada.says("It still fails, also for bella.").text


def test_in_a_visit_live_words_stop_the_clock_and_a_letter_does_not(stage: Stage) -> None:
    on_a_visit(stage)
    _, desk = opened(stage)
    asks_by_mail(stage)
    desk.says(SAM, "Please log in anew.")
    assert clock(stage).running is not None
    assert whys(clock(stage)) == [Aside.NOT_LIVE]


def test_outside_a_visit_a_letter_is_an_answer(stage: Stage) -> None:
    _, desk = opened(stage)
    asks_by_mail(stage)
    desk.says(SAM, "Please log in anew.")
    assert clock(stage).running is None


def test_a_call_that_is_recorded_as_begun_stops_the_clock_in_every_tier(stage: Stage) -> None:
    on_a_visit(stage)
    opened(stage)
    asks_by_mail(stage)
    stage.later(minutes=4)
    with stage.here.writing() as session:
        sam = directory.person_by_mail(session, SAM)
        assert sam is not None
        talk = stage.ticket(1001).conversation_id
        begun = NewEntry(talk, stage.now, EntryKind.CALL_BEGUN, Actor.STAFF, 1001, sam.id, Audience.STAFF)
        rules = stage.here.rules.promise
        assert timekeeping.respond_live(session, 1001, stage.now, rules, writes.add(session, begun))
    [run] = clock(stage).runs
    assert run.how is Stop.RESPONSE
    assert any("after 4 minutes" in line and "Sam" in line for line in explained(clock(stage)))


# What the history proves.


def test_later_settings_do_not_rewrite_the_past(stage: Stage) -> None:
    ada, desk = opened(stage)
    answered(stage, desk, minutes=10)
    stage.later(hours=10)
    ada.says("It still fails, also for bella.")
    before = clock(stage)
    hours = replace(stage.here.rules.promise.hours, opens=time(10), closes=time(11), zone="Asia/Kolkata")
    hours = replace(hours, holidays=(date(2026, 11, 23), date(2026, 11, 24)))
    minutes = replace(stage.here.rules.promise.office, promise_minutes=7)
    changed = replace(stage.here.rules.promise, hours=hours, office=minutes, night=minutes)
    stage.here.__dict__["rules"] = replace(stage.here.rules, promise=changed)
    stage.here.__dict__.pop("road", None)
    assert clock(stage) == before
    desk.says(SAM, "Please log in anew.")
    ada.says("And once more, with job 7001235.")
    old, _, new = clock(stage).runs
    assert old == before.runs[0]
    assert (new.promised.minutes, new.promised.zone) == (7, "Asia/Kolkata")


def test_a_holiday_and_the_rules_of_the_day_stand_in_the_entry_that_starts_the_clock(stage: Stage) -> None:
    hours = replace(stage.here.rules.promise.hours, holidays=(date(2026, 11, 23), date(2026, 12, 25)))
    changed = replace(stage.here.rules.promise, hours=hours)
    stage.here.__dict__["rules"] = replace(stage.here.rules, promise=changed)
    stage.here.__dict__.pop("road", None)
    opened(stage)
    running = clock(stage).running
    assert running is not None
    facts = running.start.facts
    assert (facts["tier"], facts["minutes"], facts["decided_by"]) == ("night", 480, "2026-11-23")
    assert facts["zone"] == "America/New_York"
    assert str(facts["zone_data"])[:4].isdigit()
    assert "which is a holiday" in running.promised.why[0]


def test_what_is_stored_otherwise_than_the_history_says_is_found(stage: Stage) -> None:
    opened(stage)
    with stage.here.writing() as session:
        row = session.get_one(TicketRow, 1001)
        assert row.due_at is not None
        row.due_at += timedelta(minutes=1)
    stage.tampered = True
    found = compared(stage.ticket(1001), recompute(stage.history(1001)))
    assert [one.fault for one in found] == [Fault.STORED]


def test_a_history_that_was_tampered_with_is_found(stage: Stage) -> None:
    ada, desk = opened(stage)
    answered(stage, desk, minutes=5)
    ada.says("It still fails, also for bella.")
    entries = stage.history(1001)
    clocks = [one for one in entries if one.kind in (EntryKind.CLOCK_STARTED, EntryKind.CLOCK_STOPPED)]
    started, stopped, again = clocks

    def faults(*changed: Entry, without: Entry | None = None) -> list[Fault]:
        others = {one.id: one for one in changed}
        read = [others.get(one.id, one) for one in entries if one != without]
        return [one.fault for one in compared(stage.ticket(1001), recompute(read))]

    assert faults() == []
    assert faults(replace(started, facts={**started.facts, "due": "2026-11-23T19:36:00+00:00"})) == [
        Fault.OTHER_TERMS
    ]
    assert faults(without=started) == [Fault.STOPPED_TWICE, Fault.NOT_STARTED]
    assert faults(without=stopped) == [Fault.NOT_STOPPED, Fault.STARTED_TWICE, Fault.STORED]
    assert faults(without=again) == [Fault.NOT_STARTED, Fault.STORED]
    letter = next(one for one in entries if one.kind is EntryKind.STAFF_WORDS)
    assert faults(replace(letter, facts={})) == [Fault.UNPROVEN]
    assert faults(without=letter) == [Fault.UNPROVEN]
