"""The terminal door: a conversation in a text window, one turn at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.message import Act, Author, Message
from bot.reply import Offer, Reply, ReplyKind, Shown
from bot.road import Road
from bot.words import CATEGORY_WORDS
from guard.screen import Screening
from tickets.values import Place

DOOR = "terminal"
TEAM = "local"


@dataclass
class Talk:
    """One person's conversation in the terminal. ``session`` makes its ids differ from earlier ones."""

    road: Road
    screen: Callable[[str], Screening]
    user: str
    session: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _last: Reply | None = None

    def says(self, words: str, at: datetime) -> Reply:
        """The reply to words."""
        screening = self.screen(words)
        kinds = tuple(dict.fromkeys(found.kind.value for found in screening.found))
        return self._send(
            Message(
                self._id(),
                at,
                self._place(),
                self._author(),
                screening.text,
                after_reply=True,
                screened=tuple(self.screen(kind).text for kind in kinds),
            )
        )

    def presses(self, offer: Offer, at: datetime) -> Reply:
        """The reply to a press on something that was offered."""
        act = Act(offer.act, self._last.conversation if self._last else None, offer.value)
        return self._send(Message(self._id(), at, self._place(), self._author(), act=act, after_reply=True))

    def offered(self, number: int) -> Offer | None:
        """The offer of the last reply under that number, counted from 1."""
        offers = self._last.offers if self._last else ()
        return offers[number - 1] if 0 < number <= len(offers) else None

    def anew(self, session: str) -> None:
        """What is said next begins another conversation."""
        self.session, self._last = session, None

    def _send(self, message: Message) -> Reply:
        reply = self.road.respond(message)
        if reply.kind is not ReplyKind.QUIET:
            self._last = reply
        return reply

    def _id(self) -> str:
        return f"{DOOR}:{self.session}:{next(self._numbers)}"

    def _place(self) -> Place:
        return Place(DOOR, TEAM, self.user, self.session, direct=True)

    def _author(self) -> Author:
        return Author(TEAM, self.user, self.user if "@" in self.user else None)


def show(console: Console, reply: Reply) -> None:
    """A reply as a person reads it in a terminal."""
    parts: list[RenderableType] = []
    if reply.text:
        parts.append(Text(reply.text))
    parts.extend(_passage(hit, first=number == 0) for number, hit in enumerate(reply.hits))
    parts.extend(Text.assemble((f"{one.label}: ", "bold"), one.value) for one in reply.details)
    if reply.after:
        parts.append(Text(reply.after))
    if reply.triage is not None:
        taken = CATEGORY_WORDS.get(reply.triage.category, reply.triage.category)
        parts.append(Text(f"Taken as {taken} ({reply.triage.sure:.0%} sure)", style="dim"))
    console.print(Panel(Group(*parts), title="InfraCare Assist", title_align="left", border_style="cyan"))
    _offers(console, reply)


def _passage(hit: Shown, *, first: bool) -> RenderableType:
    sample = ", sample" if hit.sample else ""
    section = f" › {hit.section}" if hit.section else ""
    head = Text.assemble((str(hit.title), "bold"), (f"{section}  ({hit.kind}{sample})", "dim"))
    if not first:
        return head
    words = Text(str(hit.passage))
    for start, end in hit.marks:
        words.stylize("bold yellow", start, end)
    return Group(head, Padding(words, (0, 2)))


def _offers(console: Console, reply: Reply) -> None:
    if reply.offers:
        labels = (f"[bold]{number}[/] {escape(offer.label)}" for number, offer in enumerate(reply.offers, 1))
        console.print("  " + "   ".join(labels))
