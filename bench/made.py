"""A corpus of any size made of the sample: its sections put together anew, with invented words in them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from bench.search import QUESTIONS, SAMPLE, read_questions
from knowledge.articles import read_article
from knowledge.beir import Document

WORDS: Final = 10
"""How many a question has."""
_LONG: Final = re.compile(r"\b[a-z]{5,}\b")
_SYLLABLES: Final = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]


def write_corpus(path: Path, size: int) -> None:
    """Write ``size`` documents into the file, one a line in JSON; the same ones each time."""
    with path.open("w", encoding="utf-8") as file:
        for one in documents(size, random.Random(7)):
            file.write(json.dumps({"_id": one.id, "title": one.title, "text": one.text}) + "\n")


def questions(path: Path, number: int) -> list[str]:
    """Questions of ten words: a third are people's, from the sample, the others stand so in the corpus."""
    people = [" ".join(words[:WORDS]) for words in _sample_words() if len(words) >= WORDS]
    texts = [json.loads(line)["text"].split() for line in path.read_text("utf-8").splitlines()[::7]]
    chance = random.Random(11)
    asked = chance.sample(people, min(number // 3, len(people)))
    while len(asked) < number:
        words = chance.choice(texts)
        start = chance.randrange(max(len(words) - WORDS, 1))
        asked.append(" ".join(words[start : start + WORDS]))
    chance.shuffle(asked)
    return asked


def documents(size: int, chance: random.Random) -> Iterator[Document]:
    """Two sections each. A third of the longer words are invented: few frequent, most rare (Zipf 1949).

    There are the more of them the more text there is (Heaps 1978).
    """
    parts = _parts()
    known = round(250 * size**0.5)
    for number in range(size):
        first, second = (_renamed(part, chance, known) for part in chance.sample(parts, 2))
        heading, _, text = first.partition("\n")
        yield Document(f"d{number:06}", f"{heading} {_word(chance, known)}", f"{text} {second}")


def _parts() -> list[str]:
    paths = sorted(path for path in SAMPLE.rglob("*.md") if path.name != "README.md")
    every = [part for path in paths for part in re.split(r"(?m)^## ", read_article(path).body)[1:]]
    return [_plain(part) for part in every]


def _plain(part: str) -> str:
    heading, _, text = part.partition("\n")
    return f"{heading}\n{' '.join(re.sub(r'[*|`#>]', ' ', text).split())}"


def _sample_words() -> list[list[str]]:
    return [question.split() for question, _ in read_questions(QUESTIONS)]


def _renamed(text: str, chance: random.Random, known: int) -> str:
    return _LONG.sub(lambda word: _word(chance, known) if chance.random() < 0.33 else word.group(), text)


def _word(chance: random.Random, known: int) -> str:
    """Zipf's law as Mandelbrot (1953) has it, without words as frequent as "the"."""
    return _invented(int(30 * (chance.paretovariate(0.6) - 1)) % known)


@cache
def _invented(number: int) -> str:
    own = random.Random(number)
    return "".join(own.choice(_SYLLABLES) for _ in range(own.randint(2, 4)))
