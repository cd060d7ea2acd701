"""The row that tells every replica at a glance whether corrections have changed, and which model is used."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Integer, String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from records.base import Base


class TriageStateRow(Base):
    """One row. ``revision`` grows with each change of a correction; no ``model``: the one that came along."""

    __tablename__ = "triage_state"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(Integer)
    model: Mapped[str | None] = mapped_column(String(80))


class State(NamedTuple):
    """The row as it stands."""

    revision: int
    model: str | None


def current(session: Session) -> State:
    """How things stand; one look at one row."""
    row = session.execute(_READ).one_or_none()
    return State(0, None) if row is None else State(row.revision, row.model)


def touch(session: Session) -> int:
    """A correction has changed: the new revision. Others who change one wait until this transaction ends."""
    table = TriageStateRow.__table__
    grown = _upsert(session, {"revision": table.c.revision + 1}).returning(table.c.revision)
    return int(session.execute(grown).scalar_one())


def use(session: Session, model: str | None) -> None:
    """From here on every replica sorts with this model."""
    session.execute(_upsert(session, {"model": model}, model=model))


def _upsert(session: Session, changes: dict[str, Any], **first: Any) -> Any:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(TriageStateRow).values(**{"id": _ONLY, "revision": 1, **first})
    return row.on_conflict_do_update(index_elements=["id"], set_=changes)


_ONLY = 1
_READ = select(TriageStateRow.revision, TriageStateRow.model).where(TriageStateRow.id == _ONLY)
