"""What people do to a topic of unanswered queries: merge, split, assign, rename, dismiss, open again.

Each act names the revision of the topic its person has seen; when somebody was faster it raises
:class:`TopicChangedError` and nothing has changed. What people have touched the round leaves together.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from guard import Screened, shorten
from knowledge.gap_topics import COUNTED, LONGEST_NAME, TopicRow, TopicState, What, note
from knowledge.gaps import GapState, UnansweredRow
from knowledge.topic_counts import move, open_again, recount


class TopicChangedError(Exception):
    """Somebody has done something to the topic meanwhile, or it has no queries any more."""


class NotPossibleError(ValueError):
    """It cannot be done as things stand; the text is a sentence that says why and what to do."""


def touch(session: Session, topic_id: int, revision: int) -> TopicRow:
    """Take the topic in hand for an act; raises :class:`TopicChangedError`."""
    ours = update(TopicRow).where(
        TopicRow.id == topic_id, TopicRow.revision == revision, TopicRow.state != TopicState.GONE
    )
    taken = ours.values(revision=TopicRow.revision + 1, held=True).returning(TopicRow.id)
    found = session.execute(taken).scalar_one_or_none()
    row = None if found is None else session.get(TopicRow, topic_id, populate_existing=True)
    if row is None:
        raise TopicChangedError(f"topic {topic_id} is not as it was at revision {revision}")
    return row


def assign(
    session: Session, topic_id: int, revision: int, to: int | None, person_id: int, at: datetime
) -> None:
    """Give the topic to somebody, or (None) to nobody."""
    row = touch(session, topic_id, revision)
    row.assignee_id = to
    note(session, topic_id, What.ASSIGNED, person_id, at, to=to)


def rename(
    session: Session, topic_id: int, revision: int, name: Screened, person_id: int, at: datetime
) -> None:
    """Call it otherwise; the round leaves this name."""
    if not name.strip():
        raise NotPossibleError("A topic needs a name; write one.")
    row = touch(session, topic_id, revision)
    row.name, row.named_by_hand = shorten(name, LONGEST_NAME), True
    note(session, topic_id, What.RENAMED, person_id, at, name=row.name)


def dismiss(
    session: Session, topic_id: int, revision: int, why: Screened, person_id: int, at: datetime
) -> None:
    """No article is to be written: its open queries are dismissed, and like ones that come later."""
    if not why.strip():
        raise NotPossibleError("Say why no article is to be written, so that nobody wonders later.")
    row = touch(session, topic_id, revision)
    if row.state != TopicState.OPEN:
        raise NotPossibleError("Only an open topic can be dismissed; this one is not open any more.")
    row.state, row.dismissed_at = TopicState.DISMISSED.value, at
    move(session, UnansweredRow.topic_id == topic_id, of=GapState.OPEN, to=GapState.DISMISSED)
    note(session, topic_id, What.DISMISSED, person_id, at, why=why)
    recount(session, at, [topic_id])


def reopen(session: Session, topic_id: int, revision: int, person_id: int, at: datetime) -> None:
    """Wait for an article after all."""
    row = touch(session, topic_id, revision)
    if row.state != TopicState.DISMISSED:
        raise NotPossibleError("Only a topic that was dismissed can be opened again.")
    open_again(session, row, person_id, at)
    recount(session, at, [topic_id])


def merge(session: Session, topic_id: int, revision: int, into: int, person_id: int, at: datetime) -> None:
    """All its queries go into another topic, which keeps its name; this one says where they are."""
    if into == topic_id:
        raise NotPossibleError("A topic cannot be merged into itself; choose another one.")
    row, other = touch(session, topic_id, revision), session.get(TopicRow, into, with_for_update=True)
    if other is None or other.state not in (TopicState.OPEN, TopicState.ANSWERED):
        raise NotPossibleError("The other topic is not open; choose one that is, or open it again first.")
    if row.state == TopicState.DISMISSED:
        open_again(session, row, person_id, at)
    other.held, other.revision = True, other.revision + 1
    other.assignee_id = other.assignee_id or row.assignee_id
    other.seen_at = at
    moved = update(UnansweredRow).where(UnansweredRow.topic_id == topic_id)
    session.execute(moved.values(topic_id=into))
    recount(session, at, [topic_id, into])
    row.merged_into = into
    note(session, topic_id, What.MERGED, person_id, at, into=into)
    note(session, into, What.MERGED, person_id, at, taken=topic_id, name=row.name)


def split(
    session: Session,
    topic_id: int,
    revision: int,
    gap_ids: Collection[int],
    name: Screened,
    person_id: int,
    at: datetime,
) -> int:
    """Some of its questions become a topic of their own, whose number is returned.

    What was asked in the same conversations in the same words goes with them.
    """
    if not name.strip():
        raise NotPossibleError("The new topic needs a name; write one.")
    row = touch(session, topic_id, revision)
    chosen = _with_same(session, topic_id, gap_ids)
    if not chosen:
        raise NotPossibleError("Tick the questions that are to be a topic of their own.")
    if len(chosen) == _shown(session, row):
        raise NotPossibleError("Leave at least one question where it is; to rename all of them, rename it.")
    new = TopicRow(
        name=shorten(name, LONGEST_NAME),
        named_by_hand=True,
        held=True,
        state=row.state,
        dismissed_at=row.dismissed_at,
        assignee_id=row.assignee_id,
        made_at=at,
        seen_at=at,
        likes={},
    )
    session.add(new)
    session.flush()
    session.execute(update(UnansweredRow).where(UnansweredRow.id.in_(chosen)).values(topic_id=new.id))
    recount(session, at, [topic_id, new.id])
    note(session, topic_id, What.SPLIT, person_id, at, into=new.id, name=new.name)
    note(session, new.id, What.SPLIT, person_id, at, of=topic_id, name=row.name)
    return new.id


def _with_same(session: Session, topic_id: int, gap_ids: Collection[int]) -> list[int]:
    """These queries of the topic, and those of it with the same words in the same conversation."""
    of_it = select(UnansweredRow).where(UnansweredRow.topic_id == topic_id)
    ticked = session.scalars(of_it.where(UnansweredRow.id.in_(gap_ids))).all()
    talks = {one.conversation_id for one in ticked if one.conversation_id is not None}
    same = {(one.conversation_id, str(one.question)) for one in ticked}
    beside = session.scalars(of_it.where(UnansweredRow.conversation_id.in_(talks))).all() if talks else []
    also = [one.id for one in beside if (one.conversation_id, str(one.question)) in same]
    return sorted({one.id for one in ticked} | set(also))


def _shown(session: Session, row: TopicRow) -> int:
    state = COUNTED[TopicState(row.state)]
    shown = (UnansweredRow.topic_id == row.id, UnansweredRow.state == state)
    return session.scalar(select(func.count()).where(*shown)) or 0
