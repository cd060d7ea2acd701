"""The loop corpus: a thousand letters of machines and of people that look like them."""

from tests.mail.loops.lists import lists
from tests.mail.loops.people import people
from tests.mail.loops.reports import reports
from tests.mail.loops.row import Row
from tests.mail.loops.vacations import vacations

__all__ = ["Row", "corpus", "machines", "people"]


def machines() -> tuple[Row, ...]:
    """The letters that no person wrote."""
    return (*vacations(), *reports(), *lists())


def corpus() -> tuple[Row, ...]:
    """All of them."""
    return (*machines(), *people())
