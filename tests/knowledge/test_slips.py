"""How fingers slip."""

from __future__ import annotations

import pytest

from knowledge.slips import Slip, slip


@pytest.mark.parametrize(
    ("written", "meant", "expected"),
    [
        ("staet", "state", Slip.LETTERS),
        ("stae", "state", Slip.LETTERS),
        ("tate", "state", Slip.LETTERS),
        ("staate", "state", Slip.LETTERS),
        ("sttate", "state", Slip.LETTERS),
        ("statee", "state", Slip.LETTERS),
        ("stste", "state", Slip.KEY),
        ("etate", "state", Slip.KEY),
        ("staste", "state", Slip.KEY),
        ("start", "state", Slip.OTHER),
        ("stpte", "state", Slip.OTHER),
        ("staxte", "state", Slip.OTHER),
        ("stapl", "state", Slip.OTHER),
    ],
)
def test_a_slip_is_told_from_what_was_meant(written: str, meant: str, expected: Slip) -> None:
    assert slip(written, meant) is expected
