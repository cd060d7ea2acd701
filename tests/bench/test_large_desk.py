"""The generated large desk is a desk: its clocks come out of their histories, and its replies can be read."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from bench.large_desk import FIRST_NUMBER, Size, make
from bot.reply import Reply
from knowledge import gaps
from records.engine import Transactions
from records.facts import from_facts
from tests.tickets.desks import ON_SQLITE
from tickets import reads
from tickets.history_clock import compared, recompute
from tickets.values import EntryKind

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)


@ON_SQLITE
def test_a_generated_desk_holds_what_was_asked_for_and_its_clocks_are_right(
    database: Engine, transaction: Transactions
) -> None:
    counted = make(database, Size(tickets=60, queries=40, answered=20), NOW)
    assert counted["tickets"] == 60
    assert counted["conversations"] == 120
    with transaction() as session:
        every = [reads.ticket(session, FIRST_NUMBER + number) for number in range(60)]
        faults = [compared(one, recompute(reads.history(session, number=one.number))) for one in every if one]
        replies = [one for one in reads.history(session, conversation_id=1) if "reply" in one.facts]
        open_ones = gaps.list_open(session, 100)
        said = [one for talk in range(1, 121) for one in reads.history(session, conversation_id=talk)]
    assert faults == [()] * 60
    assert [from_facts(Reply, one.facts["reply"]).text for one in replies] == [""] * len(replies)
    assert [one.kind for one in said if one.at > NOW] == []
    assert {one.conversation_id for one in open_ones} <= {one.conversation_id for one in said}
    assert {EntryKind.ASKED, EntryKind.REPLIED, EntryKind.SOLVED, EntryKind.PRESSED} <= {
        one.kind for one in said
    }
