"""The calls that a delivery to Slack is made of: messages, updates and files, each safe to repeat.

Slack knows no idempotency key. Every message therefore carries the name of its delivery as metadata, and a
delivery that was begun before (by a worker that died, or with an answer that got lost) first looks whether
its message is there already.
"""

from __future__ import annotations

import hashlib
import hmac
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery import Delivered
from bot.files import Fetch, as_passed_on
from bot.slack import show
from bot.slack.budget import Block, Content
from bot.slack.plainer import newer, plainer
from guard import restored
from guard.screen import Screening
from records.facts import from_facts
from records.work import Work
from tickets.values import Entry, FileRef, Place

EVENT_TYPE = "infracare_delivery"

Answered = TypeVar("Answered")

_REFUSES_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format"})


@dataclass(frozen=True, kw_only=True)
class Line:
    """What every call to Slack needs."""

    client: WebClient
    screen: Callable[[str], Screening]
    fetch: Fetch
    secret: bytes
    unknown_to_slack: Event = field(default_factory=Event)

    def taken(self, call: Callable[[list[Block]], Answered], blocks: list[Block]) -> Answered:
        """The call's answer; where Slack refuses newer blocks, without them from then on (in here)."""
        if not newer(blocks):
            return call(blocks)
        if self.unknown_to_slack.is_set():
            return call(plainer(blocks))
        try:
            return call(blocks)
        except SlackApiError as error:
            if error.response.get("error") not in _REFUSES_BLOCKS:
                raise
        answered = call(plainer(blocks))
        self.unknown_to_slack.set()
        return answered

    def mark(self, key: str) -> str:
        """What a delivery's message carries: known to this installation alone, the same at each attempt."""
        return hmac.new(self.secret, key.encode(), hashlib.sha256).hexdigest()[:32]


@dataclass(frozen=True)
class Calls:
    """The calls of one delivery; those of an attempt before it are looked for."""

    line: Line
    work: Work

    def to_user(self, user: str, content: Content) -> Delivered:
        """A message in the direct messages with this user."""
        opened = self.line.client.conversations_open(users=[user])
        return self.say(opened["channel"]["id"], None, content)

    def say(self, channel: str, thread: str | None, content: Content) -> Delivered:
        """A message in a channel, or in a thread of it; its place and time stamp are the receipt."""
        there = self._already_there(channel, thread) if self.work.attempt > 1 else None
        if there is None:
            blocks, text = content
            said = self.line.taken(lambda shown: self._posted(channel, thread, shown, text), blocks)
            channel, there = said["channel"], said["ts"]
        return Delivered({"channel": channel, "ts": there})

    def _posted(self, channel: str, thread: str | None, blocks: list[Block], text: str) -> SlackResponse:
        payload = {"delivery": self.line.mark(self.work.key)}
        return self.line.client.chat_postMessage(
            channel=channel,
            thread_ts=thread,
            blocks=blocks,
            text=text,
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": EVENT_TYPE, "event_payload": payload},
        )

    def _already_there(self, channel: str, thread: str | None) -> str | None:
        """The time stamp of this delivery's message, when an earlier attempt got it through."""
        oldest = f"{self.work.offered_at.timestamp() - 60:.6f}"
        more: dict[str, Any] = {"channel": channel, "limit": 200, "include_all_metadata": True}
        if thread is None:
            found = self.line.client.conversations_history(**more, oldest=oldest)
        else:
            found = self.line.client.conversations_replies(**more, ts=thread, oldest=oldest)
        messages: list[dict[str, Any]] = found.get("messages", [])
        for message in messages:
            marked = message.get("metadata", {}).get("event_payload", {})
            if marked.get("delivery") == self.line.mark(self.work.key):
                return str(message["ts"])
        return None

    def update(self, channel: str, stamp: str, content: Content) -> Delivered:
        """A message that is there shows this from now on."""
        blocks, text = content
        client = self.line.client
        self.line.taken(
            lambda shown: client.chat_update(channel=channel, ts=stamp, blocks=shown, text=text), blocks
        )
        return Delivered({"channel": channel, "ts": stamp})

    def ephemeral(self, content: Content) -> Callable[[], Delivered]:
        """The call that shows it to nobody but who wrote or pressed."""
        place = from_facts(Place, self.work.payload["place"])
        blocks, text = content

        def whisper() -> Delivered:
            self.line.client.chat_postEphemeral(
                channel=place.channel,
                user=str(self.work.payload["user"]),
                thread_ts=place.thread or None,
                blocks=plainer(blocks),
                text=text,
            )
            return Delivered({})

        return whisper

    def pass_file(self, entry: Entry, file: FileRef, target: Place) -> Delivered:
        """A file goes from one thread to the other without being kept here; text in it is screened."""
        mark = f"{file.name} ({entry.id})"
        if self.work.attempt > 1 and self._file_is_there(target, mark):
            return Delivered({})
        content = self.line.fetch(file)
        if isinstance(content, str):
            note = show.file_note(file, restored(content))
            return self.say(target.channel, target.thread, note)
        self.line.client.files_upload_v2(
            channel=target.channel,
            thread_ts=target.thread,
            file=io.BytesIO(as_passed_on(file, content, self.line.screen)),
            filename=str(file.name),
            title=mark,
        )
        return Delivered({})

    def _file_is_there(self, target: Place, mark: str) -> bool:
        found = self.line.client.conversations_replies(channel=target.channel, ts=target.thread, limit=200)
        messages: list[dict[str, Any]] = found.get("messages", [])
        return mark in (file.get("title") for one in messages for file in one.get("files", []))
