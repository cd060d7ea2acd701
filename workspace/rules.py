"""The kinds of rule a block or element can be held to: texts, numbers of items, choices, shapes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workspace.limits import LIMITS


@dataclass
class Findings:
    """What is wrong, in Slack's words with a JSON pointer, and what Slack has but this workspace has not."""

    wrong: list[str] = field(default_factory=list)
    not_simulated: list[str] = field(default_factory=list)

    def add(self, problem: str, pointer: str) -> None:
        self.wrong.append(f"{problem} [json-pointer:{pointer}]")


Rule = Callable[[Any, str, Findings], None]


@dataclass(frozen=True)
class Shape:
    """A JSON object: which fields it may have, which it must have."""

    fields: Mapping[str, Rule]
    needs: frozenset[str] = frozenset()

    def __call__(self, value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, dict):
            found.add("should be a json object", at)
            return
        for name in sorted(self.needs - value.keys()):
            found.add(f"missing required field: {name}", at)
        for name, inner in value.items():
            rule = self.fields.get(name)
            if rule is None:
                found.add(f"invalid additional property: {name}", at)
            else:
                rule(inner, f"{at}/{name}", found)


def shape(needs: str = "", **fields: Rule) -> Shape:
    """An object with these fields; `needs` names the required ones, separated by blanks."""
    return Shape({"type": anything, **fields}, frozenset(needs.split()))


def anything(value: Any, at: str, found: Findings) -> None:
    """No rule."""


def truth(value: Any, at: str, found: Findings) -> None:
    if not isinstance(value, bool):
        found.add("should be a boolean", at)


def whole(value: Any, at: str, found: Findings) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        found.add("should be an integer", at)


def words(value: Any, at: str, found: Findings) -> None:
    """Some text, of a length that is nowhere said to be limited."""
    if not isinstance(value, str):
        found.add("should be a string", at)
    elif not value:
        found.add("must be more than 0 characters", at)


def between(least: int, most: int = sys.maxsize) -> Rule:
    """A whole number from `least` to `most`."""

    def rule(value: Any, at: str, found: Findings) -> None:
        whole(value, at, found)
        if isinstance(value, int) and not least <= value <= most:
            found.add(
                f"must be at least {least}" + (f" and at most {most}" if most < sys.maxsize else ""), at
            )

    return rule


def string(limit: str, *, least: int = 0) -> Rule:
    most = LIMITS[limit]

    def rule(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, str):
            found.add("should be a string", at)
        elif len(value) > most:
            found.add(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            found.add(f"must be more than {least - 1} characters", at)

    return rule


def one_of(*values: str) -> Rule:
    def rule(value: Any, at: str, found: Findings) -> None:
        if value not in values:
            found.add(f"should be one of {', '.join(values)}", at)

    return rule


def matching(pattern: str, name: str) -> Rule:
    def rule(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            found.add(f"should be {name}", at)

    return rule


def many(inner: Rule, limit: str, *, least: int = 1) -> Rule:
    most = LIMITS[limit]

    def rule(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, list):
            found.add("should be an array", at)
            return
        if len(value) > most:
            found.add(f"no more than {most} items allowed", at)
        if len(value) < least:
            found.add(f"no fewer than {least} items allowed", at)
        for index, item in enumerate(value):
            inner(item, f"{at}/{index}", found)

    return rule


def text(limit: str, *kinds: str) -> Rule:
    """A text object of one of `kinds` ("plain_text", "mrkdwn"; both when none is given)."""
    allowed = kinds or ("plain_text", "mrkdwn")
    plain = shape("type text", text=string(limit, least=1), emoji=truth, verbatim=truth)

    def rule(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, dict):
            found.add("should be a text object", at)
            return
        if value.get("type") not in allowed:
            found.add(f"should be one of {', '.join(allowed)}", f"{at}/type")
        if value.get("type") == "mrkdwn" and "emoji" in value:
            found.add("invalid additional property: emoji", at)
        plain(value, at, found)

    return rule


def plain(limit: str) -> Rule:
    return text(limit, "plain_text")


def typed(table: Mapping[str, Rule], allowed: frozenset[str], elsewhere: frozenset[str]) -> Rule:
    """An object whose `type` picks its rule out of `table`; types in `elsewhere` are Slack's but not ours."""

    def rule(value: Any, at: str, found: Findings) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind in elsewhere:
            found.not_simulated.append(f"{kind} at {at}")
            found.add(f"{kind} is not simulated", at)
        elif kind not in allowed:
            found.add(f"unsupported type: {kind}", f"{at}/type")
        else:
            table[kind](value, at, found)

    return rule
