"""A change beside the base ranks as if all had been compiled anew: within a fiftieth of every score."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles import Article, Audience, Kind
from knowledge.bm25f import NEARLY
from knowledge.keys import term_key
from knowledge.leaves import Leaves, gathered, leaves
from knowledge.pages import Page, prepare
from knowledge.passages import telling
from knowledge.question import read_question
from knowledge.ranking import matches
from knowledge.snapshot import THIN, Snapshot
from knowledge.volume import bound
from tests.knowledge.conftest import EVERYONE

WORDS = ("upload", "stops", "network", "macro", "pedal", "letter", "printer", "audio", "folder", "zebra")
SIZE = 60
FEW = int(THIN * SIZE)
MANY = 20

phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
contents = st.tuples(
    phrases, st.lists(phrases, min_size=1, max_size=3).map(tuple), st.lists(phrases, max_size=2).map(tuple)
)
slugs = st.integers(0, SIZE + 3).map("article-{:03}".format)
changes = st.dictionaries(slugs, st.none() | contents, max_size=FEW)
Content = tuple[str, tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=10_000)
def a_page(slug: str, content: Content) -> Page:
    """The page of an article, prepared once."""
    return prepare(an_article(slug, content))


def an_article(slug: str, content: Content) -> Article:
    title, paragraphs, aliases = content
    body = "".join(f"## Part {number}\n\n{text}.\n\n" for number, text in enumerate(paragraphs))
    return Article(
        slug=slug,
        title=title,
        kind=Kind.DOCUMENTATION,
        area="more",
        audience=Audience.EVERYBODY,
        updated=date(2026, 1, 5),
        sample=False,
        aliases=aliases,
        body=body,
        digest=sha256(repr(content).encode()).hexdigest(),
    )


def loose(shelf: dict[str, Content]) -> Leaves:
    """The leaves of a shelf; the stamp is the digest."""
    pages = [a_page(slug, content) for slug, content in shelf.items()]
    return leaves([(page, page.article.digest) for page in pages])


def changed(snapshot: Snapshot, shelf: dict[str, Content], change: dict[str, Content | None]) -> Snapshot:
    """The snapshot after a change of the shelf, as a refresh does it."""
    new = {slug: content for slug, content in change.items() if content is not None}
    fresh = {slug: content for slug, content in new.items() if shelf.get(slug) != content}
    shelf |= fresh
    for slug in change.keys() - new.keys():
        shelf.pop(slug, None)
    return snapshot.changed([loose(fresh)] if fresh else [], change.keys() - new.keys())


def base_shelf() -> dict[str, Content]:
    turned = [WORDS[number % 10 :] + WORDS[: number % 10] for number in range(SIZE)]
    return {
        f"article-{number:03}": (" ".join(words[:3]), (" ".join(words[2 : 5 + number % 5]), words[0]), ())
        for number, words in enumerate(turned)
    }


BASE = bound(loose(base_shelf()))
"""Compiled once; nothing changes it."""


def found(snapshot: Snapshot, question: str) -> dict[str, tuple[str, float]]:
    hits = snapshot.search(question, EVERYONE, MANY).hits
    return {hit.slug: (hit.passage, hit.sure) for hit in hits}


def lexical(snapshot: Snapshot, question: str) -> dict[str, float]:
    """The BM25F score of each candidate."""
    read = read_question(question, snapshot.collection, snapshot.collection, snapshot.spelling)
    chosen = matches(snapshot.collection, read, snapshot.collection.alive).candidates
    slugs = [slug for volume in snapshot.volumes for slug in volume.slugs]
    return dict(zip((slugs[place] for place in chosen.articles), chosen.lexical.tolist(), strict=True))


def assert_ranks_as_compiled_anew(snapshot: Snapshot, shelf: dict[str, Content], question: str) -> None:
    anew = Snapshot(bound(loose(shelf)))
    assert snapshot.stamps == anew.stamps
    for word in WORDS:
        term = term_key(word)
        assert snapshot.collection.rarity(term) == pytest.approx(anew.collection.rarity(term), rel=1e-6)
    assert lexical(snapshot, question) == pytest.approx(lexical(anew, question), rel=NEARLY + 1e-4)
    held, expected = found(snapshot, question), found(anew, question)
    assert held.keys() == expected.keys() or len(held) == MANY
    for slug in held.keys() & expected.keys():
        assert held[slug][0] == expected[slug][0]
        assert held[slug][1] == pytest.approx(expected[slug][1], abs=0.05)


@settings(max_examples=25, deadline=None)
@given(st.lists(changes, min_size=1, max_size=3), phrases)
def test_after_any_changes_it_ranks_as_one_compiled_anew(
    steps: list[dict[str, Content | None]], question: str
) -> None:
    shelf, snapshot = base_shelf(), Snapshot(BASE)
    for step in steps:
        snapshot = changed(snapshot, shelf, step)
    assert_ranks_as_compiled_anew(snapshot, shelf, question)


@settings(max_examples=15, deadline=None)
@given(changes, changes, phrases)
def test_put_upon_a_base_that_was_written_meanwhile_it_ranks_the_same(
    before: dict[str, Content | None], meanwhile: dict[str, Content | None], question: str
) -> None:
    shelf = base_shelf()
    snapshot = changed(Snapshot(BASE), shelf, before)
    written = snapshot.whole()
    snapshot = changed(snapshot, shelf, meanwhile).onto(written)
    assert_ranks_as_compiled_anew(snapshot, shelf, question)


def test_the_first_aliases_move_the_few_pages_that_have_any() -> None:
    """A field that hardly any page has gets another mean length with each; the base stays all the same."""
    shelf, snapshot = base_shelf(), Snapshot(BASE)
    for number, alias in enumerate(("zebra", "upload zebra pedal", "folder audio letter printer")):
        body = shelf[f"article-{number:03}"]
        snapshot = changed(snapshot, shelf, {f"article-{number:03}": (*body[:2], (alias,))})
        assert snapshot.base is BASE
        assert_ranks_as_compiled_anew(snapshot, shelf, alias)
    assert snapshot.loose == 3


def test_few_changes_lie_beside_the_base_and_many_are_bound_with_it() -> None:
    shelf = base_shelf()
    turned: dict[str, Content | None] = {slug: (one[0][::-1], one[1], one[2]) for slug, one in shelf.items()}
    few = dict(list(turned.items())[:FEW])
    snapshot = changed(Snapshot(BASE), shelf, few)
    assert snapshot.base is BASE
    assert snapshot.loose == FEW
    snapshot = changed(snapshot, shelf, {"article-999": shelf["article-050"]})
    assert len(snapshot.base) == SIZE + 1
    assert snapshot.loose == 0


def test_what_is_gone_is_not_found_and_repairs_no_typos() -> None:
    shelf = base_shelf() | {"article-999": ("okapi", ("okapi",), ())}
    snapshot = Snapshot(bound(loose(shelf)))
    assert list(found(snapshot, "okapis")) == ["article-999"]
    assert snapshot.search("okkapi", EVERYONE, 5).repaired == (("okkapi", "okapi"),)
    snapshot = changed(snapshot, shelf, {"article-999": None})
    assert snapshot.loose == 1
    assert not found(snapshot, "okapi")
    assert snapshot.search("okkapi", EVERYONE, 5).repaired == ()
    assert snapshot.hit("article-999", frozenset()) is None


def test_gathered_leaves_are_those_of_all_pages_together() -> None:
    shelf = base_shelf()
    odd = loose({slug: content for slug, content in shelf.items() if int(slug[-1]) % 2})
    even = loose({slug: content for slug, content in shelf.items() if not int(slug[-1]) % 2})
    one, other = bound(gathered([odd, even])), bound(loose(shelf))
    assert list(one.stamps.items()) == list(other.stamps.items())
    np.testing.assert_array_equal(one.segment.articles.weights, other.segment.articles.weights)
    np.testing.assert_array_equal(one.words.keys, other.words.keys)
    assert [one.head(page) for page in range(SIZE)] == [other.head(page) for page in range(SIZE)]
    assert [one.sections(page) for page in range(SIZE)] == [other.sections(page) for page in range(SIZE)]


def test_a_page_keeps_all_that_is_shown_of_it() -> None:
    article = replace(
        an_article("one", ("Zebra 🦓", ("Do this:\n\n1. One\n2. Two",), ("striped",))),
        audience=Audience.STAFF,
        sample=True,
    )
    page = replace(prepare(article), disputed=("horses",))
    volume = bound(leaves([(page, "stamp")]))
    head = volume.head(0)
    assert (head.slug, head.title, head.kind, head.area) == ("one", "Zebra 🦓", Kind.DOCUMENTATION, "more")
    assert (head.audience, head.updated, head.sample) == (Audience.STAFF, date(2026, 1, 5), True)
    assert head.disputed == ("horses",)
    assert tuple(volume.sections(0)) == page.sections
    assert [one.stems for one in volume.sections(0)] == [
        tuple(map(telling, section.units)) for section in page.sections
    ]


def test_a_page_that_is_changed_back_is_found_once() -> None:
    shelf, slug = base_shelf(), "article-003"
    before = shelf[slug]
    snapshot = changed(Snapshot(BASE), shelf, {slug: ("Another title", ("Quite another text",), ())})
    snapshot = changed(snapshot, shelf, {slug: before})
    assert_ranks_as_compiled_anew(snapshot, shelf, before[0])
    slugs = [hit.slug for hit in snapshot.search(before[0], EVERYONE, MANY).hits]
    assert slugs.count(slug) == 1
