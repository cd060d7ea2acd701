"""The conversation in the terminal: `infracare chat`, and `infracare demo` with its sample installation."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from app.build import Installation
from app.worker import DeliveryWorker, utc_now
from bot.delivery import Delivered, NotThereError
from bot.reply import Reply
from bot.terminal import DOOR, Talk, show
from bot.words import staff_wrote
from mail.send import read_folder
from records.engine import Transactions
from records.facts import from_facts
from records.work import Work
from tickets import directory, reads
from tickets.values import EntryKind, Person

HELP = """[bold]What to try[/]
  How do I reset a user's password?
  Job 7001234 fails with "IW-2104 upload interrupted" for user bcole after I pressed Send in Upload Agent
  Can we have a dark theme in the Editor?
  A number presses what was offered. Commands:
  /as NAME   speak as somebody else (see /people)      /new      begin a new conversation
  /people    who is in the directory                    /tickets  the tickets there are
  /letters   the letters that were sent                 /quit     leave"""


@dataclass
class Window:
    """One terminal, its installation, and who is speaking."""

    installation: Installation
    console: Console
    person: Person
    talk: Talk

    def line(self, line: str) -> bool:
        """Deal with one line; False when the person leaves."""
        words = line.strip()
        command, _, rest = words.partition(" ")
        if command in ("/quit", "/exit"):
            return False
        if command.startswith("/"):
            self._command(command, rest.strip())
        elif words.isdigit() and len(words) == 1 and self.talk.offered(int(words)):
            self._press(int(words))
        else:
            show(self.console, self.talk.says(line, utc_now()))
        self.hear()
        return True

    def _press(self, number: int) -> None:
        offer = self.talk.offered(number)
        if offer is not None:
            self.console.print(f"[dim]→ {escape(offer.label)}[/]")
            show(self.console, self.talk.presses(offer, utc_now()))

    def hear(self) -> None:
        """Send the letters that are due, and show what staff have written in the meantime."""
        send_letters(self.installation)
        ear = _Ear(self.console, self.installation.reading)
        _until_empty(DeliveryWorker(DOOR, ear, self.installation.writing).step)

    def _command(self, command: str, rest: str) -> None:
        commands: dict[str, Callable[[str], None]] = {
            "/as": self._speak_as,
            "/people": self._people,
            "/letters": self._letters,
            "/tickets": self._tickets,
            "/new": self._new,
            "/help": lambda _rest: self.console.print(HELP),
        }
        found = commands.get(command)
        if found is None:
            self.console.print(f"There is no command {escape(command)}; /help lists them.")
            return
        found(rest)

    def _speak_as(self, name: str) -> None:
        found = people_called(self.installation, name)
        if len(found) != 1:
            many = "Several people are" if found else "Nobody in the directory is"
            self.console.print(f'{many} called "{escape(name)}"; /people lists everybody.')
            return
        [person] = found
        self.person, self.talk = person, _talk(self.installation, person)
        self.console.print(f"You are now {escape(introduced(person))}.")

    def _people(self, _rest: str) -> None:
        for person in everybody(self.installation):
            self.console.print(f"  {escape(introduced(person))}  [dim]{escape(person.mail)}[/]")

    def _letters(self, _rest: str) -> None:
        letters = read_folder(self.installation.outbox)
        if not letters:
            self.console.print("No letter has been sent yet.")
        for letter in letters:
            self.console.rule(escape(letter.subject), align="left")
            self.console.print(f"To: {escape(', '.join(letter.to))}\n\n{escape(letter.body)}")

    def _tickets(self, _rest: str) -> None:
        with self.installation.reading() as session:
            found = reads.tickets(session)
        if not found:
            self.console.print("There is no ticket yet.")
        for one in found:
            self.console.print(
                f"  #{one.number}  {one.status}  {escape(one.customer.name)}  {escape(one.subject)}"
            )

    def _new(self, _rest: str) -> None:
        self.talk.anew(secrets.token_hex(6))
        self.console.print("A new conversation begins.")


@dataclass(frozen=True)
class _Ear:
    """Shows in the terminal what is to be told there."""

    console: Console
    reading: Transactions

    def deliver(self, work: Work, _now: object) -> Delivered:
        with self.reading() as session:
            entry = reads.entry(session, int(work.payload["entry"]))
        if entry is None:
            raise NotThereError("the entry to be told is not in the history")
        if work.payload["show"] == "news":
            show(self.console, from_facts(Reply, entry.facts["reply"]))
        elif entry.kind in (EntryKind.STAFF_WORDS, EntryKind.SOLVED):
            name = "Support" if entry.person is None else entry.person.name
            self.console.print(staff_wrote(name), entry.words or "", style="green")
        return Delivered({})


def send_letters(installation: Installation) -> None:
    """Send the letters that are due."""
    _until_empty(DeliveryWorker("mail", installation.mail_post, installation.writing).step)


def open_window(installation: Installation, console: Console, person: Person) -> Window:
    """A window in which this person speaks."""
    return Window(installation, console, person, _talk(installation, person))


def converse(window: Window, lines: Iterable[str]) -> None:
    """Deal with lines until they end or the person leaves."""
    for line in lines:
        if not window.line(line):
            return


def lines(console: Console) -> Iterator[str]:
    """Lines as they are typed, or as they come from a file and then shown; they end with the input."""
    if not sys.stdin.isatty():
        for line in sys.stdin:
            console.print(f"> {line.rstrip()}", style="bold", markup=False, highlight=False)
            yield line.rstrip("\n")
        return
    while True:
        try:
            yield console.input("[bold]> [/]")
        except (EOFError, KeyboardInterrupt):
            return


def people_called(installation: Installation, name: str) -> tuple[Person, ...]:
    """Whose mail address, user name or full name this is, whatever its case; else whose first name."""
    wanted = name.casefold().strip()
    people = everybody(installation)
    for person in people:
        if wanted in {known.casefold() for known in (person.mail, person.user_name, person.name) if known}:
            return (person,)
    return tuple(person for person in people if person.name.casefold().split()[0] == wanted)


def everybody(installation: Installation) -> tuple[Person, ...]:
    """Everybody in the directory, customers first."""
    with installation.reading() as session:
        return directory.everybody(session)


def introduced(person: Person) -> str:
    """Who somebody is, with their name."""
    return f"{person.name} ({standing(person)})"


def standing(person: Person) -> str:
    """Who somebody is, in a few words."""
    if person.customer is None:
        return f"staff: {', '.join(sorted(person.roles))}"
    licence = "administrator" if person.licensed else "not licensed"
    account = "" if person.customer.good_standing else ", not in good standing"
    return f"{person.customer.name}, {licence}{account}"


def _talk(installation: Installation, person: Person) -> Talk:
    return Talk(installation.road, installation.guard.screen, person.mail, secrets.token_hex(6))


def _until_empty(step: Callable[[], bool]) -> None:
    while step():
        pass
