"""Sessions of the console: found while they hold, by an id that is kept nowhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from guard import own
from records import sessions
from records.engine import transactions
from records.sessions import SessionRow, Terms

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
TERMS = Terms(timedelta(hours=2), timedelta(hours=12))


def test_a_session_is_found_by_its_id_alone(database: Engine) -> None:
    with transactions(database)() as session:
        name = sessions.begin(session, 7, NOON, TERMS)
        found = sessions.find(session, name, NOON, TERMS)
        assert found is not None
        assert (found.person_id, found.notice) == (7, None)
        assert sessions.find(session, name[:-1], NOON, TERMS) is None
        assert name not in str(session.execute(select(SessionRow.key, SessionRow.csrf)).all())


@pytest.mark.parametrize(
    ("touched", "asked", "holds"),
    [
        (0, 119, True),
        (0, 120, False),
        (110, 229, True),
        (110, 230, False),
        (719, 720, False),
    ],
)
def test_it_holds_while_it_is_used_and_not_for_ever(
    database: Engine, touched: int, asked: int, holds: bool
) -> None:
    with transactions(database)() as session:
        name = sessions.begin(session, 7, NOON, TERMS)
        sessions.touch(session, name, NOON + timedelta(minutes=touched))
        found = sessions.find(session, name, NOON + timedelta(minutes=asked), TERMS)
        assert (found is not None) == holds


def test_ended_and_over_ones_are_gone(database: Engine) -> None:
    with transactions(database)() as session:
        first, second = (sessions.begin(session, 7, NOON, TERMS) for _ in range(2))
        other = sessions.begin(session, 8, NOON, TERMS)
        sessions.end(session, first)
        assert sessions.find(session, first, NOON, TERMS) is None
        sessions.end_all(session, 7)
        assert sessions.find(session, second, NOON, TERMS) is None
        assert sessions.purge(session, NOON + timedelta(hours=1), TERMS) == 0
        assert sessions.purge(session, NOON + timedelta(hours=2), TERMS) == 1
        assert sessions.find(session, other, NOON, TERMS) is None


def test_a_notice_is_kept_until_it_is_taken_away(database: Engine) -> None:
    with transactions(database)() as session:
        name = sessions.begin(session, 7, NOON, TERMS)
        sessions.notice(session, name, own("It is done."))
        found = sessions.find(session, name, NOON, TERMS)
        assert found is not None
        assert found.notice == "It is done."
