"""Queries nobody could answer are written down once and listed until somebody settles them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guard import own
from knowledge import gaps
from knowledge.gaps import GapState, Reason, Shown
from knowledge.hits import Hits
from tests.knowledge.conftest import AT, EVERYONE, Desk, article


def asked(desk: Desk, message: str, hits: Hits, minutes: int = 0) -> bool:
    with desk.transaction() as session:
        return gaps.record(
            session,
            at=AT + timedelta(minutes=minutes),
            message_id=message,
            asker_ref="slack:T1:U1",
            door="slack",
            question=own("How do I dim the lamp?"),
            shown=[Shown(hit.slug, hit.sure) for hit in hits.hits],
            reason=Reason.NOT_SURE,
            conversation_id=7,
            customer_id=3,
        )


def test_a_query_is_kept_with_what_was_shown(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    desk.write("lamp", article("The lamp", "It shines.\n"))
    desk.sync()
    hits = desk.search().search("dim the lamp", audience=EVERYONE)
    assert asked(desk, "m1", hits)
    with desk.transaction() as session:
        (gap,) = gaps.list_open(session)
    assert (gap.asked_at, gap.message_id, gap.door, gap.asker_ref) == (AT, "m1", "slack", "slack:T1:U1")
    assert (gap.conversation_id, gap.customer_id) == (7, 3)
    assert (gap.question, gap.reason, gap.state) == ("How do I dim the lamp?", Reason.NOT_SURE, GapState.OPEN)
    assert gap.shown == (Shown("lamp", round(hits.sure, 3)),)


def test_the_same_message_counts_once(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    assert asked(desk, "m1", Hits("x"))
    assert not asked(desk, "m1", Hits("x"), minutes=5)
    with desk.transaction() as session:
        assert len(gaps.list_open(session)) == 1


def test_open_ones_are_listed_newest_first_until_settled(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    for number in range(4):
        asked(desk, f"m{number}", Hits("x"), minutes=number)
    with desk.transaction() as session:
        listed = gaps.list_open(session, limit=3)
        assert [gap.message_id for gap in listed] == ["m3", "m2", "m1"]
        assert gaps.settle(session, listed[0].id, GapState.ANSWERED)
        assert gaps.settle(session, listed[1].id, GapState.DISMISSED)
        assert [gap.message_id for gap in gaps.list_open(session)] == ["m1", "m0"]
        assert gaps.settle(session, listed[0].id, GapState.OPEN)
        assert len(gaps.list_open(session)) == 3
        assert not gaps.settle(session, 99, GapState.OPEN)


def test_words_that_have_not_passed_the_guard_are_refused(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    with pytest.raises(Exception, match="screened text"), desk.transaction() as session:
        gaps.record(
            session,
            at=AT,
            message_id="m",
            asker_ref="a",
            door="slack",
            question="DOB 03/04/1961",  # type: ignore[arg-type]
            shown=(),
            reason=Reason.NOTHING_FOUND,
        )


def test_a_query_is_held_back_and_taken_up_with_its_conversation_alone(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    asked(desk, "m1", Hits("x"))
    question = own("How do I dim the lamp?")
    with desk.transaction() as session:
        for conversation, words in ((8, question), (7, own("Where is the lamp?"))):
            gaps.hold_back(session, conversation, words)
        assert len(gaps.list_open(session)) == 1
        gaps.hold_back(session, 7, question)
        gaps.take_up(session, 8)
        assert gaps.list_open(session) == []
        gaps.take_up(session, 7)
        assert len(gaps.list_open(session)) == 1
        gaps.hold_back(session, 7, question)
        gaps.close_of(session, 7)
        gaps.take_up(session, 7)
        assert gaps.list_open(session) == []
