"""What `infracare doctor` found: one thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. ``remedy`` says what to do; what is ``optional`` stops nobody."""

    what: str
    ok: bool
    remedy: str = ""
    optional: bool = False


def looked(what: str, remedy: str = "", *, optional: bool = False) -> Finding:
    """A finding that is good unless there is something to do."""
    return Finding(what, not remedy, remedy, optional)
