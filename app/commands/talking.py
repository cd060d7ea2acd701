"""The commands that talk: demo, ask, chat, and serve for Slack."""

from __future__ import annotations

import gc
import logging
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from app import as_json
from app.commands.opening import ROOT, Config, StopError, in_sentences, log_to_stderr, opened
from app.commands.printing import Json, complain, print_json, under_way

if TYPE_CHECKING:
    from app.build import Installation
    from tickets.values import Person

As = Annotated[str, typer.Option("--as", help="A name, user name or mail address in the directory.")]
NOBODY = "nobody"


def demo(
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Talk here instead of in the browser.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="In the terminal: go on with the last demo.")] = False,
    http: Annotated[bool, typer.Option("--http", help="Deliver by signed HTTP, not Socket Mode.")] = False,
    port: Annotated[int, typer.Option("--port", help="The page's port; 0 is a free one.")] = 4390,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Try it here and now, in a simulated Slack workspace in the browser, or in this terminal.

    Words that are piped in are answered in the terminal.
    """
    from app.demo import no_secrets, run_demo
    from app.playground import run_playground, words_are_waiting

    log_to_stderr(logging.WARNING, no_secrets())
    with in_sentences():
        if terminal or keep or words_are_waiting(sys.stdin):
            run_demo(ROOT, Console(), keep=keep)
        else:
            run_playground(ROOT, Console(), port=port, http=http, browser=browser)


def ask(
    config: Config,
    words: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    as_: As = NOBODY,
    json: Json = False,
) -> None:
    """Ask one thing and see the reply. With --as an administrator's name a ticket may be opened."""
    from app.chat import send_letters
    from app.worker import utc_now
    from bot.terminal import Talk, show

    with opened(config) as here:
        user = NOBODY if as_ == NOBODY else _person(here, as_).mail
        _get_ready(here)
        talk = Talk(here.road, here.guard.screen, user, secrets.token_hex(6))
        reply = talk.says(words, utc_now())
        send_letters(here)
    if json:
        print_json(as_json.reply(reply))
    else:
        show(Console(), reply)


def chat(config: Config, as_: As) -> None:
    """Talk to the bot as somebody in the directory."""
    from app.chat import converse, introduced, lines, open_window

    with opened(config) as here:
        person = _person(here, as_)
        _get_ready(here)
        console = Console()
        console.print(f"You are {introduced(person)}; /help lists the commands.", markup=False)
        converse(open_window(here, console, person), lines(console))


def serve(config: Config) -> None:
    """Run the bot in Slack. It comes by Socket Mode or HTTP, as app.yaml says."""
    from app.serve import run_until_told, service
    from bot.slack.connect import NotConnectedError

    with opened(config, log_level=logging.INFO) as here:
        _refuse_unready(here)
        _get_ready(here)
        try:
            running = service(here)
        except NotConnectedError as error:
            raise StopError(str(error)) from error
        except OSError as error:
            raise StopError(f"{error}.") from error
        _pass_over_what_stays()
        raise typer.Exit(
            run_until_told(running, lambda: Console(stderr=True).print("InfraCare Assist is ready."))
        )


def _pass_over_what_stays() -> None:
    """What stands by now stays to the end: the collector of cycles need not look it through again and again,
    which holds everything up for a sixth of a second each time."""
    gc.collect()
    gc.freeze()


def _get_ready(here: Installation) -> None:
    """The first use of an installation takes its articles in and trains its classifier."""
    with under_way("Getting ready ..."):
        if not here.has_articles():
            for path, sentence in here.sync_articles().rejected:
                complain(f"{Path(path).name}: {sentence}")
        _ = here.search, here.classifier


def _refuse_unready(here: Installation) -> None:
    """What Slack needs to know us is looked at before anything starts."""
    from app.doctor import look_at_tokens

    for finding in look_at_tokens(here.settings, here.secrets):
        if not finding.ok:
            raise StopError(finding.remedy)


def _person(here: Installation, name: str) -> Person:
    from app.chat import everybody, people_called

    found = people_called(here, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise StopError(f'"{name}" may be {" or ".join(one.mail for one in found)}; give the address.')
    if everybody(here):
        raise StopError(
            f'Nobody in the directory is called "{name}"; `infracare directory list` shows everybody.'
        )
    raise StopError(
        "The directory is empty; `infracare directory import FOLDER` fills it "
        "(sample/directory, which comes along, is a sample)."
    )
