"""A YAML text as plain values that know their lines, with what is wrong in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.yaml_syntax import in_words
from app.yaml_words import NotYamlError, Problem

Keys = tuple[str | int, ...]
Value = dict[str, Any] | list[Any] | str | None

_DEEPEST = 20
_MOST_VALUES = 20_000
_EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass
class Tree:
    """The values, each scalar as it is written (``None`` when empty), and the line of every path."""

    value: Value = None
    lines: dict[Keys, int] = field(default_factory=dict)
    problems: dict[Keys, Problem] = field(default_factory=dict)

    def line(self, path: Keys) -> int:
        """The line of a path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def walk(self) -> Iterator[tuple[Keys, Value]]:
        """Every value with its path, the outer before the inner."""
        return _walk(self.value, ())


def _walk(value: Value, path: Keys) -> Iterator[tuple[Keys, Value]]:
    yield path, value
    entries: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for step, inner in entries:
        yield from _walk(inner, (*path, step))


def dotted(path: Keys) -> str:
    """``support.lines[2].number``; items are counted from 1, as people count."""
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "the file"


def read_tree(text: str) -> Tree:
    """Read YAML without any of its guesses: ``07:00``, ``no`` and ``1.10`` stay text until a type says more.

    Raises :class:`NotYamlError`; doubled keys and secrets are ``problems`` of the tree instead.
    """
    loader = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise NotYamlError(
            Problem(line, "holds a control character", "delete it and type the line anew")
        ) from error
    except yaml.MarkedYAMLError as error:
        raise NotYamlError(in_words(error, text)) from error
    finally:
        if loader is not None:
            loader.dispose()
    tree = Tree(lines={(): 1})
    tree.value = _value(node, (), tree)
    return tree


class _Loader(yaml.BaseLoader):
    """Composes nodes without aliases, tags or great depth, so that a small file stays a small tree."""

    depth = 0
    count = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        self._refuse_cleverness(event)
        self.depth += 1
        self.count += 1
        if self.depth > _DEEPEST:
            raise _refusal(event, f"is nested more than {_DEEPEST} levels deep", "write it flatter")
        if self.count > _MOST_VALUES:
            raise _refusal(event, f"is the {_MOST_VALUES + 1}st value", "keep long lists out of this file")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _refuse_cleverness(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise _refusal(event, f"points to another place with *{event.anchor}", "write the value itself")
        if event.tag is not None:
            raise _refusal(
                event, f"holds the tag {event.tag[:40]}", "write the value without it, in quotes if need be"
            )


def _refusal(event: Any, wrong: str, remedy: str) -> NotYamlError:
    return NotYamlError(Problem(event.start_mark.line + 1, wrong, remedy))


_SECRET_KEY = re.compile("token|password|secret", re.IGNORECASE)
_SECRET_VALUE = re.compile(r"\bxox[a-z]-|\bxapp-")


def _value(node: yaml.Node | None, path: Keys, tree: Tree) -> Value:
    tree.lines.setdefault(path, node.start_mark.line + 1 if node else 1)
    if isinstance(node, yaml.MappingNode):
        return _group(node, path, tree)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, place), tree) for place, item in enumerate(node.value)]
    return _scalar(node, path, tree) if isinstance(node, yaml.ScalarNode) else None


def _scalar(node: yaml.ScalarNode, path: Keys, tree: Tree) -> str | None:
    if _SECRET_VALUE.search(node.value):
        tree.problems[path] = _secret(tree.line(path), path)
    return None if node.style is None and node.value in _EMPTY else str(node.value)


def _group(node: yaml.MappingNode, path: Keys, tree: Tree) -> dict[str, Value]:
    group: dict[str, Value] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        problem = _key_problem(key, line, path, tree)
        if problem is None:
            tree.lines[*path, key.value] = line
            group[key.value] = _value(value, (*path, key.value), tree)
        else:
            tree.problems[*path, str(key.value)] = problem
    return group


def _key_problem(key: yaml.Node, line: int, path: Keys, tree: Tree) -> Problem | None:
    if not isinstance(key, yaml.ScalarNode):
        return Problem(
            line, f"{dotted(path)} holds a key that is a list or group", "write the key as one word"
        )
    full = (*path, key.value)
    if full in tree.lines:
        wrong = f"{dotted(full)} stands already on line {tree.lines[full]}"
        return Problem(line, wrong, "keep one of the two")
    if _SECRET_VALUE.search(key.value):
        return _secret(line, path)
    return _secret(line, full) if _SECRET_KEY.search(key.value) else None


def _secret(line: int, path: Keys) -> Problem:
    remedy = "take it out of this file and set it in the environment of the program instead"
    return Problem(line, f"{dotted(path)} holds a secret", remedy)
