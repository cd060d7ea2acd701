"""How Slack writes people, channels, messages, files and views as JSON."""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePath

from workspace.inputs import state_values
from workspace.things import Channel, File, Json, Message, Person, View
from workspace.world import World

MENTION = re.compile(r"(<@[UW][A-Z0-9]+>|<#[CG][A-Z0-9]+\|?[^>]*>|<https?://[^>]+>)")
PRETTY = {"png": "PNG", "jpg": "JPEG", "pdf": "PDF", "txt": "Plain Text", "csv": "CSV", "log": "Plain Text"}


def user(person: Person, *, home: str, with_email: bool) -> Json:
    """A user object. Someone of another organisation is a stranger; the email stands only where known."""
    shown = {
        "id": person.id,
        "team_id": person.team.id,
        "name": person.name,
        "deleted": False,
        "color": "9f69e7",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": "Central European Time",
        "tz_offset": 3600,
        "profile": profile(person, with_email=with_email),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": bool(person.bot_id),
        "is_app_user": False,
        "updated": 0,
        "is_email_confirmed": person.email is not None,
        "who_can_share_contact_card": "EVERYONE",
    }
    return shown | ({"is_stranger": True} if person.team.id != home else {})


def profile(person: Person, *, with_email: bool) -> Json:
    first, _, last = person.real_name.partition(" ")
    shown: Json = {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "",
        **{f"image_{pixels}": "" for pixels in (24, 32, 48, 72, 192, 512)},
        "first_name": first,
        "last_name": last,
        "team": person.team.id,
    }
    if person.bot_id:
        shown |= {"api_app_id": person.app_id, "bot_id": person.bot_id, "always_active": True}
    if with_email and person.email is not None:
        shown["email"] = person.email
    return shown


def channel(place: Channel, *, home: str, me: str) -> Json:
    """A conversation object as the bot `me` sees it; of a direct message only the short form."""
    if place.kind == "im":
        return _direct(place, home=home, me=me)
    return _channel_facts(place, me) | _sharing(place, home)


def _channel_facts(place: Channel, me: str) -> Json:
    return {
        "id": place.id,
        "name": place.name,
        "name_normalized": place.name,
        "is_channel": place.kind == "channel",
        "is_group": place.kind in ("group", "mpim"),
        "is_im": False,
        "is_mpim": place.kind == "mpim",
        "is_private": place.kind in ("group", "mpim"),
        "created": place.created,
        "is_archived": place.archived,
        "is_general": False,
        "unlinked": 0,
        "updated": place.created * 1000,
        "creator": place.creator,
        "is_member": me in place.members,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
        "num_members": len(place.members),
    }


def _sharing(place: Channel, home: str) -> Json:
    """Which organisations a channel belongs to; the home team is always its host."""
    shared = bool(place.shared_with)
    return {
        "is_shared": shared,
        "is_ext_shared": shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "context_team_id": home,
        "conversation_host_id": home,
        "shared_team_ids": [home, *place.shared_with],
        "internal_team_ids": [home],
        "connected_team_ids": list(place.shared_with),
    }


def _direct(place: Channel, *, home: str, me: str) -> Json:
    return {
        "id": place.id,
        "created": place.created,
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": home,
        "updated": place.created * 1000,
        "user": next(member for member in place.members if member != me),
        "is_user_deleted": False,
        "priority": 0,
    }


def message(world: World, said: Message, *, with_metadata: bool = True) -> Json:
    """A message object as it stands in events and in the history, without its channel."""
    author = world.people.get(said.user)
    shown: Json = {"type": "message", "ts": said.ts, "text": said.text}
    shown |= {"user": said.user} if said.user else {}
    shown |= {"subtype": said.subtype} if said.subtype else {}
    shown |= {"client_msg_id": said.client_msg_id} if said.client_msg_id else {}
    shown |= {"team": author.team.id} if author else {}
    shown |= _bot_fields(author, said)
    shown |= {"blocks": said.blocks} if said.blocks else {}
    shown |= _file_fields(world, said)
    shown |= _thread_fields(world, said)
    shown |= {"edited": said.edited} if said.edited else {}
    shown |= {"metadata": said.metadata} if said.metadata and with_metadata else {}
    if said.reactions:
        shown["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in said.reactions.items()
        ]
    return shown


