"""Rehearses a draft: what it would answer, and what it would spoil."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.look import audience_at
from bot.rules import Rules
from bot.writing.material import queries_of
from knowledge import gaps
from knowledge.articles import Audience
from knowledge.drafts import Draft
from knowledge.gaps import Gap, GapState
from knowledge.publishing import article_of
from knowledge.rehearsal import Question, Rehearsal, rehearse
from knowledge.rehearsing import confirmed, others, question_of, staged
from knowledge.search import Search
from records.engine import Session
from tickets import reads

OWN = 200
"""Questions of a topic that are rehearsed at the most, the newest."""
WAITING = (GapState.OPEN, GapState.READ)


def rehearsed(
    session: Session,
    draft: Draft,
    search: Search,
    rules: Rules,
    at: datetime,
    enough: Callable[[], bool] = lambda: False,
) -> Rehearsal:
    """The topic's questions, all other open ones, and those whose answer is known; until ``enough``."""
    own = own_questions(session, draft)[:OWN]
    stage = staged(search, article_of(draft, at), [one.text for one in own], rules.sure.precision)
    theirs = [one.gap for one in own if one.gap is not None]
    return rehearse(stage, own, others(session, theirs), confirmed(session, draft.slug), enough)


def own_rehearsed(
    session: Session, draft: Draft, own: Sequence[Question], search: Search, rules: Rules, at: datetime
) -> Rehearsal:
    """Some of the topic's questions alone: in little time."""
    wordings = [one.text for one in own_questions(session, draft)]
    stage = staged(search, article_of(draft, at), wordings, rules.sure.precision)
    return rehearse(stage, own, (), ())


def own_questions(session: Session, draft: Draft) -> list[Question]:
    """The queries of the draft that still wait, newest first, each for those who read along there."""
    found = reversed(gaps.these(session, queries_of(session, draft)))
    waiting = [gap for gap in found if gap.state in WAITING and gap.question.strip()]
    return [question_of(gap, _audience(session, gap)) for gap in waiting]


def _audience(session: Session, gap: Gap) -> frozenset[Audience] | None:
    place = reads.place_of(session, gap.conversation_id or 0, reads.ASKER)
    return None if place is None else audience_at(session, place, gap.customer_id)
