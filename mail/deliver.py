"""Sends the letters that are due. What is known of a letter is stored before it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.delivery import Delivered, NotNowError, NotThereError
from guard import Screened
from mail.compose.case import NothingToSendError
from mail.compose.writer import Composed, Writer
from mail.enclosing import Encloser, with_files
from mail.failed import not_delivered
from mail.left_out import tell_left_out
from mail.letter import BadLetterError, Letter, to_bytes
from mail.send import Post, RefusedError, TryAgainError
from records import work as records_work
from records.engine import Transactions
from records.work import Work
from tickets import letters
from tickets.letters import Sent

SENDING_SECONDS = 300.0
"""So long a letter with files may take on its way to the mail server before another worker takes it over."""
LONGEST = timedelta(hours=48)
"""So long a letter is tried that the mail server puts off, or that no server takes."""
_LONGEST_PAUSE = 900.0
_GIVEN_UP = "5.4.7"
"""Delivery time expired (RFC 3463)."""


@dataclass(frozen=True)
class MailPost:
    """Delivers by mail. A repeated attempt sends the same bytes under the same Message-ID."""

    reading: Transactions
    writing: Transactions
    writer: Writer
    post: Post
    encloser: Encloser

    def deliver(self, work: Work, now: datetime) -> Delivered:
        """Carry out one delivery; raises :class:`NotNowError` or :class:`NotThereError`."""
        try:
            with self.reading() as session:
                composed = self.writer.compose(session, work)
            composed, left_out = self._with_files(work, composed)
        except OSError as error:
            raise NotNowError(
                f"a file of the letter could not be fetched ({type(error).__name__})"
            ) from error
        except (NothingToSendError, BadLetterError) as error:
            raise NotThereError(str(error)) from error
        self._send(work, composed.letter, self._note(work, composed, left_out, now), now)
        return Delivered({"message_id": composed.letter.message_id})

    def _with_files(self, work: Work, composed: Composed) -> tuple[Composed, tuple[Screened, ...]]:
        """The letter with its files, fetched without a transaction, and why some are left out."""
        if not composed.files:
            return composed, ()
        letter = composed.letter
        found = self.encloser.enclose(composed.files, len(to_bytes(letter)), work.attempt)
        return replace(composed, letter=with_files(letter, found)), found.left_out

    def _send(self, work: Work, letter: Letter, sent: Sent, now: datetime) -> None:
        """What never arrives is told to staff in the transaction that gives it up (:mod:`mail.failed`)."""
        try:
            self.post.send(letter)
        except TryAgainError as error:
            if now - sent.at >= LONGEST:
                raise self._lost(sent, str(error), _GIVEN_UP, now) from error
            raise NotNowError(str(error), _pause(error.after, work.attempt)) from error
        except RefusedError as error:
            raise self._lost(sent, str(error), error.status, now) from error

    def _lost(self, sent: Sent, why: str, status: str, now: datetime) -> NotThereError:
        rules = self.writer.rules
        return NotThereError(why, lambda session: not_delivered(session, sent, status, now, rules))

    def _note(self, work: Work, composed: Composed, left_out: Sequence[Screened], now: datetime) -> Sent:
        """Its id is known before anybody can answer it; staff hear which files it goes without.

        Returns what is known of it since it was first tried.
        """
        letter = composed.letter
        sent = Sent(
            letter.message_id,
            work.key,
            letter.to[0],
            now,
            letter.automatic,
            composed.conversation,
            composed.ticket,
            composed.entry,
        )
        with self.writing() as session:
            records_work.note(session, work, {"message_id": letter.message_id})
            if letter.files:
                records_work.renew(session, work, SENDING_SECONDS)
            letters.note_sent(session, sent)
            if left_out and composed.entry is not None and self.writer.rules.desk_mail not in letter.to:
                tell_left_out(session, composed.entry, left_out, self.writer.rules, now)
            return letters.sent_under(session, [letter.message_id]) or sent


def _pause(seconds: float, attempt: int) -> float:
    """Twice as long after every attempt, a quarter of an hour at the most."""
    return float(min(seconds * 2 ** min(attempt - 1, 10), _LONGEST_PAUSE))
