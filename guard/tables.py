"""Tables in a text: below a head such as "MRN" or "date of birth", every cell is health data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guard.kinds import ANY, Kind

_CELLS = {
    sign: re.compile(rf'"[^"\n]{{0,300}}"|[^{sign}\n"][^{sign}\n]{{0,300}}')
    for sign in (",", ";", r"\t", "|")
}
_COLUMNS = re.compile(r"[^ \n](?:[^ \n]| (?! )){0,300}")
_HEAD = re.compile(r"[^\W\d][\w .#'/-]{0,30}")
_HEADS = {
    Kind.RECORD_NUMBER: """mrn, mr number, medical record number, patient id, patient number, pid, member id,
        insurance id""",
    Kind.DATE_OF_BIRTH: "dob, date of birth, birth date, birthdate, patient dob",
    Kind.SOCIAL_SECURITY_NUMBER: "ssn, social security number",
    Kind.PATIENT_NAME: """patient, patients, patient name, pt, pt name, name, last, first, last name, first
        name, surname, given name, patient last name, patient first name""",
    Kind.PHONE_NUMBER: "phone, phone number, telephone, tel, cell, mobile",
    Kind.MAIL_ADDRESS: "email, e-mail, mail",
    Kind.POSTAL_ADDRESS: "address, street, city, zip",
}
_KINDS = {head.strip(): kind for kind, heads in _HEADS.items() for head in heads.split(",")}
_NUMBERED = frozenset({Kind.RECORD_NUMBER, Kind.DATE_OF_BIRTH, Kind.SOCIAL_SECURITY_NUMBER})
_FULL = re.compile(rf"\d|[{ANY}]")
_EMPTY = re.compile(rf"[^\w{ANY}]*(?i:n/?a|none|null|unknown|missing|empty|test)?[^\w{ANY}]*")

Cell = tuple[int, int]
Spot = tuple[Kind, int, int]


@dataclass(frozen=True)
class _Table:
    cells: re.Pattern[str]
    kinds: Sequence[Kind | None]


def table_cells(view: str) -> Iterator[Spot]:
    """Kind, start and end of each cell that holds health data, from left to right.

    A table begins with a line of at least two known heads, one of them of a number or a date, and goes on as
    long as the lines have as many cells, with digits below those heads.
    """
    table: _Table | None = None
    for line in re.finditer(r"[^\n]+", view):
        table, spots = _row(table, view, *line.span())
        yield from spots


def _row(table: _Table | None, view: str, start: int, end: int) -> tuple[_Table | None, list[Spot]]:
    if table is not None:
        cells = _split(table.cells, view, start, end)
        if len(cells) == len(table.kinds) and _fits(table.kinds, view, cells):
            return table, list(_spots(table.kinds, view, cells))
    return _head(view, start, end), []


def _head(view: str, start: int, end: int) -> _Table | None:
    for pattern in (*_CELLS.values(), _COLUMNS):
        kinds = [_kind(view[slice(*cell)]) for cell in _split(pattern, view, start, end)]
        known = [kind for kind in kinds if kind]
        if len(known) > 1 and 2 * len(known) >= len(kinds) and not _NUMBERED.isdisjoint(known):
            return _Table(pattern, kinds)
    return None


def _split(pattern: re.Pattern[str], view: str, start: int, end: int) -> list[Cell]:
    return [cell.span() for cell in pattern.finditer(view, start, end)]


def _kind(head: str) -> Kind | None:
    bare = head.strip(" \"'*_`\t|").replace("_", " ").lower()
    return _KINDS.get(bare) if _HEAD.fullmatch(bare) else None


def _fits(kinds: Sequence[Kind | None], view: str, cells: Sequence[Cell]) -> bool:
    """Whether digits stand wherever they should, if anything does."""
    return all(
        _FULL.search(view, *cell) or _EMPTY.fullmatch(view, *cell) or _ruler(view[slice(*cell)])
        for kind, cell in zip(kinds, cells, strict=True)
        if kind in _NUMBERED
    )


def _ruler(cell: str) -> bool:
    return not cell.strip(" -:=+")


def _spots(kinds: Sequence[Kind | None], view: str, cells: Sequence[Cell]) -> Iterator[Spot]:
    for kind, (start, end) in zip(kinds, cells, strict=True):
        words = re.compile(rf"[\w({ANY}+].*[\w)]|\w").search(view, start, end)
        if kind and words and not _EMPTY.fullmatch(view, start, end) and not re.search(f"[{ANY}]", words[0]):
            yield kind, *words.span()
