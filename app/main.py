"""The command line: `infracare`. Every read has --json; every error is a sentence."""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.commands import (
    availability,
    classifier,
    clock,
    console,
    directory,
    encoder,
    eval,
    eval_details,
    eval_guard,
    eval_triage,
    features,
    figures,
    following,
    going_live,
    knowledge,
    learning,
    letters,
    maintenance,
    models,
    outages,
    pipe,
    retiring,
    sureness,
    talking,
    tickets,
    topics,
    visits,
    waiting,
)
from app.commands.opening import StopError, disk_sentence
from app.commands.printing import complain

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": talking.demo,
    "ask": talking.ask,
    "chat": talking.chat,
    "serve": talking.serve,
    "doctor": going_live.doctor,
    "manifest": going_live.manifest,
    "gaps": tickets.gaps,
    "topics": topics.topics,
    "promise": tickets.promise,
    "availability": availability.availability,
    "figures": figures.figures,
}

GROUPS: dict[str, tuple[str, dict[str, Callable[..., None]]]] = {
    "knowledge": (
        "Articles: take them in, search them, what they have learnt.",
        {
            "sync": knowledge.sync,
            "search": knowledge.search,
            "export": knowledge.export,
            "duplicates": knowledge.duplicates,
            "retire": retiring.retire,
            "bring-back": retiring.bring_back,
            "learnt": learning.learnt,
            "forget": learning.forget,
            "covered": learning.covered,
            "mix": learning.mix,
            "sureness": sureness.sureness,
        },
    ),
    "console": (
        "The console: a link that lets a member of staff in.",
        {"link": console.link},
    ),
    "encoder": (
        "An encoder, which finds what is told in other words: add, status, read, remove.",
        {
            "add": encoder.add,
            "status": encoder.status,
            "read": encoder.read,
            "remove": encoder.remove,
        },
    ),
    "classifier": (
        "How texts are sorted: train, report, explain; the models that were fitted here.",
        {
            "train": classifier.train,
            "report": classifier.report,
            "explain": classifier.explain,
            "models": models.models,
            "refit": models.refit,
            "promote": models.promote,
            "rollback": models.rollback,
            "decisions": models.decisions,
        },
    ),
    "eval": (
        "Measure: how good search, sorting, reading and the health-data guard are on texts of your own.",
        {
            "search": eval.search,
            "answerability": eval.answerability,
            "details": eval_details.details,
            "guard": eval_guard.guard,
            "topics": topics.evaluate,
            "triage": eval_triage.triage,
        },
    ),
    "directory": (
        "Customers, people, staff and channels.",
        {"import": directory.take_in, "list": directory.show, "link": directory.link},
    ),
    "mail": (
        "Letters: take one in, those that wait for a decision, the bytes of one, a key to seal them under.",
        {
            "receive": pipe.receive,
            "waiting": waiting.waiting,
            "show": waiting.show,
            "give": waiting.give,
            "open": waiting.open_ticket,
            "discard": waiting.discard,
            "key": letters.key,
            "raw": letters.raw,
        },
    ),
    "maintenance": (
        "Maintenance windows: list, add, change, cancel.",
        {
            "list": maintenance.show_all,
            "add": maintenance.add,
            "change": maintenance.change,
            "cancel": maintenance.cancel,
        },
    ),
    "features": (
        "Suggestions for the product: list, show, merge, release.",
        {
            "list": features.show_all,
            "show": features.show,
            "merge": features.merge,
            "release": features.release,
        },
    ),
    "outages": (
        "Outages: list, show, declare, update, resolve, refuse.",
        {
            "list": outages.show_all,
            "show": outages.show,
            "declare": outages.declare,
            "update": outages.update,
            "resolve": outages.resolve,
            "refuse": outages.refuse,
        },
    ),
    "visits": (
        "Scheduled customer visits: book, list, change, cancel.",
        {"book": visits.book, "list": visits.show_all, "change": visits.change, "cancel": visits.cancel},
    ),
    "tickets": (
        "Tickets: list and show; their clock, and what came of them.",
        {
            "list": tickets.show_all,
            "show": tickets.show,
            "clock": clock.show,
            "clock-start": clock.start,
            "clock-stop": clock.stop,
            "report": clock.report,
            "follow": following.follow,
            "misuse": following.misuse,
        },
    ),
}


def infracare(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            envvar="INFRACARE_CONFIG", help="The settings of the installation.", show_default="app.yaml here"
        ),
    ] = None,
) -> None:
    """InfraCare Assist: searches first, tells a question from an incident, and only then opens a ticket."""
    context.obj = config


def build() -> typer.Typer:
    """The whole command line."""
    cli = _group(COMMANDS)
    cli.callback()(infracare)
    for name, (words, commands) in GROUPS.items():
        cli.add_typer(_group(commands), name=name, help=words)
    return cli


def _group(commands: dict[str, Callable[..., None]]) -> typer.Typer:
    group = typer.Typer(
        no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )
    for name, command in commands.items():
        group.command(name)(command)
    return group


def run(arguments: Sequence[str] | None = None) -> None:
    """The entry point: whatever cannot be done ends in a sentence and code 2, never in a trace.

    A mail server that hands over a letter is told to try again instead, so that it never gives it back.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        _run(given)
    except SystemExit as ended:
        if ended.code and pipe.is_delivery(given):
            sys.exit(pipe.TRY_AGAIN)
        raise


def _run(arguments: Sequence[str]) -> None:
    # Whoosh is written for a Python that did not mind its backslashes yet.
    warnings.filterwarnings("ignore", category=SyntaxWarning, module=".*whoosh")
    _take_any_letter()
    try:
        try:
            build()(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_stdout()
        sys.exit(1)
    except StopError as error:
        complain(str(error))
        sys.exit(2)
    except OSError as error:
        complain(disk_sentence(error))
        sys.exit(2)


def _take_any_letter() -> None:
    """What a terminal cannot show, or a file holds in another encoding, is no reason to stop."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _let_go_of_stdout() -> None:
    """Nobody reads any more; Python would complain about it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
