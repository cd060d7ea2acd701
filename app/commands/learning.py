"""The commands about what articles have learnt: list, forget, covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say

if TYPE_CHECKING:
    from knowledge.learnt import Matter

Slug = Annotated[str, typer.Argument(help="The short name of one article; else all are listed.")]


def learnt(config: Config, slug: Slug = "", json: Json = False) -> None:
    """List what articles have learnt from use, and what is disputed."""
    from knowledge.lessons import all_matters

    with opened(config) as here, here.reading() as session:
        rules, found = here.learning, all_matters(session, slug or None)
    if json:
        print_json([as_json.learnt(one, matter, rules) for one, matter in found])
        return
    if not found:
        say("Nothing has been learnt yet.")
    for article, matter in found:
        say(f"[bold]{matter.verdicts[0].id}[/]  {escape(article)}: {escape(matter.wording)}")
        say(f"    {_opinions(matter)}; {matter.outcome(rules)}", style="dim")


def forget(config: Config, number: Annotated[int, typer.Argument(help="Its number in the list.")]) -> None:
    """Take back what was said about an article and questions like this one."""
    from knowledge.lessons import forget_matter

    with opened(config) as here, here.writing() as session:
        matter = forget_matter(session, number)
    if matter is None:
        raise StopError(f"There is no number {number}; infracare knowledge learnt lists them.")
    say(f"Forgotten: {escape(matter.wording)}")


def covered(
    config: Config,
    query: Annotated[int, typer.Argument(help="The number of the unanswered query (infracare gaps).")],
    slug: Annotated[str, typer.Argument(help="The short name of the article that answers it.")],
) -> None:
    """Say which article answers an unanswered query; its asker is told."""
    with opened(config) as here:
        if not here.has_articles():
            here.sync_articles()
        if not here.answers(slug):
            raise StopError(
                f"There is no article {slug}, or it is for staff alone; "
                "infracare knowledge search finds them."
            )
        if not here.cover_gap(query, slug):
            raise StopError(f"No unanswered query {query} is open; infracare gaps lists them.")
    say("Noted. Whoever asked is told where they asked, unless the article may not be shown there.")


def _opinions(matter: Matter) -> str:
    said = (
        (len(matter.solved), "said it solved it"),
        (len(matter.not_quite), "said not quite"),
    )
    people = [f"{number} {'person' if number == 1 else 'people'} {what}" for number, what in said if number]
    return ", ".join([*(["staff say it answers this"] if matter.vouched else []), *people])
