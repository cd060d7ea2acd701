"""Makes the draft of a topic out of what was gathered, or goes on with the one there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.rules import Rules
from bot.writing.material import Gathered, gather
from guard import own, restored
from knowledge import drafts
from knowledge.articles import Article, Audience, Kind
from knowledge.drafts import Text
from knowledge.hits import Hit
from knowledge.rehearsing import readers
from knowledge.search import Search
from knowledge.shelf import Screener, articles
from knowledge.writing.extract import EMPTY, Extract, Material, extract
from records.engine import Session, Transactions

ASKED = 20
"""Questions whose nearest articles tell what sort of article it will be."""


def begin(
    reading: Transactions,
    writing: Transactions,
    gap_ids: Sequence[int],
    *,
    topic_id: int | None,
    by: int,
    at: datetime,
    search: Search,
    screener: Screener,
    rules: Rules,
) -> int:
    """The number of the topic's draft; one that is open already takes in the queries it did not have."""
    with reading() as session:
        there = drafts.open_of(session, gap_ids, topic_id)
        gathered = None if there else gather(session, gap_ids, topic_id, rules)
    text = None if gathered is None else drafted(gathered, search, screener)
    with writing() as session:
        there = drafts.open_of(session, gap_ids, topic_id)
        if there or text is None:
            drafts.add_queries(session, there.id if there else 0, gap_ids)
            return there.id if there else 0
        return drafts.begin(session, text, by=by, at=at, gap_ids=gap_ids, topic_id=topic_id)


def drafted(gathered: Gathered, search: Search, screener: Screener) -> Text:
    """The words of a draft; kind, area and audience as the nearest articles have them."""
    found = extract(Material(gathered.questions, gathered.replies, gathered.known, search.knows))
    nearest = list(_nearest(gathered, search))
    return _text(found, nearest, screener)


def edited(session: Session, slug: str) -> Text | None:
    """The text of an article as a draft begins with it; None when there is no such article."""
    return next((_text_of(one) for one in articles(session, [slug])), None)


def empty() -> Text:
    """A draft about nothing yet."""
    return Text(own(""), "", "", "", (), own(EMPTY_BODY))


EMPTY_BODY = "## Steps\n\n1. \n"


def _nearest(gathered: Gathered, search: Search) -> Iterator[Hit]:
    ask = search.asking()
    for gap in gathered.queries[-ASKED:]:
        yield from ask(gap.question, readers(gap.customer_id)).hits[:1]


def _text(found: Extract, nearest: Sequence[Hit], screener: Screener) -> Text:
    kind = _usual([hit.kind.value for hit in nearest], Kind.KNOWLEDGEBASE.value)
    area = _usual([hit.area for hit in nearest], "")
    audience = _usual([hit.audience.value for hit in nearest], Audience.EVERYBODY.value)
    aliases = tuple(screener(one) for one in found.aliases)
    body = own(EMPTY) if found.empty else screener(found.body)
    return Text(screener(found.title), kind, area, audience, aliases, body)


def _usual(found: Sequence[str], otherwise: str) -> str:
    return Counter(found).most_common(1)[0][0] if found else otherwise


def _text_of(article: Article) -> Text:
    return Text(
        title=restored(article.title),
        kind=article.kind.value,
        area=article.area,
        audience=article.audience.value,
        aliases=tuple(restored(list(article.aliases))),
        body=restored(article.body),
    )
