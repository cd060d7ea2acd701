"""Policy 7: our own checks of the platform are bounded, feed the ledger, and raise a suspicion for staff."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from app.connections import ProbeSettings, ProbeTarget
from app.probing import Prober, answers
from bot.decision import ChangeOutage
from bot.rules import Rules
from bot.trouble.outage_telling import Desk, carry_change
from guard import own
from records.engine import Transactions
from tickets import outages, probes
from tickets.ledger import ledger, lines
from tickets.outages import Cause, Outage, OutageState
from tickets.policy import PromiseRules

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ADDRESS = "https://imc.example.org/health"


class Platform(BaseHTTPRequestHandler):
    """A server that answers by the path it is asked for."""

    asked: ClassVar[list[str]] = []
    elsewhere: ClassVar[str] = ""

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        _ANSWERS[self.path.partition("?")[0]](self)

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def say(self, status: int, body: bytes = b"ok", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def trickle(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        try:
            for _ in range(600):
                self.wfile.write(b".")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(10_000):
                self.wfile.write(b"." * 65_536)
        except OSError:
            return


_ANSWERS: dict[str, Callable[[Platform], None]] = {
    "/well": lambda asked: asked.say(200),
    "/broken": lambda asked: asked.say(503),
    "/missing": lambda asked: asked.say(404),
    "/moved": lambda asked: asked.say(302, Location="/well"),
    "/round": lambda asked: asked.say(302, Location="/round"),
    "/away": lambda asked: asked.say(302, Location=f"{asked.elsewhere}/well"),
    "/nowhere": lambda asked: asked.say(302),
    "/trickle": Platform.trickle,
    "/endless": Platform.endless,
}


@contextmanager
def server(handler: type[Platform]) -> Iterator[str]:
    found = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    found.daemon_threads = True
    Thread(target=found.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{found.server_port}"
    finally:
        found.shutdown()
        found.server_close()


@pytest.fixture
def platform() -> Iterator[tuple[str, type[Platform]]]:
    """The platform's address, and another host's that must never be asked."""
    other = type("Other", (Platform,), {"asked": []})
    with server(other) as elsewhere:
        ours = type("Ours", (Platform,), {"asked": [], "elsewhere": elsewhere})
        with server(ours) as address:
            yield address, other


@pytest.mark.parametrize(
    ("path", "well"),
    [
        *(("/well?a=1", True), ("/moved", True), ("/endless", True)),
        *(("/broken", False), ("/missing", False), ("/round", False), ("/away", False), ("/nowhere", False)),
    ],
)
def test_an_address_answers_with_success_or_not_policy_7(
    platform: tuple[str, type[Platform]], path: str, well: bool
) -> None:
    address, other = platform
    assert answers(address + path, 10) is well
    assert other.asked == []


def test_an_answer_that_trickles_is_cut_off_in_time(platform: tuple[str, type[Platform]]) -> None:
    begun = time.monotonic()
    assert not answers(f"{platform[0]}/trickle", 1)
    assert time.monotonic() - begun < 20


def test_nobody_there_is_no_answer() -> None:
    with server(Platform) as address:
        gone = address
    assert not answers(f"{gone}/well", 5)
    assert not answers("http://no-such-host.invalid/", 5)


@dataclass
class Watch:
    """A prober with a clock of its own; ``well`` is what it finds."""

    transaction: Transactions
    now: datetime = NOON
    well: bool = True
    looks: list[str] = field(default_factory=list)

    def step(self, **span: float) -> None:
        self.now += timedelta(**span)
        settings = ProbeSettings(targets=(ProbeTarget(name="IMC", url=ADDRESS),))
        rules = Rules(PromiseRules(), desk_channel="C0DESK")
        Prober(settings, self.transaction, rules, lambda: self.now, self._look).step()

    def _look(self, url: str, _seconds: float) -> bool:
        self.looks.append(url)
        return self.well

    def failures(self) -> list[tuple[datetime, datetime | None]]:
        with self.transaction() as session:
            return [(one.started_at, one.ended_at) for one in probes.failures(session)]

    def outage(self) -> Outage | None:
        with self.transaction() as session:
            return outages.open_one(session)

    def down_minutes(self) -> float:
        with self.transaction() as session:
            found = lines(ledger(session, self.now), 2026, "America/New_York", 99.99)
        return found[-1].found.down.total_seconds() / 60 if found else 0.0


def test_each_target_is_looked_at_once_in_its_time_by_however_many_processes(
    transaction: Transactions,
) -> None:
    watch, other = Watch(transaction), Watch(transaction)
    watch.step()
    other.step(seconds=10)
    watch.step(seconds=59)
    assert (watch.looks, other.looks) == ([ADDRESS], [])
    watch.step(seconds=1)
    other.step(seconds=50)
    assert (len(watch.looks), len(other.looks)) == (2, 0)


def test_two_failures_in_a_row_are_down_from_the_first_on_and_raise_a_suspicion_policy_7(
    transaction: Transactions,
) -> None:
    watch = Watch(transaction)
    watch.step()
    watch.well = False
    watch.step(minutes=1)
    assert (watch.failures(), watch.outage()) == ([], None)
    watch.step(minutes=1)
    began = NOON + timedelta(minutes=1)
    assert watch.failures() == [(began, None)]
    outage = watch.outage()
    assert outage is not None
    assert (outage.cause, outage.state, outage.started_at) == (Cause.PROBE, OutageState.SUSPECTED, began)
    watch.step(minutes=1)
    watch.well = True
    watch.step(minutes=1)
    assert watch.failures() == [(began, NOON + timedelta(minutes=4))]
    assert watch.down_minutes() == 3
    assert watch.outage() == outage


def test_a_single_failure_is_nothing_policy_7(transaction: Transactions) -> None:
    watch = Watch(transaction)
    for well in (True, False, True, False, True):
        watch.well = well
        watch.step(minutes=1)
    assert (watch.failures(), watch.outage()) == ([], None)


def test_what_staff_call_no_outage_does_not_count_policy_7(transaction: Transactions) -> None:
    watch = Watch(transaction, well=False)
    watch.step()
    watch.step(minutes=1)
    watch.step(minutes=1)
    assert watch.down_minutes() == 2
    with transaction() as session:
        refused = ChangeOutage(OutageState.REFUSED, None, own("our own line"), ended_at=watch.now)
        carry_change(Desk(session, Rules(PromiseRules()), watch.now), refused)
    assert watch.down_minutes() == 0


def test_while_nobody_looked_nothing_is_counted_policy_7(transaction: Transactions) -> None:
    """The program was away for hours in the middle of a failure."""
    watch = Watch(transaction, well=False)
    watch.step()
    watch.step(minutes=1)
    watch.step(hours=5)
    assert watch.failures() == [(NOON, NOON + timedelta(minutes=1))]
    watch.step(minutes=1)
    assert len(watch.failures()) == 2
    watch.well = True
    watch.step(minutes=1)
    assert watch.down_minutes() == 3
