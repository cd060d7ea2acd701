"""Many workers at once, and workers that are killed: every row is done exactly once."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from records import work
from records.engine import Transactions, database_seconds
from records.work import LeaseLostError, Work, WorkRow
from tests.records.queues import NOON, Queue

HOUSE = Path(__file__).parents[2]
LANES, ROWS = 6, 36


@dataclass
class Crew:
    """Workers in threads. What they do beside finishing is an offer to the queue ``effects``."""

    queue: Queue
    lease: float
    hold: Callable[[], float] = lambda: 0.0
    begun: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    _lanes: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def works_off(self, threads: int) -> None:
        with ThreadPoolExecutor(threads) as pool:
            for done in [pool.submit(self._work) for _ in range(threads)]:
                done.result(timeout=60)

    def effects(self) -> list[str]:
        """What was done, in the order in which it was."""
        with self.queue.transaction() as session:
            rows = session.scalars(select(WorkRow).where(WorkRow.queue == "effects").order_by(WorkRow.id))
            return [row.payload["of"] for row in rows]

    def _work(self) -> None:
        while self.queue.backlog().waiting:
            for taken in self.queue.takes(lease=self.lease):
                self._carry_out(taken)

    def _carry_out(self, taken: Work) -> None:
        self._begin(taken)
        time.sleep(self.hold())
        self._end(taken)
        try:
            self._finish(taken)
        except LeaseLostError:
            self.lost.append(taken.key)

    def _begin(self, taken: Work) -> None:
        with self._lock:
            self.begun.append(taken.key)
            self._lanes[taken.lane] += 1
            if self._lanes[taken.lane] > 1:
                self.clashes.append(taken.key)

    def _end(self, taken: Work) -> None:
        with self._lock:
            self._lanes[taken.lane] -= 1

    def _finish(self, taken: Work) -> None:
        with self.queue.transaction() as session:
            work.offer(session, "effects", taken.token, taken.lane, {"of": taken.key}, NOON)
            work.finish(session, taken)


def filled(transaction: Transactions) -> tuple[Queue, list[str]]:
    queue = Queue(transaction)
    keys = [f"{number % LANES}-{number // LANES}" for number in range(ROWS)]
    for key in keys:
        queue.offers(key, lane=key[0])
    return queue, keys


@pytest.mark.slow
@pytest.mark.parametrize("threads", [2, 4])
def test_many_workers_do_every_row_once_and_each_lane_in_order(
    transaction: Transactions, threads: int
) -> None:
    queue, keys = filled(transaction)
    crew = Crew(queue, lease=60)
    crew.works_off(threads)
    done = crew.effects()
    assert sorted(done) == sorted(crew.begun) == sorted(keys)
    assert crew.clashes == []
    for lane in map(str, range(LANES)):
        assert [key for key in done if key[0] == lane] == [key for key in keys if key[0] == lane]


@pytest.mark.slow
def test_workers_slower_than_their_leases_still_do_every_row_once(transaction: Transactions) -> None:
    queue, keys = filled(transaction)
    dice = Random(7)
    crew = Crew(queue, lease=0.01, hold=lambda: dice.choice((0.0, 0.0, 0.03)))
    crew.works_off(4)
    assert sorted(crew.effects()) == sorted(keys)
    assert len(crew.begun) == len(keys) + len(crew.lost)
    assert crew.lost


@pytest.mark.slow
def test_the_same_key_offered_by_many_at_once_is_one_row(transaction: Transactions) -> None:
    queue = Queue(transaction)
    with ThreadPoolExecutor(4) as pool:
        new = list(pool.map(lambda number: queue.offers(f"Ev{number % 5}"), range(40)))
    assert new.count(True) == 5
    assert sorted(queue.keys()) == [f"Ev{number}" for number in range(5)]


HOLD = """
import sys, time
from datetime import datetime, UTC
from records import work
from records.engine import open_database, transactions

url, moment = sys.argv[1:]
transaction = transactions(open_database(url))

def wait_for_the_end():
    print("here", flush=True)
    time.sleep(60)

with transaction() as session:
    [taken] = work.claim(session, "inbox", datetime(2026, 11, 23, 12, tzinfo=UTC), lease=0.8)
    if moment == "taking":
        wait_for_the_end()
if moment == "holding":
    wait_for_the_end()
with transaction() as session:
    work.offer(session, "effects", taken.token, "lane", {}, taken.offered_at)
    work.finish(session, taken)
    if moment == "finishing":
        wait_for_the_end()
wait_for_the_end()
"""


def killed_while(url: str, moment: str) -> None:
    """A process takes work and is killed (kill -9) at ``moment``."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", HOLD, url, moment], cwd=HOUSE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.kill()
    process.communicate(timeout=20)
    assert process.returncode == -9


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["holding", "finishing"])
def test_work_comes_back_when_its_holder_was_killed(
    database_url: str, transaction: Transactions, moment: str
) -> None:
    queue = Queue(transaction)
    queue.offers("Ev1")
    killed_while(database_url, moment)
    until = lease_of(transaction, "Ev1")
    give_up = time.monotonic() + 20
    while not (again := queue.takes()):
        assert time.monotonic() < give_up, "the work never came back"
        time.sleep(0.02)
    assert now(transaction) > until
    assert [(one.key, one.attempt) for one in again] == [("Ev1", 2)]
    assert Queue(transaction, "effects").keys() == []


@pytest.mark.slow
def test_work_is_free_at_once_when_who_was_just_taking_it_was_killed(
    database_url: str, transaction: Transactions
) -> None:
    queue = Queue(transaction)
    queue.offers("Ev1")
    killed_while(database_url, "taking")
    assert queue.takes_one().attempt == 1


@pytest.mark.slow
def test_work_that_was_finished_stays_finished_when_its_worker_is_killed(
    database_url: str, transaction: Transactions
) -> None:
    queue = Queue(transaction)
    queue.offers("Ev1")
    killed_while(database_url, "afterwards")
    queue.lets_leases_run_out()
    assert queue.takes() == []
    assert len(Queue(transaction, "effects").keys()) == 1


def lease_of(transaction: Transactions, key: str) -> float:
    with transaction() as session:
        return session.scalars(select(WorkRow.lease_until).where(WorkRow.key == key)).one()


def now(transaction: Transactions) -> float:
    with transaction() as session:
        return session.scalars(select(database_seconds())).one()