def _bot_fields(author: Person | None, said: Message) -> Json:
    if not said.bot_id:
        return {}
    if author is None:
        return {"bot_id": said.bot_id, "username": said.username}
    icons = {"image_36": "", "image_48": "", "image_72": ""}
    bot_profile = {
        "id": said.bot_id,
        "app_id": author.app_id,
        "name": author.name,
        "icons": icons,
        "deleted": False,
        "updated": 0,
        "team_id": author.team.id,
    }
    return {"bot_id": said.bot_id, "app_id": author.app_id, "bot_profile": bot_profile}


def _file_fields(world: World, said: Message) -> Json:
    if not said.files:
        return {}
    return {"files": [file(world, f) for f in said.files], "upload": False, "display_as_bot": False}


def _thread_fields(world: World, said: Message) -> Json:
    thread = world.thread(said.channel, said.root)
    if said.thread_ts:
        root = world.lasting(said.channel, said.thread_ts)
        parent = {"parent_user_id": root.user} if root and root.user else {}
        return {"thread_ts": said.thread_ts} | parent
    replies = [m for m in thread if m.thread_ts]
    if not replies:
        return {}
    users = list(dict.fromkeys(m.user for m in replies))
    return {
        "thread_ts": said.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users,
        "is_locked": False,
        "subscribed": False,
    }


def file(world: World, kept: File) -> Json:
    """A file object. The addresses in it need the bearer token."""
    return _file_facts(world, kept) | _file_places(world, kept)


def _file_facts(world: World, kept: File) -> Json:
    filetype = PurePath(kept.name).suffix.lstrip(".").lower() or "text"
    return {
        "id": kept.id,
        "created": kept.created,
        "timestamp": kept.created,
        "name": kept.name,
        "title": kept.title,
        "mimetype": mimetypes.guess_type(kept.name)[0] or "application/octet-stream",
        "filetype": filetype,
        "pretty_type": PRETTY.get(filetype, filetype.upper()),
        "user": kept.user,
        "user_team": world.people[kept.user].team.id,
        "editable": False,
        "size": len(kept.content),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "has_rich_preview": False,
        "file_access": "visible",
        "comments_count": 0,
    }


def _file_places(world: World, kept: File) -> Json:
    """Where a file can be fetched and in which conversations it was shared."""
    base = f"{world.base_url}/files-pri/{world.people[kept.user].team.id}-{kept.id}"
    return {
        "is_public": any(world.channels[c].kind == "channel" for c in kept.channels),
        "url_private": f"{base}/{kept.name}",
        "url_private_download": f"{base}/download/{kept.name}",
        "permalink": f"{world.base_url}/files/{kept.user}/{kept.id}/{kept.name}",
        "permalink_public": "",
        "channels": [c for c in kept.channels if world.channels[c].kind == "channel"],
        "groups": [c for c in kept.channels if world.channels[c].kind in ("group", "mpim")],
        "ims": [c for c in kept.channels if world.channels[c].kind == "im"],
    }


def view(shown: View, *, team: str, app_id: str, bot_id: str) -> Json:
    """A view object with what the person has entered so far."""
    content = shown.content
    return {
        "id": shown.id,
        "team_id": team,
        "type": shown.kind,
        "blocks": shown.blocks,
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "state": {"values": state_values(shown.blocks, shown.filled)},
        "hash": shown.hash,
        "title": content.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "submit_disabled": content.get("submit_disabled", False),
        "previous_view_id": shown.previous_id or None,
        "root_view_id": shown.root_id,
        "app_id": app_id,
        "external_id": content.get("external_id", ""),
        "app_installed_team_id": team,
        "bot_id": bot_id,
    }


def rich_text(text: str, block_id: str) -> Json:
    """The block Slack's own client writes for what a person typed."""
    parts = [_rich_part(part) for part in MENTION.split(text) if part]
    section = {"type": "rich_text_section", "elements": parts}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def _rich_part(part: str) -> Json:
    if part.startswith("<@"):
        return {"type": "user", "user_id": part[2:-1]}
    if part.startswith("<#"):
        return {"type": "channel", "channel_id": part[2:-1].partition("|")[0]}
    if part.startswith("<http"):
        return {"type": "link", "url": part[1:-1].partition("|")[0]}
    return {"type": "text", "text": unescape(part)}


def escape(text: str) -> str:
    """What a person types, as Slack stores it: only these three signs are escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
