"""`infracare mail receive`: the way in for a mail server that hands each letter to a program."""

from __future__ import annotations

import logging
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from app.commands.opening import StopError, chosen, opened
from app.commands.printing import complain

if TYPE_CHECKING:
    from app.build import Installation
    from tickets.letters import Became

TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h: the mail server keeps the letter and hands it over again later."""
_CHUNK = 1 << 16


class NotNowError(Exception):
    """The letter is not taken in now; the sentence says why."""


def receive(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(help="The settings of the installation.", show_default="app.yaml here")
    ] = None,
    sender: Annotated[
        str | None,
        typer.Option("--from", metavar="ENVELOPE", help="The envelope sender; empty for reports."),
    ] = None,
) -> None:
    """Take in one letter from standard input. Ends with 0 when it is stored, else with 75: try again."""
    try:
        with opened(chosen(context, config)) as here:
            raw = bounded(sys.stdin.buffer, here.largest_letter)
            sys.stdout.write(f"{stored(here, with_envelope(raw, sender))}\n")
    except (StopError, NotNowError) as error:
        complain(str(error))
        raise typer.Exit(TRY_AGAIN) from error
    except Exception as error:  # whatever it is, the mail server must keep the letter
        logging.getLogger(__name__).exception("the letter could not be stored")
        complain("The letter could not be stored; the mail server is asked to keep it and try again.")
        raise typer.Exit(TRY_AGAIN) from error


def is_delivery(arguments: list[str]) -> bool:
    """Whether a mail server is calling: then no mistake of ours may make it give the letter back."""
    return any(pair == ("mail", "receive") for pair in pairwise(arguments))


def bounded(source: BinaryIO, most: int) -> bytes:
    """Everything there is to read; of more than ``most`` bytes only the beginning is kept, and one more."""
    kept = source.read(most + 1)
    while source.read(_CHUNK):  # a mail server wants to get rid of all of it
        pass
    return kept


def with_envelope(raw: bytes, sender: str | None) -> bytes:
    """The letter with its envelope sender in front, as mail servers write it down (RFC 5321, 4.4)."""
    if raw.startswith(b"From "):  # the first line of a mailbox file
        raw = raw.partition(b"\n")[2]
    if sender is None:
        return raw
    plain = "".join(sender.split()).strip("<>")[:254]
    address = "" if plain.upper() == "MAILER-DAEMON" else plain
    return b"Return-Path: <" + address.encode("ascii", "replace") + b">\r\n" + raw


def stored(here: Installation, raw: bytes) -> Became:
    """Store a letter; raises :class:`NotNowError` with a sentence when it may not be taken."""
    from app.worker import utc_now
    from mail.collect import HEAD_BYTES
    from tickets.letter_reasons import Why

    if not raw.strip():
        raise NotNowError("There was no letter on standard input.")
    receiver, writing = here.receiver, here.writing_as("pipe")
    if len(raw) > here.largest_letter:
        head = receiver.read(raw[:HEAD_BYTES].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0] + b"\r\n\r\n")
        with writing() as session:
            receiver.set_aside(session, head, Why.TOO_LARGE, utc_now())
        raise NotNowError(
            f"The letter is larger than mail.largest_mb ({here.settings.mail.largest_mb} MB); "
            "staff are told, and the mail server is asked to keep it."
        )
    letter = receiver.read(raw)
    with writing() as session:
        return receiver.take(session, letter, raw, utc_now())
