"""Scheduled customer visits: what may be booked, what is guaranteed, what the clock is given (policy 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from guard import contact_number, own
from records.engine import Transactions
from tickets import directory, reads, visit_writes, visits, writes
from tickets.clock import Tier, promise
from tickets.policy import PromiseRules, VisitRules
from tickets.values import EntryKind, Person, Place
from tickets.visit_writes import By
from tickets.visits import Fault, Plan, Visit, faults, guaranteed_until, reminders
from tickets.writes import Asker, ChangedMeanwhileError

SAMPLE = Path(__file__).parents[2] / "sample" / "directory"
NOW = datetime(2026, 11, 23, 17, 35, tzinfo=UTC)
RULES = VisitRules()


def ahead(**span: float) -> datetime:
    return NOW + timedelta(**span)


def plan(start: datetime, end: datetime) -> Plan:
    number = contact_number("812-555-2142")
    assert number is not None
    client, place = own("Mercy Hospital"), own("500 Main Street")
    return Plan(client, place, start, end, own("Rita Vance"), number, own("New recorders"))


# What may be booked.


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        (timedelta(hours=50), timedelta(hours=58), ()),
        (timedelta(hours=50), timedelta(hours=74), ()),
        (timedelta(hours=50), timedelta(hours=74, seconds=1), (Fault.TOO_LONG,)),
        (timedelta(hours=50), timedelta(hours=50), (Fault.ENDS_FIRST,)),
        (timedelta(hours=50), timedelta(hours=49), (Fault.ENDS_FIRST,)),
        (timedelta(seconds=1), timedelta(hours=2), ()),
        (timedelta(0), timedelta(hours=2), (Fault.PAST,)),
        (timedelta(hours=-1), timedelta(hours=2), (Fault.PAST,)),
        (timedelta(hours=-3), timedelta(hours=-1), (Fault.PAST, Fault.OVER)),
    ],
)
def test_times_are_refused_with_what_is_wrong_policy_6(
    start: timedelta, end: timedelta, wrong: tuple[Fault, ...]
) -> None:
    assert faults(NOW + start, NOW + end, NOW, RULES) == wrong


@pytest.mark.parametrize(("over", "wrong"), [(timedelta(0), ()), (timedelta(seconds=1), (Fault.TOO_FAR,))])
def test_how_far_ahead_is_a_setting(over: timedelta, wrong: tuple[Fault, ...]) -> None:
    start = ahead(hours=24 * 90) + over
    assert faults(start, start + timedelta(hours=2), NOW, VisitRules(ahead_days=90)) == wrong


def test_a_visit_under_way_may_keep_its_beginning_policy_6(books: Books) -> None:
    visit = books.books(ahead(hours=1), ahead(hours=5))
    now, begun = ahead(hours=2), visit.plan.start
    assert faults(begun, ahead(hours=3), now, RULES, visit) == ()
    assert faults(begun, ahead(hours=2), now, RULES, visit) == (Fault.OVER,)
    assert faults(begun, now, now, RULES) == (Fault.PAST, Fault.OVER)
    assert faults(ahead(hours=2), ahead(hours=3), now, RULES, visit) == (Fault.PAST,)
    assert faults(begun, begun, now, RULES, visit) == (Fault.ENDS_FIRST,)
    assert faults(begun, ahead(hours=25), now, RULES, visit) == ()
    assert faults(begun, ahead(hours=26), now, RULES, visit) == (Fault.TOO_LONG,)
    assert [visit.is_over(one) for one in (visit.plan.end - timedelta(seconds=1), visit.plan.end)] == [
        False,
        True,
    ]


def test_the_longest_visit_is_a_setting() -> None:
    assert faults(ahead(hours=50), ahead(hours=53), NOW, VisitRules(longest_hours=2)) == (Fault.TOO_LONG,)


# What is guaranteed.


@pytest.mark.parametrize(
    ("notice", "guaranteed"),
    [
        (timedelta(hours=48), True),
        (timedelta(hours=48) - timedelta(microseconds=1), False),
        (timedelta(days=30), True),
        (timedelta(hours=1), False),
    ],
)
def test_two_days_of_notice_make_a_guarantee_policy_6(notice: timedelta, guaranteed: bool) -> None:
    booked = plan(NOW + notice, NOW + notice + timedelta(hours=8))
    assert guaranteed_until(booked, NOW, RULES) == (booked.end if guaranteed else None)


def test_the_notice_is_a_setting_policy_6() -> None:
    booked = plan(ahead(hours=24), ahead(hours=30))
    assert guaranteed_until(booked, NOW, VisitRules(notice_hours=24)) == booked.end
    assert guaranteed_until(booked, NOW, VisitRules(notice_hours=25)) is None


def test_the_notice_is_elapsed_time_when_the_clocks_go_back_policy_6() -> None:
    """From Friday to Sunday at the same hour of the wall clock are 49 hours there."""
    friday = datetime.fromisoformat("2026-10-30T12:30:00-04:00")
    sunday = datetime.fromisoformat("2026-11-01T11:30:00-05:00")
    booked = plan(sunday, sunday + timedelta(hours=4))
    assert guaranteed_until(booked, friday, RULES) == booked.end
    later = friday + timedelta(microseconds=1)
    assert guaranteed_until(booked, later, RULES) is None


@given(st.integers(0, 96 * 60), st.integers(1, 24 * 60), st.integers(0, 96))
def test_a_guarantee_is_for_the_whole_visit_or_none_when_it_is_booked(
    minutes: int, length: int, notice: int
) -> None:
    booked = plan(ahead(minutes=minutes), ahead(minutes=minutes + length))
    wanted = booked.end if minutes >= notice * 60 else None
    assert guaranteed_until(booked, NOW, VisitRules(notice_hours=notice)) == wanted


@pytest.mark.parametrize(
    ("before_start", "hours", "wanted"),
    [
        (timedelta(hours=50), (24, 1), [24, 1]),
        (timedelta(hours=24), (24, 1), [1]),
        (timedelta(hours=24, seconds=1), (24, 1), [24, 1]),
        (timedelta(minutes=60), (24, 1), []),
        (timedelta(hours=50), (1, 24, 24, 3), [24, 3, 1]),
        (timedelta(hours=50), (), []),
    ],
)
def test_staff_are_reminded_of_what_is_still_ahead_policy_6(
    before_start: timedelta, hours: tuple[int, ...], wanted: list[int]
) -> None:
    start = NOW + before_start
    found = reminders(start, NOW, VisitRules(reminders_hours=hours))
    assert found == tuple((one, start - timedelta(hours=one)) for one in wanted)


# In the books.


class Books:
    """A database with the sample directory."""

    def __init__(self, session: Session) -> None:
        self.session = session
        assert directory.import_directory(session, SAMPLE).refused is None

    def person(self, name: str) -> Person:
        found = next(one for one in directory.everybody(self.session) if one.name.startswith(name))
        assert found is not None
        return found

    def by(self, name: str = "Ada", at: datetime = NOW, rules: VisitRules = RULES) -> By:
        return By(self.person(name), at, rules)

    def books(self, start: datetime, end: datetime, by: By | None = None) -> Visit:
        by = by or self.by()
        customer = by.person.customer
        assert customer is not None
        place = Place("terminal", "local", by.person.mail, f"{start}{by.at}", direct=True)
        asker = Asker("terminal", "local", by.person.mail, by.person, customer.id)
        talk = writes.begin(self.session, asker, place, by.at)
        return visit_writes.book(self.session, talk, customer, by.person, plan(start, end), by)

    def tier(self, visit: Visit, at: datetime) -> Tier:
        return promise(at, PromiseRules(), visits.windows(self.session, visit.customer.id, at)).tier

    def kinds(self, visit: Visit) -> list[EntryKind]:
        return [one.kind for one in reads.history(self.session, conversation_id=visit.conversation_id)]


@pytest.fixture
def books(transaction: Transactions) -> Iterator[Books]:
    with transaction() as session:
        yield Books(session)


def test_a_visit_is_kept_as_it_was_booked_with_its_history_policy_6(books: Books) -> None:
    visit = books.books(ahead(hours=72), ahead(hours=80))
    assert visits.visit(books.session, visit.id) == visit
    assert (visit.plan, visit.booked_by.name, visit.customer.key) == (
        plan(ahead(hours=72), ahead(hours=80)),
        "Ada Brook",
        "northside",
    )
    [entry] = reads.history(books.session, conversation_id=visit.conversation_id)
    assert entry.kind is EntryKind.VISIT_BOOKED
    assert entry.person == books.person("Ada")
    assert entry.facts["notice_hours"] == 48
    assert entry.facts["guaranteed_until"] == ahead(hours=80).isoformat()


def test_the_visit_tier_is_that_of_a_guaranteed_visit_from_start_to_end_policies_4_and_6(
    books: Books,
) -> None:
    start, end = ahead(hours=72), ahead(hours=80)
    visit = books.books(start, end)
    second = timedelta(seconds=1)
    assert books.tier(visit, start - second) is Tier.OFFICE
    assert books.tier(visit, start) is Tier.VISIT
    assert books.tier(visit, end - second) is Tier.VISIT
    assert books.tier(visit, end) is not Tier.VISIT
    assert [one.id for one in visits.windows(books.session, visit.customer.id, start)] == [str(visit.id)]


def test_a_visit_of_best_effort_gives_no_tier_policy_6(books: Books) -> None:
    visit = books.books(ahead(hours=47), ahead(hours=50))
    assert not visit.guaranteed
    assert visits.windows(books.session, visit.customer.id, ahead(hours=48)) == ()
    under_way = visits.under_way(books.session, visit.customer.id, ahead(hours=48))
    assert under_way == visit
    assert not visits.is_guaranteed_at(visit, ahead(hours=48))


def test_another_customers_visit_changes_nothing_policy_6(books: Books) -> None:
    books.books(ahead(hours=72), ahead(hours=80))
    lakeview = books.person("Cleo").customer
    assert lakeview is not None
    assert visits.windows(books.session, lakeview.id, ahead(hours=73)) == ()
    assert visits.under_way(books.session, lakeview.id, ahead(hours=73)) is None
    assert visits.coming(books.session, NOW, lakeview.id) == ()


def test_later_settings_do_not_rewrite_a_guarantee_policy_6(books: Books) -> None:
    visit = books.books(ahead(hours=50), ahead(hours=52))
    strict = books.by(at=ahead(hours=1), rules=VisitRules(notice_hours=96))
    changed = visit_writes.change(books.session, visit, visit.plan, strict)
    assert changed.guaranteed_until == visit.plan.end


def test_a_start_moved_within_the_notice_loses_the_guarantee_policy_6(books: Books) -> None:
    visit = books.books(ahead(hours=50), ahead(hours=58))
    late = books.by(at=ahead(hours=10))
    moved = visit_writes.change(books.session, visit, plan(ahead(hours=51), ahead(hours=58)), late)
    assert not moved.guaranteed
    assert moved.moved == 1
    back = visit_writes.change(books.session, moved, visit.plan, late)
    assert not back.guaranteed
    far = visit_writes.change(books.session, back, plan(ahead(hours=58), ahead(hours=60)), late)
    assert far.guaranteed_until == ahead(hours=60)
    assert books.kinds(visit) == [EntryKind.VISIT_BOOKED, *[EntryKind.VISIT_CHANGED] * 3]


def test_a_later_end_within_the_notice_is_best_effort_and_the_rest_stays_guaranteed(books: Books) -> None:
    visit = books.books(ahead(hours=50), ahead(hours=52))
    late = books.by(at=ahead(hours=10))
    longer = visit_writes.change(books.session, visit, plan(ahead(hours=50), ahead(hours=60)), late)
    assert longer.guaranteed_until == ahead(hours=52)
    assert books.tier(longer, ahead(hours=51)) is Tier.VISIT
    assert books.tier(longer, ahead(hours=53)) is not Tier.VISIT
    shorter = visit_writes.change(books.session, longer, plan(ahead(hours=50), ahead(hours=51)), late)
    assert shorter.guaranteed_until == ahead(hours=51)


def test_what_is_cancelled_covers_only_what_came_before_policy_6(books: Books) -> None:
    visit = books.books(ahead(hours=72), ahead(hours=80))
    at = ahead(hours=74)
    cancelled = visit_writes.cancel(books.session, visit, own("The client is closed"), books.by(at=at))
    assert books.tier(cancelled, at - timedelta(seconds=1)) is Tier.VISIT
    assert books.tier(cancelled, at) is not Tier.VISIT
    assert visits.coming(books.session, NOW) == ()
    assert visits.past(books.session, NOW) == (cancelled,)
    assert cancelled.is_over(NOW)


def test_two_who_change_a_visit_at_once_do_not_overwrite_each_other(books: Books) -> None:
    visit = books.books(ahead(hours=72), ahead(hours=80))
    visit_writes.cancel(books.session, visit, own(""), books.by())
    with pytest.raises(ChangedMeanwhileError):
        visit_writes.change(books.session, visit, visit.plan, books.by("Ben"))


def test_visits_that_share_some_time_are_found(books: Books) -> None:
    first = books.books(ahead(hours=72), ahead(hours=80))
    second = books.books(ahead(hours=79), ahead(hours=84))
    books.books(ahead(hours=84), ahead(hours=85))
    cleo = books.books(ahead(hours=72), ahead(hours=80), books.by("Cleo"))
    northside, lakeview = first.customer.id, cleo.customer.id
    found = visits.overlapping(books.session, northside, second.plan.start, second.plan.end, second.id)
    assert found == (first,)
    assert visits.overlapping(books.session, northside, ahead(hours=60), first.plan.start) == ()
    assert visits.overlapping(books.session, northside, ahead(hours=85), ahead(hours=90)) == ()
    assert visits.overlapping(books.session, lakeview, ahead(hours=60), ahead(hours=90)) == (cleo,)


def test_the_coming_ones_are_listed_until_they_end(books: Books) -> None:
    later = books.books(ahead(hours=90), ahead(hours=95))
    sooner = books.books(ahead(hours=72), ahead(hours=80))
    assert visits.coming(books.session, NOW) == (sooner, later)
    assert visits.coming(books.session, sooner.plan.end - timedelta(seconds=1)) == (sooner, later)
    assert visits.coming(books.session, sooner.plan.end) == (later,)
    assert visits.past(books.session, sooner.plan.end) == (sooner,)


def test_of_two_visits_under_way_the_guaranteed_one_counts(books: Books) -> None:
    northside = books.books(ahead(hours=20), ahead(hours=60)).customer
    sure = books.books(ahead(hours=50), ahead(hours=58))
    assert visits.under_way(books.session, northside.id, ahead(hours=51)) == sure


def test_a_visit_is_under_way_from_its_start_up_to_its_end_policy_6(books: Books) -> None:
    visit = books.books(ahead(hours=72), ahead(hours=80))
    start, end, second = visit.plan.start, visit.plan.end, timedelta(seconds=1)
    moments, inside = (start - second, start, end - second, end), [False, True, True, False]
    customer, session = visit.customer.id, books.session
    assert [visits.under_way(session, customer, at) == visit for at in moments] == inside
    assert [visits.is_guaranteed_at(visit, at) for at in moments] == inside
    assert [visits.windows(session, customer, at) != () for at in moments] == inside
    gone = visit_writes.cancel(session, visit, own("Closed"), books.by(at=ahead(hours=75)))
    at = ahead(hours=75)
    assert [visits.windows(session, customer, one) != () for one in (at - second, at)] == [True, False]
    assert visit.guaranteed is True
    [window] = visits.windows(session, customer, start)
    assert (window.start, window.end, window.guaranteed) == (start, at, True)
    assert visits.past(session, ahead(hours=1), customer, 1) == (gone,)
    assert visits.visit(session, 999) is None
