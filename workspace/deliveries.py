"""Carries events and interactions to the app: attempts, acknowledgements, retries, and a record of all."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Protocol

from workspace.faults import Faults
from workspace.things import Json
from workspace.world import World

EVENT, INTERACTIVE, COMMAND = "events_api", "interactive", "slash_commands"


@dataclass(frozen=True)
class Timing:
    """Slack's patience, in real seconds. Tests compress the retry delays; nothing else should be changed."""

    acknowledge_within: float = 3.0
    trigger_lives: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    response_url_lives: float = 1800.0  # by the clock of the workspace, not in real seconds


@dataclass
class Attempt:
    """One try. `took` is the time to the acknowledgement in seconds, None when none came."""

    number: int
    reason: str
    at: float
    took: float | None = None
    result: str = ""
    connection: int = 0
    envelope_id: str = ""


@dataclass
class Delivery:
    """One event or interaction on its way. `outcome`: "waiting", "acknowledged", "refused", "given up"."""

    kind: str
    payload: Json
    takes_answer: bool = False
    attempts: list[Attempt] = field(default_factory=list)
    outcome: str = "waiting"
    answer: Json | None = None
    at: float = field(default_factory=time.monotonic)

    @property
    def type(self) -> str:
        """The event's type for events, the interaction's type, or the command."""
        if self.kind == EVENT:
            return str(self.payload["event"]["type"])
        return str(self.payload.get("type") or self.payload["command"])

    @property
    def acknowledged_after(self) -> float | None:
        """The time the app took in the attempt it acknowledged, in seconds."""
        return self.attempts[-1].took if self.outcome == "acknowledged" else None

    def to_json(self) -> Json:
        shown = ("number", "reason", "took", "result")
        attempts = [{name: getattr(attempt, name) for name in shown} for attempt in self.attempts]
        return {
            "kind": self.kind,
            "type": self.type,
            "outcome": self.outcome,
            "payload": self.payload,
            "answer": self.answer,
            "attempts": attempts,
        }


class AttemptError(Exception):
    """An attempt failed: `reason` is the word Slack gives for it in the next attempt."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class Road(Protocol):
    """A way to the app: Socket Mode or HTTP."""

    timeout_reason: str

    async def attempt(self, delivery: Delivery, attempt: Attempt) -> Json | None:
        """The app's answer to this attempt; raises AttemptError."""
        ...


class Postman:
    """Sends what it is given at once, in order, and keeps trying events as Slack does."""

    def __init__(self, world: World, faults: Faults, timing: Timing, road: Road) -> None:
        self.world = world
        self.faults = faults
        self.timing = timing
        self.road = road
        self.deliveries: list[Delivery] = []
        self.in_flight = 0
        self._held: list[Delivery] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def send_event(self, payload: Json) -> None:
        """Deliver an event, with the faults ordered for events."""
        copies = 2 if self.faults.next_is_twice() else 1
        deliveries = [Delivery(EVENT, payload) for _ in range(copies)]
        if self.faults.held_back():
            self._hold(deliveries)
        else:
            delay = self.faults.next_delay()
            for delivery in deliveries:
                self._send(delivery, delay)

    def send(self, kind: str, payload: Json, *, takes_answer: bool = False) -> Delivery:
        """Deliver an interaction: one attempt only, as Slack does."""
        delivery = Delivery(kind, payload, takes_answer)
        self._send(delivery, 0.0)
        return delivery

    def wait(self, delivery: Delivery, timeout: float) -> bool:
        """Whether the delivery came to its end within `timeout` seconds."""
        with self.world.changed:
            return self.world.changed.wait_for(lambda: delivery.outcome != "waiting", timeout)

    def release(self) -> None:
        """Deliver what is held back, the last one first."""
        held, self._held = self._held, []
        for delivery in reversed(held):
            self._send(delivery, 0.0)

    def _hold(self, deliveries: list[Delivery]) -> None:
        self._held += deliveries
        if len(self._held) >= self.faults.held_back():
            self.faults.released()
            self.release()

    def _send(self, delivery: Delivery, delay: float) -> None:
        if self._loop is None:
            raise RuntimeError("The workspace is not open: use it in a with statement.")
        with self.world.changed:
            self.deliveries.append(delivery)
            self.in_flight += 1
            self.world.touch()
        self._loop.call_soon_threadsafe(self._start, delivery, delay)

    def _start(self, delivery: Delivery, delay: float) -> None:
        task = asyncio.ensure_future(self._carry(delivery, delay))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, delivery: Delivery, delay: float) -> None:
        retries = self.timing.retry_delays if delivery.kind == EVENT else ()
        reason = ""
        for number, pause in enumerate((delay, *retries)):
            if number:
                self._fly(-1)
            await asyncio.sleep(pause)
            if number:
                self._fly(+1)
            try:
                delivery.answer = await self._try(delivery, number, reason)
                return self._end(delivery, "acknowledged")
            except AttemptError as failure:
                reason = failure.reason
                if failure.final:
                    return self._end(delivery, "refused")
        return self._end(delivery, "given up")

    def _fly(self, change: int) -> None:
        with self.world.changed:
            self.in_flight += change
            self.world.touch()

    async def _try(self, delivery: Delivery, number: int, reason: str) -> Json | None:
        while self.faults.is_down():
            await asyncio.sleep(0.01)
        attempt = Attempt(number, reason, time.monotonic())
        delivery.attempts.append(attempt)
        try:
            async with asyncio.timeout(self.timing.acknowledge_within):
                answer = await self.road.attempt(delivery, attempt)
        except TimeoutError:
            attempt.result = self.road.timeout_reason
            raise AttemptError(attempt.result) from None
        except AttemptError as failure:
            attempt.result = failure.reason
            raise
        return self._acknowledged(attempt, answer)

    def _acknowledged(self, attempt: Attempt, answer: Json | None) -> Json | None:
        if self.faults.next_acknowledgement_ignored():
            attempt.result = "acknowledgement ignored"
            raise AttemptError(self.road.timeout_reason)
        attempt.took = time.monotonic() - attempt.at
        attempt.result = "acknowledged"
        return answer

    def _end(self, delivery: Delivery, outcome: str) -> None:
        with self.world.changed:
            delivery.outcome = outcome
            self.in_flight -= 1
            self.world.touch()
