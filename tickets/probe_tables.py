"""The tables of probes: how each target stood last, and the times in which one did not answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from records.base import Base, Instant


class ProbeRow(Base):
    """A configured target: when it was looked at last, and how often in a row it has failed since when."""

    __tablename__ = "probes"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    looked_at: Mapped[datetime] = mapped_column(Instant)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    failing_since: Mapped[datetime | None] = mapped_column(Instant)


class ProbeFailureRow(Base):
    """A time in which a target did not answer, and the outage that was open then."""

    __tablename__ = "probe_failures"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    outage_id: Mapped[int | None] = mapped_column(ForeignKey("outages.id"))
