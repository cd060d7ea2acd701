"""The console as a web application: its pages, its files, its headers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from web.console import routes, sent
from web.console.door import SENTENCES, Door
from web.console.headers import Guarded
from web.console.here import Here
from web.console.live import PAUSE, Live
from web.console.page import OpenPage, Page, Stream
from web.console.rendering import STATIC, Renderer

log = logging.getLogger(__name__)
Endpoint = Callable[[Request], Awaitable[Response]]
LOOPBACK = ("127.0.0.1", "localhost")


def console_app(
    here: Here,
    pages: Sequence[Page] = routes.PAGES,
    open_pages: Sequence[OpenPage] = routes.OPEN_PAGES,
    streams: Sequence[Stream] = routes.STREAMS,
    *,
    pause: float = PAUSE,
) -> Starlette:
    """The console, ready to be served; ``pause`` are the seconds between two looks for what has changed."""
    door = Door(here, Renderer(here.rules.promise.hours, here.rules.vendor))
    live = Live(door, here.reading, pause)
    paths = dict.fromkeys([page.path for page in pages] + [page.path for page in open_pages])
    return Starlette(
        routes=[
            Route("/healthz", _alive, methods=["GET"]),
            Route("/sign-out", _endpoint(door, door.leave), methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
            *(Route(stream.path, live.endpoint(stream), methods=["GET"]) for stream in streams),
            *(route for path in paths for route in _routes(door, path, pages, open_pages)),
        ],
        middleware=[
            Middleware(Guarded, secure=here.is_secure),
            Middleware(TrustedHostMiddleware, allowed_hosts=_hosts(here)),
        ],
        exception_handlers={status: _problem(door, status) for status in (404, 405)},
    )


def _hosts(here: Here) -> list[str]:
    return [urlsplit(here.url).hostname or "", *(() if here.is_secure else LOOPBACK)]


def _routes(door: Door, path: str, pages: Sequence[Page], open_pages: Sequence[OpenPage]) -> list[BaseRoute]:
    """The routes of an address: what answers a look at it, and what a form that is sent to it."""
    found: list[BaseRoute] = []
    for page in pages:
        if page.path == path:
            found.append(Route(path, _endpoint(door, _of_staff(door, page)), methods=[_method(page.post)]))
    for way in open_pages:
        if way.path == path:
            found.append(Route(path, _endpoint(door, _of_anybody(door, way)), methods=[_method(way.post)]))
    return found


def _method(post: bool) -> str:
    return "POST" if post else "GET"


def _of_staff(door: Door, page: Page) -> Callable[[Request, bytes], Response]:
    return lambda request, body: door.answer(page, request, body)


def _of_anybody(door: Door, page: OpenPage) -> Callable[[Request, bytes], Response]:
    return lambda request, body: door.open(page, request, body)


def _endpoint(door: Door, answer: Callable[[Request, bytes], Response]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            body = await sent.body_of(request) if request.method == "POST" else b""
            return await run_in_threadpool(answer, request, body)
        except sent.TooLarge:
            return await run_in_threadpool(door.problem, 413, SENTENCES[413])
        except Exception:
            log.exception("the console could not tell who asks")
            return await run_in_threadpool(door.problem, 500, SENTENCES[500])

    return endpoint


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("alive")


def _problem(door: Door, status: int) -> Callable[[Request, Exception], Awaitable[Response]]:
    endpoint = _endpoint(door, lambda request, _body: door.missed(status, request))

    async def problem(request: Request, _error: Exception) -> Response:
        return await endpoint(request)

    return problem
