"""What happens becomes events: payloads of those the manifest subscribes to, in Slack's envelope."""

from __future__ import annotations

import copy
from collections.abc import Callable

from workspace import shapes
from workspace.installed import Installed
from workspace.manifest import Manifest
from workspace.things import Channel, File, Json, Message, Person, View
from workspace.world import World

MESSAGE_EVENTS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
# docs.slack.dev/reference/events: the scope an app needs before Slack delivers an event it subscribes to.
SCOPES = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "app_mention": "app_mentions:read",
    "app_home_opened": "",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "channels:read",
    "message.mpim": "mpim:history",
    "app_context_changed": "",
    "channel_archive": "channels:read",
    "channel_id_changed": "channels:read",
    "channel_shared": "channels:read",
    "channel_unshared": "channels:read",
    "app_uninstalled": "",
    "tokens_revoked": "",
}

# What Slack has and this workspace never sends, because nothing happens here that it would tell of.
SILENT = {
    "assistant_thread_context_changed": "assistant:write",
    "assistant_thread_started": "assistant:write",
    "channel_created": "channels:read",
    "channel_deleted": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "file_shared": "files:read",
    "group_archive": "groups:read",
    "member_left_channel": "channels:read",
    "team_join": "users:read",
    "user_change": "users:read",
}


def problems(manifest: Manifest) -> list[str]:
    """What Slack would never deliver though the manifest asks for it: unknown events, missing scopes."""
    found = []
    for event in sorted(manifest.events):
        scope = (SCOPES | SILENT).get(event)
        if scope is None:
            found.append(f"manifest: {event} is no event this workspace knows")
        elif event in SILENT:
            found.append(f"manifest: {event} is never sent by this workspace")
        elif scope and scope not in manifest.scopes:
            found.append(f"manifest: {event} needs the scope {scope}")
        elif event == "app_context_changed" and not manifest.agent:
            found.append(f"manifest: {event} needs the feature agent_view")
    return found


