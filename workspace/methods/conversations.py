"""conversations.*: which conversations there are, who is in them, and what was said."""

from __future__ import annotations

from workspace import shapes
from workspace.core import ApiError, Core
from workspace.limits import LIMITS
from workspace.methods.paging import page
from workspace.things import Channel, Json, Message
from workspace.webapi import Method

KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def opened(core: Core, arguments: Json) -> Json:
    """The direct messages with one person or up to eight; opened again they are the same."""
    known = set(core.world.channels)
    if "channel" in arguments:
        place = core.place(arguments["channel"])
    else:
        place = _with(core, list(dict.fromkeys(arguments.get("users", []))))
    shown = _shown(core, place) if arguments.get("return_im") else {"id": place.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if place.id in known else {})


def _with(core: Core, users: list[str]) -> Channel:
    """The conversation of these people with the bot; raises users_list_not_supplied and the like."""
    if not users:
        raise ApiError("users_list_not_supplied")
    if len(users) > LIMITS["group direct messages"]:
        raise ApiError("too_many_users")
    core.require("im:write" if len(users) == 1 else "mpim:write")
    people = [core.world.people.get(user) for user in users]
    if any(person is None or person.bot_id for person in people):
        raise ApiError("user_not_found")
    if len(users) == 1:
        return core.world.direct(users[0], core.app.bot.id)
    return core.world.group(users, core.app.bot.id)


def info(core: Core, arguments: Json) -> Json:
    place = core.place(arguments["channel"])
    core.needs_scope(place, "read")
    shown = _shown(core, place)
    if not arguments.get("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


def listed(core: Core, arguments: Json) -> Json:
    kinds = [KINDS.get(name.strip()) for name in arguments.get("types", ["public_channel"])]
    if None in kinds:
        raise ApiError("invalid_types")
    places = [
        place for place in core.world.channels.values() if place.kind in kinds and _visible(core, place)
    ]
    if arguments.get("exclude_archived"):
        places = [place for place in places if not place.archived]
    for place in places:
        core.needs_scope(place, "read")
    shown, cursor = page(places, arguments, default=100, most=1000)
    channels = [_shown(core, place) for place in shown]
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


def members(core: Core, arguments: Json) -> Json:
    place = core.place(arguments["channel"])
    core.needs_scope(place, "read")
    shown, cursor = page(place.members, arguments, default=100, most=1000)
    return {"members": shown, "response_metadata": {"next_cursor": cursor}}


def history(core: Core, arguments: Json) -> Json:
    """What stands in the conversation itself, newest first; replies only when broadcast."""
    place = core.place(arguments["channel"], member=True)
    core.needs_scope(place, "history")
    said = [
        m
        for m in core.world.messages[place.id].values()
        if not m.thread_ts or m.subtype == "thread_broadcast"
    ]
    return _messages(core, [m for m in reversed(said) if not m.only_for], arguments, default=100)


def replies(core: Core, arguments: Json) -> Json:
    """A thread, the root first. A reply's own ts gets that message alone; raises thread_not_found."""
    place = core.place(arguments["channel"], member=True)
    core.needs_scope(place, "history")
    said = core.world.lasting(place.id, arguments["ts"])
    if said is None:
        raise ApiError("thread_not_found")
    thread = [said] if said.thread_ts else core.world.thread(place.id, said.ts)
    return _messages(core, thread, arguments, default=1000)


def _messages(core: Core, said: list[Message], arguments: Json, *, default: int) -> Json:
    within = [m for m in said if _within(m.ts, arguments)]
    shown, cursor = page(within, arguments, default=default, most=1000)
    with_metadata = arguments.get("include_all_metadata", False)
    messages = [shapes.message(core.world, m, with_metadata=with_metadata) for m in shown]
    more = {"response_metadata": {"next_cursor": cursor}} if cursor else {}
    return {"messages": messages, "has_more": bool(cursor)} | more


def _within(ts: str, arguments: Json) -> bool:
    inclusive = arguments.get("inclusive", False)
    oldest, latest = arguments.get("oldest", "0"), arguments.get("latest") or "9999999999"
    at, first, last = float(ts), float(oldest), float(latest)
    return first < at < last or (inclusive and at in (first, last))


def _visible(core: Core, place: Channel) -> bool:
    return place.kind == "channel" or core.app.bot.id in place.members


def _shown(core: Core, place: Channel) -> Json:
    return shapes.channel(place, home=core.app.team.id, me=core.app.bot.id)


READ = {"cursor": "text", "limit": "number", "inclusive": "truth", "oldest": "text", "latest": "text"}
READ |= {"include_all_metadata": "truth"}
METHODS = {
    "conversations.open": Method(
        opened,
        takes={"users": "list", "channel": "text", "return_im": "truth"},
        scopes=("im:write", "mpim:write"),
    ),
    "conversations.info": Method(
        info,
        needs={"channel": "text"},
        takes={"include_num_members": "truth", "include_locale": "truth"},
    ),
    "conversations.list": Method(
        listed,
        takes={"cursor": "text", "limit": "number", "types": "list", "exclude_archived": "truth"},
    ),
    "conversations.members": Method(
        members, needs={"channel": "text"}, takes={"cursor": "text", "limit": "number"}
    ),
    "conversations.history": Method(history, needs={"channel": "text"}, takes=READ),
    "conversations.replies": Method(replies, needs={"channel": "text", "ts": "text"}, takes=READ),
}
