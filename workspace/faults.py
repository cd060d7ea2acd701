"""Faults to be switched on: what shall go wrong next with deliveries, with calls, with Slack itself."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

SOCKETS = ("close", "cut", "silent", "warning", "refresh")
PLACES = ("response_url", "upload", "download")
KINDS = ("ratelimited", "error", "drop_before", "drop_after")


@dataclass(frozen=True)
class CallFault:
    """One call that fails. "drop_after" carries the call out before the connection breaks off."""

    kind: str
    retry_after: int = 1
    status: int = 500


@dataclass
class Faults:
    """Each fault lasts for the number of times it was ordered for; `heal` ends them all.

    From other processes the methods are called by name through the control API.
    """

    rate_limits: bool = False
    on_sockets: Callable[[str], None] = lambda _how: None
    on_heal: Callable[[], None] = lambda: None
    _calls: dict[str, deque[CallFault]] = field(default_factory=lambda: defaultdict(deque))
    _twice: int = 0
    _late: deque[float] = field(default_factory=deque)
    _shuffle: int = 0
    _deaf: int = 0
    _down_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def calls(
        self, method: str, kind: str, *, times: int = 1, retry_after: int = 1, status: int = 500
    ) -> None:
        """The next `times` calls of `method` ("*": of any) fail with one of KINDS.

        PLACES are no methods but fail likewise, with "ratelimited" or "error".
        """
        if kind not in KINDS:
            raise ValueError(f"{kind}: not one of {', '.join(KINDS)}")
        if method in PLACES and kind not in ("ratelimited", "error"):
            raise ValueError(f"{kind}: not possible for {method}")
        with self._lock:
            self._calls[method].extend([CallFault(kind, retry_after, status)] * times)

    def events_twice(self, times: int = 1) -> None:
        """The next `times` events arrive twice, with the same event_id."""
        self._twice += times

    def events_late(self, seconds: float, times: int = 1) -> None:
        """The next `times` events arrive `seconds` later than they would."""
        self._late.extend([seconds] * times)

    def events_out_of_order(self, count: int = 2) -> None:
        """The next `count` events are held back until all have happened, and arrive the last one first."""
        self._shuffle = count

    def acknowledgements_ignored(self, times: int = 1) -> None:
        """The next `times` acknowledgements are treated as if they had never arrived."""
        self._deaf += times

    def sockets(self, how: str) -> None:
        """Now, to all sockets: "close", "cut" (no closing handshake), "silent", "warning" or "refresh"."""
        if how not in SOCKETS:
            raise ValueError(f"{how}: not one of {', '.join(SOCKETS)}")
        self.on_sockets(how)

    def down(self, seconds: float) -> None:
        """For so long Slack answers 503, accepts no socket and delivers nothing; sockets are cut."""
        self._down_until = time.monotonic() + seconds
        self.on_sockets("cut")

    def heal(self) -> None:
        """No fault ordered so far takes effect any more."""
        with self._lock:
            self._calls.clear()
        self._twice = self._shuffle = self._deaf = 0
        self._late.clear()
        self._down_until = 0.0
        self.rate_limits = False
        self.on_heal()

    def rate_limit(self, *, on: bool = True) -> None:
        """Answer 429 to a second chat.postMessage into one channel within a second, as Slack does."""
        self.rate_limits = on

    def ordered(self) -> list[str]:
        """What is still going to go wrong, a line each."""
        with self._lock:
            calls = [f"{name}: {len(waiting)} calls fail" for name, waiting in self._calls.items() if waiting]
        counted = {"arrive twice": self._twice, "arrive late": len(self._late), "out of order": self._shuffle}
        events = [f"{count} events {how}" for how, count in counted.items() if count]
        deaf = [f"{self._deaf} acknowledgements are ignored"] if self._deaf else []
        down = [f"down for {self._down_until - time.monotonic():.0f} s"] if self.is_down() else []
        return calls + events + deaf + down + (["posting is rate limited"] if self.rate_limits else [])

    def is_down(self) -> bool:
        return time.monotonic() < self._down_until

    def next_call(self, method: str) -> CallFault | None:
        with self._lock:
            for name in (method,) if method in PLACES else (method, "*"):
                if self._calls[name]:
                    return self._calls[name].popleft()
        return None

    def next_is_twice(self) -> bool:
        with self._lock:
            twice = self._twice > 0
            self._twice -= twice
            return twice

    def next_delay(self) -> float:
        with self._lock:
            return self._late.popleft() if self._late else 0.0

    def held_back(self) -> int:
        """How many events are to be collected before they are delivered in reverse order."""
        return self._shuffle

    def released(self) -> None:
        self._shuffle = 0

    def next_acknowledgement_ignored(self) -> bool:
        with self._lock:
            ignored = self._deaf > 0
            self._deaf -= ignored
            return ignored
