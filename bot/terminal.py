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

from bot import words
from bot.message import Act, ActName, Author, Message
from bot.reply import Offer, Reply, ReplyKind, Shown
from bot.road import Road
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

    def says(self, said: str, at: datetime) -> Reply:
        """The reply to words."""
        screening = self.screen(said)
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
        about = offer.conversation or (self._last.conversation if self._last else None)
        act = Act(offer.act, about, offer.value)
        return self._send(Message(self._id(), at, self._place(), self._author(), act=act, after_reply=True))

    def offered(self, number: int) -> Offer | None:
        """The offer of the last reply under that number, counted from 1."""
        offers = pressable(self._last) if self._last else ()
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


def pressable(reply: Reply) -> tuple[Offer, ...]:
    """What can be pressed in a terminal, which has no forms: a detail is answered in words."""
    return tuple(offer for offer in reply.offers if not (reply.asks and offer.act is ActName.OPEN))


def show(console: Console, reply: Reply) -> None:
    """A reply as a person reads it in a terminal."""
    parts: list[RenderableType] = []
    if reply.news:
        parts.append(Text(reply.news))
    if reply.text:
        parts.append(Text(reply.text))
    parts.extend(_passage(hit, first=number == 0) for number, hit in enumerate(reply.hits))
    parts.extend(Text.assemble((f"{one.label}: ", "bold"), one.value) for one in reply.details)
    if reply.after:
        parts.append(Text(reply.after))
    if reply.triage is not None:
        taken = words.CATEGORY_WORDS.get(reply.triage.category, reply.triage.category)
        how = "Taken as" if reply.triage.settled else "Perhaps"
        parts.append(Text(f"{how} {taken} ({reply.triage.sure:.0%} sure)", style="dim"))
    console.print(Panel(Group(*parts), title="InfraCare Assist", title_align="left", border_style="cyan"))
    _offers(console, reply)
    if reply.kind is ReplyKind.TICKET:
        console.print(f"  [dim]{escape(words.goes_to_ticket(reply.ticket or 0))}[/]")


def _passage(hit: Shown, *, first: bool) -> RenderableType:
    sample = ", sample" if hit.sample else ""
    section = f" › {hit.section}" if hit.section else ""
    head = Text.assemble((str(hit.title), "bold"), (f"{section}  ({hit.kind}{sample})", "dim"))
    if not first:
        return head
    passage = Text(str(hit.passage))
    for start, end in hit.marks:
        passage.stylize("bold yellow", start, end)
    goes_on = [Padding(Text(words.GOES_ON, style="dim"), (0, 2))] if hit.shortened else []
    where = [Padding(Text(hit.link, style="dim", no_wrap=True, overflow="fold"), (0, 2))] if hit.link else []
    return Group(head, Padding(passage, (0, 2)), *goes_on, *where)


def _offers(console: Console, reply: Reply) -> None:
    offers = pressable(reply)
    if offers:
        labels = (f"[bold]{number}[/] {escape(offer.label)}" for number, offer in enumerate(offers, 1))
        console.print("  " + "   ".join(labels))
