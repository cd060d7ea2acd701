"""The commands about the models that sort: list, refit, promote, go back, what each has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, Limit, print_json, say, under_way

if TYPE_CHECKING:
    from app.build import Installation
    from classifier.models import Model

SHIPPED = "shipped"
Version = Annotated[
    str, typer.Argument(help=f"Its version, as `models` lists it; {SHIPPED}: the one that came along.")
]
MaybeVersion = Annotated[
    str | None, typer.Argument(help="Its version; without one, the model that was used before.")
]


def models(config: Config, json: Json = False) -> None:
    """List the models that were fitted here, and which one is used."""
    from classifier import models, state

    with opened(config) as here:
        base, problem = here.classifier.version, here.sorter.problem
        with here.reading() as session:
            used, found = state.current(session).model, models.listed(session)
            new = models.new_since(session, base)
    if json:
        print_json(as_json.models(found, base, used, new))
        return
    for one in found:
        say(_line(one, used))
    say(f"{'* ' if used is None else '  '}[bold]{base}[/]  came along with the program")
    say(f"{new} new corrections or confirmations of staff since the last refit.")
    if problem:
        say(escape(f"Not used: {problem}."))


def _line(one: Model, used: str | None) -> str:
    figures = f"accuracy {one.figures['accuracy']:.1%}, macro-F1 {one.figures['macro_f1']:.1%}"
    base = f"without corrections {one.base_figures['accuracy']:.1%}, {one.base_figures['macro_f1']:.1%}"
    head = f"{'* ' if one.version == used else '  '}[bold]{one.version}[/]  {one.at:%Y-%m-%d %H:%M} UTC"
    fitted = f"{one.examples} examples and {one.corrections} corrections"
    fate = "was promoted" if one.promoted else "refused"
    why = f"\n    {fate}: {escape(one.why)}" if one.why else ""
    return f"{head}  {fitted}  {figures} ({base}){why}"


def refit(config: Config, json: Json = False) -> None:
    """Fit the classifier now to what staff have corrected or confirmed; used only when it is no worse."""
    from app.refits import NothingToFitError
    from classifier.refitting import RefitError

    with opened(config) as here, under_way("Fitting ..."):
        try:
            done = here.refits.at_once(
                lambda step: say(f"Fitting {step} ...", style="dim") if not json else None
            )
        except (NothingToFitError, RefitError) as error:
            raise StopError(str(error)) from error
    if json:
        print_json(as_json.model(done))
        return
    say(_line(done, done.version if done.promoted else None))
    say("It is used from now on." if done.promoted else "It is not used; the one before stays.")


def decisions(
    config: Config,
    model: Annotated[str | None, typer.Option(help="Only what this version decided.")] = None,
    json: Json = False,
    limit: Limit = 50,
) -> None:
    """List what questions were sorted as, with or without a ticket, and by which model."""
    from tickets.decisions import decided

    with opened(config) as here, here.reading() as session:
        found = decided(session, limit, model)
    if json:
        print_json([as_json.decision(one) for one in found])
        return
    if not found:
        say("No question has been sorted yet.")
    for one in found:
        ticket = "" if one.ticket is None else f"  ticket #{one.ticket}"
        sure = "" if one.sure is None else f" ({one.sure:.0%} sure)"
        category = f"[bold]{one.category or 'not settled'}[/]{sure}"
        say(f"{one.at:%Y-%m-%d %H:%M} UTC  {category}  {one.model}{ticket}")
        say(f"    {escape(one.question)}", style="dim")


def promote(config: Config, version: Version) -> None:
    """Use this model from now on, refused or not; every replica follows within seconds."""
    with opened(config) as here:
        _use(here, None if version in (SHIPPED, here.classifier.version) else version)


def rollback(config: Config, version: MaybeVersion = None) -> None:
    """Go back to the model that was used before, or to this one."""
    from classifier import models, state

    with opened(config) as here:
        with here.reading() as session:
            used = state.current(session).model
            earlier = models.before(session, used)
        if version is not None:
            _use(here, None if version in (SHIPPED, here.classifier.version) else version, left=used)
        elif used is None:
            raise StopError("The model that came along is used; there is none before it.")
        else:
            _use(here, None if earlier is None else earlier.version, left=used)


def _use(here: Installation, version: str | None, *, left: str | None = None) -> None:
    """Put it to use, when it can be opened."""
    from classifier import models
    from classifier.archive import UnfitModelError
    from classifier.models import NoSuchModelError
    from guard import own

    try:
        with here.writing() as session:
            if version is not None:
                models.find(session, version)
                models.opened(session, version)
            if left is not None and left != version:
                models.set_aside(session, left, own("somebody went back to another model"))
            models.promote(session, version)
    except (NoSuchModelError, UnfitModelError) as error:
        raise StopError(str(error)) from error
    say(f"{version or here.classifier.version} is used from now on.")
