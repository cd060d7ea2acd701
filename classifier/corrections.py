"""What humans said about the category of a message, and the memory that answers like messages from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rapidfuzz import fuzz, process
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from classifier.category import Category
from classifier.features import clean
from guard import Screened, own, struck
from records.base import Base, Instant, Words

SaidBy = Literal["person", "staff"]

ALIKE = 94
"""Messages alike to this degree (0 to 100) count as the same one."""

NEWEST = 5_000
"""Corrections held in memory."""

SHORTEST = 12
"""Characters a message must have to be answered by one that is merely like it."""


class Correction(Base):
    """One message and its category as a human gave it, a confirmation of ours included.

    ``confirmed`` means that staff vouch for it: only then does it answer other people's messages.
    """

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[Screened] = mapped_column(Words)
    label: Mapped[str] = mapped_column(String(20))
    said_by: Mapped[str] = mapped_column(String(10))
    confirmed: Mapped[bool]
    message_id: Mapped[str] = mapped_column(String(255), unique=True)


def remember(
    session: Session, *, at: datetime, text: Screened, label: Category, said_by: SaidBy, message_id: str
) -> Correction:
    """Keep what was said about a message. Staff confirm by saying it; a person never overrules staff.

    There is one row per message: whoever speaks again changes it, and the same words again change nothing.
    """
    known = session.scalar(select(Correction).where(Correction.message_id == message_id))
    if known is None:
        known = Correction(message_id=message_id)
        session.add(known)
    elif known.confirmed and said_by == "person":
        return known
    known.at, known.text, known.label = at, text, str(label)
    known.said_by, known.confirmed = said_by, said_by == "staff"
    session.flush()
    return known


def confirm(session: Session, message_id: str) -> None:
    """Staff agree with what a person said about this message."""
    known = session.scalar(select(Correction).where(Correction.message_id == message_id))
    if known is not None:
        known.confirmed = True
        session.flush()


def forget(session: Session, words: Screened) -> None:
    """A person has deleted these words: corrections that hold them go."""
    for known in session.scalars(select(Correction)):
        if struck(known.text, words, own("")) != known.text:
            session.delete(known)
    session.flush()


def confirmed(session: Session) -> Sequence[Correction]:
    """What staff vouch for, the newest first."""
    query = (
        select(Correction).where(Correction.confirmed).order_by(Correction.at.desc(), Correction.id.desc())
    )
    return session.scalars(query.limit(NEWEST)).all()


@dataclass(frozen=True, slots=True)
class Memory:
    """Answers messages that are, but for spelling and punctuation, ones a human has sorted."""

    labels: dict[str, Category]

    @classmethod
    def of(cls, corrections: Iterable[Correction]) -> Memory:
        """The memory of these corrections, of which earlier ones win over later ones."""
        labels: dict[str, Category] = {}
        for correction in corrections:
            labels.setdefault(_essence(correction.text), Category(correction.label))
        return cls({essence: label for essence, label in labels.items() if essence})

    @classmethod
    def load(cls, session: Session) -> Memory:
        """The memory of all that staff vouch for."""
        return cls.of(confirmed(session))

    def recall(self, text: str) -> Category | None:
        """What a human said about these words, or about words that differ by little and not in sense."""
        essence = _essence(text)
        if essence in self.labels or len(essence) < SHORTEST:
            return self.labels.get(essence)
        near = process.extract(essence, self.labels.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
        same = (known for known, _, _ in near if _hinges(known) == _hinges(essence))
        return next((self.labels[known] for known in same), None)


def _essence(text: str) -> str:
    """The words without case, punctuation and what changes from message to message."""
    return " ".join(_WORD.findall(clean(text)))


def _hinges(essence: str) -> tuple[str, ...]:
    """The words on which the sense turns, in order."""
    return tuple(word for word in essence.split() if word in _HINGES or word.endswith("n't"))


_WORD = re.compile(r"[\w']+|\?")
_HINGES = frozenset(
    """
    no not never none nobody cannot cant dont doesnt wont isnt without how why what where when who which
    can could would please all every everyone everybody only just one again still anymore add remove
    delete create enable disable
    """.split()  # noqa: SIM905
)
