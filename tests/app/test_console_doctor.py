"""What doctor says of the console: each thing that may be wrong, with the fault there and without it."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from app.console_doctor import look_at_console
from app.console_settings import ConsoleSettings
from app.settings import Settings, read_settings, secrets_of
from tests.stories.slack_stage import free_port
from tests.stories.stage import ROOT
from web.server import HttpDoor

PORT = "The console's port can be listened on"
WHOLE = "The app's credentials for the console are complete"
SLACK = "Staff can sign in to the console with Slack"
BOTH = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "secret"}


def settings(url: str = "https://console.example.org", port: int = 0, **slack: object) -> Settings:
    shipped = read_settings(ROOT / "app.yaml")
    console = ConsoleSettings(url=url, port=port or free_port())
    changed = {"console": console, "slack": shipped.slack.model_copy(update=slack)}
    return shipped.model_copy(update=changed)


def found(given: Settings, **environment: str) -> dict[str, str]:
    """What is wrong, by what was looked at."""
    looked = look_at_console(given, secrets_of(environment), seconds=0.5)
    return {one.what: one.remedy for one in looked if not one.ok}


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.1)
        yield other.getsockname()[1]


def test_nothing_is_said_where_there_is_no_console() -> None:
    given = settings().model_copy(update={"console": ConsoleSettings()})
    assert list(look_at_console(given, secrets_of({}))) == []


def test_nothing_is_wrong_where_everything_is_there() -> None:
    assert found(settings(), **BOTH) == {}


def test_a_port_that_is_taken_or_shared_is_told(taken: int) -> None:
    assert "console.port" in found(settings(port=taken), **BOTH)[PORT]
    shared = settings(port=3999, mode="http", http_port=3999)
    assert "both 3999" in found(shared, **BOTH)[PORT]
    elsewhere = settings()
    away = elsewhere.console.model_copy(update={"host": "192.0.2.1"})
    assert "console.host" in found(elsewhere.model_copy(update={"console": away}), **BOTH)[PORT]


def test_a_console_that_runs_already_is_no_fault() -> None:
    async def alive(_request: Request) -> Response:
        return PlainTextResponse("alive")

    door = HttpDoor(Starlette(routes=[Route("/healthz", alive)]), "127.0.0.1", 0)
    door.start()
    try:
        assert found(settings(port=door.port), **BOTH) == {}
    finally:
        door.stop()


def test_the_ways_in_are_told() -> None:
    assert "one-time links" in found(settings())[SLACK]
    assert "https addresses alone" in found(settings("http://127.0.0.1:3080"), **BOTH)[SLACK]
    half = found(settings(), SLACK_CLIENT_ID="1.2")
    assert half[WHOLE].startswith("SLACK_CLIENT_SECRET is not set")
    assert SLACK in half
