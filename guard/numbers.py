"""The one way for a telephone number of somebody on duty to be kept: by its shape, and nothing around it."""

from __future__ import annotations

import re

from guard.text import Screened, passed

_SHAPE = re.compile(
    r"(?P<foreign>\+)?(?P<number>\(?[0-9][0-9 ()./-]*[0-9])"
    r"(?:[ ,;]{0,3}(?:x|ext\.?|extension)[ .:]{0,2}(?P<more>[0-9]{1,6}))?",
    re.IGNORECASE,
)
_NORTH_AMERICAN = re.compile(r"1?([2-9]\d\d)([2-9]\d\d)(\d{4})")
_LONGEST = 60


def contact_number(typed: str) -> Screened | None:
    """The number in one spelling, such as ``812-555-0142``, ``+493012345678`` or ``812-555-0142x12``.

    None for everything else: words, a date, a number of another length. For fields that ask for the number
    of a person whom staff are to phone; all other text passes :func:`guard.screen.screen`.
    """
    found = _SHAPE.fullmatch(typed.strip()[:_LONGEST])
    if found is None:
        return None
    number = _spelled(re.sub("[^0-9]", "", found["number"]), found["foreign"])
    if number is None:
        return None
    return passed(f"{number}x{found['more']}" if found["more"] else number)


def _spelled(digits: str, foreign: str | None) -> str | None:
    ours = _NORTH_AMERICAN.fullmatch(digits)
    if ours is not None and (foreign is None or digits.startswith("1")):
        return "-".join(ours.groups())
    if foreign is not None and 8 <= len(digits) <= 15 and not digits.startswith(("0", "1")):
        return f"+{digits}"
    return None
