"""The HTTP server: Slack's door and the health page."""

from __future__ import annotations

import socket
import time
from threading import Thread

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.slack.http import Answer, answer

LARGEST = 1024 * 1024
GRACE = 5
"""Seconds that requests under way have to end, when the server stops."""


def slack_http_app(bolt: object) -> Starlette:
    """The routes: Slack's events and actions, and a page that says the process lives."""

    async def slack(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("the request is too large", 413)
        found: Answer = await run_in_threadpool(answer, bolt, dict(request.headers), body)  # type: ignore[arg-type]
        headers = {name: values[0] for name, values in found.headers.items() if values}
        return Response(found.body, found.status, headers)

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("alive")

    return Starlette(
        routes=[Route("/slack/events", slack, methods=["POST"]), Route("/healthz", alive, methods=["GET"])]
    )


async def _body(request: Request) -> bytes | None:
    taken = bytearray()
    async for chunk in request.stream():
        taken += chunk
        if len(taken) > LARGEST:
            return None
    return bytes(taken)


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=512)
    except OSError as error:
        raise OSError(f"port {port} on {host} cannot be listened on ({error.strerror})") from error


class HttpDoor:
    """Requests on a host and port of ours; ``OSError`` with a sentence when it is not free."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        self._socket, self._app = _listening(host, port), app
        self._server = uvicorn.Server(
            uvicorn.Config(
                app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=GRACE
            )
        )
        self._thread = Thread(target=self._server.run, args=([self._socket],), name="http-door", daemon=True)

    def start(self) -> None:
        """Start taking requests; returns once they are taken."""
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    @property
    def port(self) -> int:
        """The port that is listened on, also when any free one was asked for."""
        return int(self._socket.getsockname()[1])

    def stop(self) -> None:
        """Stop taking requests; answers that go on are told by the application's state to end."""
        self._app.state.stopping = True
        self._server.should_exit = True
        if self._thread.ident is not None:
            self._thread.join(10)
        self._socket.close()

    def silent_for(self) -> float:
        """HTTP has no connection to watch: Slack comes to us."""
        return 0.0
