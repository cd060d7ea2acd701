"""The things there are in a workspace: teams, people, channels, messages, files and views."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Team:
    id: str
    name: str
    domain: str


@dataclass(frozen=True)
class Person:
    """Somebody with a user id: a person of the home team or of another organisation, or a bot.

    `role` is a line for those who try the workspace ("administrator, Northside Clinic"); no app sees it.
    """

    id: str
    name: str
    real_name: str
    email: str | None
    team: Team
    bot_id: str = ""
    app_id: str = ""
    tz: str = "Europe/Berlin"
    role: str = ""


@dataclass
class Channel:
    """A conversation. `kind` is "channel" (public), "group" (private), "im" (one person and the bot) or
    "mpim" (several people and the bot)."""

    id: str
    name: str
    kind: str
    members: list[str]
    creator: str
    created: int
    shared_with: list[str] = field(default_factory=list)
    archived: bool = False


@dataclass
class File:
    """A file. `uploaded` is false between asking for an upload URL and completing the upload."""

    id: str
    name: str
    title: str
    user: str
    created: int
    content: bytes = b""
    length: int = 0
    uploaded: bool = False
    channels: list[str] = field(default_factory=list)


@dataclass
class Message:
    """A message as it stands now. `only_for` makes it ephemeral; `thread_ts` is the root's ts in a reply."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    subtype: str = ""
    bot_id: str = ""
    username: str = ""
    client_msg_id: str = ""
    files: list[File] = field(default_factory=list)
    metadata: Json | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    only_for: str = ""
    filled: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The ts of the thread this message stands in: its own when it starts one."""
        return self.thread_ts or self.ts

    def give_reaction(self, name: str, user: str) -> bool:
        """Whether it is a new one: nobody gives the same reaction twice."""
        given = self.reactions.setdefault(name, [])
        is_new = user not in given
        if is_new:
            given.append(user)
        return is_new

    def take_reaction_back(self, name: str, user: str) -> bool:
        """Whether there was one to take back."""
        if user not in self.reactions.get(name, []):
            return False
        self.reactions[name].remove(user)
        if not self.reactions[name]:
            del self.reactions[name]
        return True


@dataclass
class View:
    """A modal or a Home tab of one person. `filled` holds what the person entered, by block and action id."""

    id: str
    user: str
    kind: str
    content: Json
    hash: str
    root_id: str
    previous_id: str = ""
    trigger: str = ""
    open: bool = True
    filled: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.content["blocks"]
        return blocks
