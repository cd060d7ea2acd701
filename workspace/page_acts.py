"""What people do in the page: each act names the person and goes through Slack's client."""

from __future__ import annotations

import base64
import inspect
from typing import TYPE_CHECKING, Any

from workspace.client import ClientError
from workspace.control import FAULTS
from workspace.entries import stored
from workspace.faults import KINDS, SOCKETS, Faults
from workspace.inputs import STATEFUL, elements
from workspace.page_view import Sight
from workspace.reading import Pressable
from workspace.things import Channel, Json, Message, Person, View

if TYPE_CHECKING:
    from workspace.workspace import Workspace

THE_APP = "app"  # the place that stands for somebody's direct messages with the app


class Acts:
    """Each method takes the JSON body, in which `as` is a person's name, and answers JSON."""

    def __init__(self, slack: Workspace) -> None:
        self.slack = slack
        self.world = slack.world
        self.client = slack.client
        self.read_up_to: dict[tuple[str, str], str] = {}
        self.sight = Sight(slack, self.read_up_to)

    def say(self, body: Json) -> Json:
        """{as, in, text, thread?: ts, broadcast?, files?: [[name, base64]]} -> {channel, ts}"""
        me, place = self.who(body), self.where(body)
        files = [(str(name), base64.b64decode(content)) for name, content in body.get("files", ())]
        said = self.client.say(
            me,
            place,
            body["text"],
            thread_ts=body.get("thread", ""),
            broadcast=bool(body.get("broadcast")),
            files=files,
        )
        self.read_up_to[me.id, place.id] = said.ts
        return {"channel": said.channel, "ts": said.ts}

    def edit(self, body: Json) -> Json:
        """{as, in, ts, text}"""
        self.client.edit(self.who(body), self._message(body), body["text"])
        return {}

    def delete(self, body: Json) -> Json:
        """{as, in, ts}"""
        self.client.delete(self.who(body), self._message(body))
        return {}

    def react(self, body: Json) -> Json:
        """{as, in, ts, name, back?: true}: give a reaction, or take it back."""
        act = self.client.take_reaction_back if body.get("back") else self.client.react
        act(self.who(body), self._message(body), body["name"])
        return {}

    def join(self, body: Json) -> Json:
        """{as, in}"""
        self.client.join(self.who(body), self.where(body))
        return {}

    def read(self, body: Json) -> Json:
        """{as, in, ts}: everything up to there was seen."""
        key = self.who(body).id, self.where(body).id
        with self.world.changed:
            if body["ts"] > self.read_up_to.get(key, ""):
                self.read_up_to[key] = body["ts"]
                self.world.version += 1  # for the marks in other windows; nothing has happened for the app
        return {}

    def look(self, body: Json) -> Json:
        """{as, tab}: look at the app's "home" or "messages" tab."""
        self.client.open_home(self.who(body), body["tab"])
        return {}

    def letter(self, body: Json) -> Json:
        """{as, subject, text, answers?: id}: mail a letter, to the app's address."""
        me = self.who(body)
        if self.slack.write_letter is None or not me.email:
            raise ClientError(f"{me.name} has no mail address here")
        if not body["text"].strip():
            raise ClientError("a letter needs words")
        told = {"subject": body["subject"], "body": body["text"], "answers": body.get("answers", "")}
        self.slack.write_letter({"from": me.email, "name": me.real_name, **told})
        return {}

    def command(self, body: Json) -> Json:
        """{as, in, command, text}"""
        self.client.command(self.who(body), body["command"], body.get("text", ""), self.where(body))
        return {}

    def shortcut(self, body: Json) -> Json:
        """{as, callback_id, in?, ts?}: on a message, or a global one."""
        said = self._message(body) if body.get("ts") else None
        self.client.shortcut(self.who(body), body["callback_id"], said)
        return {}

    def click(self, body: Json) -> Json:
        """{as, in, ts, block_id, action_id, chosen?}: a button or menu of a message; with view of a view."""
        if body.get("view"):
            view = self._view(body)
            block, element = _find(view.blocks, body)
            self.client.click_in_view(view, Pressable("", block, element, body.get("chosen", {})))
        else:
            said = self._message(body)
            block, element = _find(said.blocks, body)
            pressed = Pressable("", block, element, body.get("chosen", {}))
            self.client.click(self.who(body), said, pressed)
        return {}

    def enter(self, body: Json) -> Json:
        """{as, view, block_id, action_id, value, values?}: an input the app wants to hear of at once."""
        view = self._view(body)
        block, element = _find(view.blocks, body)
        self.client.enter(view, block, element, body["value"])
        return {}

    def suggest(self, body: Json) -> Json:
        """{as, view, block_id, action_id, typed, values?} -> {options}; or with in and ts in a message."""
        if "view" not in body:
            said = self._message(body)
            block, element = _find(said.blocks, body)
            who = self.who(body)
            return {"options": self.client.suggestions_in_message(who, said, block, element, body["typed"])}
        view = self._view(body)
        block, element = _find(view.blocks, body)
        return {"options": self.client.suggestions(view, block, element, body["typed"])}

    def upload(self, body: Json) -> Json:
        """{as, name, content: base64} -> {file}: a file for an input of a form."""
        me = self.who(body)
        upload = (body["name"], base64.b64decode(body["content"]))
        kept = stored(self.world, me, {"type": "file_input"}, [upload], lambda _typed: [])
        return {"file": kept[0]}

    def submit(self, body: Json) -> Json:
        """{as, view, values} -> {errors}: by block id, None when the form was taken."""
        return {"errors": self.client.submit(self._view(body))}

    def close(self, body: Json) -> Json:
        """{as, view}"""
        view = self._view(body)
        if view.open:
            self.client.close(view)
        return {}

    def fault(self, body: Json) -> Json:
        """{fault, **arguments} -> {ordered}: what will go wrong from now on."""
        orders = _without_who(body)
        name = orders.pop("fault")
        if name not in FAULTS:
            raise ValueError(f"There is no fault {name}.")
        getattr(self.slack.faults, name)(**orders)
        return {"ordered": self.slack.faults.ordered()}

    def person(self, body: Json) -> Json:
        """{name, real_name?, team?, role?} -> {name}: somebody new."""
        return {"name": self.slack.person(**_without_who(body)).name}

    def channel(self, body: Json) -> Json:
        """{name, members?, private?} -> {id}"""
        return {"id": self.slack.channel(**_without_who(body)).id}

    def who(self, body: Json) -> Person:
        person = self.world.person_named(body["as"])
        if person is None or person.bot_id:
            raise ClientError(f"There is no person {body['as']}.")
        return person

    def where(self, body: Json) -> Channel:
        """The place this person may see; direct messages with the app begin when they are needed."""
        me = self.who(body)
        if body["in"] == THE_APP:
            with self.world.changed:
                return self.world.direct(me.id, self.slack.bot.id)
        place = self.world.channels.get(body["in"])
        if place is None or not self.sight.may_see(me, place):
            raise ClientError(f"{me.name} sees no conversation {body['in']}.")
        return place

    def _message(self, body: Json) -> Message:
        said = self.world.messages.get(self.where(body).id, {}).get(body["ts"])
        if said is None or said.only_for not in ("", self.who(body).id):
            raise ClientError("This message is not there any more.")
        return said

    def _view(self, body: Json) -> View:
        """The person's view, holding what the page says was entered so far."""
        view = self.world.views.get(body["view"])
        if view is None or view.user != self.who(body).id:
            raise ClientError("This form is not there any more.")
        with self.world.changed:
            for block, element in elements(view.blocks):
                entered = body.get("values", {}).get(block["block_id"], {})
                if element["type"] in STATEFUL and element["action_id"] in entered:
                    view.filled[block["block_id"], element["action_id"]] = entered[element["action_id"]]
        return view


