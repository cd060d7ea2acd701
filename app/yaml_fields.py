"""Which type, and which keys, a place in a file of settings has."""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

from pydantic import BaseModel

from app.yaml_tree import Keys


def type_at(kind: Any, keys: Keys) -> Any:
    """The type of a path, stripped of annotations and of "or none"; ``None`` when nobody can say."""
    kind = _bare(kind)
    for step in keys:
        kind = _bare(_inside(kind, step))
    return kind


def names(kind: Any) -> set[str] | None:
    """The keys a type has, or None when it may have any."""
    return set(_fields(kind)) if dataclasses.is_dataclass(kind) or _is_model(kind) else None


def _bare(kind: Any) -> Any:
    if typing.get_origin(kind) is typing.Annotated:
        return _bare(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        some = [_bare(one) for one in typing.get_args(kind) if one is not types.NoneType]
        return some[0] if len(some) == 1 else None
    return kind


def _inside(kind: Any, step: str | int) -> Any:
    arguments = typing.get_args(kind)
    if isinstance(step, str):
        return _fields(kind).get(step) if not arguments else arguments[-1]
    fixed = len(arguments) > step and Ellipsis not in arguments and typing.get_origin(kind) is tuple
    return arguments[step] if fixed else arguments[0] if arguments else None


def _fields(kind: Any) -> dict[str, Any]:
    if _is_model(kind):
        return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    if not dataclasses.is_dataclass(kind):
        return {}
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.init}


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
