"""The seam to a helpdesk: what one has to be able to do so that our tickets can live in it too.

Our ticket, number and clock stay the record. What is called here may have been called before by a process
that was killed: ``find`` and ``has_said`` tell, and are always asked first. A helpdesk raises
:class:`bot.delivery.NotNowError` when it cannot do something now, :class:`bot.delivery.NotThereError` when
the ticket it is asked about is gone for good.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from guard import Screened
from tickets.values import Details, Status


@dataclass(frozen=True)
class Case:
    """A ticket of ours as it is opened over there, or brought up to date."""

    number: int
    subject: Screened
    words: Screened
    details: Details
    category: str
    requestor: str
    """The mail address of whoever opened it."""
    opened_at: datetime


class Move(StrEnum):
    """What happened to a ticket over there."""

    REPLY = "reply"
    NOTE = "note"
    SOLVED = "solved"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Agent:
    """Somebody of the helpdesk: their login, name and address, and whether they work at its desk."""

    login: str
    name: str
    mail: str
    works_there: bool


@dataclass(frozen=True)
class News:
    """Something a human did over there; our own doings and automatic replies are none.

    ``id`` is the helpdesk's own, the same at each look; ``at`` is when it happened by its clock. ``proven``
    says that they were logged in; what came by mail may be from anybody. ``words`` are as they were written.
    """

    id: str
    reference: str
    at: datetime
    move: Move
    by: Agent
    proven: bool
    words: str = ""


@dataclass(frozen=True)
class Heading:
    """What is known of some news before its words are fetched."""

    id: str
    reference: str


class Helpdesk(Protocol):
    """One helpdesk. ``key`` is a code of ours, unguessable and the same at each attempt."""

    @property
    def name(self) -> str:
        """A code for messages and identities, for example ``request-tracker``."""

    def open(self, case: Case, key: str) -> str:
        """A new ticket that carries the key; its reference over there."""

    def find(self, key: str) -> str | None:
        """The reference of the ticket that carries this key."""

    def fill(self, reference: str, case: Case, key: str) -> None:
        """The ticket shows these details and this category, and carries the key. Repeatable."""

    def say(self, reference: str, words: Screened, key: str, *, internal: bool) -> None:
        """Words into the ticket, with the key as a mark; ``internal`` ones are for staff alone."""

    def has_said(self, reference: str, key: str) -> bool:
        """Whether words with this mark stand in the ticket."""

    def set_status(self, reference: str, status: Status) -> None:
        """The ticket stands as ours does. Repeatable."""

    def news_since(self, mark: str | None) -> tuple[Sequence[Heading], str]:
        """What humans did since the mark, oldest first, and the next mark; without one, only the mark.

        Something may be told twice, by the same id; nothing may be left out.
        """

    def read(self, heading: Heading) -> News | None:
        """All of it; None when it concerns nobody (an automatic reply, our own words)."""

    def address(self, reference: str) -> str:
        """Where staff read the ticket in a browser."""

    def problems(self) -> Iterator[tuple[str, str]]:
        """What was looked at, with what is wrong and its remedy (empty when it is good), for ``doctor``."""
