"""Re-ranks lexical candidates by an encoder: the meaning speaks as far as the words do not.

On manuals, where questions use the words of the text, dense vectors only disturb; for questions told in other
words they find what words cannot. So they weigh as much as is left of the question that words do not explain.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article
from knowledge.encoder import Encoder
from knowledge.ranking import Matches
from knowledge.sections import sections
from knowledge.vectors import Part, Span, Vectors, VectorStore

Floats = NDArray[np.float32]

DEEPER: Final = 160
"""How many articles are looked at closely: what is told in other words stands further down by its words."""
LEAST: Final = 0.5
WEIGHT: Final = 20.0
MOST: Final = 4.0
"""What a cosine of 1 adds to a lexical score (1 for the best): :data:`LEAST`, and :data:`WEIGHT` times the
unexplained share of the question, :data:`MOST` altogether."""
SECTIONS: Final = 12
"""Sections of an article that get a vector; what comes after them is found by its words."""
AT_ONCE: Final = 64
"""Articles whose vectors are written together: what is lost when the program stops meanwhile."""


class Dense:
    """The encoder and the vectors of all articles it has read so far. Safe to share between threads."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        """What was made before lies in ``folder``."""
        self.encoder = encoder
        self._store = VectorStore(folder, encoder.checksum, encoder.dimensions)
        self._vectors: Vectors = self._store.read()
        self._writing = threading.Lock()

    def missing(self, digests: Mapping[str, str]) -> list[str]:
        """The slugs of articles (with their content hashes) whose vectors are not there or out of date."""
        return [slug for slug, digest in digests.items() if self._vectors.digest(slug) != digest]

    def read(self, articles: Sequence[Article]) -> None:
        """Make the vectors of some articles and keep them."""
        with self._writing:
            passages = {one.slug: list(_passages(one)) or [one.title] for one in articles}
            rows = _encoded(self.encoder, passages)
            part = self._store.add(rows, {article.slug: article.digest for article in articles})
            self._vectors = self._vectors.with_part(part)

    def beside(self, article: Article) -> Dense:
        """These vectors and those of one more article, in memory alone: nothing is kept."""
        rows = self.encoder.encode(list(_passages(article)) or [article.title])
        part = Part(rows.astype(np.float16), {article.slug: Span(article.digest, 0, len(rows))})
        other = copy(self)
        other._vectors = self._vectors.with_part(part)
        return other

    def tidy(self, wanted: Sequence[str]) -> None:
        """Drop the vectors of articles that are gone, once it is worth it."""
        with self._writing:
            self._vectors = self._store.compacted(self._vectors, wanted)

    def rescored(self, text: str, found: Matches, slugs: Sequence[str], worth: float = 1.0) -> Floats:
        """The scores of the candidates (whose slugs these are) with the encoder's opinion.

        Their order alone has a meaning. Without any vector yet they stay as they are.
        """
        cosine = self.likeness(text, slugs)
        return found.score if cosine is None else mixed(found.score, cosine, unexplained(found), worth)

    def likeness(self, text: str, slugs: Sequence[str]) -> Floats | None:
        """The cosine of the question and each of these articles; None without any vector yet."""
        vectors = self._vectors
        if not slugs or not vectors.newest:
            return None
        return vectors.likeness(self.encoder.encode([text])[0], slugs)


def unexplained(found: Matches) -> float:
    """The share of the question that no candidate holds: neither its words nor their neighbourhood."""
    cover = float(found.section_cover.max(initial=0.0))
    pairs = float(found.pairs.max(initial=0.0))
    return max(1 - cover, 0.0) * max(1 - pairs, 0.0)


def mixed(score: Floats, cosine: Floats, unexplained: float, worth: float = 1.0) -> Floats:
    """Lexical scores (1 for the best) plus cosines, weighted by what is left unexplained, ``worth`` times."""
    lexical = score / np.float32(max(float(score.max(initial=0.0)), 1e-9))
    return (lexical + np.float32(worth * min(LEAST + WEIGHT * unexplained, MOST)) * cosine).astype(np.float32)


def _passages(article: Article) -> Iterator[str]:
    for part in sections(article)[:SECTIONS]:
        text = " ".join(unit.text for unit in part.units)
        yield ". ".join(filter(None, (article.title, str(part.heading), text)))


def _encoded(encoder: Encoder, passages: Mapping[str, Sequence[str]]) -> dict[str, Floats]:
    rows = encoder.encode([text for texts in passages.values() for text in texts])
    ends = np.cumsum([len(texts) for texts in passages.values()]).tolist()
    return {slug: rows[end - len(passages[slug]) : end] for slug, end in zip(passages, ends, strict=True)}
