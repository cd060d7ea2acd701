"""reactions.add: the bot's emoji on a message."""

from __future__ import annotations

import re

from workspace.core import ApiError, Core
from workspace.things import Json
from workspace.webapi import Method


def add(core: Core, arguments: Json) -> Json:
    place = core.place(arguments["channel"], member=True)
    said = core.world.lasting(place.id, arguments["timestamp"])
    name = arguments["name"]
    if said is None:
        raise ApiError("message_not_found")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise ApiError("invalid_name")
    users = said.reactions.setdefault(name, [])
    if core.app.bot.id in users:
        raise ApiError("already_reacted")
    users.append(core.app.bot.id)
    core.announce.reaction(core.app.bot, said, name)
    core.world.touch()
    return {}


METHODS = {
    "reactions.add": Method(
        add,
        needs={"channel": "text", "timestamp": "text", "name": "text"},
        scopes=("reactions:write",),
    )
}
