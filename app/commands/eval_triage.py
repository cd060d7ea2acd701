"""The command that measures how well texts are sorted, on labelled lines of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import as_json
from app.commands.opening import StopError
from app.commands.printing import Json, print_json, say, under_way

if TYPE_CHECKING:
    from classifier.labelled import Columns
    from classifier.trials import Trial


def triage(
    test: Annotated[Path, typer.Option("--test", metavar="FILE", help="Labelled JSON lines to measure on.")],
    train: Annotated[
        Path | None,
        typer.Option(
            "--train", metavar="FILE", help="Train on these first; without it the shipped model is measured."
        ),
    ] = None,
    text: Annotated[
        str, typer.Option("--text", metavar="FIELDS", help="The fields of the text, as in title,body.")
    ] = "text",
    label: Annotated[str, typer.Option("--label", metavar="FIELD", help="The field of the label.")] = "label",
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="FIELD", help="The field of what is known beforehand, as a project."),
    ] = None,
    renames: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="THEIRS=OURS", help="What a label means; several by commas."),
    ] = None,
    threshold: Annotated[
        float | None, typer.Option("--sure", min=0, max=1, help="From this probability on it decides.")
    ] = None,
    json: Json = False,
) -> None:
    """Measure how well texts are sorted, by the shipped model or by one trained on your lines."""
    from classifier.labelled import Columns, LabelledFileError

    columns = Columns(tuple(name.strip() for name in text.split(",") if name.strip()), label, group)
    try:
        with under_way("Sorting ..."):
            found = _tried(train, test, columns, _renames(renames or []), threshold)
    except LabelledFileError as error:
        raise StopError(str(error)) from error
    if json:
        print_json(as_json.triage_trial(found))
    else:
        _show(found)


def _tried(
    train: Path | None, test: Path, columns: Columns, renames: Mapping[str, str], threshold: float | None
) -> Trial:
    from classifier.costs import SURE
    from classifier.labelled import read_labelled, renamed
    from classifier.store import shipped_model
    from classifier.trials import shipped, trained

    rows = renamed(read_labelled(test, columns), renames)
    sure = SURE if threshold is None else threshold
    if train is None:
        return shipped(shipped_model(), rows, sure)
    return trained(renamed(read_labelled(train, columns), renames), rows, sure)


def _renames(given: list[str]) -> dict[str, str]:
    """``["bug=incident,question=education"]`` as a mapping."""
    pairs = [pair.strip() for one in given for pair in one.split(",") if pair.strip()]
    for pair in pairs:
        theirs, _, ours = pair.partition("=")
        if not (theirs.strip() and ours.strip()):
            raise StopError(f"--map {pair}: write THEIRS=OURS, as in --map bug=incident")
    return {theirs.strip(): ours.strip() for theirs, _, ours in (pair.partition("=") for pair in pairs)}


def _show(found: Trial) -> None:
    values = found.figures
    say(
        f"{values['count']:,} texts ({found.ignored:,} left out, their label is unknown), "
        f"model {found.model}: accuracy {values['accuracy']:.3f}, macro-F1 {values['macro_f1']:.3f}"
    )
    for title, scores in (("label", values["per_class"]), ("group", values["groups"])):
        for name, score in scores.items():
            say(f"  {title} {name:<24} F1 {score:.3f}")
    if values["groups"]:
        say(f"  mean of the groups' macro-F1: {values['group_mean_macro_f1']:.3f}")
    say(f"calibration: ECE {values['ece']:.3f}, Brier {values['brier']:.3f}")
    if values["accuracy_when_sure"] is not None:
        say(
            f"sure ({values['threshold']:.2f} and above): {values['coverage']:.1%} of the texts, "
            f"{values['accuracy_when_sure']:.1%} of them right"
        )
    if values["oos_recall_at_5pct"] is not None:
        say(
            f"out of scope: {values['oos_recall_at_5pct']:.1%} found where 5 % of the others are taken for it"
        )
    if "votes" in values:
        say(
            f"trained on {values['trained_on']:,} texts in {values['train_s']:.0f} s; "
            "tried, each with its log loss:"
        )
        for name, loss in values["alternatives"].items():
            say(f"  {loss:.3f} {name}{'  votes' * (name in values['votes'])}")
    say(f"a text takes {values['p50_ms']:.2f} ms (p50), {values['p95_ms']:.2f} ms (p95)")
