"""The web interface of the working Request Tracker: REST 2 over HTTP, with its faults."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.fakes.request_tracker import TOKEN, Fault, RefusalError, RequestTracker

_Route = Callable[[RequestTracker, str, list[str], Mapping[str, list[str]], Any], tuple[int, Any]]

_ROUTES: tuple[tuple[str, tuple[str, ...], _Route], ...] = (
    ("/rt", ("GET",), lambda rt, _m, _p, _q, _b: rt.about()),
    ("/user/([^/]+)", ("GET",), lambda rt, _m, p, _q, _b: rt.user(p[0])),
    ("/queue/([^/]+)", ("GET",), lambda rt, _m, p, _q, _b: rt.queue_told(p[0])),
    ("/ticket", ("POST",), lambda rt, _m, _p, _q, b: rt.create(b)),
    ("/ticket/([0-9]+)", ("GET",), lambda rt, _m, p, _q, _b: rt.ticket_told(p[0])),
    ("/ticket/([0-9]+)", ("PUT",), lambda rt, _m, p, _q, b: rt.update(p[0], b)),
    ("/ticket/([0-9]+)/(correspond|comment)", ("POST",), lambda rt, _m, p, _q, b: rt.message(p[0], p[1], b)),
    ("/ticket/([0-9]+)/attachments", ("GET",), lambda rt, _m, p, q, _b: rt.parts_of_ticket(p[0], q)),
    ("/tickets", ("GET",), lambda rt, _m, _p, q, _b: rt.search(q)),
    ("/transactions", ("GET",), lambda rt, _m, _p, q, _b: rt.news(q)),
    ("/transaction/([0-9]+)", ("GET",), lambda rt, _m, p, _q, _b: rt.transaction(p[0])),
    ("/attachments", ("POST",), lambda rt, _m, _p, q, b: rt.parts(q, b)),
    ("/attachment/([0-9]+)", ("GET",), lambda rt, _m, p, _q, _b: rt.part(p[0])),
)


def _routed(
    tracker: RequestTracker, method: str, path: str, query: Mapping[str, list[str]], body: Any
) -> tuple[int, Any]:
    """The status and the body of one call, already allowed."""
    for pattern, allowed, work in _ROUTES:
        found = re.fullmatch(pattern, path)
        if found is not None and method in allowed:
            return work(tracker, method, [unquote(part) for part in found.groups()], query, body)
    raise RefusalError(404, "Not Found")


@contextmanager
def open_request_tracker() -> Iterator[RequestTracker]:
    """One that listens on a free port of this machine."""
    tracker = RequestTracker()
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"tracker": tracker})) as server:
        server.daemon_threads = True
        tracker.url = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield tracker
        finally:
            tracker.stopping.set()
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    tracker: RequestTracker
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        """Who called may be dead by now."""
        with suppress(ConnectionResetError, BrokenPipeError):
            super().handle()

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        data = self.rfile.read(length)
        parts = urlsplit(self.path)
        path = parts.path.removeprefix("/REST/2.0")
        changes = self._changes(path)
        with self.tracker.lock:
            self.tracker.at_work += changes
        try:
            self._carry_out(path, parse_qs(parts.query), data, self._fault(path))
        finally:
            with self.tracker.lock:
                self.tracker.at_work -= changes

    def _carry_out(self, path: str, query: Mapping[str, list[str]], data: bytes, fault: Fault) -> None:
        self.tracker.stopping.wait(fault.seconds + self.tracker.slow())
        if fault.cut and not fault.done:
            self.close_connection = True
            return
        status, told = self._work(path, query, data, fault)
        if fault.cut:
            self.close_connection = True
            return
        self._answer(fault.status or status, told)

    def _changes(self, path: str) -> bool:
        return self.command == "PUT" or (self.command == "POST" and not path.endswith("s"))

    def _fault(self, path: str) -> Fault:
        with self.tracker.lock:
            return self.tracker.faults.pop(0) if self._changes(path) and self.tracker.faults else Fault()

    def _work(self, path: str, query: Mapping[str, list[str]], data: bytes, fault: Fault) -> tuple[int, Any]:
        if self.headers.get("Authorization") != f"token {TOKEN}":
            return 401, {"message": "Unauthorized"}
        if fault.status and not fault.done:
            return fault.status, {"message": "a fault"}
        with self.tracker.lock:
            self.tracker.calls.append((self.command, path))
            try:
                return _routed(self.tracker, self.command, path, query, json.loads(data) if data else None)
            except RefusalError as refused:
                return refused.status, {"message": str(refused)}

    def _answer(self, status: int, told: Any) -> None:
        body = json.dumps(told).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is said."""
