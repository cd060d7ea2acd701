"""The commands about articles: sync and search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, Limit, counted, print_json, say, under_way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.hits import Hits

TOLD = 50


def sync(config: Config, json: Json = False) -> None:
    """Take in what is new, changed and gone."""
    with opened(config) as here, counted("Reading articles") as progress:
        report = here.sync_articles(progress)
    if json:
        print_json(as_json.sync_report(report))
        return
    say(
        f"{len(report.added)} added, {len(report.changed)} changed, {len(report.removed)} removed, "
        f"{len(report.unchanged)} unchanged, {len(report.rejected)} rejected, "
        f"{len(report.skipped)} passed over."
    )
    _tell("Rejected; what they held before stays", report.rejected)
    _tell("Passed over", report.skipped)
    _tell("Taken in, but not as a whole", report.noted)


def search(
    config: Config,
    words: str,
    explicit: Annotated[
        bool, typer.Option("--explicit", help='Fields and phrases: title:upload AND "broke off".')
    ] = False,
    limit: Limit = 5,
    json: Json = False,
) -> None:
    """Search the articles as staff do."""
    from knowledge.articles import Audience
    from knowledge.explicit import QueryError

    with opened(config) as here:
        with under_way("Reading the articles ..."):
            if not here.has_articles():
                here.sync_articles()
            find = here.search.explicit if explicit else here.search.search
        try:
            found = find(words, audience=frozenset(Audience), limit=limit)
        except QueryError as error:
            raise StopError(str(error)) from error
    if json:
        print_json(as_json.found(found))
    else:
        _show(found, explicit=explicit)


def _tell(heading: str, files: Sequence[tuple[str, str]]) -> None:
    """Files with one sentence each, under a heading; of very many the first."""
    if files:
        say(f"{heading}:")
    for _path, sentence in files[:TOLD]:
        say(f"  {escape(sentence)}")
    if len(files) > TOLD:
        say(f"  ... and {len(files) - TOLD} more; --json names them all.")


def _show(found: Hits, *, explicit: bool) -> None:
    if not found.hits:
        say("Nothing was found.")
    for hit in found.hits:
        sure = "" if explicit else f", {hit.sure:.0%}"
        say(f"[bold]{escape(hit.title)}[/] › {escape(hit.section)} ({hit.kind.value}{sure})")
        say(f"  {escape(hit.passage)}\n")
