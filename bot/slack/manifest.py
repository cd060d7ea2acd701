"""Slack's app manifest, made in one place from what the bot listens to and calls."""

from __future__ import annotations

from typing import Any

from bot import words
from bot.console import SLACK_PATH

BOT_EVENTS = (
    "app_home_opened",
    "app_mention",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
)

METHODS = {
    "auth.test": (),
    "assistant.threads.setStatus": ("chat:write",),
    "assistant.threads.setSuggestedPrompts": ("assistant:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "files.completeUploadExternal": ("files:write",),
    "files.info": ("files:read",),
    "files.getUploadURLExternal": ("files:write",),
    "reactions.add": ("reactions:write",),
    "users.info": ("users:read", "users:read.email"),
    "views.open": (),
    "views.publish": (),
}
"""Every Web API method the bot calls, and the scopes each needs."""

EVENT_SCOPES = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
}
"""Every event the bot hears, and the scopes each needs."""

COMMAND = "/infracare"
SUPPORT = "/support"
"""The command of staff."""
SHORTCUT = "ticket_from_message"
FEATURE_SCOPES = ("commands",)
"""For the slash command and the message shortcut."""

SIGN_IN_SCOPES = ("openid",)
"""What people allow who sign in to the console: to be told who they are, and nothing of them."""

FILE_SCOPES = ("files:read",)
"""To fetch files that were shared with a question."""

PROMPTS = (
    ("How do I …?", "How do I reset a user's password?"),
    ("Something is broken", "Something that worked before does not work any more: "),
    ("Talk to a person", "I would like to talk to a person."),
)


def build_manifest(*, vendor: str, public_url: str = "", console_url: str = "") -> dict[str, Any]:
    """The manifest, for Socket Mode, or for HTTP when ``public_url`` (https://...) is given.

    With ``console_url`` people may sign in there with Slack.
    """
    request_url = f"{public_url.rstrip('/')}/slack/events" if public_url else ""
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": _display(vendor),
        "features": _features(request_url),
        "oauth_config": _oauth(console_url),
        "settings": _settings(request_url),
    }


def _oauth(console_url: str) -> dict[str, Any]:
    if not console_url:
        return {"scopes": {"bot": bot_scopes()}}
    return {
        "redirect_urls": [f"{console_url.rstrip('/')}{SLACK_PATH}"],
        "scopes": {"bot": bot_scopes(), "user": list(SIGN_IN_SCOPES)},
    }


def bot_scopes() -> list[str]:
    """The scopes that the events and methods need, and no others."""
    needs = (*METHODS.values(), *EVENT_SCOPES.values(), FILE_SCOPES, FEATURE_SCOPES)
    return sorted({scope for scopes in needs for scope in scopes})


def refusal(token: str, api_url: str, method: str, **arguments: str) -> str:
    """Slack's word for why it does not take a call ("not_in_channel"), or what kept us from Slack.

    Empty when it takes it: the app is installed as its manifest says, and is where it is needed.
    """
    from slack_sdk.errors import SlackApiError, SlackClientError

    from bot.slack.connect import web_client

    try:
        web_client(token, api_url).api_call(method, data=arguments)
    except SlackApiError as error:
        return str(error.response.get("error"))
    except (SlackClientError, OSError) as error:
        return type(error).__name__
    return ""


def _display(vendor: str) -> dict[str, str]:
    return {
        "name": "InfraCare Assist",
        "description": "Answers questions about the platform and opens support tickets",
        "long_description": (
            f"InfraCare Assist is the first contact of {vendor} customer care. It looks in the "
            "knowledgebase, the documentation and the tutorials first, tells a how-to question from an "
            "incident, and opens a ticket with a number and a promised response time when it is needed. "
            "A person can be asked for at any time."
        ),
        "background_color": "#1f3a5f",
    }


def _features(request_url: str) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "slash_commands": [
            _command(COMMAND, words.COMMAND_HINT, words.COMMAND_USAGE, request_url),
            _command(SUPPORT, words.SUPPORT_HINT, words.SUPPORT_USAGE, request_url),
        ],
        "shortcuts": [
            {
                "type": "message",
                "name": words.OPEN_A_TICKET,
                "callback_id": SHORTCUT,
                "description": words.SHORTCUT_HINT,
            }
        ],
        "bot_user": {"display_name": "infracare", "always_online": True},
        "agent_view": {
            "agent_description": "Ask how something is done, or tell what is not working.",
            "suggested_prompts": [{"title": title, "message": message} for title, message in PROMPTS],
        },
    }


def _command(command: str, hint: str, usage: str, request_url: str) -> dict[str, Any]:
    made = {"command": command, "description": hint, "usage_hint": usage, "should_escape": True}
    return {**made, "url": request_url} if request_url else made


def _settings(request_url: str) -> dict[str, Any]:
    events: dict[str, Any] = {"bot_events": sorted(BOT_EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if request_url:
        events["request_url"] = interactivity["request_url"] = request_url
    return {
        "event_subscriptions": events,
        "interactivity": interactivity,
        "org_deploy_enabled": False,
        "socket_mode_enabled": not request_url,
        "token_rotation_enabled": False,
    }
