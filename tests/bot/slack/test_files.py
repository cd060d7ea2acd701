"""Files are fetched from Slack alone, within limits, and the token goes nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from bot.delivery import NotNowError
from bot.slack.connect import web_client
from bot.slack.files import LARGEST, SlackFiles, fetch
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

    def do_POST(self) -> None:
        """files.info: of a file that is there, that is gone, or at a moment too busy to say."""
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        busy, gone = "F9" in asked, "F8" in asked
        home = f"http://{self.headers['Host']}"
        there = {"ok": True, "file": {"url_private_download": f"{home}/shot.png"}}
        self.send_response(429 if busy else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Retry-After", "7")
        self.end_headers()
        error = "ratelimited" if busy else "file_deleted"
        self.wfile.write(json.dumps({"ok": False, "error": error} if busy or gone else there).encode())

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


def files_of(shop: str) -> SlackFiles:
    return SlackFiles(web_client("xoxb-1", f"{shop}/api/"), "xoxb-1")


def test_a_file_is_fetched_from_where_slack_says_it_is(shop: str) -> None:
    assert files_of(shop).fetch(file()) == b"picture"


def test_a_file_that_is_gone_is_said_to_be(shop: str) -> None:
    gone = "The file shot.png is not in Slack any more, or not to be read there."
    assert files_of(shop).fetch(replace(file(), id="F8")) == gone


def test_a_file_is_asked_for_again_when_slack_is_busy_or_away(shop: str) -> None:
    with pytest.raises(NotNowError) as busy:
        files_of(shop).fetch(replace(file(), id="F9"))
    assert busy.value.wait == 7
    with pytest.raises((NotNowError, OSError)):
        SlackFiles(web_client("xoxb-1", "http://127.0.0.1:9/api/"), "xoxb-1").fetch(file())
