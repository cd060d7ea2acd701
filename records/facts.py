"""Turns frozen values into facts for the database, and facts back into the same values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def to_facts(value: Any) -> Any:
    """A frozen dataclass (and what it holds) as plain facts; screened text stays screened text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_facts(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(to_facts(name)): to_facts(item) for name, item in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [to_facts(item) for item in value]
    return value


def from_facts(kind: type[T], facts: Any) -> T:
    """The value again; ``facts`` must come from :func:`to_facts` by way of the database."""
    value: T = _adapter(kind).validate_python(facts)  # type: ignore[arg-type]
    return value


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
