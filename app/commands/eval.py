"""The commands that measure: how good the search is on questions whose answers are known, and how sure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import as_json
from app.commands.opening import StopError
from app.commands.printing import Json, counted, print_json, say

if TYPE_CHECKING:
    from knowledge.answerability import Answerability
    from knowledge.runs import Run

Data = Annotated[
    Path,
    typer.Option(
        "--data", metavar="DIR", help="A folder in BEIR form: corpus.jsonl, queries.jsonl, qrels.tsv."
    ),
]


def search(
    data: Data,
    typos: Annotated[
        bool, typer.Option("--typos", help="Put one or two slips of the fingers into each question.")
    ] = False,
    learnt: Annotated[
        float,
        typer.Option(
            min=0, max=0.9, metavar="SHARE", help="Let this share of the questions be learnt; ask the others."
        ),
    ] = 0.0,
    encoder: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="A folder with an encoder: model.onnx, tokenizer.json."),
    ] = None,
    json: Json = False,
) -> None:
    """Measure the search on a folder of documents, questions and judgements. Needs no installation."""
    from knowledge.beir import CollectionError, read_collection
    from knowledge.encoder import EncoderError, open_encoder
    from knowledge.runs import run

    try:
        with counted("Asking") as progress:
            model = open_encoder(encoder) if encoder else None
            found = run(read_collection(data), typos=typos, learnt=learnt, encoder=model, progress=progress)
    except (CollectionError, EncoderError) as error:
        raise StopError(str(error)) from error
    if json:
        print_json(as_json.search_run(found))
    else:
        _show(found, f"{', with typos' if typos else ''}{f', {learnt:.0%} learnt' if learnt else ''}")


def answerability(
    data: Data,
    unanswerable: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Questions that nothing answers: JSON lines with _id and text."),
    ] = None,
    json: Json = False,
) -> None:
    """Measure whether the search knows what it does not know. Half of the questions lose their answers."""
    from bot.rules import Sureness
    from knowledge.answerability import measured
    from knowledge.beir import CollectionError, read_collection, read_questions

    try:
        foreign = [] if unanswerable is None else read_questions(unanswerable)
        with counted("Asking") as progress:
            threshold = Sureness().precision
            found = measured(read_collection(data), foreign, threshold=threshold, progress=progress)
    except CollectionError as error:
        raise StopError(str(error)) from error
    if json:
        print_json(as_json.answerability(found))
    else:
        _tell(found)


def _tell(found: Answerability) -> None:
    values = found.figures()
    without = sum(not one.answerable for one in found.told)
    say(
        f"{found.documents:,} documents are left, {len(found.told):,} questions, {without:,} of them without "
        f"any answer. At the threshold {found.threshold:.0%}:"
    )
    say(f"  {values['answered']:6.1%} of the answerable questions are rightly answered")
    say(f"  {values['unanswerable_answered']:6.1%} of those without an answer are answered all the same")
    if found.foreign:
        share = values["ood_answered"]
        say(f"  {share:6.1%} of the {len(found.foreign):,} questions that nothing answers are answered")
    say(f"  {values['wrong_confident']:6.1%} of all questions are answered wrongly")
    say(
        f"At the best threshold for 90 % right answers, {values['answered_at_p90']:.1%} of the answerable "
        f"ones are answered, for 80 % {values['answered_at_p80']:.1%}. A right first passage is surer than a "
        f"wrong one in {values['auroc']:.1%} of all pairs."
    )


def _show(found: Run, how: str) -> None:
    values = as_json.search_run(found)
    say(f"{found.documents:,} documents, {len(found.milliseconds):,} questions{how}; 95 % intervals:")
    for name, one in found.figures.items():
        say(f"  {name:<10} {one.mean:.3f}   {one.low:.3f} to {one.high:.3f}")
    say(
        f"A question takes {values['p50_ms']:.2f} ms (p50), {values['p99_ms']:.2f} ms (p99), in one thread. "
        f"The search was built in {values['build_s']:.1f} s; the process holds {values['rss_mb']:.0f} MB."
    )
