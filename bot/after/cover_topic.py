"""A knowledge manager says which article answers a whole topic: its wordings are learnt, its askers told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.after.covering import cover
from bot.near import FOR_CUSTOMERS, Passage, Search, picked, shown
from bot.reply import Shown
from bot.rules import Rules
from bot.words import gaps as said
from guard import Screened
from knowledge import gap_topics, topic_acts, topic_list
from knowledge.articles import Audience
from knowledge.gap_topics import What
from knowledge.gaps import GapState
from knowledge.hits import Hit
from knowledge.topic_acts import NotPossibleError
from knowledge.topic_counts import recount
from records.engine import Transactions

MOST = 1_000
"""Questions that are covered at once."""


@dataclass(frozen=True)
class CoveredTopic:
    """How many questions an article was said to answer."""

    questions: int
    title: Screened


def passage_of(article: Callable[[str], Hit | None]) -> Passage:
    """One article as people may read it, out of the search's ``article``."""

    def passage(slug: str, audience: frozenset[Audience]) -> Shown | None:
        hit = article(slug)
        return None if hit is None or hit.audience not in audience else shown(hit)

    return passage


def cover_topic(
    reading: Transactions,
    writing: Transactions,
    search: Search,
    passage: Passage,
    rules: Rules,
    topic_id: int,
    revision: int,
    slug: str,
    person_id: int,
    at: datetime,
) -> CoveredTopic:
    """The article answers each open question of the topic.

    Raises :class:`NotPossibleError` when there is no such article for customers or no open question, and
    :class:`knowledge.topic_acts.TopicChangedError` when the topic has been changed meanwhile.
    """
    whole = passage(slug, FOR_CUSTOMERS) if slug else None
    if whole is None:
        raise NotPossibleError(said.NO_ARTICLE)
    with reading() as session:
        topic = gap_topics.topic(session, topic_id)
        queries = [] if topic is None else topic_list.all_of(session, topic, MOST)
    waiting = [one for one in queries if one.state is GapState.OPEN]
    if not waiting:
        raise NotPossibleError(said.NOTHING_OPEN)
    found = [(one, picked(search, passage, slug, one.question, FOR_CUSTOMERS)) for one in waiting]
    with writing() as session:
        topic_acts.touch(session, topic_id, revision)
        for one, article in found:
            if article is not None:
                cover(session, one.id, article, f"person:{person_id}", rules, at)
        gap_topics.note(session, topic_id, What.COVERED, person_id, at, slug=slug, title=whole.title)
        recount(session, at, [topic_id])
    return CoveredTopic(len(waiting), whole.title)
