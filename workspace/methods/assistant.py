"""assistant.threads.*: the status line of a thread, and the prompts suggested in the Messages tab."""

from __future__ import annotations

import time

from workspace.core import ApiError, Core
from workspace.limits import LIMITS
from workspace.things import Json
from workspace.webapi import Method


def set_status(core: Core, arguments: Json) -> Json:
    """The line under a thread; empty text clears it, and so does the bot's next message in the thread."""
    place = core.place(arguments["channel_id"], member=True)
    root = arguments["thread_ts"]
    if not core.world.thread(place.id, root):
        raise ApiError("invalid_thread_ts")
    messages = arguments.get("loading_messages", [])
    if len(messages) > LIMITS["loading messages"]:
        raise ApiError("invalid_arguments", response_metadata={"messages": ["too many loading_messages"]})
    shown = {"status": arguments.get("status", ""), "loading_messages": messages, "at": time.monotonic()}
    shown |= {"since": core.world.clock()}
    core.world.statuses.pop((place.id, root), None)
    if arguments.get("status", ""):
        core.world.statuses[place.id, root] = shown
    core.world.touch()
    return {}


def set_prompts(core: Core, arguments: Json) -> Json:
    """Up to four prompts in the direct messages of an agent app, which must not give a thread_ts."""
    place = core.place(arguments["channel_id"], member=True)
    if core.manifest.agent and "thread_ts" in arguments:
        core.complain(
            "assistant.threads.setSuggestedPrompts: an agent app's call with thread_ts does nothing"
        )
        return {}
    prompts = arguments["prompts"]
    well_formed = isinstance(prompts, list) and all(
        isinstance(prompt, dict) and prompt.get("title") and prompt.get("message") for prompt in prompts
    )
    if not well_formed or len(prompts) > LIMITS["suggested prompts"]:
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] invalid prompts"]})
    core.world.prompts[place.id] = {"title": arguments.get("title", ""), "prompts": prompts}
    core.world.touch()
    return {}


METHODS = {
    "assistant.threads.setStatus": Method(
        set_status,
        needs={"channel_id": "text", "thread_ts": "text"},
        takes={"status": "text", "loading_messages": "json"},
        scopes=("chat:write", "assistant:write"),
    ),
    "assistant.threads.setSuggestedPrompts": Method(
        set_prompts,
        needs={"channel_id": "text", "prompts": "json"},
        takes={"thread_ts": "text", "title": "text"},
        scopes=("assistant:write",),
    ),
}
