"""The table of models that were refitted here: the truth for every replica."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Integer, LargeBinary, Row, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from classifier import state
from classifier.archive import LARGEST_FILE, UnfitModelError
from classifier.corrections import Correction
from classifier.model import Classifier
from classifier.refit import Figures
from classifier.store import unpacked
from guard import Screened
from records.base import Base, Facts, Instant, Words


class ModelRow(Base):
    """One refitted model, used or refused. ``revision`` is that of the corrections it was fitted to."""

    __tablename__ = "models"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    version: Mapped[str] = mapped_column(String(80), unique=True)
    base: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Instant)
    revision: Mapped[int] = mapped_column(Integer)
    examples: Mapped[int] = mapped_column(Integer)
    corrections: Mapped[int] = mapped_column(Integer)
    figures: Mapped[dict[str, Any]] = mapped_column(Facts)
    promoted: Mapped[bool] = mapped_column(Boolean)
    why: Mapped[Screened | None] = mapped_column(Words)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class Model:
    """A refitted model without its bytes. ``figures`` and ``base_figures`` are measured on frozen messages.

    ``base`` is the version that came along with the program; ``why`` says why it was refused, or taken out of
    use. ``promoted`` says that it was ever in use.
    """

    version: str
    base: str
    at: datetime
    revision: int
    examples: int
    corrections: int
    figures: Figures
    base_figures: Figures
    promoted: bool
    why: Screened | None


class NoSuchModelError(Exception):
    """There is no model of that version; the sentence says what to do."""


def record(session: Session, model: Model, content: bytes, *, keep: int) -> None:
    """Keep a model (instead of one of the same version), and of all others the newest; put it to use if it is
    promoted. Raises ValueError when it is larger than a model can be."""
    if len(content) > LARGEST_FILE:
        raise ValueError(f"a model of {len(content)} bytes is larger than one can be")
    session.execute(delete(ModelRow).where(ModelRow.version == model.version))
    values = {**vars(model), "figures": {"candidate": model.figures, "base": model.base_figures}}
    del values["base_figures"]
    session.add(ModelRow(**values, sha256=hashlib.sha256(content).hexdigest(), content=content))
    session.flush()
    if model.promoted:
        state.use(session, model.version)
    _prune(session, keep)


def listed(session: Session) -> tuple[Model, ...]:
    """All that are kept, the newest first."""
    return tuple(_model(row) for row in session.execute(_ALL.order_by(ModelRow.id.desc())))


def newest(session: Session, base: str) -> Model | None:
    """The newest model that was made of this base, used or refused."""
    row = session.execute(
        _ALL.where(ModelRow.base == base).order_by(ModelRow.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else _model(row)


def find(session: Session, version: str) -> Model:
    """The model of this version; raises :class:`NoSuchModelError`."""
    row = session.execute(_ALL.where(ModelRow.version == version)).one_or_none()
    if row is None:
        raise NoSuchModelError(
            f"There is no model {version}; `infracare classifier models` lists those there are."
        )
    return _model(row)


def opened(session: Session, version: str) -> Classifier:
    """The classifier of this version; raises :class:`NoSuchModelError` or :class:`UnfitModelError`."""
    row = session.execute(
        select(ModelRow.content, ModelRow.sha256).where(ModelRow.version == version)
    ).one_or_none()
    if row is None:
        raise NoSuchModelError(f"The model {version} is not in the database.")
    if hashlib.sha256(row.content).hexdigest() != row.sha256:
        raise UnfitModelError(f"the model {version} in the database is damaged: its checksum does not agree")
    return unpacked(row.content, f"the model {version} in the database")


def before(session: Session, version: str | None) -> Model | None:
    """The model that was put to use before this one; None: the one that came along."""
    promoted = [one for one in listed(session) if one.promoted]
    older = [one.version for one in promoted]
    at = older.index(version) + 1 if version in older else len(older)
    return promoted[at] if at < len(promoted) else None


def promote(session: Session, version: str | None) -> None:
    """Put a model to use (None: the one that came along); raises :class:`NoSuchModelError`."""
    if version is not None:
        find(session, version)
        session.execute(update(ModelRow).where(ModelRow.version == version).values(promoted=True, why=None))
    state.use(session, version)


def set_aside(session: Session, version: str, why: Screened) -> None:
    """Note why a model is not used any more."""
    session.execute(update(ModelRow).where(ModelRow.version == version).values(why=why))


def new_since(session: Session, base: str) -> int:
    """How many texts staff have vouched for since the newest model that was made of ``base``."""
    last = newest(session, base)
    new = select(func.count()).where(Correction.confirmed)
    return session.scalar(new if last is None else new.where(Correction.revision > last.revision)) or 0


def holds_erased(session: Session, base: str) -> bool:
    """Whether something was erased that the newest model made of ``base`` was fitted to."""
    last = newest(session, base)
    return last is not None and state.current(session).erased > last.revision


_ALL = select(
    ModelRow.version,
    ModelRow.base,
    ModelRow.at,
    ModelRow.revision,
    ModelRow.examples,
    ModelRow.corrections,
    ModelRow.figures,
    ModelRow.promoted,
    ModelRow.why,
)


def _model(row: Row[Any]) -> Model:
    known = dict(row._mapping)
    figures = known.pop("figures")
    return Model(**known, figures=figures["candidate"], base_figures=figures["base"])


def _prune(session: Session, keep: int) -> None:
    """The newest stay, and the one in use."""
    newest = session.scalars(select(ModelRow.version).order_by(ModelRow.id.desc()).limit(keep)).all()
    kept = [*newest, state.current(session).model or ""]
    session.execute(delete(ModelRow).where(ModelRow.version.not_in(kept)))
