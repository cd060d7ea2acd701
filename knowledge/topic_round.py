"""The round that puts unanswered queries into topics which stay: what it reads, and what it writes.

Between reading and writing the questions are grouped, which may take seconds and holds nothing. Whatever
people have done to a topic meanwhile has changed its revision, and the round begins anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from guard import Screened, own
from guard.screen import screen
from knowledge.gap_topics import LONGEST_NAME, TopicRow, TopicState
from knowledge.gaps import GapState, UnansweredRow
from knowledge.regrouping import Numbers, identified, successors
from knowledge.shelf import ArticleRow
from knowledge.topic_counts import move, open_again, people_since, recount
from knowledge.topics import MOST, Topic

SETTLED_EACH: Final = 10
"""So many questions of a settled topic are held against new ones, the newest."""
SETTLED_ROOM: Final = 500
"""So many settled questions have room beside any number of open ones."""
ARTICLES: Final = 500
ARTICLE_CHARACTERS: Final = 1_500
"""Of how many articles how much says which words are common here."""

Row = tuple[int, Screened, int | None]
"""A query: its number, its words, its topic."""


@dataclass(frozen=True)
class Round:
    """What is to be grouped: the questions, newest first, where each was and where it must stay.

    ``settled`` are open no more: they show what belongs to a topic that was answered or dismissed, and are
    not moved themselves. ``revisions`` are those of all topics.
    """

    gaps: tuple[int, ...]
    questions: tuple[Screened, ...]
    was: Numbers
    fixed: Numbers
    settled: frozenset[int]
    revisions: Mapping[int, int]


def has_unplaced(session: Session) -> bool:
    """Whether there is an open query, among the newest, which is in no topic."""
    newest = _open().limit(MOST - SETTLED_ROOM).subquery()
    return session.scalar(select(newest.c.id).where(newest.c.topic_id.is_(None)).limit(1)) is not None


def fingerprint(session: Session) -> tuple[tuple[object, ...], ...]:
    """Something that changes when queries come, or change their state."""
    counted = select(UnansweredRow.state, func.count(), func.max(UnansweredRow.asked_at))
    found = session.execute(counted.group_by(UnansweredRow.state).order_by(UnansweredRow.state))
    return tuple(tuple(row) for row in found)


def look(session: Session) -> Round:
    """What is to be grouped now, :data:`knowledge.topics.MOST` questions at the most."""
    topics = {row.id: row for row in session.scalars(select(TopicRow))}
    newest = session.execute(_open().limit(MOST - SETTLED_ROOM))
    waiting: list[Row] = [(gap, words, topic) for gap, words, topic in newest]
    settled = list(_settled(session, MOST - len(waiting)))
    rows = [*waiting, *settled]
    was = [topic if topic in topics else None for _, _, topic in rows]
    return Round(
        gaps=tuple(row[0] for row in rows),
        questions=tuple(row[1] for row in rows),
        was=was,
        fixed=[number if number is not None and _stays(topics[number]) else None for number in was],
        settled=frozenset(row[0] for row in settled),
        revisions={row.id: row.revision for row in topics.values()},
    )


def background(session: Session) -> list[str]:
    """The beginnings of some articles, always the same ones while they do not change."""
    beginning = func.substr(ArticleRow.body, 1, ARTICLE_CHARACTERS)
    chosen = select(ArticleRow.title, beginning).order_by(ArticleRow.digest).limit(ARTICLES)
    return [f"{title} {body}" for title, body in session.execute(chosen)]


def place(
    session: Session, plan: Round, found: Sequence[Topic], reopened_by: int, at: datetime
) -> list[int] | None:
    """Write down which query is in which topic; returns the number of the topic that each group is.

    None (and nothing is written) when people were faster. ``reopened_by``: so many people must have asked
    since a topic was dismissed for it to be open again.
    """
    rows = {row.id: row for row in session.scalars(select(TopicRow).with_for_update())}
    if {row.id: row.revision for row in rows.values()} != plan.revisions:
        return None
    now = _numbers(session, plan, found, rows, at)
    _move_all(session, plan, found, now)
    _take_in(session, plan, found, now, rows, reopened_by, at)
    recount(session, at)
    _point_on(rows, successors(found, now, plan.was))
    session.flush()
    return now


def keep_likes(session: Session, likes: Mapping[int, Sequence[tuple[int, float]]]) -> None:
    """Note for topics which solved tickets are like them: (number, likeness)."""
    for row in session.scalars(select(TopicRow).where(TopicRow.id.in_(likes))):
        row.likes = {"likes": [[number, round(like, 3)] for number, like in likes[row.id]]}
    session.flush()


def _open() -> Select[int, Screened, int | None]:
    """The open queries that have words, newest first."""
    return (
        select(UnansweredRow.id, UnansweredRow.question, UnansweredRow.topic_id)
        .where(UnansweredRow.state == GapState.OPEN, func.length(UnansweredRow.question) > 0)
        .order_by(UnansweredRow.asked_at.desc(), UnansweredRow.id.desc())
    )


def _settled(session: Session, room: int) -> Iterator[Row]:
    """The newest queries of settled topics, few of each, as many as there is room for."""
    of_each: Counter[int | None] = Counter()
    chosen = (
        select(UnansweredRow.id, UnansweredRow.question, UnansweredRow.topic_id)
        .join(TopicRow, TopicRow.id == UnansweredRow.topic_id)
        .where(TopicRow.state.in_(_SETTLED), func.length(UnansweredRow.question) > 0)
        .where(UnansweredRow.state.in_((GapState.ANSWERED, GapState.DISMISSED)))
        .order_by(UnansweredRow.asked_at.desc(), UnansweredRow.id.desc())
        .limit(MOST)
    )
    for row in session.execute(chosen):
        of_each[row[2]] += 1
        if of_each[row[2]] <= SETTLED_EACH and room > 0:
            room -= 1
            yield row[0], row[1], row[2]


_SETTLED = frozenset({TopicState.ANSWERED, TopicState.DISMISSED})


def _stays(row: TopicRow) -> bool:
    return row.held or row.state in _SETTLED


def _numbers(
    session: Session, plan: Round, found: Sequence[Topic], rows: dict[int, TopicRow], at: datetime
) -> list[int]:
    """The number of the topic each group is; those that are new get one, others a name that fits."""
    known = identified(found, plan.was, plan.fixed)
    new = {
        group: TopicRow(name=_name(one), state=TopicState.OPEN.value, made_at=at, seen_at=at, likes={})
        for group, (one, number) in enumerate(zip(found, known, strict=True))
        if number is None
    }
    session.add_all(new.values())
    session.flush()
    numbers = [new[group].id if number is None else number for group, number in enumerate(known)]
    before = Counter(plan.was)
    for one, number in zip(found, numbers, strict=True):
        row, same = rows.get(number), sum(plan.was[place] == number for place in one.members)
        if row is not None and not _stays(row) and not same == before[number] == len(one.members):
            row.name = _name(one)
    rows.update({row.id: row for row in new.values()})
    return numbers


def _name(one: Topic) -> Screened:
    return screen(one.name[:LONGEST_NAME]).text if one.name else own("")


def _move_all(session: Session, plan: Round, found: Sequence[Topic], now: Sequence[int]) -> None:
    moves = [
        {"id": plan.gaps[place], "topic_id": number}
        for one, number in zip(found, now, strict=True)
        for place in one.members
        if plan.was[place] != number
    ]
    if moves:
        session.execute(update(UnansweredRow), moves)


def _take_in(
    session: Session,
    plan: Round,
    found: Sequence[Topic],
    now: Sequence[int],
    rows: Mapping[int, TopicRow],
    reopened_by: int,
    at: datetime,
) -> None:
    """What comes to a topic that was dismissed is dismissed too, until enough people have asked again."""
    for one, number in zip(found, now, strict=True):
        row = rows[number]
        if all(plan.was[place] == number for place in one.members):
            continue
        row.seen_at = at
        row.held = _stays(row)
        if row.state != TopicState.DISMISSED or row.dismissed_at is None:
            continue
        move(session, UnansweredRow.topic_id == number, of=GapState.OPEN, to=GapState.DISMISSED)
        people = people_since(session, number, row.dismissed_at)
        if people >= reopened_by:
            open_again(session, row, None, at, people=people)


def _point_on(rows: Mapping[int, TopicRow], went: Mapping[int, int]) -> None:
    """A topic that has no queries any more says where they are."""
    for number, row in rows.items():
        if row.state == TopicState.GONE and row.merged_into is None and went.get(number, number) != number:
            row.merged_into = went[number]
