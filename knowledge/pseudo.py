"""Questions made from the articles themselves, as people might ask them: to learn from without any labels."""

from __future__ import annotations

import random
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.articles import Article
from knowledge.sections import sections
from knowledge.synonyms import others
from knowledge.typos import slip
from knowledge.words import is_function_word, stem, words

FROM_LABEL: Final = 0.6
"""The share of questions that begin with words of a title, an alias or a heading."""
DROPPED: Final = (0.2, 0.6)
"""Between which shares of an article's words a question leaves out."""
FEWEST: Final = 3
"""Words of an article that a question keeps at the least."""
FOREIGN: Final = 0.3
"""Up to which share of the kept words others are put in that have nothing to do with the article."""
UNKNOWN: Final = 0.3
"""The share of those that no article holds."""
SYNONYM: Final = 0.15
TYPO: Final = 0.05
"""The shares of words that another one stands for, and that are mistyped."""


@dataclass(frozen=True)
class Source:
    """What questions about an article are made of: its labels and headings, and its sentences, in words."""

    labels: tuple[tuple[str, ...], ...]
    sentences: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every word, each once."""
        return tuple(dict.fromkeys(word for part in (*self.labels, *self.sentences) for word in part))


def source(article: Article) -> Source:
    """The words of an article that carry meaning."""
    parts = sections(article)
    labels = (article.title, *article.aliases, *(part.heading for part in parts))
    sentences = (unit.text for part in parts for unit in part.units)
    return Source(_meaningful(labels), _meaningful(sentences))


def question(about: Source, foreign: Sequence[str], chance: random.Random) -> str:
    """A question that the article answers: some of its words, or what stands for them, and foreign ones.

    ``foreign`` are words of any articles, the more frequent ones more often. Without words of an article it
    is empty.
    """
    kept = _kept(_chosen(about, chance), chance)
    share = FOREIGN * chance.random()
    for _ in range(max(len(kept), 2) if kept else 0):
        if chance.random() < share:
            kept.insert(chance.randint(0, len(kept)), _foreign(foreign, chance))
    return " ".join(_as_typed(word, chance) for word in kept)


def _meaningful(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    found = (
        tuple(word.written for word in words(text) if not is_function_word(word.written)) for text in texts
    )
    return tuple(one for one in found if one)


def _chosen(about: Source, chance: random.Random) -> list[str]:
    """Words of a label, with or without some of a sentence; or of a sentence alone."""
    window = _window(chance.choice(about.sentences), chance) if about.sentences else []
    label = list(_label(about.labels, chance)) if about.labels else []
    if label and (not window or chance.random() < FROM_LABEL):
        return label + window[: chance.randint(0, 3)] if chance.random() < 0.5 else label
    return window + label[:1] if chance.random() < 0.3 else window


def _label(labels: Sequence[Sequence[str]], chance: random.Random) -> Sequence[str]:
    """One of them, the first ones more often."""
    return labels[chance.randrange(1 + chance.randrange(len(labels)))]


def _window(sentence: Sequence[str], chance: random.Random) -> list[str]:
    length = chance.randint(3, 8)
    start = chance.randrange(max(len(sentence) - length, 0) + 1)
    return list(sentence[start : start + length])


def _kept(chosen: list[str], chance: random.Random) -> list[str]:
    """Most of the words; three at least, as far as there are so many: people leave out what says least."""
    share, fewest = chance.uniform(*DROPPED), min(FEWEST, len(chosen))
    kept = [word for word in chosen if chance.random() > share]
    if len(kept) >= fewest:
        return kept
    return [chosen[place] for place in sorted(chance.sample(range(len(chosen)), fewest))]


def _foreign(words: Sequence[str], chance: random.Random) -> str:
    if words and chance.random() >= UNKNOWN:
        return chance.choice(words)
    return "zq" + "".join(chance.choice(string.ascii_lowercase) for _ in range(7))


def _as_typed(word: str, chance: random.Random) -> str:
    instead = others(stem(word)) if chance.random() < SYNONYM else ()
    word = chance.choice(instead) if instead else word
    return slip(word, chance) if len(word) > 4 and chance.random() < TYPO else word
