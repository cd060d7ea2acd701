"""A knowledge manager says which article answers an unanswered query: it is learnt, and the asker told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.after.closing import tell
from bot.decision import Decision, Step
from bot.doing import Doing, Steps
from bot.look import audience_at
from bot.message import ActName
from bot.pressing import ByStaff
from bot.replies import reason
from bot.reply import Shown
from bot.rules import Rules
from bot.seen import Findings
from bot.words import covering as said
from guard import Screened
from knowledge import gaps, shelf, verdicts
from knowledge.gaps import Gap, GapState
from knowledge.verdicts import Source
from records.engine import Session
from tickets import reads
from tickets.values import EntryKind
from tickets.writes import ChangedMeanwhileError


@dataclass(frozen=True)
class Cover(Step):
    """The article answers the query."""

    gap: int
    article: Shown


def cover(session: Session, gap_id: int, article: Shown, said_by: str, rules: Rules, at: datetime) -> bool:
    """Learn the query's wording, close it, and tell who asked; False when it is not open any more.

    Nobody is told where others read along who may not read the article.
    """
    found = gaps.these(session, [gap_id])
    if not found or found[0].state is not GapState.OPEN:
        return False
    gap = found[0]
    verdicts.record(
        session,
        at=at,
        slug=article.slug,
        source=Source.COVERED,
        question=gap.question,
        said_by=said_by,
        customer_id=gap.customer_id,
        conversation_id=gap.conversation_id,
    )
    if _may_be_told(session, gap, article.slug):
        closed = tell(session, gap, Findings((article,), 1.0), rules, at)
    else:
        closed = gaps.close(session, gap.id)
    gaps.close_same(session, gap)
    return closed


def _may_be_told(session: Session, gap: Gap, slug: str) -> bool:
    place = reads.place_of(session, gap.conversation_id or 0, reads.ASKER)
    allowed = frozenset() if place is None else audience_at(session, place, gap.customer_id)
    return any(article.audience in allowed for article in shelf.articles(session, [slug]))


def _covered(by: ByStaff) -> Decision:
    gap, article = by.seen.chosen.gap, by.seen.article
    if gap is None or gap.state is not GapState.OPEN:
        return _refused(said.SETTLED)
    if article is None:
        return _refused(said.NO_ARTICLE)
    return Decision(
        reason(said.covered(article.title)),
        steps=(Cover(gap.id, article),),
        heard=EntryKind.COVERED,
        internal=True,
        facts={"gap": gap.id, "article": article.slug},
    )


def _refused(why: Screened) -> Decision:
    return Decision(reason(why, only_to_author=True), heard=None)


def carry_out(doing: Doing, step: Cover) -> None:
    """Raises :class:`ChangedMeanwhileError` when somebody else has settled it since it was read."""
    person = doing.seen.person
    who = "" if person is None else f"person:{person.id}"
    if not cover(doing.session, step.gap, step.article, who, doing.rules, doing.message.at):
        raise ChangedMeanwhileError(f"query {step.gap} has been settled meanwhile")


ACTS: Mapping[ActName, Callable[[ByStaff], Decision]] = {ActName.COVERED: _covered}
STEPS: Steps = {Cover: carry_out}
