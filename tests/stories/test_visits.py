"""Scheduled visits from both sides of the counter: booked, changed, cancelled, reminded of (policy 6)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from app.guarding import Guard
from app.timers import ReminderWorker
from bot import reminders
from bot.message import UNOPENED, Act, ActName, Author, Message
from bot.reply import Reply
from bot.words import visits as sentences
from guard import Screened
from mail.letter import Letter
from records.work import WorkRow
from tests.stories.stage import Stage
from tickets import directory, reads, visits
from tickets.clock import Tier
from tickets.tables import IdentityRow
from tickets.values import Audience, Entry, EntryKind, Place
from tickets.visits import Visit

ADA, BEN, CLEO, HAL, DAN = (
    "ada@northside.example",
    "ben@northside.example",
    "cleo@lakeview.example",
    "hal@harbor.example",
    "dan@northside.example",
)
SAM, KIM = "sam@infraware.example", "kim@infraware.example"
DESK = "support@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
CLIENT = "Mercy Hospital"
NUMBER = {"number": "812-555-2142"}


def form(stage: Stage, start: datetime, end: datetime, **other: str) -> dict[str, Screened]:
    """The fields of a form as the door hands them on."""
    typed = {
        "client": CLIENT,
        "place": "500 Main Street, ward B",
        "contact": "Rita Vance",
        "work": "Put up new recorders",
        "start": str(int(start.timestamp())),
        "end": str(int(end.timestamp())),
        **other,
    }
    return {name: stage.screened(text) for name, text in typed.items()}


def presses(stage: Stage, mail: str, name: ActName, value: str = "", **fields: Screened) -> Reply:
    """Somebody sends a form outside of any conversation."""
    number = next(stage.ids)
    place = Place("terminal", "local", mail, f"new-{number}", direct=True)
    act = Act(name, None, value, fields, NUMBER)
    return stage.here.road.respond(
        Message(f"visit:{number}", stage.now, place, Author("local", mail, mail), act=act)
    )


def books(stage: Stage, mail: str, hours: float, length: float = 8, **other: str) -> Reply:
    start = stage.now + timedelta(hours=hours)
    fields = form(stage, start, start + timedelta(hours=length), **other)
    return presses(stage, mail, ActName.VISIT_BOOK, **fields)


def all_visits(stage: Stage) -> tuple[Visit, ...]:
    with stage.here.reading() as session:
        return visits.coming(session, datetime.min.replace(tzinfo=stage.now.tzinfo))


def only(stage: Stage) -> Visit:
    with stage.here.reading() as session:
        found = visits.visit(session, 1)
    assert found is not None
    return found


def told_staff(stage: Stage) -> list[Entry]:
    with stage.here.reading() as session:
        history = reads.history(session, conversation_id=only(stage).conversation_id)
    return [one for one in history if one.audience is Audience.STAFF]


def told(stage: Stage, mail: str) -> list[str]:
    """What this person is told in direct messages of Slack."""
    with stage.here.reading() as session:
        person = directory.person_by_mail(session, mail)
        assert person is not None
        rows = session.scalars(
            select(WorkRow).where(WorkRow.queue == "deliveries.slack").order_by(WorkRow.id)
        )
        entries = [
            reads.entry(session, row.payload["entry"])
            for row in rows
            if row.payload.get("recipient") == f"person-{person.id}"
        ]
    return [str(one.facts["reply"]["text"]) for one in entries if one is not None]  # type: ignore[index]


def rings(stage: Stage) -> None:
    """Whatever is due to ring by now."""
    rules = stage.here.rules
    worker = ReminderWorker(
        lambda session, facts, at: reminders.ring(session, facts, at, rules),
        stage.here.writing,
        lambda: None,
        now=lambda: stage.now,
    )
    while worker.step():
        pass


def reminded(stage: Stage) -> list[Letter]:
    return [one for one in stage.letters(DESK) if "Reminder" in one.body]


def the_start_changes(stage: Stage, mail: str, hours: float) -> Reply:
    """The visit is moved to so many hours from now, as long as it was."""
    visit = only(stage)
    start = stage.now + timedelta(hours=hours)
    fields = form(stage, start, start + (visit.plan.end - visit.plan.start))
    return presses(stage, mail, ActName.VISIT_CHANGE, str(visit.id), **fields)


# Booking.


def test_a_visit_booked_two_days_ahead_is_guaranteed_and_says_so_policy_6(stage: Stage) -> None:
    reply = books(stage, ADA, 48)
    assert "12:35 Eastern on Wednesday 25 November to 20:35 Eastern" in reply.text
    assert "guaranteed: while it lasts a person answers you within 15 minutes" in reply.text
    assert only(stage).guaranteed
    assert [offer.label for offer in reply.offers][:2] == [sentences.CHANGE, sentences.CANCEL]


def test_a_visit_booked_later_is_accepted_as_best_effort_and_says_so_policy_6(stage: Stage) -> None:
    reply = books(stage, ADA, 47)
    assert "less than 48 hours, so it is accepted as best effort" in reply.text
    assert "is guaranteed:" not in reply.text
    assert not only(stage).guaranteed


@pytest.mark.parametrize(
    ("mail", "why"),
    [
        (DAN, "Visits are booked by your company's licensed administrators: Ada Brook, Ben Cole"),
        (HAL, "because of its account"),
        (SAM, "infracare visits book"),
        ("gil@guest.example", "I do not know you yet"),
    ],
)
def test_only_administrators_in_good_standing_book_policies_5_and_6(
    stage: Stage, mail: str, why: str
) -> None:
    assert why in books(stage, mail, 72).text
    assert all_visits(stage) == ()


@pytest.mark.parametrize(
    ("hours", "length", "why"),
    [(-1, 8, "begin in the future"), (72, 0, "end after it begins"), (72, 25, "24 hours at the most")],
)
def test_impossible_times_are_refused_with_what_to_do(
    stage: Stage, hours: float, length: float, why: str
) -> None:
    assert why in books(stage, ADA, hours, length).text
    assert all_visits(stage) == ()


def test_another_visit_of_the_company_at_that_time_is_said_and_accepted(stage: Stage) -> None:
    books(stage, ADA, 72)
    reply = books(stage, BEN, 75, client="Grace Clinic")
    assert "Your company has another visit at that time: Mercy Hospital" in reply.text
    books(stage, CLEO, 75, client="Third Clinic")
    assert "another visit" not in books(stage, CLEO, 99).text
    assert len(all_visits(stage)) == 4


def test_the_same_form_sent_twice_books_one_visit(stage: Stage) -> None:
    start = stage.now + timedelta(hours=72)
    fields = form(stage, start, start + timedelta(hours=8))
    place = Place("terminal", "local", ADA, "new-1", direct=True)
    act = Act(ActName.VISIT_BOOK, None, "", fields, NUMBER)
    message = Message("twice", stage.now, place, Author("local", ADA, ADA), act=act)
    assert stage.here.road.respond(message) == stage.here.road.respond(message)
    assert len(all_visits(stage)) == 1


@pytest.mark.parametrize("act", [ActName.VISIT_BOOK, ActName.VISIT_CHANGE, ActName.VISIT_CANCEL])
def test_a_form_that_did_not_open_is_said(stage: Stage, act: ActName) -> None:
    assert "The form did not open" in presses(stage, ADA, act, UNOPENED).text


def test_a_form_continues_no_other_conversation(stage: Stage) -> None:
    """What was said last in direct messages waits for its answer still."""
    ada = stage.person(ADA)
    asked = ada.says("The merge of my dictation aborts since this morning, it worked before")
    reply = books(stage, ADA, 72)
    assert reply.conversation != asked.conversation


def test_what_looks_like_a_patients_data_is_hidden_and_the_contacts_number_stays_policies_6_and_12(
    stage: Stage,
) -> None:
    books(stage, ADA, 72, work="Show patient Jane Doe, DOB 04/05/1961, call her at 812-555-3333")
    plan = only(stage).plan
    assert "Jane" not in plan.work
    assert "1961" not in plan.work
    assert "3333" not in plan.work
    assert plan.number == "812-555-2142"
    assert "812-555-2142" in told_staff(stage)[-1].facts["reply"]["text"]  # type: ignore[index]


def test_the_number_of_a_visits_contact_is_known_to_the_guard_policy_12(stage: Stage) -> None:
    said = "I called Rita at (812) 555-2142"
    assert Guard(stage.here.reading, (), ()).screen(said).found
    books(stage, ADA, 72)
    assert Guard(stage.here.reading, (), ()).screen(said).text == said


def test_without_a_number_of_the_contact_it_is_refused(stage: Stage) -> None:
    start = stage.now + timedelta(hours=72)
    fields = form(stage, start, start + timedelta(hours=8), number="ask Rita")
    place = Place("terminal", "local", ADA, "new-1", direct=True)
    act = Act(ActName.VISIT_BOOK, None, "", fields)
    message = Message("without", stage.now, place, Author("local", ADA, ADA), act=act)
    assert "Something in the form is missing" in stage.here.road.respond(message).text
    assert all_visits(stage) == ()


def test_a_visit_of_another_year_is_told_with_its_year_policy_6(stage: Stage) -> None:
    """To whoever books it, to staff, and in the lists; one of this year is told without."""
    near, far = books(stage, ADA, 72).text, books(stage, BEN, 24 * 60).text
    assert "on Friday 22 January 2027 to" in far
    assert "2026" not in near
    assert "22 January 2027" in stage.letters(DESK)[-1].body


def test_no_visit_is_booked_further_ahead_than_app_yaml_says_policy_6(stage: Stage) -> None:
    """A year that was mistyped is noticed."""
    assert "is booked" in books(stage, ADA, 24 * 365).text
    assert "365 days ahead at the most" in books(stage, ADA, 24 * 366).text
    assert len(all_visits(stage)) == 1


# The promise.


def test_inside_a_guaranteed_visit_a_person_answers_within_15_minutes_policies_4_and_6(stage: Stage) -> None:
    books(stage, ADA, 72, 8)
    stage.later(hours=72)
    reply = stage.person(BEN).says(INCIDENT)
    assert "We answer within 15 minutes" in reply.text
    ticket = stage.ticket(1001)
    assert ticket.tier == Tier.VISIT
    assert ticket.due_at == stage.now + timedelta(minutes=15)
    started = next(one for one in stage.history(1001) if one.kind is EntryKind.CLOCK_STARTED)
    assert started.facts["decided_by"] == "1"


def test_a_message_on_an_open_ticket_gets_the_tier_of_its_own_arrival_policies_4_and_6(stage: Stage) -> None:
    books(stage, ADA, 72, 8)
    ada = stage.person(ADA)
    ada.says(INCIDENT)
    stage.desk(1001).says(SAM, "Which version is it?")
    stage.later(hours=73)
    reply = ada.says("Version 12, and I stand before it now")
    assert stage.ticket(1001).tier == Tier.VISIT
    assert "13:50 Eastern" in reply.text


@pytest.mark.parametrize(
    ("mail", "booked", "later"),
    [
        pytest.param(ADA, 72, 71.9, id="before the visit"),
        pytest.param(ADA, 72, 80, id="after it"),
        pytest.param(ADA, 24, 25, id="best effort"),
        pytest.param(CLEO, 72, 73, id="another customer"),
    ],
)
def test_outside_of_it_the_promise_is_as_ever_policies_4_and_6(
    stage: Stage, mail: str, booked: float, later: float
) -> None:
    books(stage, ADA, booked, 8)
    stage.later(hours=later)
    stage.person(mail).says(INCIDENT)
    assert stage.ticket(1001).tier in (Tier.OFFICE, Tier.NIGHT)


# Changing and cancelling.


def test_a_start_moved_within_the_notice_loses_the_guarantee_and_says_so_policy_6(stage: Stage) -> None:
    books(stage, ADA, 72)
    stage.later(hours=30)
    reply = the_start_changes(stage, ADA, 47)
    assert "no longer guaranteed" in reply.text
    assert not only(stage).guaranteed
    assert "guaranteed: while it lasts" in the_start_changes(stage, ADA, 48).text
    assert only(stage).guaranteed


def test_a_colleague_changes_and_the_booker_is_told(stage: Stage) -> None:
    books(stage, ADA, 72)
    the_start_changes(stage, BEN, 60)
    assert only(stage).plan.start == stage.now + timedelta(hours=60)
    [news] = told(stage, ADA)
    assert "Ben Cole has changed a visit" in news
    assert told(stage, BEN) == told(stage, CLEO) == []


def test_who_is_not_in_slack_is_told_by_mail(stage: Stage) -> None:
    with stage.here.writing() as session:
        session.execute(delete(IdentityRow).where(IdentityRow.user == "U0ADA"))
    books(stage, ADA, 72)
    the_start_changes(stage, BEN, 60)
    [letter] = stage.letters(ADA)
    assert "Ben Cole has changed a visit" in letter.body
    assert "Mercy Hospital" in letter.subject


def test_nothing_of_another_customers_visit_is_shown_or_changed_policy_5(stage: Stage) -> None:
    books(stage, ADA, 72)
    before = only(stage)
    for mail in (CLEO, HAL, DAN, SAM, "gil@guest.example"):
        for act in (ActName.VISIT_CHANGE, ActName.VISIT_CANCEL):
            start = stage.now + timedelta(hours=60)
            fields = form(stage, start, start + timedelta(hours=2), client="Other Clinic")
            reply = presses(stage, mail, act, "1", **fields)
            assert CLIENT not in reply.text
    assert only(stage) == before


def test_a_visit_is_cancelled_and_staff_are_told_why_policy_6(stage: Stage) -> None:
    books(stage, ADA, 72)
    reply = presses(stage, ADA, ActName.VISIT_CANCEL, "1", words=stage.screened("The ward is closed"))
    assert "is cancelled" in reply.text
    [letter] = [one for one in stage.letters(DESK) if "cancelled" in one.body]
    assert "The ward is closed" in letter.body
    assert "is over or was cancelled" in presses(stage, ADA, ActName.VISIT_CANCEL, "1").text
    stage.later(hours=73)
    stage.person(ADA).says(INCIDENT)
    assert stage.ticket(1001).tier != Tier.VISIT


def test_a_visit_under_way_keeps_its_start_and_can_be_ended_early(stage: Stage) -> None:
    books(stage, ADA, 72, 8)
    start = only(stage).plan.start
    stage.later(hours=74)
    fields = form(stage, start, stage.now + timedelta(hours=1))
    del fields["start"]
    assert "is changed" in presses(stage, ADA, ActName.VISIT_CHANGE, "1", **fields).text
    visit = only(stage)
    assert (visit.plan.start, visit.plan.end) == (start, stage.now + timedelta(hours=1))
    assert visit.guaranteed


def test_staff_cancel_with_a_reason_that_the_administrators_read_policy_6(stage: Stage) -> None:
    books(stage, ADA, 72)
    call_off = ActName.VISIT_CALL_OFF
    assert "Please say why" in presses(stage, SAM, call_off, "1", words=stage.screened(" ")).text
    assert "role does not allow" in presses(stage, KIM, call_off, "1", words=stage.screened("no")).text
    assert "Only the vendor's staff" in presses(stage, CLEO, call_off, "1").text
    assert only(stage).cancelled_at is None
    reply = presses(stage, SAM, call_off, "1", words=stage.screened("We move house that day"))
    assert "administrators have been told" in reply.text
    for mail in (ADA, BEN):
        [news] = told(stage, mail)
        assert "We move house that day" in news
    assert told(stage, DAN) == told(stage, CLEO) == []
    assert "is over or was cancelled" in presses(stage, SAM, call_off, "1").text
    assert "There is no such visit" in presses(stage, SAM, call_off, "77").text


# Staff.


def test_staff_are_told_of_each_booking_and_change_policy_6(stage: Stage) -> None:
    books(stage, ADA, 72)
    the_start_changes(stage, ADA, 60)
    booked, changed = stage.letters(DESK)
    for words in (
        "Ada Brook has booked",
        "Northside Clinic",
        CLIENT,
        "Rita Vance, 812-555-2142",
        "guaranteed",
    ):
        assert words in booked.body
    assert "Ada Brook has changed" in changed.body
    assert booked.subject == "Visit of Northside Clinic to Mercy Hospital"


def test_staff_are_reminded_the_day_before_and_an_hour_before_policy_6(stage: Stage) -> None:
    books(stage, ADA, 72)
    stage.later(hours=47, minutes=59)
    rings(stage)
    assert reminded(stage) == []
    stage.later(minutes=1)
    rings(stage)
    rings(stage)
    [first] = reminded(stage)
    assert "Northside Clinic will be on a visit" in first.body
    assert "12:35 Eastern on Thursday 26 November" in first.body
    stage.later(hours=23)
    rings(stage)
    assert len(reminded(stage)) == 2
    stage.later(hours=24)
    rings(stage)
    assert len(reminded(stage)) == 2


def test_what_is_cancelled_or_moved_does_not_ring_wrongly_policy_6(stage: Stage) -> None:
    books(stage, ADA, 72)
    the_start_changes(stage, ADA, 96)
    stage.later(hours=48)
    rings(stage)
    assert reminded(stage) == []
    stage.later(hours=24)
    rings(stage)
    assert len(reminded(stage)) == 1
    presses(stage, ADA, ActName.VISIT_CANCEL, "1")
    stage.later(hours=23)
    rings(stage)
    assert len(reminded(stage)) == 1


def test_a_visit_moved_away_and_back_is_reminded_of_once_each(stage: Stage) -> None:
    books(stage, ADA, 72)
    the_start_changes(stage, ADA, 96)
    the_start_changes(stage, ADA, 72)
    stage.later(hours=48)
    rings(stage)
    assert len(reminded(stage)) == 1


def test_after_a_long_silence_only_the_reminder_that_still_tells_something_is_told(stage: Stage) -> None:
    books(stage, ADA, 72)
    stage.later(hours=71, minutes=30)
    rings(stage)
    assert len(reminded(stage)) == 1
    books(stage, ADA, 30, client="Grace Clinic")
    stage.later(hours=31)
    rings(stage)
    assert len(reminded(stage)) == 1
