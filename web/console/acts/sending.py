"""Sends what staff press or fill in down the road, and says what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.forms.registry import CODES
from bot.message import Act, ActName, Author, Message
from bot.permissions import may
from bot.reply import Reply, ReplyKind
from bot.telling import WEB
from bot.words import console_acts as words
from guard import Screened, join, restored
from records.engine import Session
from records.facts import from_facts
from tickets import reads
from tickets.values import EntryKind, Place
from web.console.page import Asked, Refused

TEAM = "console"
"""The console has no workspaces: all are of one team."""


@dataclass(frozen=True)
class About:
    """What an act is about: the conversation, what was chosen besides, and where that is in the console."""

    conversation: int | None
    value: str = ""
    thread: str = ""


@dataclass(frozen=True)
class Outcome:
    """What was said of it, and whether anything was done: a line of the history says so."""

    said: Screened
    done: bool


def message(asked: Asked, act: Act, thread: str, screened: tuple[Screened, ...] = ()) -> Message:
    """A press or a form of this member of staff, as a message of the road."""
    person = asked.person
    place = Place(WEB, TEAM, f"person-{person.id}", thread or asked.once, direct=True)
    return Message(
        asked.once,
        asked.at,
        place,
        Author(TEAM, person.mail, person.mail),
        act=act,
        after_reply=True,
        screened=screened,
    )


def send(asked: Asked, name: ActName, about: About, fields: Mapping[str, str]) -> Outcome:
    """Do it once; raises :class:`Refused` with the road's sentence for who may not.

    Every word passes the guard; what has an exact shape is read by it and kept as a code.
    """
    if not asked.once:
        raise Refused(words.OPEN_AGAIN)
    readers = CODES.get(name, {})
    codes = {field: read(fields[field]) for field, read in readers.items() if field in fields}
    screenings = {field: asked.here.screen(text) for field, text in fields.items() if field not in codes}
    kinds = dict.fromkeys(found.kind.value for one in screenings.values() for found in one.found)
    act = Act(
        name,
        about.conversation,
        about.value,
        {field: one.text for field, one in screenings.items()},
        {field: code for field, code in codes.items() if code},
    )
    sent = message(asked, act, about.thread, tuple(restored(kind) for kind in kinds))
    reply = asked.here.respond(sent)
    asked.here.told()
    if not may(asked.person, name):
        raise Refused(reply.text)
    return _outcome(asked, sent, name, reply)


def _outcome(asked: Asked, sent: Message, name: ActName, reply: Reply) -> Outcome:
    with asked.here.reading() as session:
        done = reads.entry_from(session, sent.id) is not None
        said = _said(session, sent, name, reply)
    return Outcome(join(said, words.hidden(sent.screened), by="\n"), done)


def _said(session: Session, sent: Message, name: ActName, reply: Reply) -> Screened:
    """The reply, where it is meant for staff; what was noted for them beside; else that it is done."""
    if name not in words.TOLD_TO_ASKER and reply.kind is not ReplyKind.QUIET and reply.text.strip():
        return reply.text if sent.screened else join(reply.text, reply.after, by="\n")
    if reply.only_to_author:
        return reply.text
    beside = _beside(session, sent, reply)
    return words.is_done(name) if beside is None else beside.text


def _beside(session: Session, sent: Message, reply: Reply) -> Reply | None:
    """What was told in the conversation that this act began in the console: a new ticket's number."""
    talk = None if reply.conversation is None else reads.conversation(session, reply.conversation)
    if talk is None or talk.door != WEB:
        return None
    history = reads.history(session, conversation_id=talk.id)
    told = (
        from_facts(Reply, one.facts["reply"])
        for one in history
        if one.kind is EntryKind.REPLIED and one.at == sent.at and "reply" in one.facts
    )
    return next((one for one in told if one.text.strip()), None)
