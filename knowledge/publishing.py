"""Publishes a draft: the article on the shelf, the wordings it answers, and whom to tell, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge import drafts, gaps, verdicts, versions
from knowledge.articles import Article, Audience, Kind
from knowledge.drafts import Draft, Outcome, State
from knowledge.retirement import is_retired
from knowledge.shelf import CONSOLE, ArticleRow, Screener, stored
from knowledge.sources.export import as_file
from knowledge.verdicts import Source


class PublishingError(Exception):
    """It cannot be published: one sentence with the remedy."""


@dataclass(frozen=True)
class By:
    """Who publishes, and when."""

    person_id: int
    at: datetime

    @property
    def code(self) -> str:
        """The person as verdicts and versions name them."""
        return f"person:{self.person_id}"


def publish(
    session: Session,
    draft: Draft,
    by: By,
    answered: Sequence[int],
    screener: Screener,
    keep: int = versions.KEPT,
) -> str:
    """Put the draft on the shelf; returns the article's slug. Call it within one transaction.

    ``answered`` are the unanswered queries it answers, of those it was written for: their wordings are learnt
    and their askers are due to be told. Raises :class:`PublishingError`, and
    :class:`knowledge.drafts.ChangedMeanwhileError` when the draft is not as it was read.
    """
    if refusal := refused(session, draft):
        raise PublishingError(refusal)
    article = article_of(draft, by.at)
    drafts.close(session, draft.id, draft.revision, State.PUBLISHED, article.slug, by.person_id, by.at)
    _shelve(session, article, by, screener, keep)
    theirs = [one for one in drafts.outcomes(session, draft.id) if one in set(answered)]
    _teach(session, article.slug, theirs, by)
    drafts.note(session, draft.id, theirs, Outcome.DUE)
    return article.slug


def refused(session: Session, draft: Draft) -> str:
    """Why the draft cannot be published under its name; empty when it can."""
    if taken := taken_by(session, draft):
        return f"An article from {taken} has the name “{draft.slug}”: choose another title."
    if not draft.slug:
        return "No name can be made of the title: use letters or digits in it."
    return ""


def taken_by(session: Session, draft: Draft) -> str:
    """Whose article has the name this draft would have; empty when it is free, or the draft's own."""
    row = _row(session, draft.slug)
    if draft.replaces == draft.slug and row is not None:
        return "" if row.source == CONSOLE else row.source
    if row is not None:
        return row.source
    return "the articles that were retired" if is_retired(session, draft.slug) else ""


def is_kept_elsewhere(session: Session, draft: Draft) -> bool:
    """Whether it is a new text of an article that is kept in files: it is handed over as a file."""
    row = _row(session, draft.replaces or "")
    return row is not None and row.source != CONSOLE


def same_title(session: Session, draft: Draft) -> str:
    """The slug of another article of the same title; empty when there is none."""
    title = " ".join(draft.text.title.lower().split())
    others = (ArticleRow.slug != draft.slug, func.lower(ArticleRow.title) == title)
    return session.scalar(select(ArticleRow.slug).where(*others).limit(1)) or ""


def article_of(draft: Draft, at: datetime) -> Article:
    """The article a draft makes; fields that are not chosen yet are taken as the usual ones."""
    text = draft.text
    article = Article(
        slug=draft.slug,
        title=" ".join(text.title.split()),
        kind=Kind(text.kind or Kind.KNOWLEDGEBASE),
        area=text.area or "general",
        audience=Audience(text.audience or Audience.EVERYBODY),
        updated=at.date(),
        sample=False,
        aliases=tuple(text.aliases),
        body=text.body.replace("\r\n", "\n").strip("\n") + "\n",
        digest="",
    )
    return replace(article, digest=hashlib.sha256(as_file(article).encode()).hexdigest())


def hand_over(session: Session, draft: Draft, by: By) -> None:
    """The draft was given out as a file for those who keep the article; raises as :func:`publish` does."""
    slug = draft.slug
    drafts.close(session, draft.id, draft.revision, State.HANDED_OVER, slug, by.person_id, by.at)


def _shelve(session: Session, article: Article, by: By, screener: Screener, keep: int) -> None:
    values = {
        **stored(article, screener),
        "source": CONSOLE,
        "path": f"{article.slug}.md",
        "changed_at": by.at,
        "changed_by": by.code,
    }
    row = _row(session, article.slug)
    if row is None:
        session.add(ArticleRow(**values, added_at=by.at))
    else:
        versions.note(session, row, keep)
        _fill(row, values)
    session.flush()


def _teach(session: Session, slug: str, gap_ids: Sequence[int], by: By) -> None:
    """The verbatim questions become wordings the article answers; they are shown to nobody."""
    for gap in gaps.these(session, gap_ids):
        verdicts.record(
            session,
            at=by.at,
            slug=slug,
            source=Source.COVERED,
            question=gap.question,
            said_by=by.code,
            customer_id=gap.customer_id,
            conversation_id=gap.conversation_id,
        )


def _row(session: Session, slug: str) -> ArticleRow | None:
    return session.scalar(select(ArticleRow).where(ArticleRow.slug == slug))


def _fill(row: ArticleRow, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
