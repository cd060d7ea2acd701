"""Why the nearest articles were no answer to a topic's questions: how sure, refused, what they do not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guard import Screened, restored
from knowledge import shelf
from knowledge.articles import Article, Audience
from knowledge.gaps import Gap
from knowledge.topics import matters
from knowledge.verdicts import Source, State, VerdictRow

LOOKED_AT: Final = 200
"""Of a topic so many questions, the newest, are looked at."""
NEAREST: Final = 5
MISSING: Final = 5
"""So many words that an article does not hold are told."""


@dataclass(frozen=True)
class Near:
    """An article that came near, and why it was none.

    ``shown`` is for how many of the questions it was shown, ``sure`` how sure the search was at the best,
    ``refused`` how many people said that it did not help, ``missing`` words of the questions that it does not
    hold. ``audience`` is None when the article is not on the shelf any more.
    """

    slug: str
    title: Screened | None
    audience: Audience | None
    shown: int
    sure: float
    refused: int
    missing: tuple[str, ...]


def nearest(session: Session, gaps: Sequence[Gap], also: Sequence[tuple[str, float]] = ()) -> list[Near]:
    """The articles that came nearest to these queries, those shown most often first.

    ``also`` are those that are nearest now, (slug, how sure): among them some that may not be shown.
    """
    often = Counter(one.slug for gap in gaps for one in gap.shown)
    sure = dict(also)
    for gap in gaps:
        for one in gap.shown:
            sure[one.slug] = max(one.sure, sure.get(one.slug, 0.0))
    slugs = sorted(sure, key=lambda slug: (-often[slug], -sure[slug], slug))[:NEAREST]
    found = {one.slug: one for one in shelf.articles(session, slugs)}
    refused = _refused(session, slugs, {gap.conversation_id for gap in gaps if gap.conversation_id})
    questions = [gap.question for gap in gaps]
    return [
        _near(slug, found.get(slug), often[slug], sure[slug], refused.get(slug, 0), questions)
        for slug in slugs
    ]


def central(questions: Sequence[Screened]) -> Screened | None:
    """The question that shares most of its words with the others; of alike ones the first."""
    said = [set(matters(question)) for question in questions]
    common = Counter(word for words in said for word in words)
    weights = [sum(common[word] for word in words) / (len(words) + 1) for words in said]
    return questions[weights.index(max(weights))] if questions else None


def missing(questions: Iterable[Screened], text: str) -> tuple[str, ...]:
    """Words of the questions that the text does not hold (nor a synonym), those asked most often first."""
    held = set(matters(text))
    asked: Counter[str] = Counter()
    written: dict[str, str] = {}
    for question in questions:
        told = matters(question)
        asked.update(kin for kin in told if kin not in held)
        for kin, form in told.items():
            written.setdefault(kin, form)
    return tuple(written[kin] for kin, _ in asked.most_common(MISSING))


def _near(
    slug: str, article: Article | None, often: int, sure: float, refused: int, questions: Sequence[Screened]
) -> Near:
    if article is None:
        return Near(slug, None, None, often, sure, refused, ())
    text = " ".join((article.title, *article.aliases, article.body))
    return Near(
        slug, restored(article.title), article.audience, often, sure, refused, missing(questions, text)
    )


def _refused(session: Session, slugs: Sequence[str], talks: Collection[int]) -> dict[str, int]:
    """How many people said of each article, in these conversations, that it did not help."""
    said = (
        VerdictRow.slug.in_(slugs),
        VerdictRow.conversation_id.in_(talks),
        VerdictRow.source == Source.NOT_QUITE,
        VerdictRow.state == State.ACTIVE,
    )
    people = select(VerdictRow.slug, func.count(VerdictRow.said_by.distinct())).where(*said)
    return {slug: count for slug, count in session.execute(people.group_by(VerdictRow.slug))}  # noqa: C416
