"""Interactions as Slack sends them: payloads, the triggers in them, and their response URLs."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass

from workspace import shapes
from workspace.deliveries import Timing
from workspace.events import view_json
from workspace.inputs import elements, state_values, value
from workspace.installed import Installed
from workspace.limits import LIMITS
from workspace.manifest import Shortcut
from workspace.things import Channel, Json, Message, Person, View
from workspace.world import World


@dataclass
class Trigger:
    """A trigger_id: good for one view, for three real seconds. `view` is the modal it came from."""

    id: str
    user: str
    at: float
    view: View | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """A response_url: five uses within half an hour. `said` is the message it may replace."""

    channel: str
    user: str
    made: float
    thread_ts: str = ""
    said: Message | None = None
    uses: int = 0


class Interactions:
    def __init__(self, world: World, app: Installed, timing: Timing) -> None:
        self.world = world
        self.app = app
        self.timing = timing
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}

    def trigger(self, person: Person, view: View | None = None) -> str:
        """A new trigger_id. Its three seconds are real ones, whatever the workspace's clock says."""
        number = self.world.new_uuid("trigger").replace("-", "")
        trigger_id = f"{self.world.seconds()}.{self.app.team.id}.{number}"
        self.triggers[trigger_id] = Trigger(trigger_id, person.id, time.monotonic(), view)
        return trigger_id

    def expired(self, trigger: Trigger) -> bool:
        return time.monotonic() - trigger.at > self.timing.trigger_lives

    def response_url(self, answerable: ResponseUrl) -> str:
        token = self.world.new_uuid("response")
        self.response_urls[token] = answerable
        return f"{self.world.base_url}/response/{self.app.team.id}/{token}"

    def take_response(self, token: str) -> ResponseUrl | None:
        """The response_url's use, when it has one left and is not too old."""
        answerable = self.response_urls.get(token)
        if answerable is None or answerable.uses >= LIMITS["response_url uses"]:
            return None
        if self.world.clock() - answerable.made > self.timing.response_url_lives:
            return None
        answerable.uses += 1
        return answerable

    def click(self, person: Person, said: Message, block: Json, element: Json, chosen: Json) -> Json:
        """block_actions from a message; `chosen` holds the fields of the choice, e.g. selected_option."""
        answerable = ResponseUrl(
            said.channel, person.id, self.world.clock(), said.thread_ts, said if said.bot_id else None
        )
        payload = self._base("block_actions", person) | {
            "container": self._container(said),
            "trigger_id": self.trigger(person),
            "channel": self._place(said.channel),
            "state": {"values": state_values(said.blocks, said.filled)},
            "response_url": self.response_url(answerable),
            "actions": [self._action(block, element, chosen)],
        }
        return payload if said.only_for else payload | {"message": self._message(said)}

    def click_in_view(self, person: Person, view: View, block: Json, element: Json, chosen: Json) -> Json:
        shown = view_json(self.app, view)
        return self._base("block_actions", person, in_view=True) | {
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self.trigger(person, view if view.kind == "modal" else None),
            "view": shown,
            "state": shown["state"],
            "actions": [self._action(block, element, chosen)],
        }

    def submission(self, person: Person, view: View) -> Json:
        shown = view_json(self.app, view)
        urls = self._response_urls(person, view)
        more = {"trigger_id": self.trigger(person), "view": shown, "response_urls": urls}
        return self._base("view_submission", person, in_view=True) | more

    def _response_urls(self, person: Person, view: View) -> list[Json]:
        """A response_url for each conversation chosen in an input with `response_url_enabled`."""
        urls = []
        for block, element in elements(view.blocks):
            held = value(block, element, view.filled) if element.get("response_url_enabled") else None
            if held:
                answerable = ResponseUrl(held, person.id, self.world.clock())
                names = {"block_id": block["block_id"], "action_id": element["action_id"]}
                urls.append(names | {"channel_id": held, "response_url": self.response_url(answerable)})
        return urls

    def closed(self, person: Person, view: View, *, cleared: bool) -> Json:
        more = {"view": view_json(self.app, view), "is_cleared": cleared}
        return self._base("view_closed", person, in_view=True) | more

    def suggestion(self, person: Person, view: View, block: Json, element: Json, typed: str) -> Json:
        return self._base("block_suggestion", person, in_view=True) | {
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": typed,
            "container": {"type": "view", "view_id": view.id},
            "view": view_json(self.app, view),
        }

    def suggestion_in_message(
        self, person: Person, said: Message, block: Json, element: Json, typed: str
    ) -> Json:
        payload = self._base("block_suggestion", person) | {
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": typed,
            "container": self._container(said),
            "channel": self._place(said.channel),
        }
        return payload if said.only_for else payload | {"message": self._message(said)}

    def message_shortcut(self, person: Person, shortcut: Shortcut, said: Message) -> Json:
        answerable = ResponseUrl(said.channel, person.id, self.world.clock(), said.thread_ts)
        return self._base("message_action", person) | {
            "action_ts": self.world.ts(),
            "callback_id": shortcut.callback_id,
            "trigger_id": self.trigger(person),
            "response_url": self.response_url(answerable),
            "message_ts": said.ts,
            "channel": self._place(said.channel),
            "message": self._message(said),
        }

    def global_shortcut(self, person: Person, shortcut: Shortcut) -> Json:
        return self._base("shortcut", person) | {
            "action_ts": self.world.ts(),
            "callback_id": shortcut.callback_id,
            "trigger_id": self.trigger(person),
        }

    def command(self, person: Person, command: str, text: str, place: Channel) -> Json:
        answerable = ResponseUrl(place.id, person.id, self.world.clock())
        return {
            "token": self.app.verification_token,
            "team_id": person.team.id,
            "team_domain": person.team.domain,
            "channel_id": place.id,
            "channel_name": self._place(place.id)["name"],
            "user_id": person.id,
            "user_name": person.name,
            "command": command,
            "text": text,
            "api_app_id": self.app.app_id,
            "is_enterprise_install": "false",
            "response_url": self.response_url(answerable),
            "trigger_id": self.trigger(person),
        }

    def _base(self, kind: str, person: Person, *, in_view: bool = False) -> Json:
        """The fields all have. In a view `team` is the person's own, which may be another organisation."""
        team = person.team if in_view else self.app.team
        return {
            "type": kind,
            "user": {
                "id": person.id,
                "username": person.name,
                "name": person.name,
                "team_id": person.team.id,
            },
            "api_app_id": self.app.app_id,
            "token": self.app.verification_token,
            "team": {"id": team.id, "domain": team.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _container(self, said: Message) -> Json:
        container = {
            "type": "message",
            "message_ts": said.ts,
            "channel_id": said.channel,
            "is_ephemeral": bool(said.only_for),
        }
        return container | ({"thread_ts": said.thread_ts} if said.thread_ts else {})

    def _place(self, channel: str) -> Json:
        place = self.world.channels[channel]
        names = {"im": "directmessage", "group": "privategroup"}
        return {"id": place.id, "name": names.get(place.kind, place.name)}

    def _message(self, said: Message) -> Json:
        return copy.deepcopy(shapes.message(self.world, said))

    def _action(self, block: Json, element: Json, chosen: Json) -> Json:
        kept = ("text", "value", "style", "url", "placeholder", "confirm", "initial_option", "initial_date")
        shown = {name: element[name] for name in kept if name in element}
        action = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
        return copy.deepcopy(action | shown | chosen | {"action_ts": self.world.ts()})
