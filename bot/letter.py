"""Makes a message of the road out of a letter that came in: who wrote it, where its conversation is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.message import Act, ActName, Author, Message
from bot.telling import MAIL
from bot.words.letters import NO_WORDS, not_whole
from guard import Screened, join, restored
from records.engine import Session
from records.facts import from_facts
from tickets import letters, reads, writes
from tickets.letters import Came
from tickets.values import Conversation, FileRef, Person, Place

DOOR = TEAM = MAIL
"""Letters have no workspaces: all are of one team."""

NOBODY = "unknown"
"""The sender of a letter whose sender cannot be read."""


def is_letter(message: Message) -> bool:
    """Whether it came by mail."""
    return message.place.door == MAIL


def is_askers(message: Message, talk: Conversation, person: Person | None) -> bool:
    """Whether who writes is who asked; by mail also when that was at another door."""
    if (message.author.team, message.author.user) == (talk.asker_team, talk.asker_user):
        return True
    return is_letter(message) and person is not None and person.id == talk.person_id


def message_id(came: Came) -> str:
    """The id of a letter's message: the same bytes are the same message."""
    return f"{MAIL}:{came.digest}"


def note_conversation(session: Session, message: Message, conversation: int) -> None:
    """A letter belongs to the conversation that it has begun."""
    if is_letter(message):
        letters.note_conversation(session, message.id.removeprefix(f"{MAIL}:"), conversation)


def opening(came: Came, address: str) -> Message:
    """The message that begins a conversation: what the letter is about stands first in its words."""
    place = Place(MAIL, TEAM, address, begun_by(came), direct=True)
    return _message(came, place, address, _with_subject(came))


def begun_by(came: Came) -> str:
    """The thread of the conversation that a letter begins."""
    return came.digest[:32]


def joining(session: Session, came: Came, talk: Conversation, person: Person | None) -> Message:
    """The message that goes on with a conversation, wherever that began."""
    place = _held_at(session, came.sender, talk, person)
    return _message(came, place, came.sender, came.words if came.words.strip() else _with_subject(came))


def choosing(session: Session, came: Came, act: Act, talk: Conversation, person: Person | None) -> Message:
    """The message of a letter that chooses something by its number."""
    place = _held_at(session, came.sender, talk, person)
    files = _files(came)
    return Message(
        message_id(came), came.at, place, _author(came.sender), act=act, after_reply=True, files=files
    )


def of_staff(came: Came, talk: Conversation, name: ActName) -> Message:
    """The message of a letter in which a member of staff answers a ticket, or notes something about it."""
    place = Place(MAIL, TEAM, came.sender, came.digest[:32], direct=True)
    act = Act(name, talk.id, fields={"words": came.words})
    files = _files(came)
    author = _author(came.sender)
    return Message(message_id(came), came.at, place, author, act=act, after_reply=True, files=files)


def given(session: Session, came: Came, talk: Conversation, at: datetime) -> Message:
    """The message of a letter that staff have given to a ticket: its sender is believed this once."""
    address = came.sender or NOBODY
    place = Place(MAIL, TEAM, address, f"letter-{came.id}", direct=True)
    writes.bind(session, talk.id, place, reads.GIVEN)
    return _let_through(_message(came, place, address, _with_subject(came)), at)


def opened_for(came: Came, person: Person, at: datetime) -> Message:
    """The message of a letter that staff open as a ticket of this person."""
    return _let_through(opening(came, person.mail), at)


def _let_through(message: Message, at: datetime) -> Message:
    """Under an id of its own: the letter may have gone down the road once before."""
    return replace(message, id=f"{message.id}:let-through", released_at=at)


def _held_at(session: Session, address: str, talk: Conversation, person: Person | None) -> Place:
    """The place of this address in the conversation; from now on it has one."""
    known = reads.place_in(session, talk.id, MAIL, address)
    if known is not None:
        return known
    place = Place(MAIL, TEAM, address, f"c{talk.id}", direct=True)
    theirs = address == talk.asker_user or (person is not None and person.id == talk.person_id)
    writes.bind(session, talk.id, place, reads.ASKER if theirs else reads.COLLEAGUE)
    return place


def _message(came: Came, place: Place, address: str, text: Screened) -> Message:
    kinds: list[str] = came.facts.get("screened", [])
    troubles: list[str] = came.facts.get("trouble", [])
    return Message(
        message_id(came),
        came.at,
        place,
        _author(address),
        join(text, not_whole([restored(one) for one in troubles]), by="\n\n"),
        after_reply=True,
        files=_files(came),
        screened=tuple(restored(one) for one in kinds),
    )


def _author(address: str) -> Author:
    return Author(TEAM, address, address)


def _files(came: Came) -> tuple[FileRef, ...]:
    return tuple(from_facts(FileRef, one) for one in came.facts.get("files", []))


def _with_subject(came: Came) -> Screened:
    """What it is about, then its words; once where the words begin with it."""
    said = came.words.strip()
    parts = () if said.startswith(str(came.subject).strip()) else (came.subject,)
    text = join(*parts, came.words, by="\n")
    return text if text.strip() else NO_WORDS
