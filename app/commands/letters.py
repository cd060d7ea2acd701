"""The commands about letters that came in."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from app.commands.opening import Config, StopError, opened
from app.commands.printing import say

Letter = Annotated[int, typer.Argument(min=1, max=2_147_483_647, help="The letter's number.")]


def key() -> None:
    """Print a new key for INFRACARE_LETTER_KEY, under which letters that come in are sealed."""
    from mail.sealed import new_key

    sys.stdout.write(new_key() + "\n")


def raw(
    config: Config,
    letter: Letter,
    to: Annotated[Path, typer.Option("--to", help="A new file for it (.eml).")],
) -> None:
    """Write a letter as it came in, with its files, into a new file. The guard has not seen what is in it."""
    from app.worker import utc_now
    from mail.sealed import NotKeptError

    with opened(config) as here, here.reading() as session:
        try:
            content = here.safe.opened(session, letter, utc_now())
        except NotKeptError as error:
            raise StopError(str(error)) from error
    _write_new(to, content)
    say(f"Letter {letter} is in {escape(str(to))}. It may hold health data: delete the file after use.")


def _write_new(path: Path, content: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise StopError(f"{path} is there already; name a new file.") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
