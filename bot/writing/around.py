"""What a draft is checked against: the directory, customers' words, and the other articles."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rules import Rules
from bot.writing.material import gather, queries_of
from knowledge import publishing, shelf
from knowledge.articles import Article, Audience
from knowledge.drafts import Draft
from knowledge.likeness import alike
from knowledge.search import Search
from knowledge.writing.checks import Around, Check, Like, checks
from knowledge.writing.outline import outline
from records.engine import Session

NEAREST = 10
"""Articles whose words are compared with the draft's: those the search finds for it."""
BEGINNING = 2_000


def checked(session: Session, draft: Draft, search: Search, rules: Rules) -> tuple[Check, ...]:
    """Everything that is wrong with a draft as it stands."""
    return checks(draft.text.manuscript, around(session, draft, search, rules))


def around(session: Session, draft: Draft, search: Search, rules: Rules) -> Around:
    """What the draft is held against."""
    queries = queries_of(session, draft)
    kept_elsewhere = publishing.is_kept_elsewhere(session, draft)
    return Around(
        known=gather(session, queries, draft.topic_id, rules).known.but_for(_published(session, draft)),
        same_title=publishing.same_title(session, draft),
        taken_by="" if kept_elsewhere else publishing.taken_by(session, draft),
        anchors=lambda slug: _anchors(session, slug),
        like=_like(session, draft, search),
    )


def _published(session: Session, draft: Draft) -> list[str]:
    """What readers see already of the article that the draft is a new text of."""
    there = shelf.articles(session, [draft.replaces]) if draft.replaces else []
    return [text for one in there for text in (one.title, *one.aliases, one.body)]


def _anchors(session: Session, slug: str) -> frozenset[str] | None:
    return next((outline(one.body).anchors for one in shelf.articles(session, [slug])), None)


def _like(session: Session, draft: Draft, search: Search) -> list[Like]:
    near = search.search(_words(draft), audience=frozenset(Audience), limit=NEAREST).order
    others = [one for one in shelf.articles(session, near) if one.slug != draft.slug]
    found = [Like(one.slug, one.title, _likeness(draft, one)) for one in others]
    return sorted(found, key=lambda one: -one.likeness)


def _words(draft: Draft) -> str:
    return f"{draft.text.title}\n{draft.text.body}"[:BEGINNING]


def _likeness(draft: Draft, other: Article) -> float:
    return alike(draft.text.body, other.body) if draft.text.body.strip() else 0.0


def names_of(found: Sequence[Check]) -> tuple[str, ...]:
    """The slugs of other articles that checks speak of."""
    return tuple(dict.fromkeys(one.article for one in found if one.article))
