"""The sample articles are enough, whole, and written each for its own subject."""

from __future__ import annotations

import re
from collections import defaultdict

from knowledge.articles import Article, read_article
from knowledge.sections import Section, Shape, sections
from tests.knowledge.conftest import SAMPLE, Desk

ARTICLES = {
    path.stem: read_article(path, SAMPLE) for path in SAMPLE.rglob("*.md") if path.name != "README.md"
}
PARTS = {slug: sections(article) for slug, article in ARTICLES.items()}


def words(parts: tuple[Section, ...]) -> int:
    return sum(len(re.findall(r"\w+", unit.text)) for part in parts for unit in part.units)


def headed(parts: tuple[Section, ...]) -> int:
    return sum(bool(part.heading) for part in parts)


def test_there_are_at_least_eighty() -> None:
    assert len(ARTICLES) >= 80


def test_every_one_is_accepted_by_the_shelf(sample_desk: Desk) -> None:
    assert sample_desk.slugs() == sorted(ARTICLES)
    assert sample_desk.sync(SAMPLE).rejected == ()


def test_each_has_a_hundred_and_fifty_words_in_two_sections() -> None:
    assert {slug: n for slug, parts in PARTS.items() if (n := words(parts)) < 150} == {}
    assert [slug for slug, parts in PARTS.items() if headed(parts) < 2] == []


def test_each_is_marked_as_a_sample_and_lies_in_the_folder_of_its_area() -> None:
    areas = {path.stem: path.parent.name for path in SAMPLE.rglob("*.md")}
    assert [
        slug for slug, article in ARTICLES.items() if not article.sample or article.area != areas[slug]
    ] == []


def test_titles_and_anchors_are_unique() -> None:
    assert len({article.title.casefold() for article in ARTICLES.values()}) == len(ARTICLES)
    for parts in PARTS.values():
        assert len({part.anchor for part in parts}) == len(parts)


def test_no_long_sentence_is_shared_by_more_than_three_articles() -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for slug, article in ARTICLES.items():
        for sentence in long_sentences(article):
            users[sentence].add(slug)
    assert {sentence: slugs for sentence, slugs in users.items() if len(slugs) > 3} == {}


def long_sentences(article: Article) -> set[str]:
    """Sentences and items of eight words or more, in small letters without signs."""
    units = (unit for part in sections(article) for unit in part.units if unit.shape is not Shape.CODE)
    spoken = (" ".join(re.findall(r"[^\W\d]+", unit.text.casefold())) for unit in units)
    return {sentence for sentence in spoken if sentence.count(" ") >= 7}
