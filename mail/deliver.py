"""Sends the letters that are due. What is known of a letter is stored before it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.delivery import Delivered, NotNowError, NotThereError
from mail.compose.case import NothingToSendError
from mail.compose.writer import Composed, Writer
from mail.letter import BadLetterError
from mail.send import Post, RefusedError, TryAgainError
from records import work as records_work
from records.engine import Transactions
from records.work import Work
from tickets import letters
from tickets.letters import Sent


@dataclass(frozen=True)
class MailPost:
    """Delivers by mail. A repeated attempt sends the same bytes under the same Message-ID."""

    reading: Transactions
    writing: Transactions
    writer: Writer
    post: Post

    def deliver(self, work: Work, now: datetime) -> Delivered:
        """Carry out one delivery; raises :class:`NotNowError` or :class:`NotThereError`."""
        try:
            with self.reading() as session:
                composed = self.writer.compose(session, work)
            self._note(work, composed, now)
            self.post.send(composed.letter)
        except TryAgainError as error:
            raise NotNowError(str(error), error.after) from error
        except (RefusedError, NothingToSendError, BadLetterError) as error:
            raise NotThereError(str(error)) from error
        return Delivered({"message_id": composed.letter.message_id})

    def _note(self, work: Work, composed: Composed, now: datetime) -> None:
        """Its id is known before anybody can answer it."""
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
            letters.note_sent(session, sent)
