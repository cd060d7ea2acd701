"""Gathers what a draft is made of: a topic's questions, what staff answered, and what must not be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules import Rules
from guard import Screened
from knowledge import drafts, gap_topics, gaps
from knowledge.drafts import Draft
from knowledge.gaps import Gap
from knowledge.writing.private import People, Private, private
from records.engine import Session
from tickets import solutions
from tickets.customer_words import customer_words
from tickets.names import all_names

REPLIES = 20
WORDS = 500
"""Messages of customers that are compared with a draft, beside the open queries."""
OPEN = 2_000
QUERIES = 500
"""Queries of a topic that a draft is to answer at the most, the newest."""


@dataclass(frozen=True)
class Gathered:
    """The queries of a topic, staff's replies (the newest first), and what must stand in no article."""

    queries: Sequence[Gap]
    replies: Sequence[Screened]
    known: Private

    @property
    def questions(self) -> list[Screened]:
        """What was asked, without what was erased."""
        return [gap.question for gap in self.queries if gap.question.strip()]


def queries_of(session: Session, draft: Draft) -> list[int]:
    """The numbers of the queries a draft is to answer, with those that joined its topic since."""
    joined = [] if draft.topic_id is None else gaps.open_of_topic(session, draft.topic_id, QUERIES)
    return sorted({*drafts.outcomes(session, draft.id), *joined})


def gather(session: Session, gap_ids: Sequence[int], topic_id: int | None, rules: Rules) -> Gathered:
    """Everything for a draft that is to answer these queries."""
    queries = gaps.these(session, gap_ids)
    talks = {gap.conversation_id for gap in queries if gap.conversation_id is not None}
    topic = None if topic_id is None else gap_topics.topic(session, topic_id)
    numbers = [] if topic is None else [number for number, _ in topic.likes]
    replies = solutions.replies(session, talks, numbers, REPLIES)
    said = [
        *(gap.question for gap in queries),
        *gaps.open_questions(session, OPEN),
        *customer_words(session, talks, numbers, WORDS),
    ]
    return Gathered(queries, [one.words for one in replies], known(session, said, rules))


def known(session: Session, said: Sequence[Screened], rules: Rules) -> Private:
    """What is private: the directory's names, and these words of customers."""
    names = all_names(session)
    people = People(names.people, names.user_names, names.customers)
    return private(people, said, rules.talk.job_pattern)
