"""Slips of the fingers put into questions, to measure how well they are borne."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS: Final = {
    key: row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, key in enumerate(row)
}


def all_mistyped(questions: Mapping[str, str]) -> dict[str, str]:
    """Questions by their ids, each with its slips: the same ones in every measurement."""
    return {id_: mistyped(text, f"7 {id_}") for id_, text in questions.items()}


def mistyped(text: str, seed: str) -> str:
    """The text with one or two slips, each in another word of four letters or more; the same for each seed.

    The slips are of the kinds that most mistyped words show (Damerau 1964, Kukich 1992): neighbours swapped,
    a letter dropped, doubled, or the key beside it pressed. A text without any such word stays as it is.
    """
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    found = list(_WORD.finditer(text))
    chosen = chance.sample(found, min(chance.choice((1, 2)), len(found)))
    for word in sorted(chosen, key=lambda one: -one.start()):
        text = text[: word.start()] + slip(word.group(), chance) + text[word.end() :]
    return text


def slip(word: str, chance: random.Random) -> str:
    """The word (at least one letter) with one slip."""
    kind = chance.choice((_swapped, _dropped, _doubled, _beside))
    slipped = kind(word, chance)
    return slipped if slipped != word else _doubled(word, chance)


def _swapped(word: str, chance: random.Random) -> str:
    unlike = [place for place in range(len(word) - 1) if word[place] != word[place + 1]]
    place = chance.choice(unlike or [0])
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _dropped(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :]


def _doubled(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[: place + 1] + word[place:]


def _beside(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    near = _NEIGHBOURS.get(word[place].lower(), "")
    key = chance.choice(near) if near else word[place]
    return word[:place] + (key.upper() if word[place].isupper() else key) + word[place + 1 :]
