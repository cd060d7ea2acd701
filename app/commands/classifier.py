"""The commands about how texts are sorted: train, report and explain."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say, under_way


def train(
    config: Config,
    ship: Annotated[
        bool, typer.Option("--ship", help="For developers: make the model that comes along anew.")
    ] = False,
    details: Annotated[
        bool,
        typer.Option("--details", help="For developers: learn the reading of details anew; takes minutes."),
    ] = False,
) -> None:
    """Train on the examples at hand. It is done by itself when they change."""
    if details:
        with under_way("Learning from the marked messages ..."):
            version = _learn_details()
        say(f"What reads details is {version}.")
        return
    if ship:
        with under_way("Training on the labelled examples ..."):
            version = _ship()
        say(f"The model that comes along is {version}.")
        return
    with opened(config) as here:
        with under_way("Training on the labelled examples ..."):
            version = here.classifier.version
        say(f"The model is ready: {version}.")


def _learn_details() -> str:
    from classifier.details.store import SHIPPED, save
    from classifier.details.training import learn

    learnt = learn()
    try:
        save(learnt, SHIPPED)
    except OSError as problem:
        raise StopError(
            f"{SHIPPED} cannot be written ({problem.strerror}); run it in a checkout of yours."
        ) from problem
    return learnt.version


def _ship() -> str:
    from classifier.examples import read_examples
    from classifier.store import SHIPPED, save
    from classifier.training import train as trained

    made = trained(read_examples())
    try:
        save(made, SHIPPED)
    except OSError as problem:
        raise StopError(
            f"{SHIPPED} cannot be written ({problem.strerror}); run it in a checkout of yours."
        ) from problem
    return made.version


def report(
    writers: Annotated[
        bool, typer.Option("--writers", help="Each writer's messages by a model of the others' alone.")
    ] = False,
    json: Json = False,
) -> None:
    """Measure how well texts are sorted. By cross-validation on the labelled examples."""
    from classifier.examples import read_examples
    from classifier.training import by_other_writers
    from classifier.training import card as card_of
    from classifier.training import report as report_card

    with under_way("Training again and again, each time without a part of the examples ..."):
        examples = read_examples()
        card = card_of(examples, by_other_writers(examples)) if writers else report_card(examples)
    if json:
        print_json(card.facts())
    else:
        say(escape(str(card)))


def explain(config: Config, words: str, json: Json = False) -> None:
    """Say how a text is sorted, and by which words."""
    from classifier.memory import Whose

    with opened(config) as here:
        with under_way("Getting ready ..."):
            sorter = here.sorter
        with here.reading() as session:
            found = sorter.triage(session, here.guard.screen(words).text, Whose())
    if json:
        print_json(as_json.triage(found))
        return
    say(f"[bold]{found.category.value}[/], {found.sure:.0%} sure (model {found.model})")
    for cue in found.cues:
        say(f"  {cue.weight:+.2f}  {escape(cue.words)}")
