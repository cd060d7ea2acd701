"""Tables of wordings: one regular expression per line, case ignored.

A line that ends in `|` goes on in the next; lines that begin with `#` are headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def each(table: str) -> tuple[re.Pattern[str], ...]:
    """A pattern per line, each ending at the end of a word where it ends with one."""
    return tuple(re.compile(rf"(?:{row})(?<!\w(?=\w))", re.I) for row in _rows(table))


def either(table: str) -> re.Pattern[str]:
    """One pattern that finds whichever line comes first in a text."""
    return re.compile(any_of(table), re.I)


def any_of(table: str) -> str:
    """The lines as one alternative, to stand inside a larger pattern."""
    return f"(?:{'|'.join(_rows(table))})"


def _rows(table: str) -> Iterator[str]:
    row = ""
    for line in map(str.strip, table.splitlines()):
        if line and not line.startswith("#"):
            row += line
            if not row.endswith("|"):
                yield row
                row = ""
