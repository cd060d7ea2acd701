"""Writes the letter of one delivery: to whom, in which thread, of which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.reply import Reply
from bot.rules import Rules
from guard import restored
from mail import words
from mail.blocks import Block, Paragraphs, Small, as_text
from mail.compose import desk, people, receipts, replies
from mail.compose.case import Case, Content, NothingToSendError, case_of
from mail.compose.recipients import address
from mail.compose.threads import Thread, subject, thread
from mail.letter import Letter, Sender, message_id
from records.engine import Session
from records.facts import from_facts
from records.work import Work
from tickets import directory
from tickets.values import FileRef

KINDS: Mapping[str, Callable[[Case], Content]] = {
    "reply": replies.reply,
    "news": replies.reply,
    "notice": replies.reply,
    "words": replies.reply,
    "receipt": receipts.receipt,
    "staff_letter": receipts.staff_letter,
    "staff_words": people.staff_words,
    "file": people.file,
    "file_note": people.file_note,
    "left_out": people.left_out,
    "handover": people.handover,
    "outage_report": desk.outage_report,
    "link_request": desk.link_request,
    "fault": desk.fault,
}
"""Every kind of letter about an entry of a history, by the name of its delivery."""


@dataclass(frozen=True)
class Composed:
    """A letter, and what it is about: what is remembered of it before it leaves.

    ``files`` are to be fetched for it.
    """

    letter: Letter
    conversation: int | None = None
    ticket: int | None = None
    entry: int | None = None
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True)
class Writer:
    """Writes letters in the name of the desk. ``secret`` makes message ids that nobody can guess."""

    rules: Rules
    secret: bytes

    def compose(self, session: Session, work: Work) -> Composed:
        """The letter of one delivery; raises :class:`mail.compose.case.NothingToSendError`."""
        if "entry" not in work.payload:
            return Composed(self._apart(session, work))
        case = case_of(session, self.rules, work)
        content, to = KINDS[work.payload["show"]](case), address(case)
        where = thread(case, to)
        ticket = None if case.ticket is None else case.ticket.number
        letter, talk = self._letter(case, content, to, where), _talk(case, to)
        return Composed(letter, talk, ticket, case.entry.id, content.files)

    def _letter(self, case: Case, content: Content, to: str, where: Thread) -> Letter:
        return Letter(
            self._id(case.work),
            self._sender(),
            (to,),
            subject(case, content),
            as_text(content.blocks),
            case.entry.at,
            in_reply_to=where.in_reply_to,
            references=where.references,
            automatic=not content.human,
            blocks=content.blocks,
        )

    def _apart(self, session: Session, work: Work) -> Letter:
        """What is no entry of a history: a reply to one person, or to an address that has written to us."""
        payload = work.payload
        given = from_facts(Reply, payload["reply"])
        blocks: tuple[Block, ...] = (Paragraphs(given.text, main=True), Small((words.MACHINE,)))
        return Letter(
            self._id(work),
            self._sender(),
            (_apart_to(session, payload),),
            restored(payload["subject"]),
            as_text(blocks),
            work.offered_at,
            automatic=True,
            blocks=blocks,
        )

    def _sender(self) -> Sender:
        return Sender(f"{self.rules.vendor} support", self.rules.letters_to)

    def _id(self, work: Work) -> str:
        return message_id(self.secret, work.key, self.rules.letters_to.partition("@")[2])


def _apart_to(session: Session, payload: Mapping[str, Any]) -> str:
    if "address" in payload:
        return str(payload["address"])
    person = directory.person_by_id(session, int(payload["person"]))
    if person is None:
        raise NothingToSendError("the person is gone")
    return person.mail


def _talk(case: Case, to: str) -> int | None:
    """The conversation that an answer from there belongs to; what is told to everybody has none."""
    talk = case.conversation()
    return case.talk if talk.customer_id is not None or talk.asker_user == to else None
