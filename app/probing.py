"""Looks whether the platform's addresses answer: only those configured, and never for long."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from app.connections import ProbeSettings
from bot.rules import Rules
from bot.trouble.outage_telling import Desk, refresh, suspect
from bot.words import outages as words
from guard import restored
from records.engine import Transactions
from tickets import outages, probes
from tickets.clock import spoken_due
from tickets.outages import Cause
from tickets.probes import Turn

log = logging.getLogger(__name__)

REDIRECTS = 3
MOST_BYTES = 65_536
_REDIRECTING = frozenset({301, 302, 303, 307, 308})


def answers(url: str, seconds: float) -> bool:
    """Whether an address answers with success within so many seconds in all.

    Redirects are followed on the same host only; of the body no more than 64 KiB is read.
    """
    with _Call(monotonic() + seconds) as call, suppress(OSError, HTTPException, ValueError):
        return call.follow(urlsplit(url))
    log.info("no answer from %s", urlsplit(url).hostname)
    return False


class _Call:
    """One look, with its connections and the moment at which whatever is waited for on them ends."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._connections: list[HTTPConnection] = []
        self._sockets: list[socket.socket] = []
        self._alarm = Timer(max(deadline - monotonic(), 0.0), self._cut)
        self._alarm.daemon = True

    def __enter__(self) -> _Call:
        self._alarm.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._alarm.cancel()
        for one in self._connections:
            one.close()

    def follow(self, target: SplitResult) -> bool:
        for _ in range(REDIRECTS + 1):
            status, location = self._get(target)
            if status not in _REDIRECTING:
                return 200 <= status < 300
            following = urlsplit(urljoin(target.geturl(), location))
            if (following.scheme, following.netloc) != (target.scheme, target.netloc):
                return False
            target = following
        return False

    def _get(self, target: SplitResult) -> tuple[int, str]:
        kind = HTTPSConnection if target.scheme == "https" else HTTPConnection
        connection = kind(target.hostname or "", target.port, timeout=self._left())
        self._connections.append(connection)
        connection.connect()
        self._sockets.append(connection.sock)
        self._left()
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        connection.request("GET", path, headers={"User-Agent": "InfraCare-Assist", "Connection": "close"})
        response = connection.getresponse()
        response.read(MOST_BYTES)
        self._left()
        return response.status, response.getheader("Location") or ""

    def _left(self) -> float:
        """The seconds that are left; raises TimeoutError when there are none."""
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _cut(self) -> None:
        """The sockets themselves: a connection lets go of its own before its answer is read."""
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class Prober:
    """Looks at each target in its turn. Of several processes one does; a restart loses nothing."""

    settings: ProbeSettings
    writing: Transactions
    rules: Rules
    now: Callable[[], datetime]
    look: Callable[[str, float], bool] = answers

    def step(self) -> bool:
        """Look at every target that is due; always False, as there is nothing more to do at once."""
        every = timedelta(seconds=self.settings.every_seconds)
        for target in self.settings.targets:
            with self.writing() as session:
                mine = probes.take_turn(session, target.name, self.now(), every)
            if mine:
                at = self.now()
                self._note(target.name, at, self.look(target.url, self.settings.timeout_seconds))
        return False

    def _note(self, name: str, at: datetime, answered: bool) -> None:
        with self.writing() as session:
            turn = probes.note(session, name, at, self.settings.failures, answered=answered)
            desk = Desk(session, self.rules, at)
            if turn is Turn.FAILED:
                self._raise(desk, name)
            outage = outages.open_one(session)
            if turn is Turn.RECOVERED and outage is not None:
                refresh(desk, outage, "probe", words.probe_recovered(restored(name)))

    def _raise(self, desk: Desk, name: str) -> None:
        """A suspicion for staff; an outage that is open already gets a line more."""
        failure = next(one for one in reversed(probes.failures(desk.session)) if one.name == name)
        outage, _ = suspect(desk, Cause.PROBE, failure.started_at)
        probes.link(desk.session, name, outage.id)
        since = spoken_due(failure.started_at, desk.at, desk.rules.promise)
        refresh(desk, outage, "probe", words.probe_failed(restored(name), since))
