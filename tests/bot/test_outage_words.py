"""Policy 7: what is said of an outage, in sentences that do not run into each other."""

from __future__ import annotations

import pytest

from bot.words import outages
from guard import own


def test_words_of_staff_stand_on_a_line_of_their_own() -> None:
    over = outages.resolved(own("The storage"), "09:10 Eastern", own("Restarted"))
    assert over.splitlines()[1] == "Restarted"
    assert outages.refused(own("A typo")).splitlines()[1] == "A typo"
    assert len(outages.refused(own("")).splitlines()) == 2


@pytest.mark.parametrize(
    ("customers", "words"),
    [(0, "2 in all, of 0 customers"), (1, "2 in all, of one customer"), (3, "2 in all, of 3 customers")],
)
def test_customers_are_counted(customers: int, words: str) -> None:
    assert outages.counted(2, customers) == words


def test_that_nobody_had_reported_it_is_said_as_such() -> None:
    assert outages.confirmed("declared", 0) == (
        "The outage is declared; nobody had reported it, so nobody is told."
    )
    assert outages.confirmed("declared", 1) == "The outage is declared; one person is told."
    assert outages.confirmed("declared", 2) == "The outage is declared; 2 people are told."
