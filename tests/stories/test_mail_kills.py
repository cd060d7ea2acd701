"""The story of the kills by mail: wherever the process dies, each letter is one ticket or one message."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.mail_kills import kill, points, scene, settle

pytestmark = pytest.mark.slow


@pytest.mark.timeout(300)
def test_killed_at_every_kind_of_point_no_letter_is_lost_and_none_counts_twice(
    sample: Path, tmp_path: Path, mail_programs: None
) -> None:
    with scene(sample, tmp_path) as made:
        every = points(made, tmp_path / "points")
        kinds = list({point.partition(" #")[0]: point for point in reversed(every)}.values())[::-1]
        assert len(kinds) >= 10
        kill(made, [*kinds, *kinds][:20])
        outcome = settle(made)
    assert outcome.kills >= 18, outcome
    assert (outcome.lost, outcome.doubled, outcome.unanswered, outcome.astray) == (0, 0, 0, 0), outcome
