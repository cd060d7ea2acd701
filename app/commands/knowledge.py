"""The commands about articles: sync, search, export, duplicates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, Limit, counted, print_json, say, under_way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.build import Installation
    from knowledge.hits import Hits
    from knowledge.likeness import Alike

TOLD = 50


def sync(config: Config, json: Json = False) -> None:
    """Take in what is new, changed and gone."""
    with opened(config) as here, counted("Reading articles") as progress:
        report = here.sync_articles(progress)
        alike = _alike_among(here, {*report.added, *report.changed})
        here.search.learn_sureness(at_once=True)
    if json:
        print_json(as_json.sync_report(report, alike))
        return
    say(
        f"{len(report.added)} added, {len(report.changed)} changed, {len(report.removed)} removed, "
        f"{len(report.unchanged)} unchanged, {len(report.rejected)} rejected, "
        f"{len(report.skipped)} passed over."
    )
    _tell("Rejected; what they held before stays", report.rejected)
    _tell("Passed over", report.skipped)
    _tell("Taken in, but not as a whole", report.noted)
    _tell("Much like another article; keep one of the two", [(one.second, _likeness(one)) for one in alike])


def export(
    config: Config,
    folder: Annotated[Path, typer.Argument(help="Where to; it is made when it is not there.")],
    json: Json = False,
) -> None:
    """Write the articles to Markdown files, which can be taken in again."""
    from knowledge import shelf
    from knowledge.sources.export import export as write

    with opened(config) as here, here.reading() as session:
        report = write(shelf.articles(session), folder)
    if json:
        print_json(as_json.export_report(report))
        return
    say(f"{len(report.written)} written to {escape(str(folder))}, {len(report.unchanged)} there already.")
    _tell("No article's any more; delete them if nobody needs them", [(path, path) for path in report.left])


def duplicates(
    config: Config,
    least: Annotated[
        float, typer.Option("--from", min=0.5, max=1.0, help="Show articles from this likeness on.")
    ] = 0.8,
    json: Json = False,
) -> None:
    """Articles that say the same or nearly the same as another."""
    from knowledge import shelf
    from knowledge.likeness import duplicates as alike

    with opened(config) as here, here.reading() as session:
        found = alike(shelf.articles(session), least)
    if json:
        print_json([as_json.alike(one) for one in found])
    elif not found:
        say("No two articles are alike.")
    else:
        _tell("Keep one of each two", [(one.second, _likeness(one)) for one in found])


def _alike_among(here: Installation, slugs: set[str]) -> Sequence[Alike]:
    """Articles much like another, one of the two being new or changed."""
    from knowledge import shelf
    from knowledge.likeness import duplicates as alike

    if not slugs:
        return ()
    with here.reading() as session:
        return [one for one in alike(shelf.articles(session)) if {one.first, one.second} & slugs]


def _likeness(alike: Alike) -> str:
    same = alike.likeness == 1
    return (
        f"{alike.second} says {'the same' if same else f'{alike.likeness:.0%} of the same'} as {alike.first}."
    )


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
