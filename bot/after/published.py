"""After an article was published in the console: who waited for it is told, once. Safe to repeat.

What is to be done stands in the table of drafts, written in the transaction that published the article; so
nobody is forgotten when the program ends in between, and several replicas may do it at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.after.closing import answer_gaps, tell, was_told
from bot.look import audience_at
from bot.near import Passage, Search, picked
from bot.reply import Shown
from bot.rules import Rules
from bot.seen import Findings
from knowledge import drafts, gaps, rehearsing
from knowledge.articles import Audience
from knowledge.drafts import Outcome
from knowledge.gaps import Gap, GapState
from records.engine import Session, Transactions
from tickets import reads


def tell_of_published(
    reading: Transactions, writing: Transactions, search: Search, passage: Passage, rules: Rules, at: datetime
) -> int:
    """Tell whose question an article answers as its publisher says; returns how many people were told.

    An article the search does not know yet waits for the next time.
    """
    with reading() as session:
        waiting = drafts.due(session)
        known = {slug for slug in {slug for _, slug, _ in waiting} if passage(slug, frozenset(Audience))}
        shown = {
            gap: _answer(session, gap, slug, search, passage) for _, slug, gap in waiting if slug in known
        }
    told = 0
    for draft_id, slug, gap_id in waiting:
        if slug in known:
            with writing() as session:
                outcome = _tell(session, gap_id, slug, shown[gap_id], rules, at)
                if outcome is not None:
                    drafts.note(session, draft_id, [gap_id], outcome)
                    told += outcome is Outcome.TOLD
    return told


def ask_again(
    reading: Transactions, writing: Transactions, search: Search, passage: Passage, rules: Rules, at: datetime
) -> bool:
    """Ask the open queries that were rehearsed again after an article was published; whether one was."""
    with reading() as session:
        waiting = drafts.not_asked_again(session)
    ready = [draft for draft, slug in waiting if passage(slug, frozenset(Audience)) is not None]
    if ready:
        answer_gaps(reading, writing, search, rules, at, rehearsing.OPEN)
        with writing() as session:
            drafts.note_asked_again(session, ready, at)
    return bool(ready)


def _answer(session: Session, gap_id: int, slug: str, search: Search, passage: Passage) -> Shown | None:
    """The article as the asker may see it where they asked; None when they may not, or are nowhere."""
    found = gaps.these(session, [gap_id])
    audience = _audience(session, found)
    if not audience:
        return None
    return picked(search, passage, slug, found[0].question, audience)


def _audience(session: Session, found: Sequence[Gap]) -> frozenset[Audience]:
    place = reads.place_of(session, found[0].conversation_id or 0, reads.ASKER) if found else None
    return frozenset() if place is None else audience_at(session, place, found[0].customer_id)


def _tell(
    session: Session, gap_id: int, slug: str, article: Shown | None, rules: Rules, at: datetime
) -> Outcome | None:
    """What became of it; None while its asker still reads what was shown before."""
    found = gaps.these(session, [gap_id])
    if found and found[0].state is GapState.READ:
        return None
    if not found or found[0].state is not GapState.OPEN:
        return Outcome.WITH_ANOTHER if found and was_told(session, found[0], slug) else Outcome.SETTLED
    gap = found[0]
    if article is None:
        gaps.close(session, gap.id)
        return Outcome.READ_ALONG if _audience(session, found) else Outcome.NOBODY
    told = tell(session, gap, Findings((article,), 1.0), rules, at)
    gaps.close_same(session, gap)
    return Outcome.TOLD if told else Outcome.WITH_ANOTHER
