"""views.*: modals of a person, one upon another, and the Home tab."""

from __future__ import annotations

import json
from typing import Any

from workspace.blocks import check_view, complete
from workspace.core import ApiError, Core
from workspace.events import view_json
from workspace.interactions import Trigger
from workspace.limits import LIMITS
from workspace.things import Json, View
from workspace.webapi import Method

LARGEST = 250_000


def opened(core: Core, arguments: Json) -> Json:
    """A first modal for the person whose trigger it is; an open one is replaced."""
    trigger = _trigger(core, arguments["trigger_id"])
    view = new_view(core, trigger.user, arguments["view"], trigger)
    core.world.stacks[trigger.user] = [view]
    trigger.used = True
    core.world.touch()
    return {"view": view_json(core.app, view)}


def pushed(core: Core, arguments: Json) -> Json:
    """A modal on top of the one the trigger came from, at most three high."""
    trigger = _trigger(core, arguments["trigger_id"])
    if trigger.view is None or not trigger.view.open:
        raise ApiError("invalid_trigger_id")
    view = push_view(core, trigger.view, arguments["view"], trigger)
    trigger.used = True
    return {"view": view_json(core.app, view)}


def updated(core: Core, arguments: Json) -> Json:
    """New content for a view, found by view_id or external_id; `hash` guards against a newer one."""
    view = _find(core, arguments)
    if "hash" in arguments and arguments["hash"] != view.hash:
        raise ApiError("hash_conflict")
    replace_view(core, view, arguments["view"])
    return {"view": view_json(core.app, view)}


def published(core: Core, arguments: Json) -> Json:
    """The Home tab of one person."""
    user = arguments["user_id"]
    if user not in core.world.people:
        raise ApiError("user_not_found")
    if not core.manifest.home_tab:
        raise ApiError("not_enabled")
    view = core.world.homes.get(user)
    if view and "hash" in arguments and arguments["hash"] != view.hash:
        raise ApiError("hash_conflict")
    if view is None:
        view = new_view(core, user, arguments["view"], None, "home")
        core.world.homes[user] = view
        core.world.touch()
    else:
        replace_view(core, view, arguments["view"])
    return {"view": view_json(core.app, view)}


def new_view(core: Core, user: str, content: Any, trigger: Trigger | None, kind: str = "modal") -> View:
    """A view that was checked and is known by its id, but stands nowhere yet."""
    kept = _content(core, content, kind)
    external = kept.get("external_id")
    if external and any(
        v.open and v.content.get("external_id") == external for v in core.world.views.values()
    ):
        raise ApiError("duplicate_external_id")
    view_id = core.world.new_id("V")
    view = View(view_id, user, kind, kept, _hash(core), view_id, trigger=trigger.id if trigger else "")
    core.world.views[view_id] = view
    return view


def push_view(core: Core, below: View, content: Any, trigger: Trigger | None) -> View:
    stack = core.world.stacks[below.user]
    if len(stack) >= LIMITS["view stack"]:
        raise ApiError("push_limit_reached")
    view = new_view(core, below.user, content, trigger)
    view.root_id, view.previous_id = below.root_id, below.id
    stack.append(view)
    core.world.touch()
    return view


def replace_view(core: Core, view: View, content: Any) -> None:
    """Give the view new content. What was entered stays where block_id and action_id stay the same."""
    view.content = _content(core, content, view.kind)
    view.hash = _hash(core)
    core.world.touch()


def _trigger(core: Core, trigger_id: str) -> Trigger:
    trigger = core.interactions.triggers.get(trigger_id)
    if trigger is None:
        raise ApiError("invalid_trigger_id")
    if trigger.used:
        raise ApiError("exchanged_trigger_id")
    if core.interactions.expired(trigger):
        raise ApiError("expired_trigger_id")
    return trigger


def _find(core: Core, arguments: Json) -> View:
    if ("view_id" in arguments) == ("external_id" in arguments):
        messages = ["[ERROR] Provide exactly one of `view_id` and `external_id`"]
        raise ApiError("invalid_arguments", response_metadata={"messages": messages})
    for view in core.world.views.values():
        external = view.content.get("external_id")
        if view.open and (view.id == arguments.get("view_id") or external == arguments.get("external_id", 0)):
            return view
    raise ApiError("not_found")


def _content(core: Core, content: Any, kind: str) -> Json:
    found = check_view(content, kind)
    for what in found.not_simulated:
        core.complain(f"view: {what} is not simulated")
    if found.wrong:
        messages = [f"[ERROR] {problem}" for problem in found.wrong]
        raise ApiError("invalid_arguments", response_metadata={"messages": messages})
    if len(json.dumps(content)) > LARGEST:
        raise ApiError("view_too_large")
    kept: Json = content | {"blocks": complete(content["blocks"], lambda: core.world.new_id("b"))}
    return kept


def _hash(core: Core) -> str:
    return f"{core.world.seconds()}.{core.world.new_id('h')}"


METHODS = {
    "views.open": Method(opened, needs={"trigger_id": "text", "view": "json"}),
    "views.push": Method(pushed, needs={"trigger_id": "text", "view": "json"}),
    "views.update": Method(
        updated,
        needs={"view": "json"},
        takes={"view_id": "text", "external_id": "text", "hash": "text"},
    ),
    "views.publish": Method(published, needs={"user_id": "text", "view": "json"}, takes={"hash": "text"}),
}
