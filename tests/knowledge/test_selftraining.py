"""Learning how sure an answer is from the articles alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from knowledge.articles import Article
from knowledge.evidence import FEATURES
from knowledge.leaves import leaves
from knowledge.pages import prepare
from knowledge.selftraining import EVIDENCE, Asked, Examples, Library, examples, heads, learn, quantiles
from knowledge.shipped import SHIPPED
from knowledge.snapshot import Snapshot
from knowledge.volume import bound
from tests.knowledge.test_ranking import an_article

TOPICS = "pedal margin seat licence fax printer invoice macro template upload".split()  # noqa: SIM905
VERBS = "replace order unlock clean".split()  # noqa: SIM905


def shelf() -> dict[str, Article]:
    """Forty articles that share words, and two copies of one of them."""
    made = [
        an_article(
            f"{verb}-{topic}",
            f"How to {verb} the {topic}",
            f"Open the window of the {topic}. Choose {verb} in its menu and wait for the green light.\n"
            f"When the {topic} is worn out, {verb} it twice a year before anything else breaks.\n",
        )
        for topic in TOPICS
        for verb in VERBS
    ]
    copies = [an_article(f"copy-{number}", made[0].title, made[0].body) for number in range(2)]
    return {article.slug: article for article in (*made, *copies)}


@pytest.fixture(scope="module")
def learnt() -> tuple[dict[str, Article], Snapshot, Examples]:
    articles = shelf()
    snapshot = compiled_of(articles)
    return articles, snapshot, examples(snapshot.ask, sorted(articles), reader(articles))


def compiled_of(articles: dict[str, Article]) -> Snapshot:
    pages = [prepare(article) for article in articles.values()]
    return Snapshot(bound(leaves([(page, page.article.digest) for page in pages])))


def reader(articles: dict[str, Article]):  # type: ignore[no-untyped-def]
    return lambda slugs: [articles[slug] for slug in slugs if slug in articles]


def test_half_of_what_is_asked_has_no_answer(learnt: tuple[dict[str, Article], Snapshot, Examples]) -> None:
    _, _, found = learnt
    first = found.place == 0
    assert found.rows.shape == (len(found.right), len(FEATURES))
    assert 0.3 < found.right[first].mean() < 0.5


def test_the_same_articles_give_the_same_model_between_their_own_and_what_is_shipped(
    learnt: tuple[dict[str, Article], Snapshot, Examples],
) -> None:
    articles, snapshot, found = learnt
    model = learn(snapshot.ask, sorted(articles), reader(articles))
    own = heads(found)
    assert model is not None
    assert own is not None
    part = len(articles) / (len(articles) + EVIDENCE)
    assert model.first == own[0].blended(SHIPPED.first, part)
    assert model.asked == quantiles(model.first.logits(found.rows[found.place == 0]))
    assert list(model.asked) == sorted(model.asked)


def test_what_answers_is_told_from_what_does_not(
    learnt: tuple[dict[str, Article], Snapshot, Examples],
) -> None:
    _, snapshot, found = learnt
    both = heads(found)
    assert both is not None
    sure = both[0].logits(snapshot.ask("how to clean the printer").rows[:1])
    away = both[0].logits(snapshot.ask("how to clean the printer", frozenset({"clean-printer"})).rows[:1])
    foreign = both[0].logits(snapshot.ask("clean my xylophone by tomorrow").rows[:1])
    assert sure[0] > 1 > 0 > away[0]
    assert foreign[0] < 0


def test_an_article_that_is_taken_away_is_not_found_and_its_words_are_unknown(
    learnt: tuple[dict[str, Article], Snapshot, Examples],
) -> None:
    articles, snapshot, _ = learnt
    without = frozenset(slug for slug in articles if "pedal" in slug or "copy" in slug)
    asked = snapshot.ask("pedal of the printer", without)
    assert not without & set(asked.slugs)
    cover = FEATURES.index("cover")
    assert asked.rows[0][cover] < 0.7 <= snapshot.ask("printer").rows[0][cover]


def test_a_copy_answers_too() -> None:
    articles = shelf()
    library = Library(reader(articles), ["replace-pedal"])
    assert library.answers_too("replace-pedal", "copy-1")
    assert not library.answers_too("replace-pedal", "replace-margin")
    assert not library.answers_too("replace-pedal", "gone")


def test_too_few_articles_teach_nothing() -> None:
    articles = dict(list(shelf().items())[:39])

    def silent(text: str, without: frozenset[str]) -> Asked:
        raise AssertionError("nothing is asked of so few")

    assert learn(silent, sorted(articles), reader(articles)) is None


def test_without_both_kinds_of_examples_there_is_nothing_to_learn() -> None:
    rows = np.zeros((500, len(FEATURES)), np.float32)
    assert heads(Examples(rows, np.zeros(500, np.int64), np.ones(500, bool))) is None
    assert heads(Examples(rows, np.zeros(500, np.int64), np.zeros(500, bool))) is None


def gone(_slugs: Sequence[str]) -> list[Article]:
    return []


def test_articles_that_have_gone_meanwhile_are_left_out() -> None:
    articles = shelf()
    snapshot = compiled_of(articles)
    assert len(examples(snapshot.ask, sorted(articles), gone).right) == 0
