"""The promise against the service clock of a helpdesk somebody else wrote: `python -m bench.second_opinion`.

Without an argument it prints a moment a line, in seconds of Unix time: each quarter of an hour of three
years. A helpdesk's service engine, set to the same office hours and minutes, is to print each with the
moment at which it would be due ("1767225600 1767232800"). With that file as argument it compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tickets.clock import promise
from tickets.policy import OfficeHours, PromiseRules

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
QUARTER = 900


def moments() -> Iterator[int]:
    """The quarters of an hour of three years, with six changes to or from daylight saving time."""
    return iter(range(int(FIRST.timestamp()), int(LAST.timestamp()), QUARTER))


def differences(lines: Iterable[str]) -> Iterator[str]:
    """A sentence for each moment at which the other clock says something else than the promise."""
    rules = PromiseRules(OfficeHours(zone="America/New_York", holidays=()))
    for line in lines:
        at, due = (datetime.fromtimestamp(int(number), UTC) for number in line.split())
        ours = promise(at, rules, ())
        if ours.due != due:
            yield f"{at:%Y-%m-%d %H:%M} UTC: {ours.tier} until {ours.due:%H:%M}, the other says {due:%H:%M}"


def main() -> None:
    """Print the moments, or what differs and how many were compared."""
    if len(sys.argv) == 1:
        print(*moments(), sep="\n")
        return
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    found = list(differences(lines))
    print(*found[:20], f"{len(lines):,} moments compared, {len(found):,} differ", sep="\n")


if __name__ == "__main__":
    main()
