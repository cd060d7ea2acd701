"""The stage of the stories: the sample installation, a clock of its own, and people who speak."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from app.build import Installation, install
from app.demo import no_secrets, sample_installation, sample_settings
from app.worker import DeliveryWorker
from bot.forms.registry import CODES
from bot.message import Act, ActName, Author, Message
from bot.reply import Reply
from bot.rules import Sureness
from classifier.costs import Costs
from guard import Screened
from mail.letter import Letter
from mail.send import read_folder
from tickets import reads, writes
from tickets.values import Entry, Place, Ticket

ROOT = Path(__file__).resolve().parents[2]
MONDAY_NOON = datetime(2026, 11, 23, 17, 35, tzinfo=UTC)
"""A Monday at 12:35 Eastern, in office hours."""


@dataclass
class Stage:
    """The installation, and the hour in it."""

    here: Installation
    now: datetime = MONDAY_NOON
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    tampered: bool = False

    def person(self, mail: str) -> Speaker:
        """Somebody of the sample directory, in a conversation of their own."""
        return Speaker(self, mail, f"{mail}-{next(self.ids)}")

    def desk(self, number: int) -> Desk:
        """The ticket's thread at the desk."""
        talk = self.ticket(number).conversation_id
        place = Place("slack", "T0001", "C0DESK", f"{number}.000001", direct=False)
        with self.here.writing() as session:
            writes.bind(session, talk, place, reads.DESK)
        return Desk(self, talk, place)

    def office(self) -> Desk:
        """The support channel, where staff press what belongs to no ticket."""
        place = Place("slack", "T0001", "C0DESK", f"office-{next(self.ids)}", direct=False)
        return Desk(self, 0, place)

    def later(self, **span: float) -> None:
        """Time passes."""
        self.now += timedelta(**span)

    def never_sure_of_an_answer(self) -> None:
        """From now on articles are shown as the closest ones and never as the answer."""
        self._strictly(replace(self.here.rules.sure, precision=0.999))

    def never_sure_of_the_kind(self) -> None:
        """From now on each mistake about the kind of a message is so dear that the bot always asks."""
        self._strictly(replace(self.here.rules.sure, costs=Costs(1_000, 1_000, 1_000, 1_000, 1_000)))

    def always_sure_of_the_kind(self) -> None:
        """From now on a mistake about the kind of a message costs no more than asking: it never asks."""
        self._strictly(replace(self.here.rules.sure, costs=Costs(1, 1, 1, 1, 1)))

    def _strictly(self, sure: Sureness) -> None:
        rules = replace(self.here.rules, sure=sure)
        self.here.__dict__["road"] = replace(self.here.road, rules=rules)

    def letters(self, to: str) -> list[Letter]:
        """The letters that reached an address, oldest first, after all that were due have been sent."""
        mail, writing = self.here.mail_post, self.here.writing
        step = DeliveryWorker("mail", mail, writing, now=lambda: self.now).step
        while step():
            pass
        return [letter for letter in read_folder(self.here.outbox) if to in letter.to]

    def tickets(self) -> tuple[Ticket, ...]:
        with self.here.reading() as session:
            return reads.tickets(session)

    def ticket(self, number: int) -> Ticket:
        with self.here.reading() as session:
            found = reads.ticket(session, number)
        assert found is not None
        return found

    def history(self, number: int) -> tuple[Entry, ...]:
        with self.here.reading() as session:
            return reads.history(session, number=number)

    def screened(self, words: str) -> Screened:
        return self.here.guard.screen(words).text


@dataclass
class Speaker:
    """A person who speaks at the terminal's door, turn by turn."""

    stage: Stage
    mail: str
    thread: str
    last: Reply | None = None

    def says(self, words: str, *, id: str | None = None, hurried: bool = False) -> Reply:
        """The reply to words. ``hurried`` words follow before the last reply was read."""
        screening = self.stage.here.guard.screen(words)
        kinds = dict.fromkeys(found.kind.value for found in screening.found)
        message = Message(
            id or f"story:{next(self.stage.ids)}",
            self.stage.now,
            self._place(),
            self._author(),
            screening.text,
            after_reply=not hurried,
            screened=tuple(self.stage.screened(kind) for kind in kinds),
        )
        return self._send(message)

    def presses(self, name: ActName, value: str = "", **fields: str) -> Reply:
        """The reply to a press on something, or to a form."""
        assert self.last is not None, "nothing was offered yet"
        screened = {field: self.stage.screened(words) for field, words in fields.items()}
        act = Act(name, self.last.conversation, value, screened)
        return self._send(
            Message(f"story:{next(self.stage.ids)}", self.stage.now, self._place(), self._author(), act=act)
        )

    def does(self, act: Act) -> Reply:
        """The reply to an act as a door has read it."""
        message = f"story:{next(self.stage.ids)}"
        return self._send(Message(message, self.stage.now, self._place(), self._author(), act=act))

    def offered(self) -> list[str]:
        """What the last reply offers to press."""
        assert self.last is not None
        return [str(offer.label) for offer in self.last.offers]

    def value_of(self, label: str) -> str:
        """The value behind what was offered under this label."""
        assert self.last is not None
        return next(offer.value for offer in self.last.offers if offer.label == label)

    def _send(self, message: Message) -> Reply:
        reply = self.stage.here.road.respond(message)
        self.last = reply if reply.conversation is not None else self.last
        return reply

    def _place(self) -> Place:
        return Place("terminal", "local", self.mail, self.thread, direct=True)

    def _author(self) -> Author:
        return Author("local", self.mail, self.mail)


@dataclass
class Desk:
    """A ticket's thread at the desk, where staff speak and press."""

    stage: Stage
    conversation: int
    place: Place

    def says(self, mail: str, words: str) -> Reply:
        """The reply to words of somebody in this thread."""
        return self._send(mail, self.stage.screened(words), None)

    def presses(self, mail: str, name: ActName, value: str = "", **fields: str) -> Reply:
        """The reply to a press on the card, or to a form of staff."""
        readers = CODES.get(name, {})
        codes = {field: code for field, read in readers.items() if (code := read(fields.pop(field, "")))}
        screened = {field: self.stage.screened(words) for field, words in fields.items()}
        return self._send(mail, self.stage.screened(""), Act(name, self.conversation, value, screened, codes))

    def _send(self, mail: str, text: Screened, act: Act | None) -> Reply:
        author = Author("T0001", mail, mail)
        identity = f"desk:{next(self.stage.ids)}"
        message = Message(identity, self.stage.now, self.place, author, text, act, addressed=act is not None)
        return self.stage.here.road.respond(message)


def build_sample(folder: Path) -> None:
    """The sample installation in a folder, to be copied for each story."""
    here = sample_installation(ROOT, folder)
    assert here.classifier.version
    here.engine.dispose()


def open_copy(sample: Path, folder: Path) -> Installation:
    """A copy of the sample installation."""
    shutil.copytree(sample, folder)
    return install(sample_settings(ROOT, folder), no_secrets(), ROOT)
