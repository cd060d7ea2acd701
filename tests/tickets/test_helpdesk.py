"""Which ticket of a helpdesk is whose, and how far its news were read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from records.engine import Transactions
from tests.tickets.desks import opened
from tickets import helpdesk

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
TRACKER, OTHER = "request-tracker", "another"


def test_a_ticket_is_linked_once_and_found_from_both_sides(transaction: Transactions) -> None:
    number = opened(transaction, NOON)
    with transaction() as session:
        assert helpdesk.reference_of(session, TRACKER, number) is None
        assert helpdesk.link(session, TRACKER, number, "17", NOON)
        assert not helpdesk.link(session, TRACKER, number, "18", NOON)
    with transaction() as session:
        assert helpdesk.reference_of(session, TRACKER, number) == "17"
        assert helpdesk.ticket_under(session, TRACKER, "17") == number
        assert helpdesk.ticket_under(session, TRACKER, "18") is None


def test_helpdesks_have_numbers_of_their_own(transaction: Transactions) -> None:
    first, second = opened(transaction, NOON), opened(transaction, NOON)
    with transaction() as session:
        helpdesk.link(session, TRACKER, first, "17", NOON)
        helpdesk.link(session, OTHER, second, "17", NOON)
        assert helpdesk.ticket_under(session, OTHER, "17") == second
        assert helpdesk.reference_of(session, OTHER, first) is None


def test_two_tickets_of_ours_are_never_one_over_there(transaction: Transactions) -> None:
    first, second = opened(transaction, NOON), opened(transaction, NOON)
    with transaction() as session:
        helpdesk.link(session, TRACKER, first, "17", NOON)
    with pytest.raises(IntegrityError), transaction() as session:
        helpdesk.link(session, TRACKER, second, "17", NOON)


def test_the_mark_moves_on(transaction: Transactions) -> None:
    with transaction() as session:
        assert helpdesk.mark_of(session, TRACKER) is None
        helpdesk.set_mark(session, TRACKER, "41")
    with transaction() as session:
        helpdesk.set_mark(session, TRACKER, "97")
        assert helpdesk.mark_of(session, TRACKER) == "97"
        assert helpdesk.mark_of(session, OTHER) is None
