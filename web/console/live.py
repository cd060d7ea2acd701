"""Tells open pages that something has changed, for as long as they stand open (server-sent events)."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from records.engine import Transactions
from tickets import changes
from tickets.changes import Mark
from web.console import sent
from web.console.door import SENTENCES, Door, Visitor
from web.console.page import Stream

PAUSE = 1.0
"""Seconds between two looks at the database, however many pages listen in this process."""
HEARTBEAT = 15
"""Pauses of silence after which a sign of life is sent: whoever stands in between hangs up on silence."""
CHECK = 5
"""Pauses after which it is looked anew whether the session holds, and the role."""
MOST = 6
"""Pages of one person that listen at the same time; the others bring themselves up to date now and then."""
CHANGED = "event: changed\ndata: \n\n"
ENDED = "event: ended\ndata: \n\n"
ALIVE = ": \n\n"
TOO_MANY = "Too many pages of yours listen already. Close some of them."


class Watch:
    """Looks at the desk at most once in a while for all who ask, from whatever thread."""

    def __init__(self, reading: Transactions, pause: float) -> None:
        self._reading, self._pause = reading, pause
        self._lock = Lock()
        self._seen: tuple[float, Mark] | None = None

    def look(self) -> Mark:
        """The desk as it stands, or stood less than the pause ago."""
        with self._lock:
            if self._seen is None or time.monotonic() - self._seen[0] >= self._pause:
                with self._reading() as session:
                    self._seen = time.monotonic(), changes.mark(session)
            return self._seen[1]


class Live:
    """The streams of one process."""

    def __init__(self, door: Door, reading: Transactions, pause: float = PAUSE) -> None:
        self._door, self._watch, self._pause = door, Watch(reading, pause), pause
        self._open: Counter[int] = Counter()

    def endpoint(self, stream: Stream) -> Callable[[Request], Awaitable[Response]]:
        """What answers a request for the stream."""

        async def endpoint(request: Request) -> Response:
            visitor = await run_in_threadpool(self._door.known, request)
            if visitor is None:
                return PlainTextResponse("You are signed out.", 401)
            if not stream.who & visitor.person.roles:
                return PlainTextResponse(SENTENCES[403], 403)
            if self._open[visitor.person.id] >= MOST:
                return PlainTextResponse(TOO_MANY, 429)
            told = self._told(stream, request, visitor)
            return StreamingResponse(
                told, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
            )

        return endpoint

    async def _told(self, stream: Stream, request: Request, visitor: Visitor) -> AsyncIterator[str]:
        """The events, until the session ends, the person may see this no more, or the server stops."""
        who = visitor.person.id
        self._open[who] += 1
        try:
            async for event in self._events(stream, request):
                yield event
        finally:
            self._open[who] -= 1

    async def _events(self, stream: Stream, request: Request) -> AsyncIterator[str]:
        query = sent.last(sent.fields(request.url.query))
        seen = await run_in_threadpool(self._watch.look)
        yield CHANGED if _is_newer(seen, query.get("since", "")) else ALIVE
        spoken = checked = time.monotonic()
        while not getattr(request.app.state, "stopping", False):
            await asyncio.sleep(self._pause)
            now = time.monotonic()
            if now - checked >= CHECK * self._pause:
                checked = now
                if not await run_in_threadpool(self._may_listen, stream, request):
                    yield ENDED
                    return
            before, seen = seen, await run_in_threadpool(self._watch.look)
            found = changes.changes(before, seen)
            if found and stream.concerns(query, found):
                spoken = now
                yield CHANGED
            elif now - spoken >= HEARTBEAT * self._pause:
                spoken = now
                yield ALIVE

    def _may_listen(self, stream: Stream, request: Request) -> bool:
        visitor = self._door.known(request)
        return visitor is not None and bool(stream.who & visitor.person.roles)


def _is_newer(seen: Mark, since: str) -> bool:
    """Whether lines have been written since the page was made, which names the newest it knew."""
    known = int(since) if since.isascii() and since.isdigit() and len(since) < 19 else None
    return known is not None and any(line > known for line, _, _ in seen.lines)
