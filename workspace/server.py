"""Runs the workspace's web server in a thread of this process, on the loopback address."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol


class Wires:
    """The connections by their client's address, to do to them what no well-behaved server would do."""

    def __init__(self) -> None:
        self.transports: dict[tuple[str, int], asyncio.Transport] = {}

    async def drop(self, scope: Scope, receive: Receive) -> None:
        """Break the connection of this request off, so that its client cannot know what became of it."""
        self.cut(scope)
        while (await receive())["type"] != "http.disconnect":
            pass

    def cut(self, scope: Scope) -> None:
        self._of(scope).abort()

    def silence(self, scope: Scope) -> None:
        """Read nothing more from this connection, not even a ping: it is open and dead."""
        self._of(scope).pause_reading()

    def _of(self, scope: Scope) -> asyncio.Transport:
        host, port = scope["client"]
        return self.transports[host, port]


class Server:
    """A uvicorn server on 127.0.0.1; its port is known before it starts."""

    def __init__(self, app: Starlette, wires: Wires, port: int = 0) -> None:
        self._listening = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listening.getsockname()[1]
        self._ready = threading.Event()
        config = uvicorn.Config(
            app,
            http=_remembering(wires),
            ws="websockets-sansio",
            ws_ping_interval=0.1,  # often, so that clients blocked in a read wake up and can be closed
            ws_ping_timeout=20,
            log_config=None,
            log_level="critical",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        self._uvicorn = _Uvicorn(config, self._ready)
        self._thread = threading.Thread(target=self._run, name="slack-workspace", daemon=True)

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        return self._uvicorn.loop

    def start(self) -> None:
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("The workspace's server did not start.")

    def stop(self) -> None:
        self._uvicorn.should_exit = True
        self.loop.call_soon_threadsafe(self._uvicorn.woken.set)
        self._thread.join(10)
        self._listening.close()

    def soon(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do `work` on the server's loop and wait until it is done; from other threads only."""
        asyncio.run_coroutine_threadsafe(work(), self.loop).result(10)

    def _run(self) -> None:
        self._uvicorn.run(sockets=[self._listening])


class _Uvicorn(uvicorn.Server):
    """Says when it is ready, and stops at once instead of at its next tick."""

    loop: asyncio.AbstractEventLoop
    woken: asyncio.Event

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.loop = asyncio.get_running_loop()
        self.woken = asyncio.Event()
        self._ready.set()

    async def main_loop(self) -> None:
        await self.woken.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close all connections and wait for them, a second at most; uvicorn's own pauses are longer."""
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        give_up = self.loop.time() + 1
        while self.server_state.connections and self.loop.time() < give_up:
            await asyncio.sleep(0.002)
        for task in self.server_state.tasks:
            task.cancel()


def _remembering(wires: Wires) -> type[H11Protocol]:
    """The HTTP protocol, noting each client's transport."""

    class Remembering(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            wires.transports[transport.get_extra_info("peername")[:2]] = transport

    return Remembering
