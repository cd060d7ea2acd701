"""The commands that measure: how good the search is on questions whose answers are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import as_json
from app.commands.opening import StopError
from app.commands.printing import Json, counted, print_json, say

if TYPE_CHECKING:
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


def _show(found: Run, how: str) -> None:
    values = as_json.search_run(found)
    say(f"{found.documents:,} documents, {len(found.milliseconds):,} questions{how}; 95 % intervals:")
    for name, one in found.figures.items():
        say(f"  {name:<10} {one.mean:.3f}   {one.low:.3f} to {one.high:.3f}")
    say(
        f"A question takes {values['p50_ms']:.2f} ms (p50), {values['p99_ms']:.2f} ms (p99), in one thread. "
        f"The search was built in {values['build_s']:.1f} s; the process holds {values['rss_mb']:.0f} MB."
    )
