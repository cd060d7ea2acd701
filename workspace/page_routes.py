"""The page in the browser: its files, the JSON it reads and acts through, and its live feed."""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from workspace.bodies import REFUSALS, json_body, reason
from workspace.client import TroubleError
from workspace.events import SILENT
from workspace.feed import Feed
from workspace.kit import SLACK_ONLY_BLOCKS, SLACK_ONLY_ELEMENTS
from workspace.page_acts import THE_APP, Acts, faults_on_offer
from workspace.page_view import detail, traffic
from workspace.things import Json

if TYPE_CHECKING:
    from workspace.workspace import Workspace

FILES = Path(__file__).parent / "page"
MEDIA = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".md": "text/plain",
}
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
GUARDED = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
Handler = Callable[[Request], Awaitable[Response]]


def page_routes(slack: Workspace, feed: Feed) -> list[BaseRoute]:
    """GET / and /page/... for files, GET and POST /page/api/..., and Slack's way to write permalinks."""
    page = Page(slack, feed)
    acts = page.acts
    posts = (acts.say, acts.edit, acts.delete, acts.react, acts.join, acts.read, acts.look, acts.command)
    more = (acts.shortcut, acts.click, acts.enter, acts.suggest, acts.submit, acts.close, acts.fault)
    adds = (acts.upload, acts.person, acts.channel, acts.letter)
    reads = (page.state, page.traffic, page.detail, page.letters, page.faults, page.missing)
    return [
        Route("/", _guarded(page.index)),
        Route("/archives/{channel}/p{digits}", _guarded(page.permalink)),
        Route("/page/api/feed", _guarded(page.feed)),
        Route("/page/api/file/{id}", _guarded(page.file)),
        *(Route(f"/page/api/{read.__name__}", _guarded(_answering(read)), methods=["GET"]) for read in reads),
        *(
            Route(f"/page/api/{act.__name__}", _guarded(_acting(act)), methods=["POST"])
            for act in (*posts, *more, *adds)
        ),
        Route("/page/{path:path}", _guarded(page.static)),
    ]


class Page:
    """The handlers; those that answer JSON take the query."""

    def __init__(self, slack: Workspace, feed: Feed) -> None:
        self.slack = slack
        self._feed = feed
        self.acts = Acts(slack)

    async def index(self, _request: Request) -> Response:
        return _static("index.html")

    async def static(self, request: Request) -> Response:
        return _static(request.path_params["path"])

    async def feed(self, _request: Request) -> Response:
        return StreamingResponse(self._feed.events(), media_type="text/event-stream")

    async def permalink(self, request: Request) -> Response:
        """https://.../archives/C1/p1700000000000001 leads to the message in the page."""
        channel, digits = request.path_params["channel"], request.path_params["digits"]
        return RedirectResponse(f"/#/{channel}/{digits[:-6]}.{digits[-6:]}")

    async def file(self, request: Request) -> Response:
        """A file of the workspace; only pictures are shown, all else is saved."""
        file = self.slack.world.files.get(request.path_params["id"])
        if file is None:
            return Response(status_code=404)
        media = mimetypes.guess_type(file.name)[0] or ""
        if media in PICTURES:
            return Response(file.content, media_type=media)
        return Response(
            file.content, media_type="application/octet-stream", headers={"Content-Disposition": "attachment"}
        )

    def state(self, query: Json) -> Json:
        """?as=name&in=place: all this person sees with that conversation open."""
        with self.slack.world.changed:
            person = self.slack.world.person_named(query.get("as", ""))
            me = None if person is None or person.bot_id else person
            place = self.slack.world.channels.get(query.get("in", ""))
            if me and query.get("in") == THE_APP:
                place = self.acts.sight.direct(me)
            allowed = me and place and self.acts.sight.may_see(me, place)
            return self.acts.sight.of(me, place if allowed else None)

    def traffic(self, _query: Json) -> Json:
        """Deliveries and calls in order, and the complaints."""
        with self.slack.world.changed:
            patience = self.slack.timing.acknowledge_within
            rows, complaints = traffic(self.slack), list(self.slack.complaints)
            return {"traffic": rows, "complaints": complaints, "patience": patience}

    def detail(self, query: Json) -> Json:
        """?id=delivery/3: payload, attempts and answer."""
        kind, _, index = query["id"].partition("/")
        with self.slack.world.changed:
            return detail(self.slack, kind, int(index))

    def letters(self, _query: Json) -> Json:
        return {"letters": self.slack.letters() if self.slack.letters else []}

    def faults(self, _query: Json) -> Json:
        """What may be made to go wrong, and what is ordered already."""
        return {"offered": faults_on_offer(), "ordered": self.slack.faults.ordered()}

    def missing(self, _query: Json) -> Json:
        """What of Slack is not simulated, by kind."""
        return {
            "blocks": sorted(SLACK_ONLY_BLOCKS),
            "elements": sorted(SLACK_ONLY_ELEMENTS),
            "events": sorted(SILENT),
        }


def here_alone(handle: Handler, headers: Mapping[str, str]) -> Handler:
    """For browsers on this machine alone, with these headers: no other host name, no foreign content."""

    async def guarded(request: Request) -> Response:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname
        if host not in ("127.0.0.1", "localhost", "::1"):
            return Response("Only for this machine.", 403, headers)
        answer = await handle(request)
        answer.headers.update(headers)
        return answer

    return guarded


def _guarded(handle: Handler) -> Handler:
    return here_alone(handle, GUARDED)


def _answering(read: Callable[[Json], Json]) -> Handler:
    async def handle(request: Request) -> Response:
        return await _run(read, dict(request.query_params))

    return handle


def _acting(act: Callable[[Json], Json]) -> Handler:
    """JSON only: a form of another site cannot send that, so it cannot act here."""

    async def handle(request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("application/json"):
            return JSONResponse({"ok": False, "reason": "JSON is wanted."}, 415)
        try:
            given = await json_body(request)
        except ValueError as broken:
            return JSONResponse({"ok": False, "reason": reason(broken)}, 400)
        return await _run(act, given)

    return handle


async def _run(act: Callable[[Json], Json], given: Json) -> Response:
    """Off the event loop, for acts wait for the app; what cannot be done is a 400 with the reason."""
    try:
        return JSONResponse({"ok": True} | await run_in_threadpool(act, given))
    except REFUSALS as failure:
        trouble = isinstance(failure, TroubleError)
        return JSONResponse({"ok": False, "trouble": trouble, "reason": reason(failure)}, 400)


def _static(path: str) -> Response:
    wanted = (FILES / path).resolve()
    if not wanted.is_relative_to(FILES) or not wanted.is_file():
        return Response(status_code=404)
    media = MEDIA.get(wanted.suffix, "application/octet-stream")
    return Response(wanted.read_bytes(), media_type=f"{media}; charset=utf-8")
