"""What has changed in an article is shown line by line, with a little around it."""

from __future__ import annotations

import pytest

from knowledge import versions
from knowledge.differences import Line, Sign, compared, differences
from tests.knowledge.conftest import Desk, article

SAME, REMOVED, ADDED, SKIPPED = Sign.SAME, Sign.REMOVED, Sign.ADDED, Sign.SKIPPED


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a b c", "a b c", ""),
        ("", "a", "+a"),
        ("a", "", "-a"),
        ("a b c", "a x c", "=a -b +x =c"),
        ("1 2 3 4 5 6 7", "1 2 3 4 5 6 x", "~ =4 =5 =6 -7 +x"),
        ("x 1 2 3 4 5 6 7 8 y", "1 2 3 4 5 6 7 8 z", "-x =1 =2 =3 ~ =6 =7 =8 -y +z"),
    ],
)
def test_changed_lines_stand_among_three_others(old: str, new: str, shown: str) -> None:
    signs = {SAME: "=", REMOVED: "-", ADDED: "+", SKIPPED: "~"}
    found = compared(old.split(), new.split())
    assert " ".join(signs[line.sign] + line.text for line in found) == shown


def test_fields_and_text_are_compared(desk: Desk) -> None:
    desk.write("one", article("Before", "Press it.\n"))
    desk.sync()
    desk.write("one", article("After", "Press it.\n\nThen wait.\n", audience="staff"))
    desk.sync()
    with desk.transaction() as session:
        after, before = versions.versions(session, "one")
    changed = [line for line in differences(before, after) if line.sign not in (SAME, SKIPPED)]
    assert changed == [
        Line(REMOVED, "title: Before"),
        Line(ADDED, "title: After"),
        Line(REMOVED, "audience: everybody"),
        Line(ADDED, "audience: staff"),
        Line(ADDED, ""),
        Line(ADDED, "Then wait."),
    ]
    assert differences(after, after) == []
