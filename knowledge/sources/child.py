"""The process in which foreign files are parsed: it can use up nothing but its own small share.

It reads a line of JSON (``format``, ``bytes``) and that many bytes from its standard input, again and again,
and answers each with a line of JSON: the fields of a :class:`knowledge.sources.text.Text`, or ``wrong`` and
``remedy``.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from knowledge.sources.text import LARGEST_TEXT, Text, UnreadableError


def serve(asked: BinaryIO, answered: BinaryIO, seconds: int) -> None:
    """Read file after file until nobody asks any more."""
    while line := asked.readline():
        order = json.loads(line)
        content = asked.read(order["bytes"])
        _allow(seconds)
        answered.write(json.dumps(_answer(order["format"], content)).encode() + b"\n")
        answered.flush()


def confine(memory: int) -> None:
    """No more memory than this (bytes), no files written, no core left behind."""
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))


def _allow(seconds: int) -> None:
    """So many further seconds of the processor; the system ends the process when they are used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(form: str, content: bytes) -> dict[str, Any]:
    try:
        return _told(_read(form, content))
    except UnreadableError as refused:
        return {"wrong": refused.wrong, "remedy": refused.remedy}
    except MemoryError:
        return {
            "wrong": "reading it takes more memory than is allowed",
            "remedy": "split it, or save it anew",
        }
    except Exception as error:  # noqa: BLE001 (this is the door to other people's parsers)
        wrong = f"it cannot be read ({type(error).__name__})"
        return {"wrong": wrong, "remedy": "open it, save it anew, and see that it is what its name says"}


def _read(form: str, content: bytes) -> Text:
    from knowledge.sources.formats import PARSERS

    text = PARSERS[form](content)
    if len(text.body) > LARGEST_TEXT:
        raise UnreadableError("its text is longer than a million letters", "split it by subject")
    if not text.body.strip():
        raise UnreadableError("there is no text in it", "write the article, or remove the file")
    return text


def _told(text: Text) -> dict[str, Any]:
    day = text.updated.isoformat() if text.updated else ""
    return {**asdict(text), "updated": day}


def main() -> None:
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    asked, answered = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    confine(memory)
    serve(asked, answered, seconds)


if __name__ == "__main__":
    main()
