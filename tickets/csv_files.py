"""Reads the directory's CSV files line by line: what each line says, or why it is rejected."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from tickets.values import Role

CUSTOMERS, PEOPLE, STAFF, CHANNELS = "customers.csv", "people.csv", "staff.csv", "channels.csv"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    CUSTOMERS: ("key", "name", "standing"),
    PEOPLE: ("mail", "name", "user_name", "customer", "licensed", "slack_team", "slack_user"),
    STAFF: ("mail", "name", "roles", "slack_team", "slack_user"),
    CHANNELS: ("slack_team", "slack_channel", "customer"),
}
MOST_BYTES = 10 * 1024 * 1024
LONGEST_LINE = 10_000

SlackId = tuple[str, str]
"""Team id, then user or channel id."""

Key = TypeVar("Key", str, SlackId)
Value = TypeVar("Value")
Cells = Mapping[str, str]


class FileError(Exception):
    """Why a file cannot be used at all: one sentence with the remedy."""


class LineError(Exception):
    """Why a line is rejected: one sentence with the remedy."""


@dataclass(frozen=True)
class Rejected:
    """A line that was not imported."""

    file: str
    line: int
    sentence: str


@dataclass(frozen=True)
class CustomerLine:
    """What a line of customers.csv says."""

    name: str
    good_standing: bool


@dataclass(frozen=True)
class PersonLine:
    """What a line of people.csv says."""

    name: str
    user_name: str | None
    customer: str
    licensed: bool
    slack: SlackId | None


@dataclass(frozen=True)
class StaffLine:
    """What a line of staff.csv says."""

    name: str
    roles: frozenset[Role]
    slack: SlackId | None


@dataclass(frozen=True)
class Sheet(Generic[Key, Value]):
    """What one file says: ``lines`` by key, the keys that only rejected lines name, and those lines.

    What a rejected line names is ``spared``: it stays as it is and does not count as gone.
    """

    file: str
    lines: Mapping[Key, Value]
    spared: frozenset[Key]
    rejected: tuple[Rejected, ...]
    total: int

    @property
    def named(self) -> frozenset[Key]:
        return self.spared.union(self.lines)


@dataclass(frozen=True)
class Known:
    """What the directory already holds and a line may not contradict.

    ``staff`` and ``staff_slack`` are the active members of staff, ``by_hand`` the Slack ids that staff
    linked and the address each of them belongs to.
    """

    customers: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()
    staff_slack: frozenset[SlackId] = frozenset()
    by_hand: Mapping[SlackId, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Files:
    """The whole folder. Optional files that are not there are None."""

    customers: Sheet[str, CustomerLine]
    people: Sheet[str, PersonLine]
    staff: Sheet[str, StaffLine] | None
    channels: Sheet[SlackId, str] | None

    @property
    def sheets(self) -> tuple[Sheet[Any, Any], ...]:
        sheets = (self.customers, self.people, self.staff, self.channels)
        return tuple(sheet for sheet in sheets if sheet is not None)

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        return tuple(line for sheet in self.sheets for line in sheet.rejected)


def read_files(folder: Path, known: Known) -> Files:
    """Every file of the folder. Raises :class:`FileError` when one of them cannot be used."""
    tables = {file: _table(folder / file) for file in (CUSTOMERS, PEOPLE)}
    tables |= {file: _table(folder / file) for file in (STAFF, CHANNELS) if (folder / file).exists()}
    customers = _sheet(tables[CUSTOMERS], _customer_key, _customer)
    keys = frozenset(customers.lines) | (customers.spared & known.customers)
    people, staff = _people_and_staff(tables[PEOPLE], tables.get(STAFF), keys, known)
    channels = tables.get(CHANNELS)
    return Files(customers, people, staff, None if channels is None else _channels(channels, keys))


@dataclass(frozen=True)
class _Line:
    """A line's cells by column; ``fault`` says what is wrong with the line as a whole."""

    number: int
    cells: Cells
    fault: str | None


@dataclass(frozen=True)
class _Table:
    file: str
    lines: tuple[_Line, ...]


def _table(path: Path) -> _Table:
    """A file's lines. Each is read by itself, so that a stray quotation mark costs one line only."""
    rows = _numbered(_text(path))
    _, header = next(rows, (1, ""))
    separator = ";" if header.count(";") > header.count(",") else ","
    columns = _columns(path.name, header, separator)
    lines = (_line(number, text, columns, separator) for number, text in rows)
    return _Table(path.name, tuple(line for line in lines if line.fault or any(line.cells.values())))


