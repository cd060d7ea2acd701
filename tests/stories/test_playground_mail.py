"""Letters in the demo: what people write on its page comes in, and the answers are shown there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.playground import playground
from tests.stories.stage import ROOT
from workspace import Workspace

pytestmark = pytest.mark.slow
ADA, SAM = "ada@northside.example", "sam@infraware.example"


@pytest.fixture
def slack(sample: Path, tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "models").symlink_to(sample / "models")
    with playground(ROOT, tmp_path) as opened:
        yield opened


def shown(slack: Workspace, right: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first letter of that kind, once it is there."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = [one for one in (slack.letters or list)() if right(one)]
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError([one["subject"] for one in (slack.letters or list)()])


def test_a_letter_opens_a_ticket_and_staff_answer_it_by_letter(slack: Workspace) -> None:
    write = slack.write_letter
    assert write is not None
    words = 'The upload of job 20481173 stops, it says "Connection reset".'
    write({"from": ADA, "name": 'Ada "A" Brook', "subject": "Upload", "body": words, "answers": ""})
    receipt = shown(slack, lambda one: one["to"] == ADA)
    assert receipt["subject"].startswith("[InfraCare #1001] Upload")
    assert "20481173" in receipt["body"]
    to_staff = shown(slack, lambda one: one["to"] != ADA)
    said = {"from": SAM, "name": "Sam Ortiz", "subject": "Re: it", "answers": to_staff["id"]}
    write({**said, "body": "Please restart the agent."})
    answer = shown(slack, lambda one: one["to"] == ADA and "restart the agent" in one["body"])
    assert answer["subject"].startswith("[InfraCare #1001]")
