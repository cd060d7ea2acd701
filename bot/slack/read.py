"""Reads what Slack sends into messages: a payload in, a value out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.forms.form import NEW_THREAD
from bot.forms.registry import CODES
from bot.message import WITH_FORM, Act, ActName, Author, Message
from bot.slack.form import about, submitted
from bot.slack.registry import FORM_ACTS
from guard import Screened, restored
from guard.screen import Screening
from tickets.values import FileRef, Place

DOOR = "slack"
Screen = Callable[[str], Screening]

_WITH_WORDS = frozenset({None, "file_share", "thread_broadcast"})
_MARKUP = re.compile(r"<([^<>|]{1,2000})(?:\|([^<>]{0,2000}))?>")


@dataclass(frozen=True)
class Reader:
    """Turns payloads into messages; ``screen`` is the guard, which every text passes on the way.

    ``now`` is asked where Slack says nothing of the time: of slash commands and forms.
    """

    screen: Screen
    bot_user: str
    now: Callable[[], datetime]
    listens_in: frozenset[str] = frozenset()

    def event(self, body: Mapping[str, Any]) -> Message | None:
        """A message event or a mention; None for what nobody says to us (other bots, our own words)."""
        event = body.get("event", {})
        if event.get("type") == "app_home_opened":
            return self._visit(body, event)
        if event.get("type") not in ("message", "app_mention"):
            return None
        if event.get("subtype") == "message_changed":
            return self._edited(body, event)
        if event.get("subtype") == "message_deleted":
            return self._deleted(body, event)
        if event.get("subtype") not in _WITH_WORDS or _is_a_bots(event) or event.get("user") == self.bot_user:
            return None
        return self._said(body, event, event, key=event["ts"])

    def _visit(self, body: Mapping[str, Any], event: Mapping[str, Any]) -> Message | None:
        """Somebody opened a tab of the app: Home, or Messages."""
        tab, team, user = event.get("tab"), body.get("team_id", ""), event["user"]
        if tab not in (ActName.HOME, ActName.MESSAGES):
            return None
        key = f"{tab}:{user}:{event['event_ts']}"
        return Message(
            id=f"slack:{team}:{key}",
            at=moment(event["event_ts"]),
            place=direct(team, user, key),
            author=Author(team, user),
            act=Act(ActName(tab)),
            after_reply=True,
        )

    def _said(
        self,
        body: Mapping[str, Any],
        event: Mapping[str, Any],
        said: Mapping[str, Any],
        key: str,
        **more: Any,
    ) -> Message:
        raw = said.get("text") or ""
        screening = self.screen(plain(raw, self.bot_user))
        place = self._place(body, event, said)
        return Message(
            id=message_id(place.team, place.channel, key),
            at=moment(said["ts"] if not more else event.get("event_ts", said["ts"])),
            place=place,
            author=_author(body, said),
            text=screening.text,
            addressed=self._addressed(event, said, place),
            files=tuple(self._file(one, place.team) for one in said.get("files", [])[:10]),
            screened=_kinds(screening),
            **more,
        )

    def _addressed(self, event: Mapping[str, Any], said: Mapping[str, Any], place: Place) -> bool:
        named = event.get("type") == "app_mention" or f"<@{self.bot_user}" in (said.get("text") or "")
        switched_on = place.channel in self.listens_in and "thread_ts" not in said
        return place.direct or named or switched_on

    def _edited(self, body: Mapping[str, Any], event: Mapping[str, Any]) -> Message | None:
        now, before = event.get("message", {}), event.get("previous_message", {})
        if now.get("subtype") == "tombstone":
            return self._deleted(body, event)
        if now.get("text") == before.get("text") or _is_a_bots(now) or "user" not in now:
            return None
        place = self._place(body, event, now)
        edited = now.get("edited", {}).get("ts", event.get("ts", ""))
        original = message_id(place.team, place.channel, now["ts"])
        return self._said(body, event, now, key=f"{now['ts']}:edited:{edited}", amends=original)

    def _deleted(self, body: Mapping[str, Any], event: Mapping[str, Any]) -> Message | None:
        before = event.get("previous_message", {})
        if _is_a_bots(before) or "user" not in before:
            return None
        place = self._place(body, event, before)
        gone = event.get("deleted_ts", before.get("ts", ""))
        return Message(
            id=message_id(place.team, place.channel, f"{gone}:deleted"),
            at=moment(event.get("event_ts", gone)),
            place=place,
            author=_author(body, before),
            addressed=False,
            erases=message_id(place.team, place.channel, gone),
        )

    def _place(self, body: Mapping[str, Any], event: Mapping[str, Any], said: Mapping[str, Any]) -> Place:
        channel = event["channel"]
        return Place(
            DOOR,
            body.get("team_id", ""),
            channel,
            said.get("thread_ts") or said["ts"],
            event.get("channel_type") == "im" or channel.startswith("D"),
            body.get("enterprise_id") or "",
        )

    def _file(self, file: Mapping[str, Any], team: str) -> FileRef:
        return FileRef(
            file.get("id", ""),
            self.screen(str(file.get("name") or file.get("title") or "file")).text,
            str(file.get("mimetype", "application/octet-stream")).replace(" ", ""),
            int(file.get("size") or 0),
            {"team": team},
        )

    def press(self, body: Mapping[str, Any]) -> Message | None:
        """A button in a message or on the Home tab (it has no thread yet); None when it is none of ours.

        A message that only one person sees can have no thread either.
        """
        action = body["actions"][0]
        act = act_of(action)
        if act is None:
            return None
        container, user = body.get("container", {}), body["user"]
        channel = body.get("channel", {}).get("id") or container.get("channel_id", "")
        team = body.get("team", {}).get("id") or user.get("team_id", "")
        thread = container.get("thread_ts") or body.get("message", {}).get("thread_ts")
        stamp = action.get("action_ts", "")
        rooted = "" if container.get("is_ephemeral") else container.get("message_ts", "")
        place = Place(DOOR, team, channel, thread or rooted, channel.startswith("D"))
        if not channel:
            place = direct(user.get("team_id") or team, user["id"], stamp)
        return Message(
            id=f"slack:{team}:act:{container.get('message_ts', '')}:{stamp}:{user['id']}:{act.name}",
            at=moment(stamp),
            place=place,
            author=Author(user.get("team_id") or team, user["id"]),
            act=act,
        )

    def command(self, body: Mapping[str, Any]) -> Message:
        """A slash command: its words, to be answered in the person's direct messages with the bot."""
        return self._apart(body["team_id"], body["user_id"], body["trigger_id"], body.get("text") or "")

    def asked(self, body: Mapping[str, Any]) -> Message:
        """The form in which a question was asked."""
        team, user = presser(body)
        return self._apart(team, user, body["view"]["id"], submitted(body["view"]).get("question", ""))

    def shortcut(self, body: Mapping[str, Any]) -> Message:
        """A message on which a ticket is wanted; its words, as if the person had told them to the bot."""
        team, user = presser(body)
        said = body.get("message", {})
        message = self._apart(team, user, body["trigger_id"], said.get("text") or "", body.get("action_ts"))
        files = tuple(self._file(one, team) for one in said.get("files", [])[:10])
        return replace(message, act=Act(ActName.FROM_MESSAGE, value=WITH_FORM), files=files)

    def _apart(self, team: str, user: str, key: str, text: str, stamp: str | None = None) -> Message:
        """Words that were not said in any thread: a conversation of their own begins with them."""
        screening = self.screen(plain(text, self.bot_user))
        return Message(
            id=f"slack:{team}:apart:{key}",
            at=self.now() if stamp is None else moment(stamp),
            place=direct(team, user, key),
            author=Author(team, user),
            text=screening.text,
            after_reply=True,
            screened=_kinds(screening),
        )

    def form(self, body: Mapping[str, Any], place: Place) -> Message | None:
        """A form that was sent; ``place`` is where its conversation is held."""
        view = body["view"]
        name = FORM_ACTS.get(view.get("callback_id", ""))
        if name is None:
            return None
        user = body["user"]
        readers, sent = CODES.get(name, {}), submitted(view)
        codes = {field: read(sent[field]) for field, read in readers.items() if field in sent}
        screened = {field: self.screen(value) for field, value in sent.items() if field not in codes}
        kinds = dict.fromkeys(kind for one in screened.values() for kind in _kinds(one))
        kept, value = about(view)
        conversation = int(kept) if kept.isdigit() else None
        fields: dict[str, Screened] = {field: one.text for field, one in screened.items()}
        return Message(
            id=f"slack:{place.team}:view:{view['id']}",
            at=self.now(),
            place=place,
            author=Author(user.get("team_id") or place.team, user["id"]),
            act=Act(
                name, conversation, value, fields, {field: code for field, code in codes.items() if code}
            ),
            screened=tuple(kinds),
        )


