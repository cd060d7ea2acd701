"""The commands that retire an article and bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app.commands.opening import Config, StopError, opened
from app.commands.printing import say

if TYPE_CHECKING:
    from app.build import Installation

Slug = Annotated[str, typer.Argument(help="The article's short name.")]
BY = "command-line"


def retire(
    config: Config, slug: Slug, why: Annotated[str, typer.Argument(help="Why, in a sentence.")]
) -> None:
    """Let nobody find an article any more; what it learnt and its history stay."""
    from app.worker import utc_now
    from knowledge import retirement

    if not why.strip():
        raise StopError("Say in a sentence why it is retired: who looks for it later reads that.")
    with opened(config) as here:
        _there(here, slug)
        reason = here.guard.screen(why).text
        with here.writing() as session:
            done = retirement.retire(session, slug, at=utc_now(), by=BY, why=reason)
    if not done:
        raise StopError(f"{slug} is retired already.")
    say(f"Retired: nobody finds {escape(slug)} any more, wherever its file lies.")


def bring_back(config: Config, slug: Slug) -> None:
    """Let a retired article be found again."""
    from app.worker import utc_now
    from knowledge import retirement

    with opened(config) as here:
        _there(here, slug)
        with here.writing() as session:
            done = retirement.bring_back(session, slug, at=utc_now(), by=BY)
    if not done:
        raise StopError(f"{slug} is not retired.")
    say(f"Brought back: {escape(slug)} is found again.")


def _there(here: Installation, slug: str) -> None:
    from knowledge import shelf

    if not here.has_articles():
        here.sync_articles()
    with here.reading() as session:
        if not shelf.articles(session, [slug], retired=True):
            raise StopError(f"There is no article {slug}; infracare knowledge search finds its short name.")
