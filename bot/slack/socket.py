"""Slack's door by Socket Mode, with a watch on its pulse."""

from __future__ import annotations

import time

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.slack.connect import web_client

PING_SECONDS = 3.0


class SocketDoor:
    """A Socket Mode connection. The client's own "connected" is not believed: the last pong is."""

    def __init__(self, app: App, app_token: str, api_url: str) -> None:
        self._handler = SocketModeHandler(
            app, app_token, web_client=web_client(app_token, api_url), ping_interval=PING_SECONDS
        )
        self._started = time.time()

    def start(self) -> None:
        self._started = time.time()
        self._handler.connect()  # type: ignore[no-untyped-call]

    def stop(self) -> None:
        self._handler.close()  # type: ignore[no-untyped-call]

    def silent_for(self) -> float:
        """Seconds since Slack last gave a sign of life."""
        session = self._handler.client.current_session
        pong = getattr(session, "last_ping_pong_time", None) if session is not None else None
        return time.time() - max(pong or 0.0, self._started)
