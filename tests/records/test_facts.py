"""Frozen values become facts and, by way of the database, the same values again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum, StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from guard import Screened, own, restored, screen
from records.facts import from_facts, to_facts


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Size(Enum):
    SMALL = 1
    LARGE = 2


@dataclass(frozen=True)
class Leaf:
    name: str
    words: Screened
    colour: Colour = Colour.RED
    sure: float | None = None


@dataclass(frozen=True)
class Tree:
    at: datetime
    day: date
    size: Size
    leaves: tuple[Leaf, ...] = ()
    by_colour: Mapping[Colour, Leaf] | None = None
    codes: frozenset[str] = frozenset()
    pair: tuple[int, str] = (0, "")
    main: Leaf | None = None
    note: Screened | str | None = None


def stored(facts: Any) -> Any:
    """Facts as the database gives them back."""
    return restored(json.loads(json.dumps(facts)))


def again(value: Tree) -> Tree:
    return from_facts(Tree, stored(to_facts(value)))


LEAF = Leaf("L-1", own("Upload stuck at 80 %"), Colour.GREEN, 0.25)
TREE = Tree(
    at=datetime(2026, 11, 1, 1, 30, tzinfo=timezone(timedelta(hours=-5))),
    day=date(2026, 11, 1),
    size=Size.LARGE,
    leaves=(LEAF, Leaf("L-2", own(""))),
    by_colour={Colour.RED: LEAF},
    codes=frozenset({"E-101", "E-102"}),
    pair=(7, "C0123"),
    main=LEAF,
    note=own("called twice"),
)


def test_nested_values_come_back_equal() -> None:
    assert again(TREE) == TREE


def test_screened_text_comes_back_screened() -> None:
    found = again(TREE)
    assert all(isinstance(leaf.words, Screened) for leaf in found.leaves)
    assert isinstance(found.note, Screened)


def test_a_value_of_defaults_comes_back_equal() -> None:
    bare = Tree(datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1), Size.SMALL)
    assert again(bare) == bare


def test_screened_text_stays_screened_on_its_way_in() -> None:
    facts = to_facts(TREE)
    assert isinstance(facts["leaves"][0]["words"], Screened)
    assert facts["by_colour"] == {"red": to_facts(LEAF)}
    assert facts["at"] == "2026-11-01T01:30:00-05:00"


def test_a_fact_added_later_takes_its_default() -> None:
    older = {name: fact for name, fact in to_facts(LEAF).items() if name != "sure"}
    assert from_facts(Leaf, stored(older)) == Leaf(LEAF.name, LEAF.words, LEAF.colour)


def test_plain_words_do_not_become_screened_on_the_way() -> None:
    with pytest.raises(ValidationError):
        from_facts(Leaf, {"name": "L-1", "words": "plain words"})


ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
CODES = st.text(st.characters(codec="ascii", categories=("L", "N")), max_size=12)
WORDS = st.text(max_size=60).map(lambda text: screen(text).text)
LEAVES = st.builds(
    Leaf,
    name=CODES,
    words=WORDS,
    colour=st.sampled_from(Colour),
    sure=st.none() | st.floats(allow_nan=False, allow_infinity=False),
)
TREES = st.builds(
    Tree,
    at=st.datetimes(min_value=datetime(1970, 1, 2), timezones=ZONES),  # noqa: DTZ001 (zones are drawn)
    day=st.dates(),
    size=st.sampled_from(Size),
    leaves=st.lists(LEAVES, max_size=3).map(tuple),
    by_colour=st.none() | st.dictionaries(st.sampled_from(Colour), LEAVES),
    codes=st.frozensets(CODES, max_size=3),
    pair=st.tuples(st.integers(), CODES),
    main=st.none() | LEAVES,
    note=st.none() | WORDS,
)


@given(TREES)
@settings(max_examples=60, deadline=None)
def test_any_value_comes_back_equal(tree: Tree) -> None:
    assert again(tree) == tree