class Announcer:
    """Turns changes into events and posts those the app subscribed to and may see."""

    def __init__(
        self,
        world: World,
        manifest: Manifest,
        app: Installed,
        post: Callable[[Json], None],
        is_installed: Callable[[], bool] = lambda: True,
    ) -> None:
        self.world = world
        self.manifest = manifest
        self.app = app
        self.post = post
        self.is_installed = is_installed

    def message(self, said: Message) -> None:
        """A new message: `message`, and `app_mention` when it names the bot outside direct messages."""
        place = self.world.channels[said.channel]
        self._event(MESSAGE_EVENTS[place.kind], place, self._message_event(place, said))
        names_bot = f"<@{self.app.bot.id}>" in said.text and said.user != self.app.bot.id
        if names_bot and place.kind != "im":
            self._event("app_mention", place, self._mention(place, said))

    def changed(self, said: Message, before: Json) -> None:
        """A message now reads otherwise than `before`, its JSON from before the change."""
        place = self.world.channels[said.channel]
        now = self._with_team(place, said, shapes.message(self.world, said))
        event = {"subtype": "message_changed", "hidden": True, "message": now, "previous_message": before}
        self._event(MESSAGE_EVENTS[place.kind], place, self._hidden(place, event))

    def deleted(self, said: Message, before: Json) -> None:
        place = self.world.channels[said.channel]
        event = {
            "subtype": "message_deleted",
            "hidden": True,
            "deleted_ts": said.ts,
            "previous_message": before,
        }
        self._event(MESSAGE_EVENTS[place.kind], place, self._hidden(place, event))

    def home_opened(self, person: Person, tab: str, home: Json | None) -> None:
        """A person looks at the app's Home or Messages tab; `home` is the view published for them."""
        place = self.world.direct(person.id, self.app.bot.id)
        event: Json = {"type": "app_home_opened", "user": person.id, "channel": place.id, "tab": tab}
        event |= {"event_ts": self.world.ts()}
        event |= {"view": home} if home and tab == "home" else {}
        self._event("app_home_opened", place, event)

    def reaction(self, person: Person, said: Message, name: str) -> None:
        self._reaction("reaction_added", person, said, name)

    def reaction_removed(self, person: Person, said: Message, name: str) -> None:
        self._reaction("reaction_removed", person, said, name)

    def _reaction(self, kind: str, person: Person, said: Message, name: str) -> None:
        event = {
            "type": kind,
            "user": person.id,
            "item": {"type": "message", "channel": said.channel, "ts": said.ts},
            "reaction": name,
            "item_user": said.user,
            "event_ts": self.world.ts(),
        }
        self._event(kind, self.world.channels[said.channel], event)

    def joined(self, person: Person, place: Channel, inviter: str) -> None:
        event = {
            "type": "member_joined_channel",
            "user": person.id,
            "channel": place.id,
            "channel_type": {"channel": "C", "group": "G"}[place.kind],
            "team": person.team.id,
            "event_ts": self.world.ts(),
        }
        self._event("member_joined_channel", place, event | ({"inviter": inviter} if inviter else {}))

    def context_changed(self, person: Person, looks_at: Channel | None) -> None:
        """A person goes elsewhere while the app is open beside. docs.slack.dev/reference/events shows the
        context alone; the fields around it are those of Slack's own @slack/types."""
        if not self.manifest.agent:
            return
        place = self.world.direct(person.id, self.app.bot.id)
        kind, team = "slack#/types/channel_id", self.app.team.id
        entities = [{"type": kind, "value": looks_at.id, "team_id": team}] if looks_at else []
        event: Json = {"type": "app_context_changed", "channel": place.id, "user": person.id}
        context = {"entities": entities} if entities else {}
        self._event("app_context_changed", place, event | {"context": context, "event_ts": self.world.ts()})

    def archived(self, person: Person, place: Channel) -> None:
        """Of public channels alone: for private ones Slack has another event."""
        if place.kind == "channel":
            event = {"type": "channel_archive", "channel": place.id, "user": person.id, "is_moved": 0}
            self._event("channel_archive", place, event | {"event_ts": self.world.ts()})

    def id_changed(self, place: Channel, old: str) -> None:
        event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": place.id}
        self._event("channel_id_changed", place, event | {"event_ts": self.world.ts()})

    def shared(self, place: Channel, team: str) -> None:
        event = {"type": "channel_shared", "connected_team_id": team, "channel": place.id}
        self._event("channel_shared", place, event | {"event_ts": self.world.ts()})

    def unshared(self, place: Channel, team: str) -> None:
        event = {"type": "channel_unshared", "previously_connected_team_id": team, "channel": place.id}
        still = {"is_ext_shared": bool(place.shared_with), "event_ts": self.world.ts()}
        self._event("channel_unshared", place, event | still)

    def tokens_revoked(self) -> None:
        event = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.app.bot.id]}}
        self._post("tokens_revoked", None, event)

    def uninstalled(self) -> None:
        self._post("app_uninstalled", None, {"type": "app_uninstalled"})

    def snapshot(self, said: Message) -> Json:
        """The message's JSON as it stands now, to be passed on as `before`."""
        place = self.world.channels[said.channel]
        return copy.deepcopy(self._with_team(place, said, shapes.message(self.world, said)))

    def _message_event(self, place: Channel, said: Message) -> Json:
        shown = self._with_team(place, said, shapes.message(self.world, said))
        shown |= {"channel": place.id, "event_ts": said.ts, "channel_type": place.kind}
        if said.files and self._is_stranger(said):
            shown["files"] = [_hidden_file(file) for file in said.files]
        if said.subtype == "thread_broadcast":
            root = self.world.lasting(place.id, said.thread_ts)
            shown |= {"root": shapes.message(self.world, root)} if root else {}
        return shown

    def _is_stranger(self, said: Message) -> bool:
        author = self.world.people.get(said.user)
        return author is not None and author.team != self.app.team

    def _mention(self, place: Channel, said: Message) -> Json:
        shown = self._with_team(place, said, shapes.message(self.world, said))
        shown.pop("subtype", None)
        if said.files and self._is_stranger(said):
            shown["files"] = [_hidden_file(file) for file in said.files]
        return shown | {"type": "app_mention", "channel": place.id, "event_ts": said.ts}

    def _with_team(self, place: Channel, said: Message, shown: Json) -> Json:
        """In a shared channel Slack names the author's organisation and a short profile."""
        author = self.world.people.get(said.user)
        if not place.shared_with or author is None:
            return shown
        profile = shapes.profile(author, with_email=False)
        short = {name: profile[name] for name in ("avatar_hash", "first_name", "real_name", "display_name")}
        short |= {"team": author.team.id, "name": author.name, "image_72": ""}
        short |= {"is_restricted": False, "is_ultra_restricted": False}
        return shown | {"user_team": author.team.id, "source_team": author.team.id, "user_profile": short}

    def _hidden(self, place: Channel, event: Json) -> Json:
        ts = self.world.ts()
        where = {"channel": place.id, "ts": ts, "event_ts": ts, "channel_type": place.kind}
        return {"type": "message"} | event | where

    def _event(self, subscription: str, place: Channel, event: Json) -> None:
        scope = SCOPES[subscription]
        allowed = not scope or scope in self.manifest.scopes
        if allowed and self.app.bot.id in place.members:
            self._post(subscription, place, event)

    def _post(self, subscription: str, place: Channel | None, event: Json) -> None:
        if subscription in self.manifest.events and self.is_installed():
            self.post(self._envelope(place, copy.deepcopy(event)))

    def _envelope(self, place: Channel | None, event: Json) -> Json:
        team = self.app.team.id
        event_id = self.world.new_id("Ev")
        authorization = {
            "enterprise_id": None,
            "team_id": team,
            "user_id": self.app.bot.id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": self.app.verification_token,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": self.app.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": self.world.seconds(),
            "authorizations": [authorization],
            "is_ext_shared_channel": bool(place and place.shared_with),
            "event_context": f"4-{event_id}-{place.id if place else team}",
        }


def _hidden_file(file: File) -> Json:
    """A file of another organisation: the event only says that files.info has to be asked."""
    empty = {"created": 0, "timestamp": 0, "user": "", "editable": False, "mode": "file_access", "size": 0}
    return empty | {"id": file.id, "file_access": "check_file_info"}


def view_json(app: Installed, view: View) -> Json:
    """The view as the app gets it, in events, interactions and answers alike."""
    shown = shapes.view(view, team=app.team.id, app_id=app.app_id, bot_id=app.bot.bot_id)
    return copy.deepcopy(shown)
