"""Files are fetched from Slack alone, within limits, and the token goes nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from bot.slack.files import LARGEST, fetch
from guard import own
from tickets.values import FileRef


class Shop(BaseHTTPRequestHandler):
    """A host of files that writes down which tokens it saw."""

    seen: list[str | None] = []  # noqa: RUF012 (emptied by the fixture)

    def do_GET(self) -> None:
        self.seen.append(self.headers.get("Authorization"))
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "/shot.png")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path == "/login" else "image/png")
        self.end_headers()
        self.wfile.write(b"x" * (LARGEST + 2) if self.path == "/huge" else b"picture")

    def log_message(self, *_: object) -> None:
        """Tests are silent."""


@pytest.fixture
def shop() -> Iterator[str]:
    Shop.seen.clear()
    server = HTTPServer(("127.0.0.1", 0), Shop)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def file(size: int = 7) -> FileRef:
    return FileRef("F1", own("shot.png"), "image/png", size)


def test_a_file_of_slacks_own_host_is_fetched_with_the_token(shop: str) -> None:
    home = f"{shop}/api/"
    assert fetch(home, "xoxb-1", file(), f"{shop}/shot.png") == b"picture"
    assert Shop.seen == ["Bearer xoxb-1"]


def test_the_token_goes_to_no_other_host(shop: str) -> None:
    home = "https://slack.com/api/"
    for url in (f"{shop}/shot.png", "http://files.slack.com/x", "https://slack.com.evil.example/x", ""):
        assert "could not be fetched" in str(fetch(home, "xoxb-1", file(), url))
    assert Shop.seen == []


def test_a_redirect_is_not_followed(shop: str) -> None:
    home = f"{shop}/api/"
    assert "did not let me read" in str(fetch(home, "xoxb-1", file(), f"{shop}/away"))
    assert len(Shop.seen) == 1


def test_a_login_page_is_no_picture(shop: str) -> None:
    home = f"{shop}/api/"
    assert "did not let me read" in str(fetch(home, "xoxb-1", file(), f"{shop}/login"))


def test_what_is_too_large_is_said_and_not_passed_on(shop: str) -> None:
    home = f"{shop}/api/"
    assert "larger than 20 MB" in str(fetch(home, "xoxb-1", file(LARGEST + 1), f"{shop}/shot.png"))
    assert "larger than 20 MB" in str(fetch(home, "xoxb-1", file(), f"{shop}/huge"))