def _without_who(body: Json) -> Json:
    """What the page sends with every act, taken away where it does not matter who acts."""
    return {name: value for name, value in body.items() if name != "as"}


def _find(blocks: list[Json], body: Json) -> tuple[Json, Json]:
    wanted = body["block_id"], body["action_id"]
    for block, element in elements(blocks):
        if (block["block_id"], element.get("action_id")) == wanted:
            return block, element
    raise ClientError("This has changed in the meantime.")


def faults_on_offer() -> list[Json]:
    """Every fault with its description and arguments, read from the methods of Faults."""
    return [_offered(name) for name in sorted(FAULTS - {"heal"})]


def _offered(name: str) -> Json:
    method = getattr(Faults, name)
    parameters = list(inspect.signature(method).parameters.values())[1:]
    about = inspect.getdoc(method) or ""
    return {"name": name, "about": about, "arguments": [_argument(p) for p in parameters]}


def _argument(parameter: inspect.Parameter) -> Json:
    choices: dict[str, Any] = {"kind": KINDS, "how": SOCKETS}
    default = None if parameter.default is inspect.Parameter.empty else parameter.default
    return {
        "name": parameter.name,
        "type": str(parameter.annotation),
        "default": default,
        "choices": list(choices.get(parameter.name, ())),
    }
