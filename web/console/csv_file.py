"""Makes a CSV file that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from web.console.page import File

MEDIA_TYPE: Final = "text/csv; charset=utf-8"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> File:
    """The rows below their head, as UTF-8 with a byte order mark, which spreadsheets need to know it."""
    return File(name, MEDIA_TYPE, csv_text(head, rows).encode("utf-8-sig"))


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The rows below their head, as RFC 4180 has it."""
    written = StringIO()
    sheet = csv.writer(written, lineterminator="\r\n")
    sheet.writerow(head)
    sheet.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: object) -> object:
    """Text that a spreadsheet would calculate gets an apostrophe before it; nothing stays empty."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
