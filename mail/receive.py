"""Takes letters in: each is remembered once and judged, and at most one message of it goes down the road."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot import letter as letter_message
from bot.choices import chosen
from bot.desk.decide import is_marked_as_note
from bot.desk.letter_steps import show_at_desk
from bot.intake import accept
from bot.message import Act, ActName, Message
from bot.offered import offers_of
from bot.reply import Offer
from bot.rules import Rules
from bot.telling import Telling
from guard import Screened
from guard.screen import Screening
from mail.belonging import Belongs, belongs
from mail.breakers import HOUR, lately
from mail.incoming import Incoming
from mail.judging import Known, Verdict, judge
from records.engine import Session
from records.facts import to_facts
from tickets import directory, letters, reads, writes
from tickets.letter_reasons import Why
from tickets.letters import Became, Came
from tickets.values import Actor, Audience, EntryKind, FileRef, Person
from tickets.writes import NewEntry

_LONGEST_SENDER, _LONGEST_ID = 254, 255
_WITH_FILES = frozenset({Became.TAKEN, Became.WAITING})
_FLOODS = frozenset({Why.TOO_MANY.value, Why.TOO_MANY_ABOUT.value, Why.TOO_MANY_UNKNOWN.value})


def _keeps_nothing(_session: Session, _letter: int, _raw: bytes, _at: datetime) -> None:
    """Raw letters are not kept."""


def _has_no_files(_session: Session, _letter: Incoming, _at: datetime) -> tuple[FileRef, ...]:
    """Files are not passed on."""
    return ()


def _nothing_follows(_session: Session, _letter: Incoming, _at: datetime) -> None:
    """Nothing follows from a report that a letter of ours did not arrive."""


@dataclass(frozen=True)
class Receiver:
    """Reads letters and takes them in. ``address`` is ours, ``most`` the breaker (letters an hour).

    ``keep`` stores the raw letter, ``files`` its files, ``failed`` follows a report that a letter of ours
    did not arrive; all in the caller's transaction.
    """

    screen: Callable[[str], Screening]
    rules: Rules
    address: str
    reader: Callable[[bytes], Incoming]
    most: int = 20
    keep: Callable[[Session, int, bytes, datetime], object] = _keeps_nothing
    files: Callable[[Session, Incoming, datetime], tuple[FileRef, ...]] = _has_no_files
    failed: Callable[[Session, Incoming, datetime], object] = _nothing_follows

    def read(self, raw: bytes) -> Incoming:
        """What a letter says; never raises."""
        return self.reader(raw)

    def take(self, session: Session, letter: Incoming, raw: bytes, at: datetime) -> Became:
        """Take a letter in, in the caller's transaction; the same bytes again change nothing.

        ``at`` is when it arrived here: the clock of what it opens or says starts then (policy 4).
        """
        before = letters.came_with(session, letter.digest)
        if before is not None:
            return before.state
        came, known = self._looked_at(session, letter, at)
        verdict = judge(letter, known)
        talk = known.belongs.conversation
        came = replace(
            came,
            state=verdict.state,
            reason=verdict.why.value,
            conversation_id=None if talk is None else talk.id,
        )
        if verdict.state in _WITH_FILES:
            files = self.files(session, letter, at)
            came = replace(came, facts={**came.facts, "files": to_facts(files)})
        number = letters.note_came(session, came)
        if number is None:
            raise RuntimeError("the letter was noted by another process just now; it is read again")
        self.keep(session, number, raw, at)
        self._follow(session, letter, replace(came, id=number), known, verdict)
        return verdict.state

    def set_aside(self, session: Session, letter: Incoming, why: Why, at: datetime) -> None:
        """Show staff a letter of which only the head could be read, once, in the caller's transaction.

        It is remembered apart from the whole letter, which may still come in.
        """
        digest = sha256(f"{why}\n{letter.digest}".encode()).hexdigest()
        came = replace(self._screened(letter, at), digest=digest, message_id="")
        came = replace(came, state=Became.WAITING, reason=why.value)
        number = letters.note_came(session, came)
        if number is not None:
            self._show_waiting(session, replace(came, id=number))

    def _looked_at(self, session: Session, letter: Incoming, at: datetime) -> tuple[Came, Known]:
        person = _person(session, letter.sender)
        belonging = belongs(session, letter, person)
        talk = None if belonging.conversation is None else belonging.conversation.id
        came = self._screened(letter, at, goes_on=belonging.conversation is not None or _is_staff(person))
        known = Known(
            person,
            belonging,
            lately(session, letter.sender, person, talk, at),
            self.most,
            ours=letters.sent_under(session, [letter.message_id]) is not None,
            alike=letters.came_alike(session, came),
            ourselves=letter.sender == self.address,
            offer=_chosen(session, came.words, belonging),
        )
        return came, known

    def _screened(self, letter: Incoming, at: datetime, *, goes_on: bool = False) -> Came:
        """What is kept of a letter: nothing that has not passed the guard.

        Where nothing but a quotation stands in it, that is what it says, unless it ``goes_on`` with what is
        known here: then it might tell what it quotes to whom it was not meant for.
        """
        subject = self.screen(letter.subject)
        said = self.screen(letter.new if letter.new.strip() or goes_on else letter.whole)
        kinds = dict.fromkeys(found.kind.value for found in (*subject.found, *said.found))
        facts = {
            "screened": [self.screen(kind).text for kind in kinds],
            "proof": letter.proof.value,
            "trouble": [self.screen(one).text for one in letter.trouble],
        }
        return Came(
            letter.digest,
            letter.message_id[:_LONGEST_ID],
            at,
            letter.sender[:_LONGEST_SENDER],
            subject.text,
            said.text,
            Became.TAKEN,
            facts=facts,
        )

    def _follow(self, session: Session, letter: Incoming, came: Came, known: Known, verdict: Verdict) -> None:
        if verdict.state is Became.TAKEN:
            accept(session, _message(session, came, known, verdict.why))
        elif verdict.state is Became.WAITING:
            self._show_waiting(session, came)
        elif verdict.why is Why.BOUNCE:
            self.failed(session, letter, came.at)
        elif verdict.state is Became.NOTED:
            self._note(session, letter, came, known.belongs)

    def _show_waiting(self, session: Session, came: Came) -> None:
        """Once for each letter. Of a flood the first alone is shown, and no more in an hour than may come.

        The others are listed (`infracare mail waiting`), and the doctor counts them.
        """
        since = came.at - HOUR
        sender = None if came.reason == Why.TOO_MANY_UNKNOWN else came.sender
        first = came.reason not in _FLOODS or letters.came_for(session, came.reason, since, sender) == 1
        if first and letters.waiting_since(session, since) <= self.most:
            show_at_desk(session, came.id, came.at, self.rules)

    def _note(self, session: Session, letter: Incoming, came: Came, belonging: Belongs) -> None:
        """What a machine has written about a ticket is kept for staff, and answered by nobody."""
        talk = belonging.conversation
        if talk is None or letter.automatic is None:
            return
        number = None if belonging.ticket is None else belonging.ticket.number
        person = _person(session, came.sender)
        facts = {"automatic": letter.automatic.name.lower(), "letter": came.id}
        new = NewEntry(
            talk.id,
            came.at,
            EntryKind.NOTE,
            Actor.PERSON,
            number,
            None if person is None else person.id,
            Audience.STAFF,
            facts,
            came.words,
            letter_message.message_id(came),
        )
        entry = writes.add(session, new)
        if number is not None:
            Telling(session, talk.id, came.at, self.rules).desk(entry, "words")


def _is_staff(person: Person | None) -> bool:
    return person is not None and person.is_staff


def _message(session: Session, came: Came, known: Known, why: Why) -> Message:
    """The one message that goes down the road."""
    talk, person = known.belongs.conversation, known.person
    if talk is None:
        return letter_message.opening(came, came.sender)
    if why is Why.CHOICE and known.offer is not None:
        about = known.offer.conversation or talk.id
        act = Act(known.offer.act, about, known.offer.value)
        return letter_message.choosing(session, came, act, talk, person)
    if why is Why.OF_STAFF:
        name = ActName.NOTE if is_marked_as_note(came.words) else ActName.ANSWER
        return letter_message.of_staff(came, talk, name)
    return letter_message.joining(session, came, talk, person)


def _person(session: Session, address: str) -> Person | None:
    """Whose address it is, by the directory or as staff have linked it."""
    linked = directory.person_by_identity(session, letter_message.DOOR, letter_message.TEAM, address)
    return linked or (directory.person_by_mail(session, address) if address else None)


def _chosen(session: Session, words: Screened, belonging: Belongs) -> Offer | None:
    """What the number in an answer to our letter chooses; None for all other words."""
    sent = belonging.sent
    entry = None if sent is None or sent.entry_id is None else reads.entry(session, sent.entry_id)
    return None if entry is None else chosen(words, offers_of(session, entry))
