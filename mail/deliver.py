"""Sends the letters that are due. The letter's id is stored before the letter leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.delivery import Delivered, NotNowError, NotThereError
from mail.compose import NothingToSendError, Writer
from mail.letter import BadLetterError
from mail.send import Post, RefusedError, TryAgainError
from records import work as records_work
from records.engine import Transactions
from records.work import Work


@dataclass(frozen=True)
class MailPost:
    """Delivers by mail. A repeated attempt sends the same bytes under the same Message-ID."""

    reading: Transactions
    writing: Transactions
    writer: Writer
    post: Post

    def deliver(self, work: Work, _now: datetime) -> Delivered:
        """Carry out one delivery; raises :class:`NotNowError` or :class:`NotThereError`."""
        try:
            with self.reading() as session:
                letter = self.writer.letter(session, work)
            with self.writing() as session:
                records_work.note(session, work, {"message_id": letter.message_id})
            self.post.send(letter)
        except TryAgainError as error:
            raise NotNowError(str(error), error.after) from error
        except (RefusedError, NothingToSendError, BadLetterError) as error:
            raise NotThereError(str(error)) from error
        return Delivered({"message_id": letter.message_id})
