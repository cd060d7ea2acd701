"""Fits the model of sureness that is shipped, on questions made from several collections' own articles.

    python -m bench.sureness DIR...

Each DIR is a collection in BEIR form; the sample articles come with them, each collection weighs the same. No
judgement is read: what is learnt is what every installation learns from its own articles.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from knowledge.articles import Article, Audience, Kind, read_article
from knowledge.beir import read_collection
from knowledge.evidence import FEATURES
from knowledge.leaves import leaves
from knowledge.pages import prepare
from knowledge.selftraining import Examples, examples, heads, quantiles
from knowledge.snapshot import Snapshot
from knowledge.stock import as_markdown
from knowledge.sure import Model
from knowledge.volume import bound

SAMPLE = Path("sample/articles")


def fitted(folders: Sequence[Path]) -> Model:
    """The model, fitted on all collections together."""
    collections = [_sample(), *map(_collection, folders)]
    found = [_examples(articles) for articles in collections]
    together = Examples(*(np.concatenate([getattr(one, name) for one in found]) for name in COLUMNS))
    both = heads(together)
    if both is None:
        raise ValueError("these collections are too small to learn from")
    return Model(*both, quantiles(both[0].logits(together.rows[together.place == 0])))


COLUMNS = ("rows", "place", "right")


def _examples(articles: Iterable[Article]) -> Examples:
    by_slug = {article.slug: article for article in sorted(articles, key=lambda article: article.slug)}
    pages = [(prepare(article), article.digest) for article in by_slug.values()]
    snapshot = Snapshot(bound(leaves(pages)))
    return examples(snapshot.ask, list(by_slug), lambda slugs: [by_slug[slug] for slug in slugs])


def _sample() -> list[Article]:
    return [read_article(path) for path in sorted(SAMPLE.rglob("*.md")) if path.name != "README.md"]


def _collection(folder: Path) -> list[Article]:
    return [
        Article(
            slug=document.id,
            title=document.title,
            kind=Kind.DOCUMENTATION,
            area="",
            audience=Audience.EVERYBODY,
            updated=date(2026, 1, 5),
            sample=False,
            aliases=(),
            body=as_markdown(document.text),
            digest=document.id,
        )
        for document in read_collection(folder).documents()
    ]


def main() -> None:
    """Print the model as it stands in knowledge/shipped.py."""
    found = fitted([Path(one) for one in sys.argv[1:]])
    for name, head in (("_FIRST", found.first), ("_FOLLOWING", found.following)):
        weights = "".join(
            f"    {feature}={weight:.2f},\n" for feature, weight in zip(FEATURES, head.weights, strict=True)
        )
        print(f"{name}: Final = _head(\n    {head.bias:.2f},\n{weights})")
    print(f"_ASKED: Final = {tuple(round(one, 2) for one in found.asked)}")


if __name__ == "__main__":
    main()
