"""Kills the mail half of the bot again and again, and counts what was lost and what came twice."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.build import Installation, install
from app.demo import no_secrets, sample_settings
from mail.imap import OpenMailbox
from tests.fakes.dovecot import PASSWORD, USER, Dovecot
from tests.fakes.post_office import PostOffice
from tests.fakes.smtp import Taken
from tests.stories.killable_mail import ADDRESS
from tests.stories.mail_stage import written
from tests.stories.stage import ROOT, open_copy
from tickets import letters, reads
from tickets.values import EntryKind

ADA = "ada@northside.example"
IN_SMTP = "SMTP: after a letter's text, before the server's word"
FIRST_TICKET = 1001


@dataclass(frozen=True)
class Outcome:
    """What came of so many kills. ``letters`` were handed in, ``again`` left twice under the same id.

    ``lost`` and ``doubled`` count tickets and messages of tickets, ``astray`` letters that do not lie in the
    folder of those that were taken in, exactly once.
    """

    kills: int
    letters: int
    tickets: int
    lost: int
    doubled: int
    unanswered: int
    again: int
    astray: int
    at: Counter[str]


@dataclass
class Scene:
    """A mail system, a mailbox, and the process that forks bots."""

    office: PostOffice
    dovecot: Dovecot
    folder: Path
    forker: subprocess.Popen[str]
    bot: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    opened: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)

    def start_bot(self, stop: str = "", log: str = "") -> None:
        assert self.forker.stdin is not None
        assert self.forker.stdout is not None
        self.office.looks_on = self._kill if stop == IN_SMTP else _looks_away
        self.forker.stdin.write(json.dumps({"stop": stop, "log": log}) + "\n")
        self.forker.stdin.flush()
        self.bot = int(self.forker.stdout.readline())

    def stop_bot(self) -> None:
        if self.is_alive():
            os.kill(self.bot, signal.SIGTERM)
            assert soon(lambda: not self.is_alive(), 30), "the bot does not end"

    def is_alive(self) -> bool:
        try:
            state = Path(f"/proc/{self.bot}/stat").read_text().rpartition(") ")[2]
        except (FileNotFoundError, ProcessLookupError):
            return False
        return not state.startswith("Z")

    def writes(self, number: int, *, joins: bool = False) -> None:
        """A letter of Ada's about a matter of its own, or about her first ticket."""
        job = f"7{number:06d}"
        (self.joined if joins else self.opened).append(job)
        text = f'Job {job} fails with "IW-{number} checksum" for user bcole after I pressed F12.'
        subject = f"Re: [InfraCare #{FIRST_TICKET}] Upload" if joins else f"Job {job}"
        letter = written(ADA, text, subject, Message_ID=f"<{job}@northside.example>")
        letter.replace_header("To", ADDRESS)
        self.office.send(letter.as_bytes(), ADA, ADDRESS)

    def answered(self) -> Counter[str]:
        """How many letters came about each job whose letter opened a ticket."""
        found = Counter(_job_of(one) for one in self.office.sent_to(ADA))
        return Counter({job: found[job] for job in self.opened})

    def all_answered(self) -> bool:
        return all(self.answered().values())

    def killed_at(self, point: str) -> bool:
        """Let a bot die there, with a letter in hand; False when it never came to that point."""
        self.start_bot(point)
        dead = soon(lambda: not self.is_alive(), 20.0)
        if dead:
            self.kills[point.partition(" #")[0]] += 1
        self.stop_bot()
        return dead

    def _kill(self, taken: Taken) -> None:
        if ADDRESS not in taken.to:
            os.kill(self.bot, signal.SIGKILL)
            soon(lambda: not self.is_alive(), 5.0)

    @contextmanager
    def here(self) -> Iterator[Installation]:
        """The installation, to be looked into."""
        here = install(sample_settings(ROOT, self.folder), no_secrets(), ROOT)
        yield here
        here.engine.dispose()

    def box(self) -> OpenMailbox:
        return OpenMailbox(self.dovecot.account())


