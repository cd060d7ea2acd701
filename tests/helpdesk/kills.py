"""Chaos for the way to a helpdesk: real processes are killed within calls; what is there afterwards."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.build import Installation, install
from app.demo import no_secrets, sample_settings
from app.worker import utc_now
from bot.outside import HELPDESK, STATUS
from bot.rules import Rules
from bot.telling import Telling
from guard import fill, own
from records import deliveries, inbox, work
from records.engine import Session
from tests.fakes.request_tracker import RequestTracker
from tests.helpdesk.real import RealTracker
from tests.stories.stage import ROOT
from tickets import directory, writes
from tickets import helpdesk as links
from tickets.values import Actor, Detail, DetailName, EntryKind, Person, Place, Status
from tickets.writes import Asker, NewEntry, Opening

Tracker = RequestTracker | RealTracker
ADA, LEA = "ada@northside.example", "lea@infraware.example"
WORDS = 2
"""Words of the customer in each ticket, after it was opened."""


@dataclass(frozen=True)
class Found:
    """What the kills left. Tickets and words are counted over there, replies here.

    ``under_fire`` are the tickets that were over there already when the killing ended.
    """

    kills: int
    in_flight: int
    tickets: int
    words: int
    replies: int
    under_fire: int
    lost: int
    doubled: int
    words_lost: int
    words_doubled: int
    replies_lost: int
    wrong_status: int
    seconds: float


@dataclass
class Desk:
    """The installation whose processes are killed, and the helpdesk behind it."""

    here: Installation
    tracker: Tracker
    forker: subprocess.Popen[str]
    pid: int = 0

    def start(self) -> int:
        assert self.forker.stdin is not None
        assert self.forker.stdout is not None
        self.forker.stdin.write("\n")
        self.forker.stdin.flush()
        self.pid = int(self.forker.stdout.readline())
        return self.pid

    def end(self) -> None:
        """Nothing of it is left running."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self.forker.communicate(timeout=20)

    def waiting(self) -> int:
        with self.here.reading() as session:
            return work.backlog(session, f"{deliveries.QUEUE}.{HELPDESK}").waiting


def run(
    folder: Path,
    tracker: Tracker,
    token: str,
    *,
    tickets: int,
    kills: int,
    settle: float,
    seed: int = 1,
    blind: bool = False,
) -> Found:
    """Kill ``kills`` processes while they bring so many tickets over, let the last one finish, and count.

    ``settle`` seconds must outlast its slowest call. ``blind`` ones do not look before they repeat.
    """
    started, dice = time.monotonic(), random.Random(seed)
    with _desk(folder, tracker, token, settle, blind) as desk:
        numbers = _fill(desk.here, tickets)
        in_flight, replied = 0, []
        for kill in range(kills):
            in_flight += _kill_one(desk, dice)
            if kill % 10 == 5:
                replied += _reply(tracker, numbers, f"reply {kill}", dice)
        under_fire = len(_there(tracker).keys() & set(numbers))
        desk.start()
        assert _until(lambda: desk.waiting() == 0, 60 + tickets * settle), f"{desk.waiting()} left"
        _until(lambda: _came(desk.here) >= len(replied), 20)
        killed = (kills, in_flight, under_fire, time.monotonic() - started)
        return _counted(desk, numbers, replied, killed)


