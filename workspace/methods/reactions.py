"""reactions.*: the bot's emoji on a message, given and taken back."""

from __future__ import annotations

import re

from workspace.core import ApiError, Core
from workspace.things import Json, Message
from workspace.webapi import Method


def add(core: Core, arguments: Json) -> Json:
    said, name = _meant(core, arguments)
    if not said.give_reaction(name, core.app.bot.id):
        raise ApiError("already_reacted")
    core.announce.reaction(core.app.bot, said, name)
    core.world.touch()
    return {}


def remove(core: Core, arguments: Json) -> Json:
    said, name = _meant(core, arguments)
    if not said.take_reaction_back(name, core.app.bot.id):
        raise ApiError("no_reaction")
    core.announce.reaction_removed(core.app.bot, said, name)
    core.world.touch()
    return {}


def _meant(core: Core, arguments: Json) -> tuple[Message, str]:
    place = core.place(arguments["channel"], member=True)
    said = core.world.lasting(place.id, arguments["timestamp"])
    if said is None:
        raise ApiError("message_not_found")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", arguments["name"]):
        raise ApiError("invalid_name")
    return said, arguments["name"]


NEEDS = {"channel": "text", "timestamp": "text", "name": "text"}
METHODS = {
    "reactions.add": Method(add, needs=NEEDS, scopes=("reactions:write",)),
    "reactions.remove": Method(remove, needs=NEEDS, scopes=("reactions:write",)),
}
