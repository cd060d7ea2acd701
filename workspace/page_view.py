"""What one person sees of the workspace, as JSON for the page."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from workspace import reading, shapes
from workspace.events import view_json
from workspace.inputs import state_values
from workspace.things import Channel, Json, Message, Person

if TYPE_CHECKING:
    from workspace.workspace import Workspace

STATUS_LASTS = 120.0  # seconds after which Slack takes a status line away by itself
Read = Mapping[tuple[str, str], str]  # by person and place: the ts up to which everything was read


class Sight:
    """Looks at the workspace with one person's eyes; the caller holds the world's lock."""

    def __init__(self, slack: Workspace, read: Read) -> None:
        self.slack = slack
        self.world = slack.world
        self.read = read

    def of(self, me: Person | None, place: Channel | None) -> Json:
        """Everything on this person's screen with this conversation open."""
        return {
            "version": self.world.version,
            "team": {"name": self.slack.installed.team.name, "domain": self.slack.installed.team.domain},
            "app": self._app(),
            "me": self._person(me) if me else None,
            "people": [self._person(p) | {"unread": self._waits(p)} for p in self._people()],
            "known": {p.id: self._short(p) for p in self.world.people.values()},
            "names": {c.id: c.name for c in self.world.channels.values() if c.kind != "im"},
            "places": [self._entry(c, me) for c in self._places(me)] if me else [],
            "place": self._conversation(place, me) if me and place else None,
            "views": [self._view(v.id) for v in self.world.stacks.get(me.id, [])] if me else [],
            "home": self._home(me) if me else None,
            "letters": len(self.slack.letters()) if self.slack.letters else None,
            "writes": bool(me and me.email and self.slack.write_letter),
            "tour": [dict(card) for card in self.slack.tour],
            "trouble": self._trouble(),
        }

    def may_see(self, me: Person, place: Channel) -> bool:
        """Members see a conversation; who belongs to the workspace also looks into public channels."""
        at_home = me.team == self.slack.installed.team
        return me.id in place.members or (place.kind == "channel" and at_home)

    def direct(self, me: Person) -> Channel | None:
        """This person's direct messages with the app, when there are any yet."""
        for place in self.world.channels.values():
            if place.kind == "im" and place.members == [me.id, self.slack.bot.id]:
                return place
        return None

    def _app(self) -> Json:
        manifest = self.slack.manifest
        commands = [
            {"name": c.name, "description": c.description, "hint": c.hint} for c in manifest.commands.values()
        ]
        shortcuts = [
            {"callback_id": s.callback_id, "name": s.name, "kind": s.kind}
            for s in manifest.shortcuts.values()
        ]
        return {
            "id": self.slack.bot.id,
            "name": self.slack.bot.name,
            "real_name": manifest.name,
            "agent": manifest.agent,
            "home_tab": manifest.home_tab,
            "messages_tab": manifest.messages_tab,
            "commands": commands,
            "shortcuts": shortcuts,
            "connected": self._is_connected(),
        }

    def _is_connected(self) -> bool:
        return not self.slack.manifest.socket_mode or bool(self.slack.core.sockets.connections)

    def _people(self) -> list[Person]:
        return [person for person in self.world.people.values() if not person.bot_id]

    def _person(self, person: Person) -> Json:
        home = person.team == self.slack.installed.team
        return self._short(person) | {"role": person.role, "organisation": "" if home else person.team.name}

    def _short(self, person: Person) -> Json:
        return {
            "id": person.id,
            "name": person.name,
            "real_name": person.real_name,
            "bot": bool(person.bot_id),
        }

    def _places(self, me: Person) -> list[Channel]:
        return [place for place in self.world.channels.values() if self.may_see(me, place)]

    def _entry(self, place: Channel, me: Person) -> Json:
        unread = [m for m in self._visible(place, me) if self._is_unread(m, me)]
        return {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "app": place.members[1:] == [self.slack.bot.id] and place.kind == "im",
            "with": [p for p in place.members if p != me.id],
            "member": me.id in place.members,
            "archived": place.archived,
            "shared_with": [self.world.teams[t].name for t in place.shared_with if t in self.world.teams],
            "unread": len(unread) if me.id in place.members else 0,
            "mentions": sum(f"<@{me.id}>" in m.text for m in unread),
        }

    def _waits(self, person: Person) -> bool:
        mine = (c for c in self.world.channels.values() if person.id in c.members)
        return any(self._is_unread(m, person) for place in mine for m in self._visible(place, person))

    def _is_unread(self, said: Message, me: Person) -> bool:
        return said.user != me.id and said.ts > self.read.get((me.id, said.channel), "")

    def _visible(self, place: Channel, me: Person) -> list[Message]:
        said = self.world.messages.get(place.id, {})
        return [m for m in said.values() if m.only_for in ("", me.id)]

    def _conversation(self, place: Channel, me: Person) -> Json:
        seen = sorted(self._visible(place, me), key=lambda m: m.ts)
        return {
            "id": place.id,
            "members": place.members,
            "read": self.read.get((me.id, place.id), ""),
            "messages": [self._message(said) for said in seen],
            "statuses": self._statuses(place),
            "prompts": self._prompts(place),
        }

    def _message(self, said: Message) -> Json:
        shown = shapes.message(self.world, said)
        author = self.world.people.get(said.user)
        return shown | {
            "root": said.root,
            "by": author.real_name if author else said.username or "System",
            "app": bool(said.bot_id),
            "only_you": bool(said.only_for),
            "read_as": self._read_as(said),
            "values": state_values(said.blocks, said.filled),
        }

    def _read_as(self, said: Message) -> str:
        if said.blocks:
            return reading.all_text(self.world, said.blocks)
        return reading.as_read(self.world, said.text)

    def _statuses(self, place: Channel) -> Json:
        now = time.monotonic()
        return {
            root: {"status": kept["status"], "loading_messages": kept.get("loading_messages", [])}
            for (channel, root), kept in self.world.statuses.items()
            if channel == place.id and now - kept["at"] < STATUS_LASTS
        }

    def _prompts(self, place: Channel) -> Json:
        """What the app suggests here; until it does, what its manifest suggests."""
        if place.kind != "im":
            return {"title": "", "prompts": []}
        declared = [dict(prompt) for prompt in self.slack.manifest.prompts]
        return self.world.prompts.get(place.id) or {"title": "", "prompts": declared}

    def _view(self, view_id: str) -> Json:
        return view_json(self.slack.installed, self.world.views[view_id])

    def _home(self, me: Person) -> Json | None:
        home = self.world.homes.get(me.id)
        return view_json(self.slack.installed, home) if home else None

    def _trouble(self) -> Json:
        """How often something went wrong, for the mark on the inspector."""
        slow = self.slack.timing.acknowledge_within
        attempts = [a for d in self.slack.deliveries for a in d.attempts]
        late = [a for a in attempts if (a.took or 0) > slow or a.result not in ("", "acknowledged")]
        return {"complaints": len(self.slack.complaints), "late": len(late)}


