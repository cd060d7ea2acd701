"""Moments as a browser's form has them: a day and an hour on the wall clock of the office's zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_SHAPE = "%Y-%m-%dT%H:%M"


def shown(moment: datetime | None, zone: str) -> str:
    """What stands in the field, to the minute; nothing for no moment."""
    return "" if moment is None else moment.astimezone(ZoneInfo(zone)).strftime(_SHAPE)


def sent(typed: str, zone: str, before: datetime | None = None) -> str:
    """Seconds since 1970, as the acts expect them; what is no moment comes back as it is.

    What was shown and left alone is the very moment that stood there (``before``), to the second. Of an hour
    that the clock shows twice the first is meant; one that it skips is an hour later.
    """
    if before is not None and typed == shown(before, zone):
        return str(int(before.timestamp()))
    found = _read(typed)
    if found is None:
        return typed
    return str(int(found.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).timestamp()))


def _read(typed: str) -> datetime | None:
    try:
        return datetime.strptime(typed[:16], _SHAPE)  # noqa: DTZ007 (the zone is the caller's to give)
    except ValueError:
        return None
