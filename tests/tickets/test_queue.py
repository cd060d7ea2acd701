"""The desk's queue: in which order, through which filters, page by page, and how many of each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from guard import own
from records.engine import Session, Transactions
from tests.tickets.desks import ON_SQLITE, administrator, member, opened
from tickets import outages, queue, reads, writes
from tickets.outages import Cause, How
from tickets.policy import PromiseRules
from tickets.queue import Filters, Holder, Key, Which
from tickets.tables import TicketRow
from tickets.values import Detail, DetailName, DetailState, Role, Status

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def changed(session: Session, number: int, **values: object) -> None:
    session.execute(update(TicketRow).where(TicketRow.number == number).values(**values))


def answered(session: Session, number: int) -> None:
    """The clock of a ticket stands."""
    changed(session, number, waiting_since=None, due_at=None, target_at=None)


def numbers(
    session: Session, filters: Filters | None = None, *, me: int = 0, at: datetime = NOON
) -> list[int]:
    found = queue.page(session, filters or Filters(), me, at)
    assert found.total == len(found.lines)
    return [line.ticket.number for line in found.lines]


def test_the_ticket_whose_target_comes_first_stands_first_and_those_that_wait_for_nothing_last(
    transaction: Transactions,
) -> None:
    late, soon, first, second, done = (
        opened(transaction, NOON + minutes * MINUTE) for minutes in (9, 3, 1, 2, 0)
    )
    with transaction() as session:
        answered(session, first)
        answered(session, second)
        writes.set_status(session, done, Status.SOLVED, NOON)
        assert numbers(session) == [soon, late, second, first]
        assert numbers(session, Filters(which=Which.SOLVED)) == [done]
        assert numbers(session, Filters(which=Which.ALL)) == [soon, late, done, second, first]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@ON_SQLITE
def test_pages_hold_every_ticket_once_also_when_some_are_opened_meanwhile(
    transaction: Transactions, size: int
) -> None:
    at_once = [opened(transaction, NOON) for _ in range(3)]
    standing = [opened(transaction, NOON + MINUTE) for _ in range(3)]
    with transaction() as session:
        for number in standing:
            answered(session, number)
    seen: list[int] = []
    after: Key | None = None
    while True:
        with transaction() as session:
            found = queue.page(session, Filters(), 0, NOON, after, size)
        seen += [line.ticket.number for line in found.lines]
        assert len(found.lines) <= size
        if found.after is None:
            break
        after = found.after
        opened(transaction, NOON - timedelta(days=1))
    assert seen == [*at_once, *reversed(standing)]


def test_filters_let_through_what_they_name(transaction: Transactions) -> None:
    sam = member(transaction, "sam", Role.SUPPORT)
    kim = member(transaction, "kim", Role.SUPPORT)
    cleo = administrator(transaction, "cleo", "lakeview")
    sams, kims, nobodys = (opened(transaction, NOON + minutes * MINUTE) for minutes in (0, 1, 2))
    wish = opened(transaction, NOON + 3 * MINUTE, category="feature", by=cleo)
    night = opened(transaction, NOON - timedelta(hours=12))
    with transaction() as session:
        writes.claim(session, sams, sam)
        writes.claim(session, kims, kim)
        changed(session, nobodys, waits_since=NOON)
        target = reads.ticket(session, sams)
        assert target is not None
        assert target.target_at is not None

        def found(at: datetime = NOON, **filters: object) -> list[int]:
            return numbers(session, Filters(**filters), me=sam.id, at=at)  # type: ignore[arg-type]

        assert found(holder=Holder.MINE) == [sams]
        assert found(holder=Holder.SOMEBODY) == [sams, kims]
        assert found(holder=Holder.NOBODY) == [night, nobodys, wish]
        assert found(customer="lakeview") == [wish]
        assert found(customer="elsewhere") == []
        assert found(category="feature") == [wish]
        assert found(tier="night") == [night]
        assert found(waits=True) == [nobodys]
        assert found(late=True) == [night]
        assert found(late=True, at=target.target_at) == [night]
        assert found(late=True, at=target.target_at + MINUTE / 60) == [night, sams]
        assert found(late=True, holder=Holder.MINE, at=target.target_at + MINUTE) == [sams]


def told(transaction: Transactions, subject: str, job: str = "7000001") -> int:
    """A ticket of these words, which are literals of the tests."""
    number = opened(transaction, NOON)
    details = {DetailName.JOB: Detail(DetailName.JOB, DetailState.GIVEN, own(job))}
    with transaction() as session:
        changed(session, number, subject=own(subject), details=writes.details_facts(details))
    return number


FINDS = {
    "merge": {0, 1},
    "MERGE": {0, 1},
    "merge stuck": {0},
    "stuck merge": {0},
    "100%": {1},
    "%": {1},
    "_": {2},
    "\\": {3},
    "'": {3},
    '"': {4},
    "7000042": {2},
    "é": {4},
    "value": set(),
    "given": set(),
    "  ": {0, 1, 2, 3, 4},
    "1003": {2},
    "#1003": {2},
    "99999999999999999999": set(),
    "nothing of the kind": set(),
    "Job": {1},
    "n/a": set(),
    "café": {4},
    "7000001": {0, 1, 3},
}


def test_words_and_numbers_are_looked_for_as_they_are_written(transaction: Transactions) -> None:
    made = [
        told(transaction, "The merge is stuck"),
        told(transaction, "Merge at 100% of jobs"),
        told(transaction, "user_name is wrong", job="7000042"),
        told(transaction, "O'Neill\\share"),
        told(transaction, 'She says "café"', job="–"),
    ]
    with transaction() as session:
        found = {text: {made.index(one) for one in numbers(session, Filters(text=text))} for text in FINDS}
    assert found == FINDS


@ON_SQLITE
def test_a_very_long_text_is_cut(transaction: Transactions) -> None:
    number = told(transaction, "x" * queue.LONGEST_TEXT)
    with transaction() as session:
        assert numbers(session, Filters(text="x" * 10_000)) == [number]


def test_open_tickets_are_counted_by_what_they_can_be_filtered_by(transaction: Transactions) -> None:
    sam = member(transaction, "sam", Role.SUPPORT)
    cleo = administrator(transaction, "cleo", "lakeview")
    mine, waiting = opened(transaction, NOON), opened(transaction, NOON)
    opened(transaction, NOON - timedelta(hours=12), category="feature", by=cleo)
    solved = opened(transaction, NOON)
    with transaction() as session:
        writes.claim(session, mine, sam)
        changed(session, waiting, waits_since=NOON)
        writes.set_status(session, solved, Status.SOLVED, NOON)
        found = queue.counts(session, sam.id, NOON)
        theirs = queue.counts(session, sam.id, NOON, "lakeview")
        none = queue.counts(session, sam.id, NOON, "elsewhere")
        named = [(one.key, many) for one, many in queue.customers(session)]
    assert (found.open, found.mine, found.nobody, found.somebody) == (3, 1, 2, 1)
    assert (found.late, found.waits) == (1, 1)
    assert found.tiers == {"office": 2, "night": 1}
    assert found.categories == {"incident": 2, "feature": 1}
    assert (theirs.open, theirs.late, theirs.categories) == (1, 1, {"feature": 1})
    assert none == queue.Counts()
    assert named == [("lakeview", 1), ("northside", 2)]


@ON_SQLITE
def test_a_customer_without_open_tickets_is_listed_when_chosen(transaction: Transactions) -> None:
    administrator(transaction, "cleo", "lakeview")
    opened(transaction, NOON)
    with transaction() as session:
        assert [one.key for one, _ in queue.customers(session)] == ["northside"]
        assert [one.key for one, _ in queue.customers(session, "lakeview")] == ["lakeview", "northside"]


@ON_SQLITE
def test_tickets_of_an_open_outage_are_marked(transaction: Transactions) -> None:
    inside, outside, asked = (opened(transaction, NOON) for _ in range(3))
    with transaction() as session:
        outage, _ = outages.raise_outage(session, Cause.STAFF, own("All down"), NOON, NOON)
        for number, how in ((inside, How.SAID), (asked, How.ASKED)):
            ticket = reads.ticket(session, number)
            assert ticket is not None
            outages.join_outage(session, outage.id, ticket.conversation_id, how, number, NOON)
        marks = {line.ticket.number: line.outage for line in queue.page(session, Filters(), 0, NOON).lines}
        assert marks == {inside: True, outside: False, asked: False}
        outages.change(session, outage.id, NOON, state=outages.OutageState.RESOLVED)
        assert not any(line.outage for line in queue.page(session, Filters(), 0, NOON).lines)


@pytest.mark.parametrize(
    ("minutes", "share"), [(59, None), (60, 0.5), (95, 0.5), (96, 0.8), (119, 0.8), (500, 0.8)]
)
@ON_SQLITE
def test_how_much_of_the_time_is_gone(transaction: Transactions, minutes: int, share: float | None) -> None:
    """Policy 4: staff are warned at half and at four fifths of the time to the target."""
    number = opened(transaction, NOON)
    with transaction() as session:
        ticket = reads.ticket(session, number)
        assert ticket is not None
        assert queue.warned(ticket, NOON + minutes * MINUTE, PromiseRules().warnings) == share
        answered(session, number)
        done = reads.ticket(session, number)
        assert done is not None
        assert queue.warned(done, NOON + minutes * MINUTE, PromiseRules().warnings) is None
