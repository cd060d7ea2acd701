"""Manifests of the apps the tests install: everything switched on, in Socket Mode or over HTTP."""

from __future__ import annotations

import copy
from typing import Any

SCOPES = [
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "mpim:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "users:read",
    "users:read.email",
]
EVENTS = [
    "app_context_changed",
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_id_changed",
    "channel_shared",
    "channel_unshared",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "reaction_added",
    "reaction_removed",
    "tokens_revoked",
]
SOCKET: dict[str, Any] = {
    "_metadata": {"major_version": 1, "minor_version": 1},
    "display_information": {"name": "Helper"},
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "helper", "always_online": True},
        "agent_view": {"agent_description": "Helps."},
        "slash_commands": [{"command": "/help-me", "description": "Help", "should_escape": True}],
        "shortcuts": [
            {"name": "Open a ticket", "type": "message", "callback_id": "ticket", "description": "Opens one"},
            {"name": "Ask", "type": "global", "callback_id": "ask", "description": "Asks"},
        ],
    },
    "oauth_config": {
        "redirect_urls": ["https://app.example/oauth"],
        "scopes": {"bot": SCOPES, "user": ["openid", "profile", "email"]},
    },
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def over_http() -> dict[str, Any]:
    manifest = copy.deepcopy(SOCKET)
    manifest["settings"]["socket_mode_enabled"] = False
    return manifest


def rotating() -> dict[str, Any]:
    manifest = copy.deepcopy(SOCKET)
    manifest["settings"]["token_rotation_enabled"] = True
    return manifest


def without(*names: str) -> dict[str, Any]:
    """The manifest without these scopes or events."""
    manifest = copy.deepcopy(SOCKET)
    scopes = manifest["oauth_config"]["scopes"]
    scopes["bot"] = [scope for scope in scopes["bot"] if scope not in names]
    events = manifest["settings"]["event_subscriptions"]
    events["bot_events"] = [event for event in events["bot_events"] if event not in names]
    return manifest
