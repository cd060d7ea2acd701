"""What an app's manifest declares: scopes, events, commands, shortcuts and where deliveries go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Command:
    name: str
    url: str
    escapes: bool
    description: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Shortcut:
    callback_id: str
    name: str
    kind: str  # "message" or "global"


@dataclass(frozen=True)
class Manifest:
    """The parts of a manifest the workspace is led by. Everything not declared here is not offered."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: Mapping[str, Command]
    shortcuts: Mapping[str, Shortcut]
    home_tab: bool
    messages_tab: bool
    agent: bool
    prompts: tuple[Mapping[str, str], ...]
    interactive: bool
    socket_mode: bool
    events_url: str
    interactivity_url: str
    options_url: str
    redirect_urls: tuple[str, ...] = ()
    user_scopes: frozenset[str] = frozenset()
    rotates: bool = False

    @classmethod
    def read(cls, manifest: Mapping[str, Any]) -> Manifest:
        """The declared parts of `manifest` (a parsed manifest.json); KeyError when it has no name."""
        features = manifest.get("features", {})
        settings = manifest.get("settings", {})
        home = features.get("app_home", {})
        subscriptions = settings.get("event_subscriptions", {})
        interactivity = settings.get("interactivity", {})
        oauth = manifest.get("oauth_config", {})
        name = manifest["display_information"]["name"]
        return cls(
            name=name,
            bot_name=features.get("bot_user", {}).get("display_name", name),
            scopes=frozenset(_scopes(manifest)),
            events=frozenset(subscriptions.get("bot_events", ())),
            commands=_commands(features),
            shortcuts=_shortcuts(features),
            home_tab=home.get("home_tab_enabled", False),
            messages_tab=home.get("messages_tab_enabled", False)
            and not home.get("messages_tab_read_only_enabled", False),
            agent="agent_view" in features,
            prompts=tuple(features.get("agent_view", {}).get("suggested_prompts", ())),
            interactive=interactivity.get("is_enabled", False),
            socket_mode=settings.get("socket_mode_enabled", False),
            events_url=subscriptions.get("request_url", ""),
            interactivity_url=interactivity.get("request_url", ""),
            options_url=interactivity.get("message_menu_options_url", ""),
            redirect_urls=tuple(oauth.get("redirect_urls", ())),
            user_scopes=frozenset(oauth.get("scopes", {}).get("user", ())),
            rotates=settings.get("token_rotation_enabled", False),
        )


def _scopes(manifest: Mapping[str, Any]) -> list[str]:
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    return [*scopes.get("bot", ()), *scopes.get("bot_optional", ())]


def _commands(features: Mapping[str, Any]) -> dict[str, Command]:
    declared = features.get("slash_commands", ())
    return {
        c["command"]: Command(
            c["command"],
            c.get("url", ""),
            c.get("should_escape", False),
            c.get("description", ""),
            c.get("usage_hint", ""),
        )
        for c in declared
    }


def _shortcuts(features: Mapping[str, Any]) -> dict[str, Shortcut]:
    declared = features.get("shortcuts", ())
    return {s["callback_id"]: Shortcut(s["callback_id"], s["name"], s["type"]) for s in declared}
