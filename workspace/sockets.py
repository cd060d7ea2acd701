"""Socket Mode: one-time tickets, connections, and each envelope to exactly one of them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect

from workspace.deliveries import EVENT, Attempt, AttemptError, Delivery
from workspace.things import Json
from workspace.world import World

MOST_CONNECTIONS = 10


@dataclass
class Connection:
    """One socket of the app. `takes` is false once it has been told to go."""

    number: int
    websocket: WebSocket
    takes: bool = True
    silent: bool = False


@dataclass
class Envelope:
    delivery: Delivery
    connection: Connection
    answered: asyncio.Future[Json | None]


class SocketMode:
    """The road to an app in Socket Mode. Envelopes go to the open connections in turn."""

    timeout_reason = "timeout"

    def __init__(self, world: World, app_id: str, complain: Callable[[str], None]) -> None:
        self.world = world
        self.app_id = app_id
        self.complain = complain
        self.connections: list[Connection] = []
        self._tickets: set[str] = set()
        self._envelopes: dict[str, Envelope] = {}
        self._count = 0
        self._turn = 0

    def ticket(self) -> str:
        """A ticket for one connection; the address it belongs to is told by the caller."""
        ticket = self.world.new_uuid("ticket")
        self._tickets.add(ticket)
        return ticket

    async def serve(self, websocket: WebSocket, *, down: bool) -> None:
        """One connection, from the handshake until it closes."""
        ticket = websocket.query_params.get("ticket", "")
        if down or ticket not in self._tickets:
            await websocket.close(1008)
            return
        self._tickets.discard(ticket)
        await websocket.accept()
        if len(self.connections) >= MOST_CONNECTIONS:
            await self._dismiss(websocket, "too_many_websockets")
            return
        connection = self._enter(websocket)
        try:
            await websocket.send_json(self._hello())
            while True:
                self._receive(connection, await websocket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._leave(connection)

    async def attempt(self, delivery: Delivery, attempt: Attempt) -> Json | None:
        connection = await self._next(waits=delivery.kind == EVENT)
        envelope_id = self.world.new_uuid("envelope")
        attempt.connection, attempt.envelope_id = connection.number, envelope_id
        envelope = Envelope(delivery, connection, asyncio.get_running_loop().create_future())
        self._envelopes[envelope_id] = envelope
        if not connection.silent:
            await self._send(connection, self._letter(delivery, attempt))
        return await envelope.answered

    async def order(self, how: str) -> None:
        """Close, cut, silence, warn or refresh every connection; see Faults.sockets."""
        for connection in list(self.connections):
            if how == "silent":
                connection.silent = True
            elif how in ("warning", "refresh"):
                connection.takes = how == "warning"
                reason = "warning" if how == "warning" else "refresh_requested"
                await self._send(connection, self._disconnect(reason))
            elif how == "close":
                await connection.websocket.close(1001)

    def _enter(self, websocket: WebSocket) -> Connection:
        with self.world.changed:
            self._count += 1
            connection = Connection(self._count, websocket)
            self.connections.append(connection)
            self.world.touch()
        return connection

    def _leave(self, connection: Connection) -> None:
        with self.world.changed:
            self.connections.remove(connection)
            self.world.touch()
        for envelope in self._envelopes.values():
            if envelope.connection is connection and not envelope.answered.done():
                envelope.answered.set_exception(AttemptError(self.timeout_reason))

    async def _next(self, *, waits: bool) -> Connection:
        """The connection whose turn it is. Events wait for one as long as for an acknowledgement."""
        while not (ready := [c for c in self.connections if c.takes]):
            if not waits:
                raise AttemptError("no_connection")
            await asyncio.sleep(0.005)
        self._turn += 1
        return ready[self._turn % len(ready)]

    async def _send(self, connection: Connection, letter: Json) -> None:
        try:
            await connection.websocket.send_text(json.dumps(letter))
        except (WebSocketDisconnect, RuntimeError) as gone:
            raise AttemptError(self.timeout_reason) from gone

    def _receive(self, connection: Connection, text: str) -> None:
        if connection.silent:
            return
        letter = _parsed(text)
        envelope = self._envelopes.get(letter.get("envelope_id", ""))
        if envelope is None:
            self.complain(f"socket: this acknowledges no envelope that was sent: {text[:200]}")
            return
        if letter.get("payload") and not envelope.delivery.takes_answer:
            self.complain(f"socket: {envelope.delivery.type} takes no payload in its acknowledgement")
        if not envelope.answered.done():
            envelope.answered.set_result(letter.get("payload"))

    async def _dismiss(self, websocket: WebSocket, reason: str) -> None:
        await websocket.send_json(self._disconnect(reason))
        await websocket.close(1008)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {
                "host": "applink-workspace",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self.app_id},
        }

    def _disconnect(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-workspace"}}

    def _letter(self, delivery: Delivery, attempt: Attempt) -> Json:
        letter = {
            "envelope_id": attempt.envelope_id,
            "payload": delivery.payload,
            "type": delivery.kind,
            "accepts_response_payload": delivery.takes_answer,
        }
        if delivery.kind == EVENT:
            letter |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
        return letter


def _parsed(text: str) -> Json:
    try:
        letter = json.loads(text)
    except ValueError:
        return {}
    return letter if isinstance(letter, dict) else {}
