"""Who writes a letter and gets no number in time is told which lines they can call (policy 7)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.trouble.late import tell_who_waits
from records.work import WorkRow
from tests.stories.mail_stage import Correspondent, opened_by, written
from tests.stories.stage import Stage

STUCK = "The upload of job 2044871 is stuck, the screen says 'E-4102 upload failed'."
LINES = ("877-235-7239", "888-232-3775", "812-235-7239")


def looks(stage: Stage) -> int:
    return tell_who_waits(stage.here.reading, stage.here.writing, stage.here.rules, stage.now)


@pytest.mark.parametrize("address", ["ada@northside.example", "eve@elsewhere.example"])
def test_a_letter_that_nobody_takes_up_is_answered_with_the_lines_once(stage: Stage, address: str) -> None:
    somebody = Correspondent(stage, address)
    somebody.puts_into_the_mailbox(written(address, STUCK, "Upload stuck").as_bytes())
    stage.later(minutes=4, seconds=59)
    assert looks(stage) == 0
    stage.later(seconds=1)
    assert (looks(stage), looks(stage)) == (1, 0)
    [letter] = somebody.mailbox()
    assert all(line in letter.body for line in LINES)


def test_a_receipt_that_cannot_leave_is_made_up_for_in_slack(stage: Stage) -> None:
    opened_by(Correspondent(stage, "ada@northside.example"), STUCK)
    stage.later(minutes=5)
    assert (looks(stage), looks(stage)) == (1, 0)
    with stage.here.reading() as session:
        rows = session.scalars(select(WorkRow).where(WorkRow.queue == "deliveries.slack"))
        [told] = [row.payload for row in rows if row.payload.get("show") == "late"]
    assert told["user"] == "U0ADA"
    assert all(line in told["reply"]["text"] for line in LINES)


def test_a_letter_that_staff_let_through_was_not_forgotten_by_us(stage: Stage) -> None:
    """It waited for them, not for a number."""
    somebody = Correspondent(stage, "ada@northside.example")
    somebody.puts_into_the_mailbox(written("a@x.example, b@y.example", STUCK, "Upload").as_bytes())
    stage.later(minutes=30)
    assert looks(stage) == 0
