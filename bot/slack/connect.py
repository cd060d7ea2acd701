"""Connects to Slack's Web API: a client without retries of its own, and who we are there."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

TIMEOUT = 10


class NotConnectedError(Exception):
    """Slack does not know us; the sentence says what to do."""


@dataclass(frozen=True)
class Connection:
    """A client, and who we are in Slack."""

    client: WebClient
    token: str
    team: str
    bot_user: str


def web_client(token: str, api_url: str, timeout: int = TIMEOUT) -> WebClient:
    """A client that never repeats a call by itself: repeating is for who knows whether it is safe."""
    client = WebClient(token=token, base_url=api_url, timeout=timeout)
    client.retry_handlers.clear()
    return client


def connect(token: str, api_url: str) -> Connection:
    """Ask Slack who we are; raises :class:`NotConnectedError`."""
    if not token:
        raise NotConnectedError(
            "SLACK_BOT_TOKEN is not set; put the bot token (xoxb-...) of your Slack app into the environment."
        )
    client = web_client(token, api_url)
    try:
        me = client.auth_test()
    except SlackApiError as error:
        raise NotConnectedError(
            f"Slack refused the bot token ({error.response.get('error')}); check SLACK_BOT_TOKEN."
        ) from error
    except (SlackClientError, OSError) as error:
        raise NotConnectedError(
            f"Slack cannot be reached at {api_url} ({type(error).__name__}); "
            "check the network and SLACK_API_URL."
        ) from error
    return Connection(client, token, me["team_id"], me["user_id"])
