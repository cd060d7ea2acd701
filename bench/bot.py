"""The bot as a process of its own: its installation on the disk, its start, its memory, its end."""

from __future__ import annotations

import csv
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent
COMMAND = str(Path(sys.executable).with_name("infracare"))
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def disk_folder() -> Iterator[Path]:
    """A passing folder on the disk that holds this checkout; the usual one may lie in memory."""
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as place:
        yield Path(place)


def write_settings(folder: Path, articles: Sequence[Path], team: str = "''", channel: str = "''") -> Path:
    """The app.yaml that comes along, with these articles and this channel for staff."""
    text = (ROOT / "app.yaml").read_text("utf-8")
    text = _set(text, "folders", f"[{', '.join(map(str, articles))}]")
    text = _set(_set(text, "team", team), "support_channel", channel)
    path = folder / "app.yaml"
    path.write_text(text, "utf-8")
    return path


def _set(settings: str, name: str, value: str) -> str:
    changed, found = re.subn(rf"(?m)^  {name}: [^#\n]*", f"  {name}: {value}  ", settings)
    assert found == 1, f"app.yaml has {found} times {name}"
    return changed


def write_table(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """A CSV file of the directory."""
    lines = list(rows)
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(lines[0]))
        table.writeheader()
        table.writerows(lines)


def command(settings: Path, *words: str) -> None:
    """Run one command of the bot to its end."""
    whole = [COMMAND, "--config", str(settings), *words]
    subprocess.run(whole, check=True, env=_environment({}), stdout=subprocess.DEVNULL)


class RunningBot:
    """`infracare serve`, a context manager. ``ready_after`` is what it took from its start, in seconds."""

    def __init__(self, settings: Path, environment: Mapping[str, str], *, patience: float = 60) -> None:
        self.log: list[str] = []
        self._ready = threading.Event()
        start = time.perf_counter()
        self.process = subprocess.Popen(
            [COMMAND, "--config", str(settings), "serve"],
            env=_environment(environment),
            stderr=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()
        if not self._ready.wait(patience):
            self.process.kill()
            raise TimeoutError("the bot was not ready in time:\n" + "".join(self.log))
        self.ready_after = time.perf_counter() - start

    def __enter__(self) -> RunningBot:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(40)

    def memory(self) -> float:
        """The most it has held so far, in MB (10^6 bytes); nan where the system does not tell."""
        found = re.search(r"VmHWM:\s+(\d+) kB", _read(self.process.pid, "status"))
        return int(found.group(1)) * 1024 / 1e6 if found else float("nan")

    def worked(self) -> float:
        """Processor seconds it has used so far; nan where the system does not tell."""
        return processor_seconds(self.process.pid)

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(line)
            if "is ready" in line:
                self._ready.set()


def processor_seconds(process: int) -> float:
    """Processor seconds a process has used so far; nan where the system does not tell."""
    fields = _read(process, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else float("nan")


def _read(process: int, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text("utf-8")
    except OSError:
        return ""


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """This process's environment, this checkout, and SQLite: the durable settings that come along."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "PYTHONPATH": str(ROOT), **more}
