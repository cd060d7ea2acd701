"""Everything there is in the workspace at this moment, and the lock under which it changes."""

from __future__ import annotations

import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence

from workspace.things import Channel, File, Json, Message, Person, Team, View


class World:
    """People, places, messages and views, kept under the lock `changed`, which is notified at each change.

    Ids count upwards per letter (U0001, C0001). A `ts` follows the clock in microseconds, never repeating.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.changed = threading.Condition()
        self.base_url = ""
        self.clock = clock
        self.teams: dict[str, Team] = {}
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = defaultdict(dict)
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = defaultdict(list)
        self.statuses: dict[tuple[str, str], Json] = {}
        self.prompts: dict[str, Json] = {}
        self.last_activity = time.monotonic()
        self.version = 0
        self._counts: dict[str, int] = defaultdict(int)
        self._last_microsecond = 0

    def touch(self) -> None:
        """Tell everybody who waits that something has changed; the caller holds the lock."""
        self.last_activity = time.monotonic()
        self.version += 1
        self.changed.notify_all()

    def new_id(self, letter: str) -> str:
        with self.changed:
            self._counts[letter] += 1
            return f"{letter}{self._counts[letter]:04d}"

    def new_uuid(self, kind: str) -> str:
        """The next of this kind's UUIDs: the same ones in every workspace, different for each kind."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, self.new_id(kind)))

    def seconds(self) -> int:
        return int(self.clock())

    def ts(self) -> str:
        """A new timestamp, later than all before."""
        with self.changed:
            now = max(round(self.clock() * 1_000_000), self._last_microsecond + 1)
            self._last_microsecond = now
        return f"{now // 1_000_000}.{now % 1_000_000:06d}"

    def team_named(self, name: str) -> Team:
        """The team of that name, founded when there is none."""
        for team in self.teams.values():
            if team.name == name:
                return team
        team = Team(self.new_id("T"), name, name.lower().replace(" ", "-"))
        self.teams[team.id] = team
        return team

    def person_named(self, name: str) -> Person | None:
        return next((person for person in self.people.values() if person.name == name), None)

    def channel_named(self, name: str) -> Channel | None:
        return next((c for c in self.channels.values() if c.name == name and c.kind != "im"), None)

    def direct(self, person: str, bot: str) -> Channel:
        """The direct messages of one person with the bot, opened when there are none."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == [person, bot]:
                return channel
        channel = Channel(self.new_id("D"), "", "im", [person, bot], person, self.seconds())
        self.channels[channel.id] = channel
        return channel

    def group(self, people: Sequence[str], bot: str) -> Channel:
        """The direct messages of several people and the bot, opened when there are none."""
        members = [*people, bot]
        for channel in self.channels.values():
            if channel.kind == "mpim" and sorted(channel.members) == sorted(members):
                return channel
        name = f"mpdm-{'--'.join(self.people[member].name for member in members)}-1"
        channel = Channel(self.new_id("G"), name, "mpim", members, people[0], self.seconds())
        self.channels[channel.id] = channel
        return channel

    def change_id(self, place: Channel, new: str) -> None:
        """Give a conversation another id, with all that stands in it."""
        old, place.id = place.id, new
        self.channels[new] = self.channels.pop(old)
        self.messages[new] = self.messages.pop(old, {})
        for message in self.messages[new].values():
            message.channel = new
        for file in self.files.values():
            file.channels = [new if channel == old else channel for channel in file.channels]
        self.statuses = {(new if c == old else c, root): kept for (c, root), kept in self.statuses.items()}
        self.touch()

    def thread(self, channel: str, root: str) -> list[Message]:
        """The lasting messages of one thread, the root first; ephemeral ones are not among them."""
        return [m for m in self.messages[channel].values() if m.root == root and not m.only_for]

    def lasting(self, channel: str, ts: str) -> Message | None:
        """The message with that ts when there is one; an ephemeral message has no ts that can be used."""
        message = self.messages[channel].get(ts)
        return None if message is None or message.only_for else message

    def add(self, message: Message) -> None:
        self.messages[message.channel][message.ts] = message
        if message.bot_id:
            self.statuses.pop((message.channel, message.root), None)
        self.touch()
