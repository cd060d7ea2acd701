"""What an app sends to a response_url, or as the answer to a slash command, becomes a message."""

from __future__ import annotations

from workspace.core import ApiError, Core
from workspace.interactions import ResponseUrl
from workspace.methods.chat import draft, remove
from workspace.things import Json

KNOWN = {
    "text",
    "blocks",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "metadata",
    "unfurl_links",
    "unfurl_media",
    "mrkdwn",
    "parse",
    "link_names",
}


def respond(core: Core, answerable: ResponseUrl, arguments: Json) -> None:
    """Show the answer: to the person alone unless in_channel, or in place of the message it came from."""
    for name in arguments.keys() - KNOWN:
        core.complain(f"response_url: the field {name} is not simulated")
    with core.world.changed:
        if arguments.get("delete_original"):
            _delete(core, answerable)
        elif arguments.get("replace_original") and answerable.said is not None:
            _replace(core, answerable, arguments)
        else:
            _post(core, answerable, arguments)


def _post(core: Core, answerable: ResponseUrl, arguments: Json) -> None:
    place = core.world.channels[answerable.channel]
    said = draft(core, place, {"thread_ts": answerable.thread_ts} | arguments)
    if arguments.get("response_type", "ephemeral") != "in_channel":
        said.only_for = answerable.user
    core.world.add(said)
    if not said.only_for:
        core.announce.message(said)


def _replace(core: Core, answerable: ResponseUrl, arguments: Json) -> None:
    said = answerable.said
    if said is None:
        raise ApiError("no_original")
    place = core.world.channels[said.channel]
    new = draft(core, place, arguments)
    before = core.announce.snapshot(said)
    said.text, said.blocks = new.text, new.blocks
    if not said.only_for:
        said.edited = {"user": core.app.bot.id, "ts": core.world.ts()}
        core.announce.changed(said, before)
    core.world.touch()


def _delete(core: Core, answerable: ResponseUrl) -> None:
    said = answerable.said
    if said is None:
        raise ApiError("no_original")
    if said.only_for:
        del core.world.messages[said.channel][said.ts]
        core.world.touch()
    else:
        remove(core, said)
