"""The row that tells every replica at a glance whether corrections have changed, and which model is used."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Integer, String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from records.base import Base


class TriageStateRow(Base):
    """One row. ``revision`` grows with each change of a correction; ``erased`` is that at which the last one
    that staff had vouched for was erased. Without a ``model`` the one that came along is used.
    """

    __tablename__ = "triage_state"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(Integer)
    model: Mapped[str | None] = mapped_column(String(80))
    erased: Mapped[int] = mapped_column(Integer, default=0)


class State(NamedTuple):
    """The row as it stands."""

    revision: int
    model: str | None
    erased: int = 0


def current(session: Session) -> State:
    """How things stand; one look at one row."""
    row = session.execute(_READ).one_or_none()
    return State(0, None) if row is None else State(row.revision, row.model, row.erased)


def touch(session: Session, *, erased: bool = False) -> int:
    """A correction has changed: the new revision. Others who change one wait until this transaction ends.

    ``erased`` says that staff had vouched for it, and that it is gone.
    """
    table = TriageStateRow.__table__
    changes = dict.fromkeys(("revision", *(("erased",) if erased else ())), table.c.revision + 1)
    grown = _upsert(session, changes, erased=int(erased)).returning(table.c.revision)
    return int(session.execute(grown).scalar_one())


def use(session: Session, model: str | None) -> None:
    """From here on every replica sorts with this model."""
    session.execute(_upsert(session, {"model": model}, model=model))


def _upsert(session: Session, changes: dict[str, Any], **first: Any) -> Any:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(TriageStateRow).values(**{"id": _ONLY, "revision": 1, "erased": 0, **first})
    return row.on_conflict_do_update(index_elements=["id"], set_=changes)


_ONLY = 1
_READ = select(TriageStateRow.revision, TriageStateRow.model, TriageStateRow.erased).where(
    TriageStateRow.id == _ONLY
)
