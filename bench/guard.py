"""How long the health-data guard takes, on ordinary texts and on hostile ones: python -m bench.guard

Processor time of this thread, in milliseconds, the least of several runs. The growth is the time for 100 kB
by that for 10 kB: 10 when time grows with the length.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from bench.figures import flat, show
from guard import screen

TITLE = "The health-data guard"
AIMS = {"most growth, 10 kB to 100 kB": 15.0}
NOTE = "Milliseconds of processor time. Growth is the time for 100 kB by that for 10 kB: 10 is linear."
SIZES: Mapping[str, int] = {"1 kB": 1_000, "10 kB": 10_000, "100 kB": 100_000}

ORDINARY = (
    "The report of job 7000123 does not open in the viewer since this morning, it says IW-2104. "
    "Dr. Porter dictated it on 11/20/2026 and jporter has tried it twice. Please help.\n"
)
FULL = (
    "patient Marlene Ostrowski (dob 3/4/1961, MRN 0048291, ssn 123-45-6789) has the wrong report, "
    "job 7000999; her husband is m.ostrowski@mail.example or 202-555-0143, 12 Elm St, Gary, IN 46402.\n"
)
HOSTILE: Mapping[str, str] = {
    "one long number": "7",
    "digits and dashes": "1-",
    "digits and blanks": "1 ",
    "nested brackets": "([",
    "capitalised words": "Aa Bb ",
    "one capitalised word": "A",
    "patients": "pt Aa ",
    "patients in a row": "patients Aa Bb, ",
    "record numbers": "mrn 1111 ",
    "births": "dob of the patient ",
    "dates": "3/4/1961 ",
    "numbers spoken": "one two ",
    "addresses begun": "12 Aa Bb Cc ",
    "mail begun": "a@b.",
    "carets": "AAA^",
    "bars": "PID|",
    "a table's head": "mrn,dob\n",
    "placeholders": "[date of birth]",
    "signatures": "Thanks, Aa Bb, 202-555-0143\n",
    "a signature without an end": "Aa Bb, A-A & Aa 11 (1 1 1 Aa\n",
    "letters in parts": "\u0301é",
}


def run() -> dict[str, object]:
    """All figures; takes about a minute."""
    hostile = {name: _times(unit) for name, unit in HOSTILE.items()}
    growth = {name: times["100 kB"] / times["10 kB"] for name, times in hostile.items()}
    return {
        "ordinary": _times(ORDINARY),
        "full of health data": _times(FULL),
        **{name: {"100 kB": times["100 kB"], "growth": growth[name]} for name, times in hostile.items()},
        "most growth, 10 kB to 100 kB": max(growth.values()),
    }


def _times(unit: str) -> dict[str, float]:
    return dict(_each_size(unit))


def _each_size(unit: str) -> Iterator[tuple[str, float]]:
    for name, size in SIZES.items():
        text = (unit * (size // len(unit) + 1))[:size]
        yield name, min(_milliseconds(text) for _ in range(7))


def _milliseconds(text: str) -> float:
    began = time.thread_time()
    screen(text)
    return 1000 * (time.thread_time() - began)


if __name__ == "__main__":
    show(TITLE, [flat(run())], AIMS, NOTE)
