"""chat.*: posting, changing and deleting the bot's messages, and links to messages."""

from __future__ import annotations

import math
import time
from typing import Any

from workspace import shapes
from workspace.blocks import check_message, complete, text_length
from workspace.core import ApiError, Core
from workspace.limits import LIMITS
from workspace.things import Channel, Json, Message
from workspace.webapi import Method

ONLY_BLOCKS = "This content can't be displayed."


def post(core: Core, arguments: Json) -> Json:
    """A new message of the bot. Text beyond 40,000 characters is cut; a user id means direct messages."""
    place = _writable(core, arguments["channel"])
    _check_rate(core, place)
    said = draft(core, place, arguments)
    if said.thread_ts and arguments.get("reply_broadcast"):
        said.subtype = "thread_broadcast"
    core.world.add(said)
    core.announce.message(said)
    return {"channel": place.id, "ts": said.ts, "message": shapes.message(core.world, said)}


def post_ephemeral(core: Core, arguments: Json) -> Json:
    """A message one person sees, once; it cannot be changed or read back."""
    place = _writable(core, arguments["channel"])
    if arguments["user"] not in place.members:
        raise ApiError("user_not_in_channel")
    said = draft(core, place, arguments)
    said.only_for = arguments["user"]
    core.world.add(said)
    return {"message_ts": said.ts}


def update(core: Core, arguments: Json) -> Json:
    """Change the bot's own message. What is not given stays; an empty list of blocks removes them."""
    said = core.own(arguments["channel"], arguments["ts"], "cant_update_message")
    if len(arguments.get("text", "")) > LIMITS["update text"]:
        raise ApiError("msg_too_long")
    blocks = _blocks(core, arguments)
    if not arguments.get("text") and not blocks:
        raise ApiError("no_text")
    before = core.announce.snapshot(said)
    said.text = arguments.get("text") or said.text
    said.blocks = blocks if blocks is not None else said.blocks
    said.metadata = _metadata(arguments) if "metadata" in arguments else said.metadata
    said.edited = {"user": core.app.bot.id, "ts": core.world.ts()}
    core.announce.changed(said, before)
    core.world.touch()
    message = shapes.message(core.world, said)
    return {"channel": said.channel, "ts": said.ts, "text": said.text, "message": message}


def delete(core: Core, arguments: Json) -> Json:
    said = core.own(arguments["channel"], arguments["ts"], "cant_delete_message")
    remove(core, said)
    return {"channel": said.channel, "ts": said.ts}


def remove(core: Core, said: Message) -> None:
    """Delete a message. The root of a thread with replies stays as a tombstone, which is a change."""
    before = core.announce.snapshot(said)
    if len(core.world.thread(said.channel, said.ts)) > 1:
        said.subtype, said.text, said.user = "tombstone", "This message was deleted.", "USLACKBOT"
        said.blocks, said.files, said.bot_id, said.metadata = [], [], "", None
        core.announce.changed(said, before)
    else:
        del core.world.messages[said.channel][said.ts]
        core.announce.deleted(said, before)
    core.world.touch()


def permalink(core: Core, arguments: Json) -> Json:
    place = core.place(arguments["channel"])
    said = core.world.lasting(place.id, arguments["message_ts"])
    if said is None:
        raise ApiError("message_not_found")
    link = f"https://{core.app.team.domain}.slack.com/archives/{place.id}/p{said.ts.replace('.', '')}"
    thread = f"?thread_ts={said.thread_ts}&cid={place.id}" if said.thread_ts else ""
    return {"channel": place.id, "permalink": link + thread}


def _writable(core: Core, channel: str) -> Channel:
    """Where to post: a conversation's id, a channel's name with or without #, or a person's id."""
    person = core.world.people.get(channel)
    if person is not None and not person.bot_id:
        return core.world.direct(person.id, core.app.bot.id)
    named = None if channel in core.world.channels else core.world.channel_named(channel.removeprefix("#"))
    place = core.place(named.id if named else channel)
    if place.archived:
        raise ApiError("is_archived")
    if core.app.bot.id not in place.members and "chat:write.public" not in core.manifest.scopes:
        raise ApiError("not_in_channel")
    return place


