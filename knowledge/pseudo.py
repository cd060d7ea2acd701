"""Questions made from the articles themselves, as people might ask them: to learn from without any labels."""

from __future__ import annotations

import random
import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from typing import Final

from knowledge.articles import Article
from knowledge.sections import sections
from knowledge.synonyms import others
from knowledge.typos import slip
from knowledge.words import is_function_word, stem, words

FROM_LABEL: Final = 0.6
"""The share of questions that begin with words of a title, an alias or a heading."""
WITH_MORE: Final = 0.6
"""The share of those that go on with words of a sentence."""
LONGEST: Final = 12
"""Words of an article that a question has at most."""
LOST: Final = 1.1
"""Up to which chance a rare word is told otherwise; common ones (what it is about) hardly ever are."""
REPLACED: Final = 0.7
"""The share of the lost words that others stand for which have nothing to do with the article."""
FEWEST: Final = 2
"""Words of an article that a question keeps at the least."""
UNKNOWN: Final = 0.2
"""The share of the others that no article holds."""
SHUFFLED: Final = 0.8
"""Up to which chance the words stand in another order."""
SYNONYM: Final = 0.15
TYPO: Final = 0.05
"""The shares of words that another one stands for, and that are mistyped."""
FOREIGN: Final = (2, 6)
"""How many words a question has that is about nothing in the articles."""
FOREIGN_UNKNOWN: Final = 0.4
"""The share of its words that no article holds."""


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


@dataclass(frozen=True)
class Elsewhere:
    """The words of some articles: those of more articles more often, and in how many each stands."""

    words: tuple[str, ...]
    holders: Mapping[str, int]
    articles: int

    def common(self, word: str) -> float:
        """How common a word is: 0 when it stands nowhere, 1 when it stands in every article."""
        return log1p(self.holders.get(word, 0)) / log1p(self.articles)


def elsewhere(sources: Sequence[Source]) -> Elsewhere:
    """The words of articles, of which each counts once."""
    found = tuple(word for one in sources for word in one.words)
    return Elsewhere(found, Counter(found), max(len(sources), 1))


def question(about: Source, others: Elsewhere, chance: random.Random) -> str:
    """A question that the article answers: some of its words, told freely, with others among them.

    How freely is drawn; what is lost are rare words rather than common ones. Without words of an article it
    is empty.
    """
    free = chance.random()
    chosen = list(dict.fromkeys(_chosen(about, chance)))[:LONGEST]
    kept = _kept([LOST * free * (1 - others.common(word)) for word in chosen], chance)
    told = [
        _as_typed(word, chance) if stays else _other(others, UNKNOWN, chance)
        for word, stays in zip(chosen, kept, strict=True)
        if stays or chance.random() < REPLACED
    ]
    if chance.random() < SHUFFLED * free:
        chance.shuffle(told)
    return " ".join(told)


def foreign_question(others: Elsewhere, chance: random.Random) -> str:
    """A question about nothing in the articles: words of theirs that have nothing in common, and others."""
    return " ".join(_other(others, FOREIGN_UNKNOWN, chance) for _ in range(chance.randint(*FOREIGN)))


def _meaningful(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    found = (
        tuple(word.written for word in words(text) if not is_function_word(word.written)) for text in texts
    )
    return tuple(one for one in found if one)


def _chosen(about: Source, chance: random.Random) -> list[str]:
    """Words of a label, with or without some of a sentence; or of a sentence, with or without a label's."""
    window = _window(chance.choice(about.sentences), chance) if about.sentences else []
    label = list(_label(about.labels, chance)) if about.labels else []
    if label and (not window or chance.random() < FROM_LABEL):
        return label + window[: chance.randint(0, 4)] if chance.random() < WITH_MORE else label
    return window + label[: chance.randint(1, 2)] if chance.random() < 0.4 else window


def _label(labels: Sequence[Sequence[str]], chance: random.Random) -> Sequence[str]:
    """One of them, the first ones more often."""
    return labels[chance.randrange(1 + chance.randrange(len(labels)))]


def _window(sentence: Sequence[str], chance: random.Random) -> list[str]:
    length = chance.randint(3, 8)
    start = chance.randrange(max(len(sentence) - length, 0) + 1)
    return list(sentence[start : start + length])


def _kept(risks: Sequence[float], chance: random.Random) -> list[bool]:
    """Which words stay, each with its chance of being lost; two at least, as far as there are so many."""
    kept = [chance.random() >= risk for risk in risks]
    lost = [place for place, stays in enumerate(kept) if not stays]
    for place in chance.sample(lost, min(max(FEWEST - sum(kept), 0), len(lost))):
        kept[place] = True
    return kept


def _other(others: Elsewhere, unknown: float, chance: random.Random) -> str:
    """A word of any article, or with a chance one that none holds."""
    if others.words and chance.random() >= unknown:
        return chance.choice(others.words)
    return "zq" + "".join(chance.choice(string.ascii_lowercase) for _ in range(7))


def _as_typed(word: str, chance: random.Random) -> str:
    instead = others(stem(word)) if chance.random() < SYNONYM else ()
    word = chance.choice(instead) if instead else word
    return slip(word, chance) if len(word) > 4 and chance.random() < TYPO else word
