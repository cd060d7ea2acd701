"""What `infracare doctor` says of the console: its port, and the ways in."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from app.console_settings import ConsoleSettings
from app.finding import Finding, looked
from app.settings import Secrets, Settings

SECONDS = 3.0


def look_at_console(settings: Settings, secrets: Secrets, seconds: float = SECONDS) -> Iterator[Finding]:
    """Whether the console can be served and entered; nothing where there is none.

    Whoever listens on its port has so many seconds to say that they are the console.
    """
    console = settings.console
    if not console.url:
        return
    shared = settings.slack.mode == "http" and settings.slack.http_port == console.port
    both = f"console.port and slack.http_port are both {console.port}; give one of them another."
    yield looked("The console's port can be listened on", both if shared else _port(console, seconds))
    yield looked("The app's credentials for the console are complete", _half(secrets))
    yield looked("Staff can sign in to the console with Slack", _slack(console, secrets), optional=True)


def _port(console: ConsoleSettings, seconds: float) -> str:
    """Why the console cannot listen where it is told to; one that listens there already is no fault."""
    try:
        with socket.create_server((console.host, console.port)):
            return ""
    except OSError as error:
        why = error.strerror or type(error).__name__
    if _answers(console, seconds):
        return ""
    return (
        f"Port {console.port} on {console.host} cannot be listened on ({why}); name a free one under "
        "console.port, and an address of this machine under console.host."
    )


def _answers(console: ConsoleSettings, seconds: float) -> bool:
    """Whether a console of that address is there already."""
    import httpx

    there = f"http://{console.host}:{console.port}/healthz"
    try:
        found = httpx.get(there, headers={"Host": urlsplit(console.url).netloc}, timeout=seconds)
    except httpx.HTTPError:
        return False
    return found.status_code == 200 and found.text == "alive"


def _half(secrets: Secrets) -> str:
    given = {
        "SLACK_CLIENT_ID": secrets.slack_client_id,
        "SLACK_CLIENT_SECRET": secrets.slack_client_secret,
    }
    missing = [name for name, value in given.items() if not value]
    if len(missing) != 1:
        return ""
    return f"{missing[0]} is not set, though the other one is; copy both from the app's Basic Information."


def _slack(console: ConsoleSettings, secrets: Secrets) -> str:
    instead = "until then the bot's one-time links are the way in."
    if not (secrets.slack_client_id and secrets.slack_client_secret):
        return f"SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are not set; {instead}"
    if urlsplit(console.url).scheme != "https":
        return f"Slack sends people back to https addresses alone, and console.url is none; {instead}"
    return ""
