"""The HTTP server: Slack's door and the health page."""

from __future__ import annotations

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


class HttpDoor:
    """Slack's door by HTTP on a host and port of ours."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        self._server = uvicorn.Server(
            uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False)
        )
        self._thread = Thread(target=self._server.run, name="http-door", daemon=True)

    def start(self) -> None:
        """Start listening; returns once requests are taken. Raises ``OSError`` when the port is not free."""
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise OSError(f"port {self._server.config.port} could not be opened")
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)

    def silent_for(self) -> float:
        """HTTP has no connection to watch: Slack comes to us."""
        return 0.0
