"""The command that measures the health-data guard on texts whose health data is marked."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from app.commands.opening import StopError, nearby_config, settings_of
from app.commands.printing import Json, print_json, say

if TYPE_CHECKING:
    from guard.evaluation import Report, Screen
    from guard.marked import Marked
    from guard.screen import Screening

Test = Annotated[
    Path,
    typer.Option("--test", metavar="FILE", help="JSON lines: text, and phi, the list of what must go."),
]
Directory = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A CSV file; the mail addresses and phone numbers in it are known."),
]
Known = Annotated[
    list[str] | None,
    typer.Option("--known", metavar="WORDS", help="An address, a domain or a phone number that may stay."),
]


def guard(test: Test, directory: Directory = None, known: Known = None, json: Json = False) -> None:
    """Measure the health-data guard: what it finds, type by type, and its false alarms."""
    from guard.evaluation import evaluate
    from guard.marked import MarkedError, read_marked

    stays = [*(known or ()), *_cells(directory), *_known_nearby()]
    try:
        report = evaluate(read_marked(test), _screen(stays))
    except MarkedError as error:
        raise StopError(str(error)) from error
    if json:
        print_json(report_facts(report))
    else:
        _show(report)


def report_facts(report: Report) -> dict[str, Any]:
    """All figures, and the numbers of the lines that leak or hold a false alarm; no words."""
    lines = {"leaking": report.lines("leaks"), "false_alarm": report.lines("false_alarms")}
    return {**report.figures(), "line_numbers": lines}


def _cells(directory: Path | None) -> list[str]:
    """Every cell of a CSV file that is a mail address or a phone number."""
    if directory is None:
        return []
    try:
        with directory.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell.strip() for row in csv.reader(file) for cell in row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StopError(f"{directory} cannot be read as CSV; check the path and save it as UTF-8.") from error
    return [cell for cell in cells if "@" in cell or _is_number(cell)]


def _known_nearby() -> Iterable[str]:
    """What the settings nearby name as known to the guard; nothing where there are none."""
    from app.guarding import known_of

    try:
        config = nearby_config(Path.cwd())
    except StopError:
        return ()
    addresses, numbers = known_of(settings_of(config))
    return *addresses, *numbers


def _screen(stays: Iterable[str]) -> Screen:
    from guard.screen import screen

    def screened(one: Marked) -> Screening:
        entries = {*always, *one.known}
        numbers = frozenset(filter(_is_number, entries))
        return screen(one.text, known=entries - numbers, known_numbers=numbers)

    always = tuple(stays)
    return screened


def _is_number(entry: str) -> bool:
    return any(map(str.isdigit, entry)) and not any(map(str.isalpha, entry.lower().partition("x")[0]))


def _show(report: Report) -> None:
    values = report.figures()
    say(
        f"{values['lines']:,} texts, {values['values']:,} values: {_percent(values['recall'])} of them found "
        f"whole; {values['findings']:,} findings, {_percent(values['precision'])} of them right."
    )
    say(f"  {'type':<24} {'values':>6} {'recall':>8} {'findings':>9} {'precision':>10}")
    for name, row in values["per_type"].items():
        say(
            f"  {escape(name):<24} {row['values']:6,} {_percent(row['recall']):>8} {row['findings']:9,} "
            f"{_percent(row['precision']):>10}"
        )
    alarmed = values["clean_lines_with_false_alarm"]
    say(f"Of {values['clean_lines']:,} texts without health data {alarmed:,} hold a false alarm.")
    say(f"Of all letters and digits that went, {_percent(values['needless_share'])} were not marked.")
    for words, name in (("Lines that leak", "leaks"), ("Lines with a false alarm", "false_alarms")):
        if numbers := report.lines(name):
            say(f"{words}: {_few(numbers)}")
    if nowhere := values["values_not_in_text"]:
        say(f"{nowhere:,} values do not stand in their text as they are written, and were not counted.")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _few(numbers: list[int], most: int = 40) -> str:
    more = f" and {len(numbers) - most:,} more" if len(numbers) > most else ""
    return ", ".join(map(str, numbers[:most])) + more