def act_of(action: Mapping[str, Any]) -> Act | None:
    """The act behind a button: its action id names it, its value says what it is about.

    A thumb and an option of a menu name the act in their value, before a colon.
    """
    kind, _, name = str(action.get("action_id", "")).partition(":")
    name, carried = name.partition(":")[0], str(action.get("value", ""))
    chosen = action.get("selected_option")
    if kind == "feedback" or chosen:
        name, _, carried = str(chosen["value"] if chosen else carried).partition(":")
    if kind not in ("act", "desk", "feedback") or name not in set(ActName):
        return None
    talk, _, value = carried.partition("|")
    return Act(ActName(name), int(talk) if talk.isdigit() else None, value, by_thumb=kind == "feedback")


def direct(team: str, user: str, key: str) -> Place:
    """A conversation to be held in the person's direct messages; the first reply makes its thread."""
    return Place(DOOR, team, user, f"{NEW_THREAD}{key}", True)


def message_id(team: str, channel: str, key: str) -> str:
    """The id under which a Slack message is known: the same for its mention and for its redelivery."""
    return f"slack:{team}:{channel}:{key}"


def moment(stamp: str) -> datetime:
    """Slack's time stamp (seconds since 1970, with a fraction) as a moment."""
    return datetime.fromtimestamp(float(stamp), UTC)


def plain(text: str, bot_user: str) -> str:
    """Slack's markup as plain words: the bot's own mention goes, links keep their words."""

    def words(found: re.Match[str]) -> str:
        target, label = found.group(1), found.group(2)
        if target.startswith(f"@{bot_user}"):
            return ""
        if target[0] in "@#!":
            return f"{target[0]}{label}" if label else target
        return label or target.removeprefix("mailto:").removeprefix("tel:")

    return html.unescape(_MARKUP.sub(words, text)).strip()


def presser(body: Mapping[str, Any]) -> tuple[str, str]:
    """Who pressed or sent something: (team, user)."""
    user = body["user"]
    return user.get("team_id") or (body.get("team") or {}).get("id", ""), user["id"]


def _author(body: Mapping[str, Any], said: Mapping[str, Any]) -> Author:
    team = said.get("user_team") or said.get("source_team") or said.get("team") or body.get("team_id", "")
    return Author(team, said["user"])


def _is_a_bots(said: Mapping[str, Any]) -> bool:
    return bool(said.get("bot_id")) or said.get("subtype") == "bot_message" or "user" not in said


def _kinds(screening: Screening) -> tuple[Screened, ...]:
    return tuple(dict.fromkeys(restored(finding.kind.value) for finding in screening.found))