def _text(path: Path) -> str:
    file = path.name
    if not path.is_file():
        raise FileError(f"{file} is missing; put it into {path.parent}, with the header {_header_of(file)}.")
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as fault:
        raise FileError(f"{file} cannot be read ({fault.strerror}); allow it to be read.") from fault
    if len(content) > MOST_BYTES:
        raise FileError(f"{file} is larger than 10 MB; leave only the directory's lines in it.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise FileError(f"{file} is not UTF-8 (line {line}); save it again as CSV in UTF-8.") from fault


def _header_of(file: str) -> str:
    return ",".join(COLUMNS[file])


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers."""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if line.strip():
            yield number, line


def _columns(file: str, header: str, separator: str) -> list[str]:
    found = [name.lower() for name in _cells(header, separator)[0]]
    wrong = [
        *(f"{name} is missing" for name in COLUMNS[file] if name not in found),
        *(f"{_shown(name)} is unknown" for name in sorted({*found} - {*COLUMNS[file]})),
        *(f"{name} appears twice" for name in COLUMNS[file] if found.count(name) > 1),
    ]
    if wrong:
        raise FileError(f"{file} has other columns ({_some(wrong)}); the header must be {_header_of(file)}.")
    return found


def _some(faults: list[str]) -> str:
    more = len(faults) - 8
    return ", ".join(faults[:8]) + (f", and {more} more" if more > 0 else "")


def _line(number: int, text: str, columns: list[str], separator: str) -> _Line:
    cells, fault = _cells(text, separator)
    if fault is None and len(cells) != len(columns):
        fault = (
            f"This line has {len(cells)} columns instead of {len(columns)}: give every column, "
            f'and put a value that holds "{separator}" into quotation marks.'
        )
    if not any(cells):
        fault = None
    return _Line(number, dict(zip(columns, cells, strict=False)), fault)


def _cells(text: str, separator: str) -> tuple[list[str], str | None]:
    """The cells in tidy white space (guessed where unreadable), and what is wrong with the line."""
    fault = None
    try:
        if len(text) > LONGEST_LINE:
            raise LineError(f"This line is longer than {LONGEST_LINE:,} characters: shorten it.")
        cells = next(csv.reader([text], delimiter=separator, strict=True))
    except csv.Error:
        fault = "The quotation marks do not match: put them around whole values and double those inside."
        cells = text.replace('"', "").split(separator)
    except LineError as too_long:
        fault = str(too_long)
        cells = text[:LONGEST_LINE].split(separator)
    return [" ".join(cell.split()) for cell in cells], fault


def _sheet(table: _Table, key: Callable[[Cells], Key], read: Callable[[Cells], Value]) -> Sheet[Key, Value]:
    """Every line read by ``read``. Of two lines with the same key the first one stands."""
    lines: dict[Key, Value] = {}
    at: dict[Key, int] = {}
    spared: set[Key] = set()
    rejected: list[Rejected] = []
    for line in table.lines:
        name = key(line.cells)
        try:
            _refuse_broken(line, at.get(name), name)
            lines[name] = read(line.cells)
            at[name] = line.number
        except LineError as fault:
            rejected.append(Rejected(table.file, line.number, str(fault)))
            spared.add(name)
    return Sheet(table.file, lines, frozenset(spared - lines.keys()), tuple(rejected), len(table.lines))


def _refuse_broken(line: _Line, earlier: int | None, name: str | SlackId) -> None:
    if line.fault is not None:
        raise LineError(line.fault)
    if earlier is not None:
        shown = _shown(name if isinstance(name, str) else name[1])
        raise LineError(f"{shown} is on line {earlier} already: keep one of the two lines.")


def _customer_key(cells: Cells) -> str:
    return cells.get("key", "")


def _customer(cells: Cells) -> CustomerLine:
    key = _required(cells, "key", 60)
    if " " in key:
        raise LineError(f"The key {_shown(key)} holds a space: write it without.")
    standing = _one_of(cells, "standing", ("good", "hold"))
    return CustomerLine(_required(cells, "name", 200), standing == "good")


def _people_and_staff(
    people: _Table, staff: _Table | None, customers: frozenset[str], known: Known
) -> tuple[Sheet[str, PersonLine], Sheet[str, StaffLine] | None]:
    """Both files together: nobody may be in both, and a Slack id belongs to one person."""
    claims = _Claims(known.by_hand)
    if staff is None:
        claims.reserve(known.staff_slack)
        is_staff = dict.fromkeys(known.staff, "belongs to a member of staff")
        read = _person_reader(customers, claims, is_staff)
        return _sheet(people, _mail_key, read), None
    read = _person_reader(customers, claims, _elsewhere(staff))
    sheet = _sheet(people, _mail_key, read)
    return sheet, _sheet(staff, _mail_key, _staff_reader(claims, _elsewhere(people)))


def _elsewhere(table: _Table) -> dict[str, str]:
    """The addresses of the other file, and where they stand there."""
    return {_mail_key(line.cells): f"is also in {table.file} (line {line.number})" for line in table.lines}


def _mail_key(cells: Cells) -> str:
    return cells.get("mail", "").lower()


class _Claims:
    """Which Slack id was given to whom so far."""

    def __init__(self, by_hand: Mapping[SlackId, str]) -> None:
        self._by_hand = by_hand
        self._owners: dict[SlackId, str] = {}

    def reserve(self, ids: frozenset[SlackId]) -> None:
        self._owners.update(dict.fromkeys(ids, "a member of staff"))

    def claim(self, slack: SlackId, mail: str) -> None:
        team, user = slack
        linked = self._by_hand.get(slack, mail)
        if linked != mail:
            raise LineError(
                f"Slack id {user} of team {team} was linked by hand to {linked}: "
                "empty both Slack columns, or have staff link it anew."
            )
        if slack in self._owners:
            owner = self._owners[slack]
            raise LineError(
                f"Slack id {user} of team {team} belongs to {owner} already: correct one of them."
            )
        self._owners[slack] = mail


def _person_reader(
    customers: frozenset[str], claims: _Claims, elsewhere: Mapping[str, str]
) -> Callable[[Cells], PersonLine]:
    def read(cells: Cells) -> PersonLine:
        mail = _mail(cells, elsewhere)
        slack = _slack_person(cells)
        person = PersonLine(
            name=_required(cells, "name", 200),
            user_name=_text_of(cells, "user_name", 100) or None,
            customer=_customer_of(cells, customers),
            licensed=_one_of(cells, "licensed", ("yes", "no")) == "yes",
            slack=slack,
        )
        if slack is not None:
            claims.claim(slack, mail)
        return person

    return read


def _staff_reader(claims: _Claims, elsewhere: Mapping[str, str]) -> Callable[[Cells], StaffLine]:
    def read(cells: Cells) -> StaffLine:
        mail = _mail(cells, elsewhere)
        slack = _slack_person(cells)
        member = StaffLine(_required(cells, "name", 200), _roles(cells), slack)
        if slack is not None:
            claims.claim(slack, mail)
        return member

    return read


def _channels(table: _Table, customers: frozenset[str]) -> Sheet[SlackId, str]:
    def read(cells: Cells) -> str:
        _slack_id(_required(cells, "slack_team", 40), "slack_team", "T0001")
        _slack_id(_required(cells, "slack_channel", 40), "slack_channel", "C0001")
        return _customer_of(cells, customers)

    return _sheet(table, lambda cells: (cells.get("slack_team", ""), cells.get("slack_channel", "")), read)


_MAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")


def _mail(cells: Cells, elsewhere: Mapping[str, str]) -> str:
    """The address in lower case; ``elsewhere`` says which ones another file or staff has."""
    mail = _required(cells, "mail", 254).lower()
    if not _MAIL.fullmatch(mail):
        raise LineError(f"{_shown(mail)} is not a mail address: write it like ada@northside.example.")
    if mail in elsewhere:
        raise LineError(f"{mail} {elsewhere[mail]}: keep it in people.csv or in staff.csv, not in both.")
    return mail


def _slack_person(cells: Cells) -> SlackId | None:
    team, user = _text_of(cells, "slack_team", 40), _text_of(cells, "slack_user", 40)
    if not team and not user:
        return None
    if not team or not user:
        raise LineError("Only one of slack_team and slack_user is given: give both or neither.")
    return _slack_id(team, "slack_team", "T0001"), _slack_id(user, "slack_user", "U0ADA")


def _slack_id(value: str, column: str, example: str) -> str:
    if not re.fullmatch("[A-Z][A-Z0-9]+", value):
        raise LineError(f"{_shown(value)} in {column} is not a Slack id: write it like {example}.")
    return value


def _customer_of(cells: Cells, customers: frozenset[str]) -> str:
    key = _required(cells, "customer", 60)
    if key not in customers:
        raise LineError(
            f"The customer {_shown(key)} is not in customers.csv: add it there or correct the key."
        )
    return key


def _roles(cells: Cells) -> frozenset[Role]:
    names = [name.strip().lower() for name in _required(cells, "roles", 200).split(";") if name.strip()]
    for name in names:
        if name not in [*Role]:
            raise LineError(f'The role {_shown(name)} is unknown: use {", ".join(Role)}, separated by ";".')
    if not names:
        raise LineError("The column roles is empty: fill it in.")
    return frozenset(Role(name) for name in names)


def _one_of(cells: Cells, column: str, choices: tuple[str, str]) -> str:
    value = _required(cells, column, 200).lower()
    if value not in choices:
        raise LineError(f"{_shown(value)} is not a value of {column}: write {choices[0]} or {choices[1]}.")
    return value


def _required(cells: Cells, column: str, most: int) -> str:
    value = _text_of(cells, column, most)
    if not value:
        raise LineError(f"The column {column} is empty: fill it in.")
    return value


def _text_of(cells: Cells, column: str, most: int) -> str:
    value = cells[column]
    if not value.isprintable():
        raise LineError(f"The column {column} holds a character that cannot be printed: type it anew.")
    if len(value) > most:
        raise LineError(f"The column {column} has {len(value)} characters: shorten it to {most}.")
    return value


def _shown(value: str) -> str:
    """A value as it may be printed: short, in quotation marks, without control characters."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in value)
    return f'"{plain[:40]}…"' if len(plain) > 40 else f'"{plain}"'