def traffic(slack: Workspace) -> list[Json]:
    """All deliveries and calls in the order in which they happened, without their payloads."""
    rows = [_delivered(i, d.to_json(), d.at) for i, d in enumerate(slack.deliveries)]
    rows += [
        {
            "id": f"call/{i}",
            "what": "call",
            "type": call.method,
            "outcome": _called(call.status, call.answer),
            "bad": not call.answer.get("ok", False),
            "status": call.status,
            "at": call.at,
        }
        for i, call in enumerate(slack.calls)
    ]
    since = time.time() - time.monotonic()
    return [row | {"at": row["at"] + since} for row in sorted(rows, key=lambda row: float(row["at"]))]


def _delivered(index: int, shown: Json, at: float) -> Json:
    attempts: list[Json] = shown["attempts"]
    last = attempts[-1] if attempts else {}
    return {
        "id": f"delivery/{index}",
        "what": "event" if shown["kind"] == "events_api" else "interaction",
        "type": shown["type"],
        "outcome": shown["outcome"],
        "bad": shown["outcome"] in ("refused", "given up") or len(attempts) > 1,
        "took": last.get("took"),
        "retries": max(len(attempts) - 1, 0),
        "at": at,
    }


def _called(status: int, answer: Json) -> str:
    return "ok" if answer.get("ok") else str(answer.get("error") or f"HTTP {status}")


def detail(slack: Workspace, kind: str, index: int) -> Json:
    """One delivery or call in full; KeyError when there is none."""
    kept: Mapping[str, list[object]] = defaultdict(list, delivery=[*slack.deliveries], call=[*slack.calls])
    if not 0 <= index < len(kept[kind]):
        raise KeyError(f"There is no {kind} {index}.")
    if kind == "delivery":
        return slack.deliveries[index].to_json()
    call = slack.calls[index]
    return {
        "kind": "call",
        "type": call.method,
        "arguments": call.arguments,
        "answer": call.answer,
        "status": call.status,
    }
