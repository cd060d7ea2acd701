"""What every table shares: its base class and the column types that guard what is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from guard.text import Screened, restored

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The one collection of tables; each ground room adds its own."""

    metadata = MetaData(naming_convention=NAMES)


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC to the microsecond. Naive ones are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; only aware moments are stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[Screened]):
    """What people wrote, after the guard. A plain ``str`` is refused, so nothing can slip past it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Screened | None, dialect: Dialect) -> str | None:
        if value is not None and not isinstance(value, Screened):
            raise TypeError(f"this column takes screened text only, not {type(value).__name__}")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Screened | None:
        answer: Screened | None = restored(value)
        return answer


class Facts(TypeDecorator[dict[str, Any]]):
    """A JSON object of facts: numbers, codes and screened text.

    A plain string is taken for a code (an id, a name of a kind, a moment) and must not hold white space;
    words must come screened, otherwise the row is refused. Names are codes too.
    """

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> Any:
        _only_facts(value, "")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> dict[str, Any] | None:
        answer: dict[str, Any] | None = restored(value)
        return answer


_SPACE = re.compile(r"\s")


def _only_facts(value: Any, where: str) -> None:
    if isinstance(value, str) and not isinstance(value, Screened) and _SPACE.search(value):
        raise TypeError(f"{where or 'value'} holds words that have not passed the guard")
    if isinstance(value, dict):
        for name, item in value.items():
            _only_facts(name, f"a name in {where}" if where else "a name")
            _only_facts(item, f"{where}.{name}".lstrip("."))
    if isinstance(value, list | tuple):
        for item in value:
            _only_facts(item, where)
