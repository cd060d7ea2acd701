"""Reads when people and staff said that a text had been sorted wrongly, for the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from classifier.corrections import Correction


@dataclass(frozen=True)
class Corrected:
    """One text that was taken for ``was`` and is ``label``, by the word of a ``person`` or of ``staff``."""

    at: datetime
    by: str
    was: str
    label: str


def corrected(
    session: Session, start: datetime, end: datetime, customer: int | None = None
) -> tuple[Corrected, ...]:
    """The corrections said from ``start`` up to, not including, ``end``, the earliest first.

    What was only done tacitly, and a word that left the category as it was, is none. Each text of a
    conversation is there once, as it was said last.
    """
    row = Correction
    query = select(row.at, row.said_by, row.was, row.label).where(
        row.at >= start, row.at < end, ~row.tacit, row.was.is_not(None), row.was != row.label
    )
    chosen = query if customer is None else query.where(row.customer_id == customer)
    found = session.execute(chosen.order_by(row.at, row.id))
    return tuple(Corrected(at, by, was or "", label) for at, by, was, label in found)
