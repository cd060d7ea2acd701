"""Has files parsed in a process of its own, which a hostile file may bring down without harm."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any, Final

from knowledge.sources.text import Text, UnreadableError, day_of

MEMORY: Final = 1_000_000_000
"""Bytes of address space for the parsers."""
MOST_ANSWERED: Final = 20_000_000
"""Bytes of one answer; the longest text allowed stays below, however it is escaped."""
PATIENCE: Final = 6
"""How many times its seconds of the processor a file may take by the clock, on a busy machine."""


@dataclass
class Confined:
    """Parsers behind a wall. ``seconds`` of the processor are allowed for each file.

    The process is started with the first file and again after each that brought it down. Close it at the end.
    """

    seconds: int = 20
    memory: int = MEMORY
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def read(self, form: str, content: bytes) -> Text:
        """The text of a file; raises :class:`UnreadableError`."""
        answer = self._answer(form, content)
        if "wrong" in answer:
            raise UnreadableError(str(answer["wrong"]), str(answer["remedy"]))
        return Text(
            str(answer["title"]),
            str(answer["body"]),
            day_of(str(answer["updated"])),
            str(answer["link"]),
            tuple(map(str, answer["notes"])),
            {str(name): str(value) for name, value in answer["said"].items()},
            tuple(map(str, answer["aliases"])),
        )

    def close(self) -> None:
        """End the process; another file would start it again."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    _close(pipe)
            process.wait()

    def __enter__(self) -> Confined:
        return self

    def __exit__(self, *_gone: object) -> None:
        self.close()

    def _answer(self, form: str, content: bytes) -> dict[str, Any]:
        process = self._process = self._process or self._started()
        try:
            self._ask(process, form, content)
            answer = json.loads(self._heard(process))
        except (OSError, ValueError) as error:
            self.close()
            raise UnreadableError(
                f"reading it takes more than {self.seconds} seconds or {self.memory // 10**6} MB",
                "split it, save it anew, or raise knowledge.seconds_per_file",
            ) from error
        return dict(answer)

    def _started(self) -> subprocess.Popen[bytes]:
        """The process; of the environment it gets nothing but the way to its modules, and no secret."""
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
        return subprocess.Popen(  # noqa: S603 (our own module)
            [
                sys.executable,
                "-W",
                "ignore",
                "-m",
                "knowledge.sources.child",
                str(self.seconds),
                str(self.memory),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**kept, "OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
        )

    def _ask(self, process: subprocess.Popen[bytes], form: str, content: bytes) -> None:
        if process.stdin is None:
            raise OSError("no pipe to the parsers")
        order = json.dumps({"format": form, "bytes": len(content)}).encode()
        process.stdin.write(order + b"\n" + content)
        process.stdin.flush()

    def _heard(self, process: subprocess.Popen[bytes]) -> bytes:
        """One line of the answer; an error when none comes, or too long a one."""
        if process.stdout is None:
            raise OSError("no pipe from the parsers")
        heard = bytearray()
        with selectors.DefaultSelector() as waiting:
            waiting.register(process.stdout, selectors.EVENT_READ)
            while not heard.endswith(b"\n"):
                if not waiting.select(PATIENCE * self.seconds):
                    raise TimeoutError("the parsers do not answer")
                part = os.read(process.stdout.fileno(), 1 << 16)
                heard += part
                if not part or len(heard) > MOST_ANSWERED:
                    raise OSError("the parsers are gone")
        return bytes(heard)


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return
