"""Moments as people type them on the command line."""

from __future__ import annotations

from datetime import datetime

from app.commands.opening import StopError

EXAMPLE = "2026-11-23T06:59:00-05:00"
YEARS = range(1970, 2100)


def moment(text: str) -> datetime:
    """The moment that was typed, "now" included; raises :class:`StopError` with an example."""
    from app.worker import utc_now

    if text == "now":
        return utc_now()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise StopError(f'"{text}" is not a moment; write for example {EXAMPLE}.') from None
    if found.tzinfo is None:
        raise StopError(f'"{text}" names no time zone; write for example {EXAMPLE}.')
    if found.year not in YEARS:
        raise StopError(f'"{text}" is too far away; write a moment from {YEARS[0]} to {YEARS[-1]}.')
    return found