def _check_rate(core: Core, place: Channel) -> None:
    now = time.monotonic()
    waited = now - core.last_posts.get(place.id, -math.inf)
    if core.faults.rate_limits and waited < 1.0:
        raise ApiError("ratelimited", retry_after=1)
    core.last_posts[place.id] = now


def draft(core: Core, place: Channel, arguments: Json) -> Message:
    """The bot's message as the arguments ask for, not yet posted; raises all that Slack refuses it for."""
    blocks = _blocks(core, arguments) or []
    text = arguments.get("text", "")[: LIMITS["post text"]]
    if not text and not blocks:
        raise ApiError("no_text")
    thread_ts = thread_root(core, place, arguments.get("thread_ts", ""))
    return Message(
        place.id,
        core.world.ts(),
        core.app.bot.id,
        text or ONLY_BLOCKS,
        blocks,
        thread_ts,
        bot_id=core.app.bot.bot_id,
        metadata=_metadata(arguments),
    )


def thread_root(core: Core, place: Channel, thread_ts: str) -> str:
    """The thread to reply in; raises thread_not_found. A reply's ts leads to its thread, with a complaint."""
    if not thread_ts:
        return ""
    root = core.world.lasting(place.id, thread_ts)
    if root is None:
        raise ApiError("thread_not_found")
    if root.thread_ts:
        core.complain(f"chat: {thread_ts} is a reply; thread_ts must be the ts of the thread's root")
    return root.root


def _blocks(core: Core, arguments: Json) -> list[Json] | None:
    """The blocks as they are kept, None when none are given; raises invalid_blocks, msg_blocks_too_long."""
    if "markdown_text" in arguments:
        return _markdown(core, arguments)
    if "blocks" not in arguments:
        return None
    blocks = arguments["blocks"]
    found = check_message(blocks)
    for what in found.not_simulated:
        core.complain(f"blocks: {what} is not simulated")
    if found.wrong:
        messages = [f"[ERROR] {problem}" for problem in found.wrong]
        raise ApiError("invalid_blocks", errors=found.wrong, response_metadata={"messages": messages})
    if text_length(blocks) > LIMITS["all block text"]:
        raise ApiError("msg_blocks_too_long")
    return complete(blocks, lambda: core.world.new_id("b"))


def _markdown(core: Core, arguments: Json) -> list[Json]:
    if "blocks" in arguments or "text" in arguments:
        raise ApiError("markdown_text_conflict")
    if len(arguments["markdown_text"]) > LIMITS["markdown text"]:
        raise ApiError("msg_too_long")
    return [{"type": "markdown", "text": arguments["markdown_text"], "block_id": core.world.new_id("b")}]


def _metadata(arguments: Json) -> Json | None:
    metadata: Any = arguments.get("metadata")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or metadata.keys() - {"event_type", "event_payload"}:
        raise ApiError("invalid_metadata_format")
    return metadata


WRITTEN = {
    "text": "text",
    "blocks": "json",
    "markdown_text": "text",
    "thread_ts": "text",
    "mrkdwn": "truth",
    "parse": "text",
    "link_names": "truth",
    "metadata": "json",
}
WRITE = ("chat:write",)
METHODS = {
    "chat.postMessage": Method(
        post,
        needs={"channel": "text"},
        takes=WRITTEN | {"reply_broadcast": "truth", "unfurl_links": "truth", "unfurl_media": "truth"},
        scopes=WRITE,
    ),
    "chat.postEphemeral": Method(
        post_ephemeral, needs={"channel": "text", "user": "text"}, takes=WRITTEN, scopes=WRITE
    ),
    "chat.update": Method(
        update,
        needs={"channel": "text", "ts": "text"},
        takes={name: kind for name, kind in WRITTEN.items() if name not in ("thread_ts", "mrkdwn")},
        scopes=WRITE,
    ),
    "chat.delete": Method(delete, needs={"channel": "text", "ts": "text"}, scopes=WRITE),
    "chat.getPermalink": Method(permalink, needs={"channel": "text", "message_ts": "text"}),
}
