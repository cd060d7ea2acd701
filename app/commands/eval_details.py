"""The command that measures how well details are read out of messages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import as_json
from app.commands.opening import StopError
from app.commands.printing import Json, print_json, say

if TYPE_CHECKING:
    from classifier.details.scores import DetailScores


def details(
    test: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="Marked messages: JSON lines with text, user (a list), job (a list), error, steps.",
        ),
    ],
    directory: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Who may be meant: CSV with the columns name and user_name."),
    ] = None,
    job_pattern: Annotated[
        str, typer.Option(metavar="REGEX", help="What a job number looks like (`job_pattern` in app.yaml).")
    ] = r"\d{6,9}",
    json: Json = False,
) -> None:
    """Measure how well users, job numbers, errors and steps are read. Needs no installation."""
    from classifier.details import read_details
    from classifier.details.marked import GoldError, read_entries, read_marked
    from classifier.details.scores import measured
    from guard import screen

    try:
        re.compile(job_pattern)
        people = read_entries(directory) if directory else ()
        messages = read_marked(test)
    except re.error as problem:
        raise StopError(f"--job-pattern is no regular expression: {problem}.") from problem
    except GoldError as problem:
        raise StopError(str(problem)) from problem
    users = tuple(sorted({name for entry in people for name in entry if name}))
    found = measured(messages, lambda text: read_details(screen(text).text, users, job_pattern), people)
    if json:
        print_json(as_json.detail_scores(found))
    else:
        _show(found)


def _show(found: DetailScores) -> None:
    say(f"{found.messages:,} messages:")
    for name, tally in (("job numbers", found.jobs), ("users", found.users)):
        say(
            f"  {name:<14} F1 {tally.f1:.3f}   precision {tally.precision:.3f}, recall {tally.recall:.3f}, "
            f"{tally.marked:,} marked"
        )
    say(f"  {'error message':<14} F1 {found.error_token_f1:.3f} over tokens, {found.errors.marked:,} marked")
    say(
        f"  {'steps':<14} recall {found.steps_recall:.3f}, {found.steps:,} marked; "
        f"{found.steps_invented:,} read where none are"
    )
    say(f"A message takes {found.p50_ms:.2f} ms (p50).")
