"""Gathers the questions of a rehearsal, and the search before and after it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from guard import Screened
from knowledge import gaps
from knowledge.articles import Article, Audience
from knowledge.gaps import REFUSED, Gap
from knowledge.outcomes import outcomes
from knowledge.rehearsal import Question, Stage
from knowledge.retirement import retired_slugs
from knowledge.search import Search
from knowledge.shelf import ArticleRow

OPEN: Final = 2_000
"""Open queries that are asked, the newest."""
CONFIRMED: Final = 500
LABELS: Final = 500
"""Confirmed questions, and titles and other names of articles, that are asked at the most."""


def staged(search: Search, article: Article, wordings: Sequence[str], sure: float) -> Stage:
    """The search as it is, with the article, and with the article once it has learnt these wordings."""
    return Stage(
        article.slug, search.asking(), search.asking(article), search.asking(article, wordings), sure
    )


def question_of(gap: Gap, audience: frozenset[Audience] | None = None) -> Question:
    """A query as it is asked again, for its customer's people unless it is said for whom."""
    shown = frozenset(one.slug for one in gap.shown) if gap.reason in REFUSED else frozenset()
    return Question(gap.question, audience or readers(gap.customer_id), gap.id, wrong=shown)


def readers(customer_id: int | None) -> frozenset[Audience]:
    """Whose articles somebody may read, of a customer or unknown."""
    known = customer_id is not None
    return frozenset({Audience.EVERYBODY, Audience.CUSTOMERS} if known else {Audience.EVERYBODY})


def others(session: Session, without: Collection[int]) -> list[Question]:
    """The newest open queries but these, as far as they say anything."""
    found = gaps.list_open(session, OPEN)
    return [question_of(gap) for gap in found if gap.id not in without and gap.question.strip()]


def confirmed(session: Session, slug: str) -> list[Question]:
    """Questions whose answer is known: what people confirmed, then what articles but ``slug`` are called."""
    said = [
        Question(one.question, one.audience, right=one.answered_by)
        for one in outcomes(session)
        if one.answered_by - {slug}
    ]
    return [*said[:CONFIRMED], *_labels(session, slug)]


def _labels(session: Session, slug: str) -> list[Question]:
    """Titles and other names, the same ones each time: those whose hash comes first."""
    here = (ArticleRow.slug != slug, ArticleRow.slug.not_in(retired_slugs()))
    columns = (ArticleRow.slug, ArticleRow.title, ArticleRow.aliases, ArticleRow.audience)
    chosen = select(*columns).where(*here).order_by(ArticleRow.digest).limit(LABELS)
    named = [
        Question(label, _may_read(audience), right=frozenset({name}))
        for name, title, aliases, audience in session.execute(chosen)
        for label in (title, *aliases["aliases"])
    ]
    return sorted(named, key=lambda one: _hash(one.text))[:LABELS]


def _may_read(audience: str) -> frozenset[Audience]:
    """Those who may read this article see of the others what customers do, or (for staff's) everything."""
    return (
        frozenset(Audience)
        if audience == Audience.STAFF
        else readers(1 if audience != Audience.EVERYBODY else None)
    )


def _hash(text: Screened) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
