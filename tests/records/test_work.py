"""Work is offered once, taken in order under a lease, and finished by nobody but its holder."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from records import work
from records.engine import Transactions
from records.work import Backlog, LeaseLostError, Work
from tests.records.queues import MINUTE, NOON, Queue

ON_POSTGRESQL = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def queue(transaction: Transactions) -> Queue:
    return Queue(transaction)


# Offering


def test_what_rests_is_taken_again_after_its_seconds_by_the_databases_clock(queue: Queue) -> None:
    queue.offers("one", at=NOON)
    taken = queue.takes_one()
    with queue.transaction() as session:
        work.rest(session, taken, 0.3)
    assert queue.keys(NOON + timedelta(days=1)) == []
    time.sleep(0.5)
    assert queue.takes_one().attempt == 2


def test_work_offered_again_changes_nothing(queue: Queue) -> None:
    assert queue.offers("Ev1", "lane", text="one")
    assert not queue.offers("Ev1", "elsewhere", NOON + MINUTE, text="two")
    taken = queue.takes_one()
    assert (taken.lane, taken.offered_at, taken.payload) == ("lane", NOON, {"text": "one"})


def test_work_offered_again_after_it_is_done_stays_done(queue: Queue) -> None:
    queue.offers("Ev1")
    queue.finishes(queue.takes_one())
    assert not queue.offers("Ev1")
    assert queue.keys() == []


def test_the_same_key_in_another_queue_is_other_work(queue: Queue, transaction: Transactions) -> None:
    timers = Queue(transaction, "timers")
    assert queue.offers("Ev1")
    assert timers.offers("Ev1")
    assert queue.keys() == timers.keys() == ["Ev1"]


def test_an_offer_that_is_rolled_back_was_never_made(queue: Queue, transaction: Transactions) -> None:
    def fail() -> None:
        with transaction() as session:
            work.offer(session, queue.name, "Ev1", "lane", {}, NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert queue.keys() == []
    assert queue.offers("Ev1")


# Taking


def test_work_is_due_at_its_moment_and_not_before(queue: Queue) -> None:
    queue.offers("Ev1", at=NOON)
    assert queue.keys(NOON - timedelta(microseconds=1)) == []
    assert queue.keys(NOON) == ["Ev1"]


def test_a_timer_runs_later_than_it_was_offered(queue: Queue, transaction: Transactions) -> None:
    with transaction() as session:
        work.offer(session, queue.name, "promise-7", "7", {}, NOON, run_at=NOON + MINUTE)
    assert queue.keys(NOON) == []
    assert queue.takes_one(NOON + MINUTE).offered_at == NOON


def test_what_is_due_longest_comes_first_then_what_was_offered_first(queue: Queue) -> None:
    queue.offers("third", at=NOON)
    queue.offers("fourth", at=NOON)
    queue.offers("second", at=NOON - MINUTE)
    queue.offers("first", at=NOON - 2 * MINUTE)
    assert queue.keys() == ["first", "second", "third", "fourth"]


def test_no_more_is_taken_than_asked_for(queue: Queue) -> None:
    for number in range(5):
        queue.offers(f"Ev{number}")
    assert queue.keys(limit=2) == ["Ev0", "Ev1"]
    assert queue.keys(limit=9) == ["Ev2", "Ev3", "Ev4"]


def test_taken_work_is_not_taken_again(queue: Queue) -> None:
    queue.offers("Ev1")
    assert queue.keys() == ["Ev1"]
    assert queue.keys() == []


def test_two_holders_have_different_tokens(queue: Queue) -> None:
    queue.offers("Ev1")
    first = queue.takes_one()
    queue.lets_leases_run_out()
    second = queue.takes_one()
    assert first.token != second.token
    assert (first.attempt, second.attempt) == (1, 2)


# Lanes


def test_a_lane_is_worked_one_at_a_time_and_in_order(queue: Queue) -> None:
    for key in ("one", "two", "three"):
        queue.offers(key, "thread")
    for key in ("one", "two", "three"):
        [taken] = queue.takes(limit=10)
        assert taken.key == key
        assert queue.keys() == []
        queue.finishes(taken)
    assert queue.keys() == []


def test_lanes_do_not_wait_for_each_other(queue: Queue) -> None:
    queue.offers("one", "thread")
    queue.offers("two", "thread")
    queue.offers("other", "elsewhere")
    assert queue.keys() == ["one", "other"]


def test_the_same_lane_in_another_queue_is_another_lane(queue: Queue, transaction: Transactions) -> None:
    queue.offers("one", "thread")
    timers = Queue(transaction, "timers")
    timers.offers("two", "thread")
    assert queue.keys() == ["one"]
    assert timers.keys() == ["two"]


def test_order_in_a_lane_is_that_of_offering_not_that_of_moments(queue: Queue) -> None:
    queue.offers("late", "thread", NOON + MINUTE)
    queue.offers("early", "thread", NOON)
    assert queue.keys(NOON) == []
    assert queue.keys(NOON + MINUTE) == ["late"]


def test_postponed_work_keeps_its_place_in_the_lane(queue: Queue) -> None:
    queue.offers("one", "thread")
    queue.offers("two", "thread")
    queue.postpones(queue.takes_one(), NOON + MINUTE)
    assert queue.keys(NOON) == []
    assert queue.keys(NOON + MINUTE) == ["one"]


def test_buried_work_lets_its_lane_go_on(queue: Queue) -> None:
    queue.offers("one", "thread")
    queue.offers("two", "thread")
    queue.buries(queue.takes_one(), error="channel_not_found")
    assert queue.keys() == ["two"]
    assert queue.outcome("one") == {"error": "channel_not_found"}


@ON_POSTGRESQL
def test_work_whose_offer_is_committed_late_does_not_join_its_lane_in_hand(
    queue: Queue, transaction: Transactions
) -> None:
    with transaction() as slow:
        work.offer(slow, queue.name, "one", "thread", {}, NOON)
        queue.offers("two", "thread")
        [held] = queue.takes()
    assert held.key == "two"
    assert queue.keys() == []
    queue.finishes(held)
    assert queue.keys() == ["one"]


@ON_POSTGRESQL
def test_who_takes_at_the_same_moment_does_not_join_a_lane_that_is_being_taken(
    queue: Queue, transaction: Transactions
) -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction() as taking:
            with transaction() as slow:
                work.offer(slow, queue.name, "one", "thread", {}, NOON)
                queue.offers("two", "thread")
                [held] = work.claim(taking, queue.name, NOON, lease=60)
            other = pool.submit(queue.keys)
            with pytest.raises(TimeoutError):
                other.result(timeout=0.1)
        assert held.key == "two"
        assert other.result(timeout=20) == []


# Leases


def test_a_lease_is_not_over_because_a_worker_says_so(queue: Queue) -> None:
    queue.offers("Ev1")
    queue.takes(NOON, lease=30)
    assert queue.keys(NOON + timedelta(days=3650)) == []


def test_a_lease_runs_out_by_the_databases_clock(queue: Queue) -> None:
    queue.offers("Ev1")
    assert queue.takes(lease=0.05)
    give_up = time.monotonic() + 20
    while not (again := queue.takes()):
        assert time.monotonic() < give_up, "the lease never ran out"
    assert again[0].attempt == 2


LATE: tuple[Callable[[Queue, Work], None], ...] = (
    lambda queue, taken: queue.finishes(taken, done="late"),
    lambda queue, taken: queue.postpones(taken, NOON + 2 * MINUTE, done="late"),
    lambda queue, taken: queue.buries(taken, done="late"),
    lambda queue, taken: queue.notes(taken, done="late"),
)


def test_who_lost_the_lease_changes_nothing(queue: Queue) -> None:
    queue.offers("Ev1")
    first = queue.takes_one()
    queue.lets_leases_run_out()
    second = queue.takes_one()
    for act in LATE:
        with pytest.raises(LeaseLostError, match="Ev1"):
            act(queue, first)
    assert queue.outcome("Ev1") is None
    queue.finishes(second, done="in-time")
    assert queue.outcome("Ev1") == {"done": "in-time"}


def test_what_is_written_beside_a_lost_lease_is_not_written(queue: Queue, transaction: Transactions) -> None:
    queue.offers("Ev1")
    first = queue.takes_one()
    queue.lets_leases_run_out()
    queue.takes_one()

    def act() -> None:
        with transaction() as session:
            work.offer(session, "effects", "Ev1", "lane", {}, NOON)
            work.finish(session, first)

    with pytest.raises(LeaseLostError):
        act()
    assert Queue(transaction, "effects").keys() == []


def test_a_lease_that_ran_out_unnoticed_still_counts(queue: Queue) -> None:
    queue.offers("Ev1")
    taken = queue.takes_one()
    queue.lets_leases_run_out()
    queue.finishes(taken, done="yes")
    assert queue.outcome("Ev1") == {"done": "yes"}


def test_finished_work_is_finished(queue: Queue) -> None:
    queue.offers("Ev1")
    taken = queue.takes_one()
    queue.finishes(taken)
    for act in LATE:
        with pytest.raises(LeaseLostError):
            act(queue, taken)
    assert queue.backlog() == Backlog(0, 0, None)


def test_work_given_back_is_no_longer_in_hand(queue: Queue) -> None:
    queue.offers("Ev1")
    taken = queue.takes_one()
    queue.postpones(taken, NOON + MINUTE)
    for act in LATE:
        with pytest.raises(LeaseLostError):
            act(queue, taken)
    assert queue.next_due() == NOON + MINUTE


def test_a_session_that_saw_a_row_before_sees_its_present_state(
    queue: Queue, transaction: Transactions
) -> None:
    queue.offers("Ev1")
    with transaction() as session:
        [taken] = work.claim(session, queue.name, NOON, lease=60)
        work.postpone(session, taken, NOON, {"tried": 1})
        [again] = work.claim(session, queue.name, NOON, lease=60)
    assert again.attempt == 2
    queue.finishes(again)
    assert queue.outcome("Ev1") == {"tried": 1}


# What becomes of it


def test_what_was_noted_outlives_its_holder(queue: Queue) -> None:
    queue.offers("Ev1")
    queue.notes(queue.takes_one(), ts="1764000000.000100")
    queue.lets_leases_run_out()
    second = queue.takes_one()
    assert queue.outcome("Ev1") == {"ts": "1764000000.000100"}
    queue.postpones(second, NOON)
    assert queue.outcome("Ev1") == {"ts": "1764000000.000100"}
    queue.finishes(queue.takes_one())
    assert queue.outcome("Ev1") == {"ts": "1764000000.000100"}


def test_noting_does_not_let_go(queue: Queue) -> None:
    queue.offers("Ev1")
    taken = queue.takes_one()
    queue.notes(taken, step=1)
    queue.notes(taken, step=2)
    assert queue.keys() == []
    queue.finishes(taken)
    assert queue.outcome("Ev1") == {"step": 2}


def test_nothing_is_known_of_work_nobody_offered(queue: Queue) -> None:
    assert queue.outcome("Ev1") is None


def test_an_outcome_can_be_asked_for_in_one_state_only(queue: Queue, transaction: Transactions) -> None:
    queue.offers("Ev1")
    queue.buries(queue.takes_one(), error="refused")
    with transaction() as session:
        assert work.outcome(session, queue.name, "Ev1", work.State.DEAD) == {"error": "refused"}
        assert work.outcome(session, queue.name, "Ev1", work.State.DONE) is None


def test_the_backlog_counts_what_waits_and_what_is_dead(queue: Queue) -> None:
    assert queue.backlog() == Backlog(0, 0, None)
    for minutes, key in enumerate(("done", "dead", "held", "free")):
        queue.offers(key, at=NOON + minutes * MINUTE)
    later: dict[str, Any] = {"now": NOON + 9 * MINUTE}
    queue.finishes(queue.takes_one(**later))
    queue.buries(queue.takes_one(**later), error="refused")
    assert queue.takes_one(**later).key == "held"
    assert queue.backlog() == Backlog(waiting=2, dead=1, oldest=NOON + 2 * MINUTE)


def test_the_next_moment_is_that_of_the_earliest_waiting_row(queue: Queue) -> None:
    assert queue.next_due() is None
    queue.offers("later", at=NOON + MINUTE)
    queue.offers("sooner", at=NOON)
    assert queue.next_due() == NOON
    queue.finishes(queue.takes_one())
    assert queue.next_due() == NOON + MINUTE
