"""The addresses an app knows: Web API, sockets, files and response URLs, as one Starlette application."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from workspace import webapi
from workspace.core import ApiError, Core
from workspace.faults import CallFault
from workspace.methods import METHODS
from workspace.responses import respond
from workspace.server import Wires
from workspace.things import Json
from workspace.webapi import read_request

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>"


class Doors:
    """The handlers; each translates, calls and answers."""

    def __init__(self, core: Core, wires: Wires) -> None:
        self.core = core
        self.wires = wires

    def app(self, more: list[BaseRoute]) -> Starlette:
        return Starlette(
            routes=[
                Route("/api/{method}", _Raw(self.call), methods=["GET", "POST"]),
                WebSocketRoute("/link/", self.link),
                Route("/files-pri/{id}/{name:path}", self.download),
                Route("/upload/v1/{id}", self.upload, methods=["POST"]),
                Route("/response/{team}/{token}", self.response, methods=["POST"]),
                *more,
            ]
        )

    async def call(self, request: Request, receive: Receive) -> Response | None:
        """One Web API call, with the fault ordered for it; None when the connection was broken off."""
        name = request.path_params["method"]
        fault = self.core.faults.next_call(name)
        body = await request.body()
        if self.core.faults.is_down():
            return PlainTextResponse("Slack is down.", 503)
        if fault and fault.kind == "drop_before":
            await self.wires.drop(request.scope, receive)
            return None
        if fault and fault.kind in ("ratelimited", "error"):
            return self._failed(name, fault)
        answer = self._answer(name, request, body)
        if fault:
            await self.wires.drop(request.scope, receive)
            return None
        return self._as_http(answer)

    async def link(self, websocket: WebSocket) -> None:
        await self.core.sockets.serve(websocket, down=self.core.faults.is_down())

    async def download(self, request: Request) -> Response:
        """A file's content for the bearer of the bot token; Slack's login page for anybody else."""
        if hindered := self._hindered("download"):
            return hindered
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.core.tokens.problem(token):
            return Response(LOGIN_PAGE, media_type="text/html")
        file = self.core.world.files.get(request.path_params["id"].partition("-")[2])
        if file is None or "files:read" not in self.core.manifest.scopes:
            return Response(LOGIN_PAGE, 403 if file else 404, media_type="text/html")
        return Response(file.content, media_type="application/octet-stream")

    async def upload(self, request: Request) -> Response:
        """The content of a file, as the raw body of the request."""
        if hindered := self._hindered("upload"):
            return hindered
        file = self.core.world.files.get(request.path_params["id"])
        content = await request.body()
        if file is None or file.uploaded or len(content) != file.length:
            self.core.complain(f"upload of {len(content)} bytes to {request.url.path} was refused")
            return PlainTextResponse("invalid upload", 400)
        file.content, file.uploaded = content, True
        return PlainTextResponse(f"OK - {len(content)}")

    async def response(self, request: Request) -> Response:
        """A message to a response_url; 404 when it is used up or too old."""
        body = await request.body()
        if hindered := self._hindered("response_url"):
            return hindered
        answerable = self.core.interactions.take_response(request.path_params["token"])
        arguments: Json = {}
        try:
            arguments = webapi.read_body("application/json", body)
            if answerable is None:
                raise ApiError("used_url")
            respond(self.core, answerable, arguments)
        except ApiError as refused:
            self._record("response_url", arguments, refused.answer, 404)
            return JSONResponse(refused.answer, 404)
        self._record("response_url", arguments, {"ok": True}, 200)
        return PlainTextResponse("ok")

    def _hindered(self, place: str) -> Response | None:
        if self.core.faults.is_down():
            return PlainTextResponse("Slack is down.", 503)
        fault = self.core.faults.next_call(place)
        return self._failed(place, fault) if fault else None

    def _answer(self, name: str, request: Request, body: bytes) -> Json:
        token, kind = (request.headers.get(h, "") for h in ("authorization", "content-type"))
        try:
            read = read_request(name, token, kind, request.url.query, body)
        except ApiError as refused:
            self.core.complain(f"{name}: {refused}")
            self._record(name, {}, refused.answer, 200)
            return refused.answer
        answer = webapi.answer(self.core, METHODS, read)
        self._record(name, read.raw, answer, 429 if answer.get("error") == "ratelimited" else 200)
        return answer

    def _as_http(self, answer: Json) -> Response:
        if answer.get("error") == "ratelimited":
            wait = answer.pop("retry_after")
            return JSONResponse(answer, 429, {"Retry-After": str(wait)})
        scopes = ",".join(sorted(self.core.manifest.scopes))
        return JSONResponse(answer, headers={"x-oauth-scopes": scopes})

    def _failed(self, name: str, fault: CallFault) -> Response:
        if fault.kind == "ratelimited":
            answer = {"ok": False, "error": "ratelimited"}
            self._record(name, {}, answer, 429)
            return JSONResponse(answer, 429, {"Retry-After": str(fault.retry_after)})
        self._record(name, {}, {}, fault.status)
        return PlainTextResponse("Internal Server Error", fault.status)

    def _record(self, method: str, arguments: Json, answer: Json, status: int) -> None:
        webapi.record(self.core, method, arguments, answer, status)


class _Raw:
    """An endpoint that may also answer with nothing at all, because the connection is gone."""

    def __init__(self, handle: Callable[[Request, Receive], Awaitable[Response | None]]) -> None:
        self.handle = handle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self.handle(Request(scope, receive), receive)
        if answer is not None:
            await answer(scope, receive, send)
