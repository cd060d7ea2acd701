"""Collects the letters of a mailbox: each is stored first, and put away then."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from mail.imap import Lying, MailboxError, OpenMailbox
from mail.incoming import Incoming
from records import mailboxes
from records.engine import Session, Transactions
from records.mailboxes import Progress, Tried
from tickets.letter_reasons import Why
from tickets.letters import Became

log = logging.getLogger(__name__)

MOST_FAILED = 3
"""A letter that could not be stored so often is given up."""
MOST_BEGUN = 10
"""So is one that was begun so often and never ended: the process seems to die of it."""
RETRY_AFTER = timedelta(minutes=1)
HEAD_BYTES = 65_536


class Taker(Protocol):
    """What stores letters."""

    def read(self, raw: bytes) -> Incoming:
        """What the bytes say; never raises."""

    def take(self, session: Session, letter: Incoming, raw: bytes, at: datetime) -> Became:
        """Store a letter, and what follows from it, in this transaction; a known one changes nothing."""

    def set_aside(self, session: Session, letter: Incoming, why: Why, at: datetime) -> None:
        """Let staff know, in this transaction, of a letter of which only the head could be read."""


@dataclass(frozen=True)
class Collector:
    """Takes in what lies in the folder. ``largest`` is in bytes; a larger letter is never loaded.

    ``hold`` is called before each letter; what it throws ends the round.
    """

    taker: Taker
    writing: Transactions
    largest: int
    now: Callable[[], datetime]
    hold: Callable[[], object] = lambda: None
    retry_after: timedelta = RETRY_AFTER

    def collect(self, box: OpenMailbox) -> int:
        """Take in every letter that is due; how many were stored.

        What the database or the server refuses altogether is thrown and ends the round; a letter that
        cannot be stored, or moved afterwards, does not keep the others waiting.
        """
        name, lie = box.account.name, box.look()
        with self.writing() as session:
            before = mailboxes.progress(session, name, box.validity)
            for gone in before.tried.keys() - set(lie):
                mailboxes.forget(session, name, gone)
        wanted = [uid for uid in lie if self._is_due(uid, before)]
        taken = sum(self._take_in(box, one) for one in box.lying(wanted))
        self._tidy(box, lie, before)
        with self.writing() as session:
            mailboxes.note_read(session, name, self.now())
        return taken

    def _is_due(self, uid: int, before: Progress) -> bool:
        tried = before.tried.get(uid)
        if tried is None:
            return uid > before.last_uid
        rested = tried.tried_at + tried.failed * self.retry_after <= self.now()
        return not tried.given_up and rested

    def _take_in(self, box: OpenMailbox, one: Lying) -> bool:
        """Whether the letter was stored."""
        self.hold()
        name, at = box.account.name, min(one.at, self.now())
        if one.size > self.largest:
            self._give_up(box, one.uid, Why.TOO_LARGE, at)
            return False
        with self.writing() as session:
            tried = mailboxes.begin(session, name, one.uid, self.now())
        if tried.begun > MOST_BEGUN:
            self._give_up(box, one.uid, Why.NOT_STORED, at)
            return False
        raw = box.letter(one.uid, self.largest + 1)
        if raw is not None and len(raw) > self.largest:  # the server had told another size
            self._give_up(box, one.uid, Why.TOO_LARGE, at)
        elif raw is not None and self._is_stored(box, one.uid, raw, at):
            _put_away(box, [one.uid], box.account.processed)
            return True
        return False

    def _is_stored(self, box: OpenMailbox, uid: int, raw: bytes, at: datetime) -> bool:
        name = box.account.name
        try:
            letter = self.taker.read(raw)
            with self.writing() as session:
                became = self.taker.take(session, letter, raw, at)
                mailboxes.stored(session, name, uid)
        except Exception:  # whatever it was, the letter stays where it is
            with self.writing() as session:  # where the database is away, it was no fault of the letter
                tried = mailboxes.fail(session, name, uid, self.now())
            log.exception("letter %d could not be stored (attempt %d)", uid, tried.failed)
            if tried.failed >= MOST_FAILED:
                self._give_up(box, uid, Why.NOT_STORED, at)
            return False
        log.info("letter %d: %s", uid, became)
        return True

    def _give_up(self, box: OpenMailbox, uid: int, why: Why, at: datetime) -> None:
        """Nobody reads this letter but staff, in the folder of failed ones; they are told."""
        name, head = box.account.name, box.head(uid, HEAD_BYTES) or b""
        try:
            with self.writing() as session:
                self.taker.set_aside(session, self.taker.read(head), why, at)
                mailboxes.give_up(session, name, uid, self.now())
        except Exception:
            log.exception("staff could not be told of letter %d", uid)
            with self.writing() as session:
                mailboxes.give_up(session, name, uid, self.now())
        log.error("letter %d is put into %s: %s", uid, box.account.failed, why)
        _put_away(box, [uid], box.account.failed)

    def _tidy(self, box: OpenMailbox, lie: list[int], before: Progress) -> None:
        """Put away what was dealt with before, and could not be moved then."""
        stored = [uid for uid in lie if uid <= before.last_uid and uid not in before.tried]
        _put_away(box, stored, box.account.processed)
        _put_away(box, _given_up(before.tried), box.account.failed)


def _given_up(tried: dict[int, Tried]) -> list[int]:
    return [uid for uid, one in tried.items() if one.given_up]


def _put_away(box: OpenMailbox, uids: Iterable[int], folder: str) -> None:
    """Letters that cannot be moved now lie on, known as dealt with; the next round tries again."""
    try:
        for uid in uids:
            box.put_away(uid, folder)
    except MailboxError as error:
        log.warning("%s", error)
