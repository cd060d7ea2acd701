"""The commands about what articles have learnt: list, forget, covered, mix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say, under_way

if TYPE_CHECKING:
    from knowledge.learnt import Matter
    from knowledge.mixing import Kept

SIGNALS = {
    "section": "how well the best section fits",
    "label": "likeness to the title, an alias or a learnt wording",
    "neighbours": "words that stand beside each other as in the question",
    "near": "words that stand close together",
    "mentioned": "how much the best articles speak of it",
    "namesakes": "what articles under one title share of the best one's lead",
    "dense": "how many times the encoder's opinion counts, where there is one",
}

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


def mix(
    config: Config,
    fit: Annotated[bool, typer.Option("--fit", help="Fit them to the confirmed answers now.")] = False,
    json: Json = False,
) -> None:
    """Show how much each signal of the ranking weighs, and whether that was fitted to confirmed answers."""
    from app.worker import utc_now
    from knowledge.mix import DEFAULT
    from knowledge.mixing import pairs

    with opened(config) as here:
        if fit and not here.learning.fit_mix:
            raise StopError(
                "learning.fit_mix in app.yaml is false; set it to true to have the weights fitted."
            )
        if fit:
            with under_way("Fitting the weights ..."):
                here.search.fit_mix(utc_now(), at_once=True)
        with here.reading() as session:
            confirmed = len(pairs(session, here.learning))
        weights, kept = here.search.mix, here.search.mixed
        switched_on = here.learning.fit_mix
    if json:
        print_json(as_json.mix(weights, kept, confirmed))
        return
    say(_fitted(kept, confirmed) if switched_on else "As shipped: learning.fit_mix in app.yaml is false.")
    for name, words in SIGNALS.items():
        weight, shipped = getattr(weights, name), getattr(DEFAULT, name)
        say(f"  {weight:<6g} {words}" + ("" if weight == shipped else f" (as shipped: {shipped:g})"))


def _fitted(kept: Kept | None, confirmed: int) -> str:
    from knowledge.mix import DEFAULT
    from knowledge.mixfit import FEWEST, MARGIN

    if kept is None or kept.fit.pairs < FEWEST:
        few = f"Of {FEWEST} confirmed answers it takes to fit the weights there are {confirmed}."
        enough = (
            f"There are {confirmed} confirmed answers; they have not been fitted to yet (--fit does it now)."
        )
        return f"As shipped. {few if confirmed < FEWEST else enough}"
    found = kept.fit
    gain = f"{found.gain:+.3f} in mean reciprocal rank, standard error {found.error:.3f}"
    if found.mix != DEFAULT:
        return f"Fitted to {found.pairs} confirmed answers on {kept.at:%Y-%m-%d}: {gain}."
    return (
        f"As shipped. Fitting to {found.pairs} confirmed answers on {kept.at:%Y-%m-%d} would not surely "
        f"help: {gain}; more than {MARGIN:g} and more than the standard error is asked for."
    )


def _opinions(matter: Matter) -> str:
    said = (
        (len(matter.solved), "said it solved it"),
        (len(matter.not_quite), "said not quite"),
    )
    people = [f"{number} {'person' if number == 1 else 'people'} {what}" for number, what in said if number]
    return ", ".join([*(["staff say it answers this"] if matter.vouched else []), *people])
