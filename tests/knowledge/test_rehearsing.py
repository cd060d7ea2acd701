"""The questions of a rehearsal: open ones, confirmed ones, and what other articles are called."""

from __future__ import annotations

from datetime import timedelta

from guard import own
from knowledge import gaps, verdicts
from knowledge.articles import Audience
from knowledge.gaps import Reason, Shown
from knowledge.rehearsing import confirmed, others, question_of, readers
from knowledge.retirement import retire
from knowledge.shelf import guarded
from knowledge.verdicts import Source
from records.engine import Session
from tests.knowledge.conftest import AT, Desk, article

EVERYBODY = frozenset({Audience.EVERYBODY})
CUSTOMERS = EVERYBODY | {Audience.CUSTOMERS}


def ask(session: Session, question: str, reason: Reason, customer: int | None, minutes: int) -> None:
    gaps.record(
        session,
        at=AT + timedelta(minutes=minutes),
        message_id=f"m{minutes}",
        asker_ref="slack:T1:U1",
        door="slack",
        question=guarded(question),
        shown=[Shown("lamp", 0.2)],
        reason=reason,
        conversation_id=minutes,
        customer_id=customer,
    )


def test_open_ones_are_asked_for_whoever_asked(desk_anywhere: Desk) -> None:
    with desk_anywhere.transaction() as session:
        ask(session, "Where is the moon?", Reason.NOT_SURE, 3, 1)
        ask(session, "Who is there?", Reason.NOT_QUITE, None, 2)
        ask(session, "", Reason.NOT_SURE, 3, 3)
        ask(session, "Mine", Reason.NOT_SURE, 3, 4)
        mine = gaps.list_open(session)[0]
        found = others(session, [mine.id])
        assert [(one.text, one.audience, one.wrong) for one in found] == [
            ("Who is there?", EVERYBODY, frozenset({"lamp"})),
            ("Where is the moon?", CUSTOMERS, frozenset()),
        ]
        assert question_of(mine, EVERYBODY).audience == EVERYBODY
        assert gaps.open_questions(session, 2) == ["Mine", ""]


def test_confirmed_answers_come_before_titles_and_other_names(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    desk.write("lamp", article("Dim the lamp", aliases="[darker]", audience="customers"))
    desk.write("chair", article("Move the chair", audience="staff"))
    desk.write("old", article("The old stove"))
    desk.sync()
    with desk.transaction() as session:
        retire(session, "old", at=AT, by="person:1", why=own("cold"))
        for slug in ("lamp", "draft"):
            verdicts.record(
                session,
                at=AT,
                slug=slug,
                source=Source.STAFF,
                question=own("How do I soften a lantern?"),
                said_by="person:1",
                customer_id=3,
            )
        found = confirmed(session, "draft")
        assert (found[0].text, found[0].right, found[0].audience) == (
            "How do I soften a lantern?",
            frozenset({"lamp"}),
            CUSTOMERS,
        )
        assert {(one.text, *one.right, one.audience) for one in found[1:]} == {
            ("Dim the lamp", "lamp", CUSTOMERS),
            ("darker", "lamp", CUSTOMERS),
            ("Move the chair", "chair", frozenset(Audience)),
        }
        assert confirmed(session, "draft") == found
        assert [*confirmed(session, "lamp")[0].right] == ["chair"]


def test_who_reads_what() -> None:
    assert readers(None) == EVERYBODY
    assert readers(7) == CUSTOMERS
