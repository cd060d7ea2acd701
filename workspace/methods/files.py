"""files.*: what is known of a file, and the three steps of uploading one."""

from __future__ import annotations

from workspace import shapes
from workspace.core import ApiError, Core
from workspace.methods.chat import thread_root
from workspace.things import Channel, File, Json, Message
from workspace.webapi import Method


def info(core: Core, arguments: Json) -> Json:
    kept = core.world.files.get(arguments["file"])
    if kept is None or not kept.uploaded:
        raise ApiError("file_not_found")
    return {"file": shapes.file(core.world, kept), "comments": [], "response_metadata": {"next_cursor": ""}}


def upload_url(core: Core, arguments: Json) -> Json:
    """Where to send the content, of exactly the given length in bytes."""
    name, length = arguments["filename"], arguments["length"]
    if length <= 0:
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] length must be > 0"]})
    kept = File(core.world.new_id("F"), name, name, core.app.bot.id, core.world.seconds(), length=length)
    core.world.files[kept.id] = kept
    return {"upload_url": f"{core.world.base_url}/upload/v1/{kept.id}", "file_id": kept.id}


def complete_upload(core: Core, arguments: Json) -> Json:
    """Files that were sent are shared in a channel, with an optional comment, or kept unshared."""
    kept = [_uploaded(core, wanted) for wanted in arguments["files"]]
    channel = arguments.get("channel_id", "")
    if channel:
        place = core.place(channel, member=True)
        _share(core, place, kept, arguments)
    return {"files": [shapes.file(core.world, file) for file in kept]}


def _share(core: Core, place: Channel, kept: list[File], arguments: Json) -> None:
    root = thread_root(core, place, arguments.get("thread_ts", ""))
    bot, text = core.app.bot, arguments.get("initial_comment", "")
    said = Message(place.id, core.world.ts(), bot.id, text, thread_ts=root, subtype="file_share")
    said.bot_id, said.files = bot.bot_id, kept
    for file in kept:
        file.channels.append(place.id)
    core.world.add(said)
    core.announce.message(said)


def _uploaded(core: Core, wanted: Json) -> File:
    kept = core.world.files.get(wanted.get("id", ""))
    if kept is None or not kept.uploaded:
        raise ApiError("file_not_found")
    kept.title = wanted.get("title") or kept.name
    return kept


METHODS = {
    "files.info": Method(info, needs={"file": "text"}, scopes=("files:read",)),
    "files.getUploadURLExternal": Method(
        upload_url,
        needs={"filename": "text", "length": "number"},
        takes={"alt_txt": "text", "snippet_type": "text"},
        scopes=("files:write",),
    ),
    "files.completeUploadExternal": Method(
        complete_upload,
        needs={"files": "json"},
        takes={"channel_id": "text", "initial_comment": "text", "thread_ts": "text"},
        scopes=("files:write",),
    ),
}
