"""Looks up all that is shown of one topic: questions, near articles, staff's replies, what was done to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import words
from bot.near import FOR_CUSTOMERS
from bot.permissions import MANAGING_KNOWLEDGE
from bot.rules import Rules
from bot.words import gaps as said
from bot.writing.became import Became, became
from guard import Screened
from knowledge import drafts, gap_topics, topic_list, why_failed
from knowledge.articles import Audience
from knowledge.drafts import Draft
from knowledge.gap_topics import GapTopic, TopicAct, TopicState
from knowledge.gaps import Gap, Reason
from knowledge.search import Search
from knowledge.topic_list import Wanted
from knowledge.why_failed import Near
from records.engine import Session
from tickets import directory, solutions
from tickets.solutions import StaffReply
from tickets.values import Person

PAGE = 50
"""Questions on one page."""
REPLIES = 20
OTHERS = 100
"""So many other topics are offered to be merged into."""


@dataclass(frozen=True)
class NearShown:
    """An article that came near, and sentences that say why it was no answer."""

    near: Near
    why: tuple[Screened, ...]


@dataclass(frozen=True)
class TopicPage:
    """A topic with all that helps to answer it. ``subjects`` are those of like tickets, by number.

    ``became`` says for each draft what became of the queries it was to answer.
    """

    topic: GapTopic
    questions: Sequence[Gap]
    reasons: Mapping[Reason, int]
    customers: Mapping[int, str]
    near: Sequence[NearShown]
    replies: Sequence[StaffReply]
    subjects: Mapping[int, Screened]
    acts: Sequence[TopicAct]
    names: Mapping[int, str]
    drafts: Sequence[Draft]
    became: Mapping[int, Became]


def look_at_topic(
    session: Session, topic: GapTopic, search: Search, rules: Rules, page: int = 1
) -> TopicPage:
    """All of one topic; ``page`` counts from 1."""
    newest = topic_list.all_of(session, topic, why_failed.LOOKED_AT)
    shown = topic_list.questions(session, topic, PAGE, (page - 1) * PAGE)
    acts = gap_topics.history(session, topic.id)
    known = {one.customer_id for one in shown if one.customer_id is not None}
    return TopicPage(
        topic,
        shown,
        topic_list.reasons(session, topic),
        solutions.customer_names(session, known),
        _near(session, newest, search, rules),
        replies_of(session, topic, newest),
        solutions.subjects(session, [number for number, _ in topic.likes]),
        acts,
        _names(session, topic, acts),
        written := drafts.of_topic(session, topic.id),
        {one.id: became(session, one) for one in written},
    )


def replies_of(session: Session, topic: GapTopic, queries: Sequence[Gap]) -> list[StaffReply]:
    """What staff wrote in the talks of these queries, and in solved tickets that are like them."""
    talks = {one.conversation_id for one in queries if one.conversation_id is not None}
    found = solutions.replies(session, talks, [number for number, _ in topic.likes], 2 * REPLIES)
    return [one for one in found if one.words != words.reclassified(one.number or 0)][:REPLIES]


def others(session: Session, topic: GapTopic, at: datetime) -> list[GapTopic]:
    """The open topics that this one may be merged into, by rank."""
    found, _ = topic_list.listed(session, Wanted(TopicState.OPEN), at, OTHERS + 1)
    return [one for one in found if one.id != topic.id][:OTHERS]


def keepers(session: Session) -> list[Person]:
    """Who may take care of a topic."""
    return [one for one in directory.staff(session) if one.roles & MANAGING_KNOWLEDGE]


def _near(session: Session, newest: Sequence[Gap], search: Search, rules: Rules) -> list[NearShown]:
    question = why_failed.central([one.question for one in newest if one.question.strip()])
    hits = (
        search.search(question, audience=frozenset(Audience), limit=why_failed.NEAREST).hits
        if question
        else ()
    )
    now = [(hit.slug, hit.sure) for hit in hits]
    found = why_failed.nearest(session, newest, now)
    return [NearShown(one, _why(one, len(newest), rules)) for one in found]


def _why(near: Near, of: int, rules: Rules) -> tuple[Screened, ...]:
    """Why the article was no answer, the plainest reason first."""
    if near.audience is None:
        return (said.NOT_THERE,)
    percent = round(near.sure * 100)
    was_answer = near.shown and near.sure >= rules.sure.precision
    return (
        *(() if near.audience in FOR_CUSTOMERS else (said.ONLY_STAFF,)),
        said.why_shown(near.shown, of),
        said.sure_enough(percent) if was_answer else said.how_sure(percent),
        *((said.refused(near.refused),) if near.refused else ()),
        *((said.does_not_say(near.missing),) if near.missing else ()),
    )


def _names(session: Session, topic: GapTopic, acts: Sequence[TopicAct]) -> dict[int, str]:
    """The names of who did something, and of who takes care of it."""
    numbers = {act.person_id for act in acts} | {topic.assignee_id}
    return directory.names(session, {number for number in numbers if number is not None})
