"""Floods of letters down the whole road: what machines and enemies write, and who hears what of it."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import cycle, islice

from app.worker import DeliveryWorker, InboxWorker
from mail.letter import Letter
from mail.receive import Receiver
from tests.mail.loops import machines, people
from tests.mail.loops.row import ANSWER
from tests.stories.mail_stage import ADDRESS
from tests.stories.stage import Stage
from tickets.letters import Became

CUSTOMERS = {
    "ada@northside.example": "northside",
    "ben@northside.example": "northside",
    "dan@northside.example": "northside",
    "cleo@lakeview.example": "lakeview",
    "hal@harbor.example": "harbor",
}
STAFF = "sam@infraware.example"
STRANGERS = tuple(f"pat{number}@site.test" for number in range(34))
_CANARY = re.compile(r"zebrafinch(\d+)x")


@dataclass
class Kept:
    """A mail server that keeps every letter in memory."""

    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)


@dataclass
class Flood:
    """Letters that come in one by one, and all that leaves for them.

    ``canaries`` are words that stand in one letter alone: canary to who wrote it. ``slowest`` is in seconds
    of this thread's processor time, for one letter with all that follows from it.
    """

    stage: Stage
    receiver: Receiver
    out: Kept = field(default_factory=Kept)
    became: Counter[Became] = field(default_factory=Counter)
    canaries: dict[str, str] = field(default_factory=dict)
    slowest: float = 0.0

    def comes(self, raw: bytes) -> None:
        """A letter comes in, and everything that follows from it has followed."""
        start = time.thread_time()
        here = self.stage.here
        letter = self.receiver.read(raw)
        with here.writing() as session:
            self.became[self.receiver.take(session, letter, raw, self.stage.now)] += 1
        self._work_off()
        self.slowest = max(self.slowest, time.thread_time() - start)

    def _work_off(self) -> None:
        here, now = self.stage.here, self.stage.now
        inbox = InboxWorker(here.road, here.writing, lambda: None, now=lambda: now)
        mail = DeliveryWorker("mail", replace(here.mail_post, post=self.out), here.writing, now=lambda: now)
        while inbox.step() or mail.step():
            pass

    def automatic(self) -> Counter[str]:
        """How many letters that nobody wrote went to each address."""
        return Counter(to for one in self.out.letters if one.automatic for to in one.to)

    def last_to(self, address: str) -> Letter | None:
        return next((one for one in reversed(self.out.letters) if address in one.to), None)

    def astray(self) -> list[tuple[str, str]]:
        """(who heard, who wrote): words of one customer's letter in another's, or in a stranger's."""
        found = []
        for letter in self.out.letters:
            for canary in _CANARY.findall(f"{letter.subject}\n{letter.body}"):
                author = self.canaries[canary]
                found += [(to, author) for to in letter.to if not _may_hear(to, author)]
        return found


def _may_hear(to: str, author: str) -> bool:
    if to == author or to.endswith("@infraware.example"):
        return True
    return to in CUSTOMERS and CUSTOMERS[to] == CUSTOMERS.get(author)


def flood(stage: Stage, letters_per_hour: int = 20) -> Flood:
    """Everything that is needed for one."""
    return Flood(stage, replace(stage.here.receiver, most=letters_per_hour))


def loops(made: Flood, count: int) -> None:
    """People write once each; then so many letters of machines come, most in answer to ours.

    At last strangers write letters of the corpus that look like machines' and are none.
    """
    for number, sender in enumerate((*CUSTOMERS, *STRANGERS)):
        # Of customers at once it would be an outage, of strangers a wave, which is not answered for ever.
        made.stage.later(minutes=30 if sender in CUSTOMERS else 4)
        made.comes(_plain(made, sender, number))
    senders = cycle((*CUSTOMERS, *STRANGERS))
    for number, (row, sender) in enumerate(islice(zip(cycle(machines()), senders, strict=False), count)):
        made.stage.later(seconds=20)
        made.comes(_answering(made, row.raw(number), sender, 10_000 + number))
    for number, row in enumerate(islice(people(), count // 3)):
        made.stage.later(seconds=20)
        made.comes(_answering(made, row.raw(number), STRANGERS[number % len(STRANGERS)], 20_000 + number))


def _plain(made: Flood, sender: str, number: int) -> bytes:
    made.canaries[str(number)] = sender
    words = f'The upload of job 70{number:05d} ends with "IW-77 zebrafinch{number}x".'
    head = f"From: {sender}\r\nTo: {ADDRESS}\r\nSubject: Trouble\r\nMessage-ID: <first{number}@x.test>\r\n"
    return f"{head}\r\n{words}\r\n".encode()


def _answering(made: Flood, raw: bytes, sender: str, number: int) -> bytes:
    """The letter of the corpus in answer to our last one, as this sender's where it names none of its own."""
    ours = made.last_to(sender)
    answer = ours.message_id if ours else "<nobody@x.test>"
    ticket = re.search(r"\[InfraCare #\d+\]", ours.subject) if ours else None
    subject = f"zebrafinch{number}x {ticket[0] if ticket else ''}"
    changed = re.sub(rb"pat\d+@site\.test", sender.encode(), raw)
    changed = changed.replace(ANSWER["In-Reply-To"].encode(), answer.encode())
    changed = changed.replace(b"support@vendor.test", ADDRESS.encode())
    changed = changed.replace(b"Subject: ", b"Subject: " + subject.encode("ascii", "ignore") + b" ", 1)
    made.canaries[str(number)] = made.receiver.read(changed).sender or sender
    return changed


def hostile(made: Flood, written: Iterable[tuple[str, bytes]], each: timedelta) -> Iterator[None]:
    """Hostile letters that name Ada's ticket, from Ada, other customers, strangers and forged staff."""
    made.comes(_plain(made, "ada@northside.example", 0))
    made.comes(_plain(made, "cleo@lakeview.example", 1))
    senders = ("cleo@lakeview.example", STRANGERS[0], "ada@northside.example", STAFF, "hal@harbor.example")
    for number, (_, raw) in enumerate(written, start=100):
        made.stage.now += each
        made.comes(_hostile(made, raw, senders[number % len(senders)], number))
        yield


def _hostile(made: Flood, raw: bytes, sender: str, number: int) -> bytes:
    made.canaries[str(number)] = sender
    ours = made.last_to("ada@northside.example")
    named = b"[InfraCare #1001] zebrafinch%dx" % number
    if ours is not None and number % 3 == 0:
        named += b"\r\nIn-Reply-To: " + ours.message_id.encode()
    changed = raw.replace(b"[InfraCare #7] x", named, 1).replace(b"pat@site.test", sender.encode())
    return changed.replace(b"support@vendor.test", ADDRESS.encode())


def moved(made: Flood) -> dict[int, Counter[str]]:
    """Whose words came to stand in each ticket's history."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for ticket in made.stage.tickets():
        for entry in made.stage.history(ticket.number):
            for canary in _CANARY.findall(str(entry.words)):
                found[ticket.number][made.canaries[canary]] += 1
    return found


def foreign(made: Flood) -> list[tuple[int, str]]:
    """(ticket, writer) for words of somebody who has no part in the ticket's customer."""
    customers = {one.number: one.customer.key for one in made.stage.tickets()}
    return [
        (number, author)
        for number, authors in moved(made).items()
        for author in authors
        if CUSTOMERS.get(author) != customers[number]
    ]