@contextmanager
def _desk(folder: Path, tracker: Tracker, token: str, settle: float, blind: bool) -> Iterator[Desk]:
    settings = sample_settings(ROOT, folder)
    here = install(settings, no_secrets(), ROOT)
    with here.writing() as session:
        directory.import_directory(session, ROOT / "sample" / "directory", force=True)
        links.set_mark(session, "request-tracker", "0")
    config = folder / "config.json"
    database = f"sqlite:///{folder / 'infracare.db'}"
    there = {"url": tracker.url, "token": token, "queue": tracker.queue, "staff": LEA}
    config.write_text(json.dumps({**there, "database": database, "settle": settle, "blind": blind}))
    command = [sys.executable, "-m", "tests.helpdesk.killable", str(config)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (folder / "log").open("w") as log:
        forker = subprocess.Popen(command, cwd=ROOT, stderr=log, **pipes)
    desk = Desk(here, tracker, forker)
    try:
        yield desk
    finally:
        desk.end()
        here.engine.dispose()


def _fill(here: Installation, count: int) -> list[int]:
    """Tickets with words, and every third of them solved: all to be brought over."""
    rules = here.settings.rules().__class__(**{**vars(here.settings.rules()), "helpdesk": True})
    numbers = []
    for each in range(count):
        with here.writing() as session:
            ada = directory.person_by_mail(session, ADA)
            assert ada is not None
            numbers.append(_ticket(session, ada, rules, each))
    return numbers


def _ticket(session: Session, ada: Person, rules: Rules, each: int) -> int:
    at = utc_now() - timedelta(minutes=5)
    place = Place("terminal", "local", ADA, f"kills-{each}", direct=True)
    assert ada.customer is not None
    talk = writes.begin(session, Asker("terminal", "local", ADA, ada, ada.customer.id), place, at)
    details = {name: Detail(name) for name in DetailName}
    subject = fill("case {each} is stuck", each=each)
    opening = Opening(talk, ada, f"kills:{each}", at, "incident", None, subject, details, ())
    number, entry = writes.open_ticket(session, opening, at, rules.promise, rules.first_number)
    telling = Telling(session, talk, at, rules)
    telling.opened(entry, number)
    for said in range(WORDS):
        new = NewEntry(
            talk, at, EntryKind.CUSTOMER_WORDS, Actor.PERSON, number, ada.id, words=_words(each, said)
        )
        telling.desk(writes.add(session, new), "words")
    if each % 3 == 0:
        new = NewEntry(talk, at, EntryKind.WITHDRAWN, Actor.PERSON, number, ada.id)
        gone = writes.add(session, new)
        writes.set_status(session, number, Status.WITHDRAWN, at, gone)
        telling.outside(gone, STATUS)
    return number


def _words(each: int, said: int) -> Any:
    return fill("words {said} of case {each}", said=said, each=each) if each >= 0 else own("")


def _kill_one(desk: Desk, dice: random.Random) -> bool:
    """Start a process, kill it while a call of it is at work there; whether one was."""
    pid = desk.start()
    if isinstance(desk.tracker, RequestTracker):
        _until(lambda: _is_busy(desk.tracker), 5)
    else:
        time.sleep(1 + 2 * dice.random())  # it cannot be asked: some are killed within a call, some beside it
    time.sleep(dice.random() * 0.1)
    busy = _is_busy(desk.tracker)
    os.kill(pid, signal.SIGKILL)
    return busy


def _is_busy(tracker: Tracker) -> bool:
    return isinstance(tracker, RequestTracker) and tracker.at_work > 0


def _reply(tracker: Tracker, numbers: list[int], words: str, dice: random.Random) -> list[str]:
    """An agent answers in a ticket that is over there by now, while processes die."""
    there = _there(tracker)
    known = [number for number in numbers if number in there]
    if not known:
        return []
    tracker.writes(there[dice.choice(known)][0], "alice", words)
    return [words]


def _came(here: Installation) -> int:
    with here.reading() as session:
        return work.backlog(session, inbox.QUEUE).waiting


def _there(tracker: Tracker) -> dict[int, list[int]]:
    """The tickets over there by the number of ours in their subject."""
    found: dict[int, list[int]] = {}
    for one in tracker.tickets.values():
        if one.subject.startswith("[InfraCare #"):
            found.setdefault(int(one.subject.split("#")[1].split("]")[0]), []).append(one.id)
    return found


def _counted(
    desk: Desk, numbers: list[int], replied: list[str], killed: tuple[int, int, int, float]
) -> Found:
    kills, in_flight, under_fire, seconds = killed
    there = _there(desk.tracker)
    said = Counter(words for ids in there.values() for one in ids for words in desk.tracker.said(one))
    wanted = [
        f"Ada Brook wrote:\n\n{_words(each, one)}" for each in range(len(numbers)) for one in range(WORDS)
    ]
    status = {one.id: one.status for one in desk.tracker.tickets.values()}
    rejected = [there[number][0] for number in numbers[::3] if number in there]
    return Found(
        kills,
        in_flight,
        len(numbers),
        len(wanted),
        len(replied),
        under_fire,
        lost=sum(number not in there for number in numbers),
        doubled=sum(max(0, len(there.get(number, [])) - 1) for number in numbers),
        words_lost=sum(said[words] == 0 for words in wanted),
        words_doubled=sum(max(0, said[words] - 1) for words in wanted),
        replies_lost=max(0, len(replied) - _came(desk.here)),
        wrong_status=sum(status[one] not in ("rejected", "open") for one in rejected),
        seconds=round(seconds, 1),
    )


def _until(true: Callable[[], bool], within: float) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.01)
    return true()
