"""The arrays a question is held against: what each field adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from knowledge.articles import Article, Audience, Kind
from knowledge.collection import Collection
from knowledge.columns import counted
from knowledge.pages import prepare
from knowledge.question import read_question
from knowledge.ranking import Matches, matches
from knowledge.segment import compiled
from knowledge.vocabulary import Shelf, Spelling


def an_article(slug: str, title: str, body: str) -> Article:
    return Article(
        slug=slug,
        title=title,
        kind=Kind.DOCUMENTATION,
        area="more",
        audience=Audience.EVERYBODY,
        updated=date(2026, 1, 5),
        sample=False,
        aliases=(),
        body=body,
        digest=slug,
    )


def matched(
    question: str, articles: Sequence[Article], learnt: Mapping[str, Sequence[str]] | None = None
) -> Matches:
    """How the question fits these articles, with the wordings learnt for each slug."""
    pages = [prepare(article, (learnt or {}).get(article.slug, ())) for article in articles]
    collection = Collection([compiled(counted(pages))])
    shelf = Shelf({word: 1 for page in pages for word in page.written})
    read = read_question(question, collection, collection, Spelling([lambda: shelf], collection))
    return matches(collection, read, np.ones(len(pages), bool))


ARTICLES = (
    an_article("pedal", "Foot pedal", "Plug the pedal in.\n"),
    an_article("seats", "Licence seats", "Every typist has a seat.\n"),
    an_article("print", "Print margins", "Widen the margin.\n"),
)


def test_a_learnt_wording_finds_its_article() -> None:
    assert not matched("rewinding jumps too far", ARTICLES).score.any()
    found = matched("rewinding jumps too far", ARTICLES, {"pedal": ["the rewind jumps"]})
    assert list(found.candidates.articles) == [0]


def test_a_learnt_wording_is_a_label_as_good_as_the_title() -> None:
    found = matched("rewind jumps", ARTICLES, {"pedal": ["hello", "rewind jumps"]})
    assert found.label[0] == 1.0
    assert found.section_cover[0] == 1.0


def test_a_learnt_wording_counts_in_every_section_of_its_article() -> None:
    two = an_article("pedal", "Foot pedal", "Plug it in.\n\n## Trouble\n\nIt may be dirty.\n")
    found = matched("rewinding", [two, *ARTICLES[1:]], {"pedal": ["the rewind jumps"]})
    assert list(found.section_score > 0) == [True, True]
