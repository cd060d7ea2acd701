"""The control API: other processes drive people and faults, and read what happened, as JSON."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from workspace import reading, shapes
from workspace.bodies import REFUSALS, json_body, reason
from workspace.play import Actor, Heard
from workspace.surfaces import Form
from workspace.things import Json

if TYPE_CHECKING:
    from workspace.workspace import Workspace


def control_routes(slack: Workspace) -> list[BaseRoute]:
    """POST /control/<verb> with a JSON body; GET /control/<noun> for what there is."""
    control = Control(slack)
    acts = (control.person, control.channel, control.say, control.edit, control.delete, control.click)
    more = (control.submit, control.command, control.shortcut, control.home, control.faults, control.verify)
    places = (control.group, control.archive, control.share, control.change_id, control.look)
    app = (control.react, control.choose, control.consent, control.uninstall)
    all_acts = (*acts, *more, *places, *app)
    posts = [Route(f"/control/{act.__name__}", _answering(act), methods=["POST"]) for act in all_acts]
    reads = (control.transcript, control.deliveries, control.complaints, control.calls, control.forms)
    all_reads = (*reads, control.app)
    gets = [Route(f"/control/{read.__name__}", _answering(read), methods=["GET"]) for read in all_reads]
    return [*posts, *gets]


def _answering(act: Callable[[Json], Json]) -> Callable[[Request], Any]:
    """Off the event loop, for acts wait for the app; what a person may not do is a 400 with the reason."""

    async def handle(request: Request) -> Response:
        try:
            body = await json_body(request) if request.method == "POST" else dict(request.query_params)
            return JSONResponse({"ok": True} | await run_in_threadpool(act, body))
        except REFUSALS as failure:
            error = type(failure).__name__
            return JSONResponse({"ok": False, "error": error, "reason": reason(failure)}, 400)

    return handle


class Control:
    """Each method takes the JSON body (or the query) and answers JSON."""

    def __init__(self, slack: Workspace) -> None:
        self.slack = slack

    def person(self, body: Json) -> Json:
        """{name, real_name?, email?, team?, tz?, role?} -> {id}"""
        return {"id": self.slack.person(**body).id}

    def channel(self, body: Json) -> Json:
        """{name, members?, private?, shared_with?, bot?} -> {id}"""
        return {"id": self.slack.channel(**body).id}

    def say(self, body: Json) -> Json:
        """{person, text, in?, thread?: ts, files?: [[name, base64]]} -> {channel, ts}"""
        actor = self._actor(body)
        files = [(name, base64.b64decode(content)) for name, content in body.get("files", ())]
        thread = self._heard(actor, body, "thread") if body.get("thread") else None
        said = actor.says(body["text"], in_=body.get("in", ""), thread=thread, files=files)
        return {"channel": said.message.channel, "ts": said.ts}

    def edit(self, body: Json) -> Json:
        """{person, in?, ts, text}"""
        actor = self._actor(body)
        actor.edits(self._heard(actor, body, "ts"), body["text"])
        return {}

    def delete(self, body: Json) -> Json:
        """{person, in?, ts}"""
        actor = self._actor(body)
        actor.deletes(self._heard(actor, body, "ts"))
        return {}

    def react(self, body: Json) -> Json:
        """{person, in?, ts, name, back?: true}: give a reaction, or take it back."""
        actor = self._actor(body)
        act = actor.takes_back if body.get("back") else actor.reacts
        act(self._heard(actor, body, "ts"), body["name"])
        return {}

    def click(self, body: Json) -> Json:
        """{person, in?, ts, button} -> {form}; with view_id instead of ts in a form or Home tab."""
        actor = self._actor(body)
        if "view_id" in body:
            form = Form(self.slack, self.slack.world.views[body["view_id"]]).click(body["button"])
        else:
            form = self._heard(actor, body, "ts").click(body["button"], by=actor)
        return {"form": _form(form)}

    def choose(self, body: Json) -> Json:
        """{person, in?, ts, menu, entry} -> {form}; with view_id instead of ts in a form or Home tab."""
        actor, menu, entry = self._actor(body), body["menu"], body["entry"]
        if "view_id" in body:
            form = Form(self.slack, self.slack.world.views[body["view_id"]]).choose(menu, entry)
        else:
            form = self._heard(actor, body, "ts").choose(menu, entry, by=actor)
        return {"form": _form(form)}

    def submit(self, body: Json) -> Json:
        """{view_id, values?: {name: text}, check?: [text]} -> {errors}"""
        form = Form(self.slack, self.slack.world.views[body["view_id"]])
        form.fill(body.get("values", {}))
        for label in body.get("check", ()):
            form.check(label)
        return {"errors": form.submit()}

    def command(self, body: Json) -> Json:
        """{person, command, text?, in?} -> {form}"""
        form = self._actor(body).command(body["command"], body.get("text", ""), in_=body.get("in", ""))
        return {"form": _form(form)}

    def shortcut(self, body: Json) -> Json:
        """{person, callback_id, in?, ts?} -> {form}"""
        actor = self._actor(body)
        said = self._heard(actor, body, "ts") if body.get("ts") else None
        return {"form": _form(actor.shortcut(body["callback_id"], said))}

    def home(self, body: Json) -> Json:
        """{person} -> {view_id, text, buttons} of the Home tab after it was opened."""
        home = self._actor(body).opens_home()
        return {"view_id": home.view.id, "text": home.all_text, "buttons": home.buttons}

    def group(self, body: Json) -> Json:
        """{people: [name]} -> {id, name} of their direct messages with the bot"""
        place = self.slack.group(*body["people"])
        return {"id": place.id, "name": place.name}

    def archive(self, body: Json) -> Json:
        """{person, channel: name}"""
        self._actor(body).archives(body["channel"])
        return {}

    def share(self, body: Json) -> Json:
        """{channel: name, team, end?: true}: with another organisation, or no longer"""
        (self.slack.unshare if body.get("end") else self.slack.share)(body["channel"], body["team"])
        return {}

    def change_id(self, body: Json) -> Json:
        """{channel: name} -> {id}"""
        self.slack.change_id(body["channel"])
        return {"id": self.slack.channel(body["channel"]).id}

    def look(self, body: Json) -> Json:
        """{person, channel?: name}: where the person goes while the app is open beside"""
        self._actor(body).looks_at(body.get("channel", ""))
        return {}

    def consent(self, body: Json) -> Json:
        """{person, url, allow?: false} -> {location}: the answer at an authorize address"""
        actor = self._actor(body)
        return {"location": (actor.approves if body.get("allow", True) else actor.denies)(body["url"])}

    def uninstall(self, _body: Json) -> Json:
        """{}: remove the app"""
        self.slack.uninstall()
        return {}

    def app(self, _query: Json) -> Json:
        """What the app needs to know: address, tokens, secrets, and its ids."""
        slack = self.slack
        tokens = {"bot_token": slack.bot_token, "app_token": slack.app_token}
        secrets = {"signing_secret": slack.signing_secret, "client_secret": slack.client_secret}
        ids = {"client_id": slack.client_id, "app_id": slack.installed.app_id, "bot_user_id": slack.bot.id}
        return {"api_url": slack.api_url, "installed": slack.tokens.installed} | tokens | secrets | ids

    def faults(self, body: Json) -> Json:
        """{fault: name of a method of Faults, **arguments}, e.g. {"fault": "down", "seconds": 2}"""
        orders = dict(body)
        name = orders.pop("fault")
        if name not in FAULTS:
            raise ValueError(f"{name}: not one of {', '.join(sorted(FAULTS))}")
        getattr(self.slack.faults, name)(**orders)
        return {}

    def verify(self, body: Json) -> Json:
        """{url?}: send the url_verification challenge, as when the URL is saved in the app's settings."""
        self.slack.verify_url(body.get("url", ""))
        return {}

    def transcript(self, query: Json) -> Json:
        """?channel=id: all messages with who sees them; without a channel those of all conversations."""
        world = self.slack.world
        with world.changed:
            said = [m for place in world.messages.values() for m in place.values()]
            wanted = [m for m in said if query.get("channel", m.channel) == m.channel]
            told = [self._told(Heard(self.slack, m)) for m in sorted(wanted, key=lambda m: m.ts)]
        return {"messages": told}

    def deliveries(self, _query: Json) -> Json:
        return {"deliveries": [delivery.to_json() for delivery in self.slack.deliveries]}

    def complaints(self, _query: Json) -> Json:
        return {"complaints": self.slack.complaints}

    def calls(self, _query: Json) -> Json:
        shown = ("method", "arguments", "answer", "status")
        return {"calls": [{name: getattr(call, name) for name in shown} for call in self.slack.calls]}

    def forms(self, query: Json) -> Json:
        """?person=name: the forms on that person's screen, the lowest first."""
        stack = self.slack.world.stacks[self._actor(query).id]
        return {"forms": [_form(Form(self.slack, view)) for view in stack]}

    def _actor(self, body: Json) -> Actor:
        if self.slack.world.person_named(body["person"]) is None:
            raise KeyError(f"There is no person {body['person']}.")
        return self.slack.person(body["person"])

    def _heard(self, actor: Actor, body: Json, name: str) -> Heard:
        for heard in actor.sees(in_=body.get("in", "")):
            if heard.ts == body[name]:
                return heard
        raise KeyError(f"{actor.name} sees no message {body[name]}.")

    def _told(self, heard: Heard) -> Json:
        said = heard.message
        shown = shapes.message(self.slack.world, said)
        person = self.slack.world.people.get(said.user)
        told = {
            "channel": said.channel,
            "only_for": said.only_for,
            "by": person.name if person else said.user,
        }
        return shown | told | {"all_text": heard.all_text, "buttons": heard.buttons}


FAULTS = {
    "calls",
    "events_twice",
    "events_late",
    "events_out_of_order",
    "acknowledgements_ignored",
    "sockets",
    "down",
    "heal",
    "rate_limit",
}


def _form(form: Form | None) -> Json | None:
    if form is None:
        return None
    text = reading.all_text(form.slack.world, form.view.blocks)
    return {"view_id": form.view.id, "title": form.title, "text": text, "values": form.values()}
