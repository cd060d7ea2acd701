"""Reads a YAML file into typed values; whatever is wrong is said with file, line and remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from app.yaml_fields import names, type_at
from app.yaml_tree import Keys, Tree, dotted, read_tree
from app.yaml_types import clock_time, day
from app.yaml_words import NotYamlError, Problem, in_words, shown

T = TypeVar("T")

_LARGEST = 1_000_000
_MOST_PROBLEMS = 20


class SettingsError(Exception):
    """A file of settings cannot be used. ``problems`` has one sentence for each thing to mend."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_yaml(path: Path, type: type[T]) -> T:
    """The values of the file as ``type``: a pydantic model, or a dataclass with others nested in it.

    Keys that ``type`` does not have are refused, whatever its own settings say. Else :class:`SettingsError`.
    """
    text = _text(path)
    try:
        tree = read_tree(text)
    except NotYamlError as error:
        raise SettingsError(_sentence(path, error.problem)) from error
    if tree.value is None:
        raise SettingsError(f"{path.name} is empty; {_copy(path)}.")
    return _typed(path, tree, type)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise SettingsError(f"{path.name} is larger than 1 MB; {_copy(path)}.")
        return data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise SettingsError(f"{path.name} was not found at {path}; {_copy(path)}.") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(line, "holds a letter that is not UTF-8", "save the file as UTF-8 in your editor")
        raise SettingsError(_sentence(path, problem)) from error
    except OSError as error:
        why = f"{path.name} cannot be read at {path} ({error.strerror or error})"
        raise SettingsError(f"{why}; make it a file that this program may read.") from error


def _copy(path: Path) -> str:
    return f"copy the {path.name} that comes with the program there and change in it what differs for you"


def _sentence(path: Path, problem: Problem) -> str:
    remedy = f"; {problem.remedy}" if problem.remedy else ""
    text = f"{path.name} line {problem.line}: {problem.wrong}{remedy}"
    return text if text.endswith((".", "?")) else f"{text}."


def _typed(path: Path, tree: Tree, kind: type[T]) -> T:
    problems = {**dict(_strange(tree, kind)), **tree.problems}
    try:
        value: T | None = TypeAdapter(kind).validate_python(tree.value)
    except ValidationError as error:
        value = None
        for keys, problem in _refused(tree, error.errors(include_url=False)):
            problems.setdefault(keys, problem)
    found = sorted(problems.values(), key=lambda problem: problem.line)
    if found or value is None:
        raise SettingsError(*_sentences(path, found))
    return value


def _sentences(path: Path, problems: list[Problem]) -> Iterator[str]:
    yield from (_sentence(path, problem) for problem in problems[:_MOST_PROBLEMS])
    if len(problems) > _MOST_PROBLEMS:
        yield f"{path.name} has {len(problems) - _MOST_PROBLEMS} more such problems; mend these first."


def _strange(tree: Tree, kind: Any) -> Iterator[tuple[Keys, Problem]]:
    """What pydantic would let pass: unknown keys of dataclasses, and numbers as hours or days."""
    for keys, value in tree.walk():
        wanted = type_at(kind, keys)
        known = names(wanted)
        if isinstance(value, dict) and known is not None:
            for name in sorted(value.keys() - known):
                yield (*keys, name), _unknown(tree, (*keys, name), wanted, sorted(known))
        problem = _not_in_form(tree, keys, value, wanted) if isinstance(value, str) else None
        if problem:
            yield keys, problem


def _unknown(tree: Tree, keys: Keys, kind: Any, known: list[str]) -> Problem:
    """A key that ``kind`` does not have; where it had it once, ``RENAMED`` says what to write instead."""
    instead = getattr(kind, "RENAMED", {}).get(keys[-1])
    if instead:
        return Problem(tree.line(keys), f"{dotted(keys)} is no setting any more", instead)
    near = difflib.get_close_matches(str(keys[-1]), known, n=1)
    wrong = f"{dotted(keys)} is not a known key" + (f", did you mean {near[0]}?" if near else "")
    return Problem(tree.line(keys), wrong.rstrip("?"), f"allowed here: {', '.join(known)}")


def _not_in_form(tree: Tree, keys: Keys, value: str, wanted: Any) -> Problem | None:
    check = clock_time if wanted is time else day if wanted is date else None
    try:
        if check:
            check(value)
    except PydanticCustomError as error:
        context: Any = error.context
        return Problem(
            tree.line(keys), f"{dotted(keys)} {context['wrong']}, not {shown(value)}", context["remedy"]
        )
    return None


def _refused(tree: Tree, errors: list[ErrorDetails]) -> Iterator[tuple[Keys, Problem]]:
    """One problem for each path; where several types would do, what each wants is joined with "or"."""
    by_path: dict[Keys, list[ErrorDetails]] = {}
    for error in errors:
        missing = error["type"] == "missing"
        by_path.setdefault(_keys(tree, error["loc"], missing=missing), []).append(error)
    for keys, group in by_path.items():
        yield keys, _refusal(tree, keys, group)


def _keys(tree: Tree, location: tuple[int | str, ...], *, missing: bool) -> Keys:
    """Where in the file pydantic means; its own marks (a type of a union, say) are left out."""
    value: Any = tree.value
    keys: list[int | str] = []
    for step in location:
        inside = (
            step in value if isinstance(value, dict) else isinstance(step, int) and isinstance(value, list)
        )
        if inside:
            keys.append(step)
            value = value[step]
    return (*keys, location[-1]) if missing else tuple(keys)


def _refusal(tree: Tree, keys: Keys, errors: list[ErrorDetails]) -> Problem:
    name = dotted(keys)
    if errors[0]["type"] == "missing":
        under = f"under {dotted(keys[:-1])}" if keys[:-1] else "at the left margin"
        return Problem(tree.line(keys), f"{name} is missing", f'add a line "{keys[-1]}: ..." {under}')
    words = dict(in_words(error, str(keys[-1]) if keys else "") for error in errors)
    wrong = " or ".join([next(iter(words)), *(text.removeprefix("must be ") for text in list(words)[1:])])
    given = f", not {shown(errors[0]['input'])}" if wrong.startswith("must ") else ""
    return Problem(tree.line(keys), f"{name} {wrong}{given}", next(iter(words.values())))