@contextmanager
def scene(sample: Path, tmp_path: Path, database_url: str = "") -> Iterator[Scene]:
    """Everything but a bot, on a copy of the sample installation."""
    folder = tmp_path / "var"
    tmp_path.mkdir(exist_ok=True)
    open_copy(sample, folder).engine.dispose()
    with Dovecot() as dovecot, PostOffice(dovecot=dovecot, mailboxes={ADDRESS: USER}) as office:
        config = {
            "root": str(ROOT),
            "folder": str(folder),
            "imap": str(dovecot.imap),
            "smtp": str(office.port),
            "user": USER,
            "password": PASSWORD,
            "database_url": database_url,
        }
        path = tmp_path / "config.json"
        path.write_text(json.dumps(config))
        command = [sys.executable, "-m", "tests.stories.killable_mail", str(path)]
        forker = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert forker.stdout is not None
        assert forker.stdout.readline() == "ready\n"
        made = Scene(office, dovecot, folder, forker)
        try:
            yield made
        finally:
            made.stop_bot()
            forker.communicate(timeout=10)


def points(made: Scene, log: Path) -> list[str]:
    """Every point that one letter passes on its way from the mailbox to its receipt, in order."""
    made.writes(0)
    made.start_bot()
    assert soon(made.all_answered, 60), "the first letter was not answered"
    made.stop_bot()
    made.writes(1)
    made.start_bot(log=str(log))
    assert soon(made.all_answered, 60), "the second letter was not answered"
    time.sleep(0.5)  # what is noted after the receipt
    made.stop_bot()
    return [*dict.fromkeys(one for one in log.read_text().splitlines() if _is_of_a_letter(one)), IN_SMTP]


def kill(made: Scene, at: Sequence[str], first: int = 2) -> None:
    """Die once at each of these points, a new letter in hand each time; every third is about ticket 1."""
    for number, point in enumerate(at, start=first):
        made.writes(number, joins=number % 3 == 0)
        made.killed_at(point)


def settle(made: Scene) -> Outcome:
    """Let the last bot finish everything, and count."""
    made.start_bot()
    with made.here() as here:
        with made.box() as box:
            assert soon(lambda: made.all_answered() and not box.look(), 90), "not everything was answered"
            assert soon(lambda: len(_said(made, here)) >= len(made.joined), 60), "not every letter joined"
            time.sleep(0.5)  # what would come twice comes now
            made.stop_bot()
            in_place = len(box.look("Processed")), len(box.look("Failed"))
        return _outcome(made, here, *in_place)


def _outcome(made: Scene, here: Installation, taken_in: int, failed: int) -> Outcome:
    handed_in = len(made.opened) + len(made.joined)
    with here.reading() as session:
        subjects = Counter(str(one.subject)[4:11] for one in reads.tickets(session, limit=10_000))
        noted = sum(letters.letter(session, one) is not None for one in range(1, handed_in + 100))
    said = Counter(_said(made, here))
    wanted = [subjects[job] for job in made.opened] + [said[job] for job in made.joined]
    return Outcome(
        kills=made.kills.total(),
        letters=handed_in,
        tickets=subjects.total(),
        lost=sum(count == 0 for count in wanted),
        doubled=sum(count > 1 for count in wanted) + subjects.total() - len(made.opened),
        unanswered=sum(count == 0 for count in made.answered().values()),
        again=_again(made.office.sent_to(ADA)),
        astray=abs(handed_in - taken_in) + failed + abs(handed_in - noted),
        at=made.kills,
    )


def _said(made: Scene, here: Installation) -> list[str]:
    """The jobs of which the history of the first ticket has words of the customer's."""
    with here.reading() as session:
        history = reads.history(session, number=FIRST_TICKET)
    words = (str(one.words) for one in history if one.kind is EntryKind.CUSTOMER_WORDS)
    return [job for text in words for job in made.joined if job in text]


def _again(taken: Sequence[Taken]) -> int:
    """How many letters came again under an id that was there before."""
    ids = Counter(str(one.message["Message-ID"]) for one in taken)
    return sum(count - 1 for count in ids.values())


def _job_of(taken: Taken) -> str:
    found = re.search(r"\] Job (7\d{6})", str(taken.message["Subject"]))
    return found[1] if found else ""


def _is_of_a_letter(point: str) -> bool:
    return not point.startswith("lease")


def _looks_away(_taken: Taken) -> None:
    """Nobody is killed."""


def soon(true: Callable[[], object], within: float) -> bool:
    """Whether it comes true in time."""
    give_up = time.monotonic() + within
    while time.monotonic() < give_up:
        if true():
            return True
        time.sleep(0.02)
    return bool(true())
