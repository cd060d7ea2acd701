"""What customers are asked to do, and since when a ticket waits on them (policy 8)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from guard import own
from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, opened
from tickets import reads, tasks
from tickets.tasks import Task

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
RESTART, PRINT, FAX = own("Restart it"), own("Print a page"), own("Send a fax")


def waits_since(transaction: Transactions, number: int) -> datetime | None:
    with transaction() as session:
        ticket = reads.ticket(session, number)
    assert ticket is not None
    return ticket.waits_since


@ON_SQLITE
def test_a_ticket_waits_from_the_first_list_until_no_task_is_left_policy_8(transaction: Transactions) -> None:
    number, other = opened(transaction, NOON), opened(transaction, NOON)
    with transaction() as session:
        asking = reads.history(session, number=number)[0].id
        tasks.ask(session, number, asking, [RESTART, PRINT], NOON)
        tasks.ask(session, number, asking, [FAX], NOON + HOUR)
        tasks.ask(session, other, asking, [RESTART], NOON + HOUR)
        first, second, third = (one.id for one in tasks.of_ticket(session, number))
        assert tasks.of_ticket(session, number) == (
            Task(first, asking, RESTART),
            Task(second, asking, PRINT),
            Task(third, asking, FAX),
        )
    assert (waits_since(transaction, number), waits_since(transaction, other)) == (NOON, NOON + HOUR)
    with transaction() as session:
        [elsewhere] = tasks.of_ticket(session, other)
        tasks.settle(session, number, [second, elsewhere.id], NOON + 2 * HOUR)
        assert [one.done_at for one in tasks.of_ticket(session, number)] == [None, NOON + 2 * HOUR, None]
        assert tasks.of_ticket(session, other) == (elsewhere,)
    assert waits_since(transaction, number) == NOON
    with transaction() as session:
        tasks.settle(session, number, [first, second, third], NOON + 3 * HOUR)
        done = [one.done_at for one in tasks.of_ticket(session, number)]
        assert done == [NOON + 3 * HOUR, NOON + 2 * HOUR, NOON + 3 * HOUR]
    assert (waits_since(transaction, number), waits_since(transaction, other)) == (None, NOON + HOUR)
