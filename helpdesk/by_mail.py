"""Opens tickets in a helpdesk by letter, finds them again by the letter's id, and fills them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.delivery import NotNowError
from bot.outside import HELPDESK
from helpdesk.seam import Case
from records import deliveries
from records import work as records_work
from records.engine import Session, Transactions
from records.work import Work
from tickets import letters

_LOOK_AGAIN_SECONDS = 5.0
_LONGEST_WAIT_SECONDS = 120.0


class Courier(Protocol):
    """What sends letters to the queue's address."""

    @property
    def address(self) -> str: ...

    def id_of(self, key: str) -> str:
        """The Message-ID of the letter with this key: unguessable, the same at each attempt."""

    def send(self, case: Case, key: str) -> None:
        """The letter. It says nothing of being automatic: such letters get no number (RFC 3834)."""


class KnowsLetters(Protocol):
    """A helpdesk whose tickets can be found by the letter that opened them."""

    def find(self, key: str) -> str | None: ...

    def find_letter(self, message_id: str) -> str | None: ...

    def adopt(self, reference: str, case: Case, key: str) -> None: ...


@dataclass(frozen=True)
class OpenedByMail:
    """Tickets are opened by letter. One that has opened nothing after ``resend`` is sent again, as it was."""

    helpdesk: KnowsLetters
    courier: Courier
    reading: Transactions
    writing: Transactions
    resend: timedelta

    def find(self, case: Case, key: str) -> str | None:
        reference = self.helpdesk.find(key)
        if reference is None:
            reference = self.helpdesk.find_letter(self.courier.id_of(key))
            if reference is not None:
                self.helpdesk.adopt(reference, case, key)
        return reference

    def open(self, case: Case, key: str, work: Work, now: datetime) -> str:
        """Raises :class:`NotNowError` while the letter is on its way."""
        with self.writing() as session:
            on_its_way = _sent_at(session, work) is not None and not self._is_overdue(session, work, now)
            if not on_its_way:
                self._note(session, case, key, work, now)
        if not on_its_way:
            self.courier.send(case, key)
        reference = self.find(case, key)
        if reference is None:
            wait = min(_LOOK_AGAIN_SECONDS * work.attempt, _LONGEST_WAIT_SECONDS)
            raise NotNowError("the helpdesk has not opened a ticket for our letter yet", wait)
        return reference

    def _is_overdue(self, session: Session, work: Work, now: datetime) -> bool:
        sent = _sent_at(session, work)
        return sent is not None and now - sent >= self.resend

    def _note(self, session: Session, case: Case, key: str, work: Work, now: datetime) -> None:
        """Before it leaves: whoever takes this over after a crash knows that it may be under way."""
        records_work.note(session, work, {"sent_at": now.isoformat()})
        about = letters.Sent(
            self.courier.id_of(key),
            work.key,
            self.courier.address,
            now,
            automatic=False,
            ticket_number=case.number,
        )
        letters.note_sent(session, about)


def _sent_at(session: Session, work: Work) -> datetime | None:
    noted = records_work.outcome(session, f"{deliveries.QUEUE}.{HELPDESK}", work.key) or {}
    return datetime.fromisoformat(str(noted["sent_at"])) if "sent_at" in noted else None
