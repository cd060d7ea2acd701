"""More of what a second reader found, in Slack: forms that do not open, lanes that are held up, files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from tests.stories.slack_stage import SlackStage, slack_stage
from tickets.tables import IdentityRow
from tickets.values import Status

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture
def stage(sample: Path, tmp_path: Path) -> Iterator[SlackStage]:
    with slack_stage(sample, tmp_path / "var", http=False) as opened:
        yield opened


def test_a_form_of_staff_that_does_not_open_does_nothing_and_says_so(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    ada.says(INCIDENT).reply()
    card = sam.hears("#1001", in_="support")
    for label in ("Solve", "Reply"):
        stage.slack.faults.calls("views.open", "error")
        assert card.click(label, by=sam, opens=False) is None
        sam.hears("The form did not open", in_="support")
        stage.clock.later(seconds=1)
    stage.settled()
    assert stage.tickets()[0].status is Status.OPEN
    assert "went wrong" not in "".join(one.all_text for one in ada.sees())


def test_staff_who_are_known_by_their_address_alone_press_again_and_get_the_form(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    ada.says(INCIDENT).reply()
    card = sam.hears("#1001", in_="support")
    with stage.here.writing() as session:
        session.execute(delete(IdentityRow).where(IdentityRow.user == sam.id))
    assert card.click("Solve", by=sam, opens=False) is None
    sam.hears("The form did not open", in_="support")
    stage.settled()
    assert stage.tickets()[0].status is Status.OPEN
    assert card.click("Solve", by=sam) is not None
