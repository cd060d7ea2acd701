"""What a letter is written about: one delivery, its entry and its ticket, as things stand; what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.rules import Rules
from guard import Screened
from mail.blocks import Block
from records.engine import Session
from records.work import Work
from tickets import reads
from tickets.clock import spoken_due
from tickets.values import Conversation, Entry, FileRef, Ticket


class NothingToSendError(Exception):
    """There is nobody to send this letter to, or nothing to say; the sentence tells which."""


@dataclass(frozen=True)
class Case:
    """One delivery and what it is about. ``ticket`` is the one the entry belongs to, or its conversation."""

    session: Session
    rules: Rules
    work: Work
    entry: Entry
    ticket: Ticket | None

    @property
    def talk(self) -> int:
        """The conversation that is told of it: the entry's, or that of a ticket which was merged into its."""
        return int(self.work.payload.get("conversation", self.entry.conversation_id))

    def needed_ticket(self) -> Ticket:
        """The ticket; raises :class:`NothingToSendError` where there is none."""
        if self.ticket is None:
            raise NothingToSendError("there is no ticket for this letter")
        return self.ticket

    def conversation(self) -> Conversation:
        """The entry's conversation; raises :class:`NothingToSendError` when it is gone."""
        talk = reads.conversation(self.session, self.entry.conversation_id)
        if talk is None:
            raise NothingToSendError("the conversation is gone")
        return talk

    def spoken(self, moment: datetime | None) -> str:
        """A moment as it was told at the time of the entry."""
        return "-" if moment is None else spoken_due(moment, self.entry.at, self.rules.promise)


@dataclass(frozen=True)
class Content:
    """What a letter says. Without a ``subject`` of its own it has the ticket's, or the answered letter's.

    ``human`` says that it passes on the words of a person; ``files`` travel with it.
    """

    blocks: tuple[Block, ...]
    subject: Screened | None = None
    human: bool = False
    files: tuple[FileRef, ...] = ()


def case_of(session: Session, rules: Rules, work: Work) -> Case:
    """Look up what a delivery is about; raises :class:`NothingToSendError`."""
    entry = reads.entry(session, int(work.payload["entry"]))
    if entry is None:
        raise NothingToSendError("the entry to be told is not in the history")
    return Case(session, rules, work, entry, _ticket(session, entry))


def _ticket(session: Session, entry: Entry) -> Ticket | None:
    if entry.ticket_number is not None:
        return reads.ticket(session, entry.ticket_number)
    return reads.ticket_of(session, entry.conversation_id)
