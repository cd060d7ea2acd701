"""A working pager: keeps every call, and answers as it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass(frozen=True)
class Call:
    """One POST: where it went, its headers and the bytes of its body."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Pager:
    """``answers`` are given one after the other (status, headers), then 204; ``silent`` keeps all waiting."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    silent: Event = field(default_factory=Event)


@contextmanager
def open_pager() -> Iterator[Pager]:
    """A pager that listens on a free port of this machine."""
    pager = Pager()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            pager.calls.append(Call(self.path, dict(self.headers), body))
            while pager.silent.wait(0) and not stopping.wait(0.05):
                pass
            status, headers = pager.answers.pop(0) if pager.answers else (204, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is said."""

    stopping = Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        pager.url = f"http://127.0.0.1:{server.server_port}/page"
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield pager
        finally:
            stopping.set()
            server.shutdown()
