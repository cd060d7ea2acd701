"""The parts that methods, people's acts and the doors share, put together once per workspace."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from workspace.events import Announcer
from workspace.faults import Faults
from workspace.installed import Installed
from workspace.interactions import Interactions
from workspace.manifest import Manifest
from workspace.sockets import SocketMode
from workspace.things import Channel, Json, Message
from workspace.tokens import Tokens
from workspace.world import World

SCOPE_OF = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


class ApiError(Exception):
    """What a Web API method refuses with: `{"ok": false, "error": error, **more}`."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}


@dataclass(frozen=True)
class Call:
    """One call of a Web API method, as it came in and as it was answered."""

    method: str
    arguments: Json
    answer: Json
    status: int
    at: float = field(default_factory=time.monotonic)


@dataclass
class Core:
    world: World
    manifest: Manifest
    app: Installed
    announce: Announcer
    interactions: Interactions
    faults: Faults
    sockets: SocketMode
    complaints: list[str]
    tokens: Tokens
    calls: list[Call] = field(default_factory=list)
    last_posts: dict[str, float] = field(default_factory=dict)

    def complain(self, about: str) -> None:
        self.complaints.append(about)

    def place(self, channel_id: str, *, member: bool = False) -> Channel:
        """The conversation as the bot can see it; raises channel_not_found, not_in_channel."""
        place = self.world.channels.get(channel_id)
        inside = place is not None and self.app.bot.id in place.members
        if place is None or (place.kind != "channel" and not inside):
            raise ApiError("channel_not_found")
        if member and not inside:
            raise ApiError("not_in_channel")
        return place

    def needs_scope(self, place: Channel, what: str) -> None:
        """Raise missing_scope unless the app has e.g. "channels:history" for this kind of conversation."""
        self.require(f"{SCOPE_OF[place.kind]}:{what}")

    def require(self, *any_of: str) -> None:
        if any_of and not self.manifest.scopes.intersection(any_of):
            provided = ",".join(sorted(self.manifest.scopes))
            raise ApiError("missing_scope", needed=any_of[0], provided=provided)

    def own(self, channel_id: str, ts: str, otherwise: str) -> Message:
        """The bot's own message; raises message_not_found, or `otherwise` when somebody else wrote it."""
        said = self.world.lasting(self.place(channel_id).id, ts)
        if said is None or said.subtype == "tombstone":
            raise ApiError("message_not_found")
        if said.bot_id != self.app.bot.bot_id:
            raise ApiError(otherwise)
        return said
