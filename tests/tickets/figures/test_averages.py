"""The averages and shares of the promise against plain arithmetic with fractions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from records.engine import open_database
from tickets.clock import Tier
from tickets.figure_tables import ClockRow
from tickets.figures.counts import Of, promises
from tickets.policy import PromiseRules
from tickets.report import Standing

NOW = datetime(2026, 12, 20, tzinfo=UTC)
FIRST, LAST = date(2026, 10, 1), date(2026, 11, 30)
RULES = PromiseRules()
Clock = tuple[int, Tier, Standing, int | None, bool]
"""Days after FIRST, tier, standing, minutes waited, and whether the promise has passed by now."""


@pytest.fixture(scope="module")
def engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    copied = shutil.copy(sqlite_template, tmp_path_factory.mktemp("averages"))
    opened = open_database(f"sqlite:///{copied}")
    yield opened
    opened.dispose()


def clock(standing: Standing, *, answered: bool) -> st.SearchStrategy[Clock]:
    waited = st.integers(0, 3000) if answered else st.none()
    return st.tuples(st.integers(-3, 63), st.sampled_from(Tier), st.just(standing), waited, st.booleans())


CLOCKS = st.one_of(
    clock(Standing.KEPT, answered=True),
    clock(Standing.LATE, answered=True),
    clock(Standing.LATE, answered=False),
    clock(Standing.ENDED, answered=False),
    clock(Standing.RUNNING, answered=False),
    clock(Standing.MERGED, answered=False),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(CLOCKS, max_size=12))
def test_each_month_and_tier_has_the_average_and_the_share_of_its_own_clocks(
    engine: Engine, clocks: list[Clock]
) -> None:
    with Session(engine) as session:
        if clocks:
            session.execute(insert(ClockRow), [_row(number, one) for number, one in enumerate(clocks)])
        found = promises(session, Of(FIRST, LAST), RULES, NOW)
        session.rollback()
    assert {(one.month, one.tier) for one in found} == {_key(one) for one in clocks if _counts(one)}
    for line in found:
        theirs = [one for one in clocks if _counts(one) and _key(one) == (line.month, line.tier)]
        assert line.count == len(theirs)
        assert line.average_minutes == _average([one[3] for one in theirs if one[3] is not None])
        assert line.share_kept == _share(theirs)


def _row(number: int, one: Clock) -> dict[str, object]:
    days, tier, standing, minutes, is_over = one
    return {
        "entry_id": number,
        "ticket_number": number,
        "customer_id": 1,
        "day": (FIRST + timedelta(days=days)).toordinal(),
        "tier": tier.value,
        "due_at": NOW - timedelta(hours=1) if is_over else NOW + timedelta(hours=1),
        "standing": standing.value,
        "waited": None if minutes is None else minutes * 60.0,
    }


def _counts(one: Clock) -> bool:
    return FIRST <= FIRST + timedelta(days=one[0]) <= LAST and one[2] is not Standing.MERGED


def _key(one: Clock) -> tuple[str, Tier]:
    return (FIRST + timedelta(days=one[0])).isoformat()[:7], one[1]


def _average(minutes: Sequence[int]) -> object:
    return pytest.approx(float(Fraction(sum(minutes), len(minutes)))) if minutes else None


def _share(clocks: Sequence[Clock]) -> float | None:
    """Of those that are settled: what still runs within its promise, or ended so without answer, is not."""
    kept = [one for one in clocks if one[2] is Standing.KEPT]
    late = [one for one in clocks if one[2] is Standing.LATE or (one[2] is Standing.RUNNING and one[4])]
    return float(Fraction(len(kept), len(kept) + len(late))) if kept or late else None
