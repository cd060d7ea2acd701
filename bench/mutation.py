"""Makes each change in modules of tickets/ in turn, and asks that a test notices.

Run: python -m bench.mutation [@FILE] MODULE.py [...] -- TESTS [...], the tests as pytest takes them. First
these run once, unchanged, while the lines that each of them runs are noted. Then, for each change inside of
a function, a forked child takes the changed code and runs the tests that have run those lines, until one
fails. With @FILE, the output of an earlier run, only what was not noticed then is changed again.
"""

from __future__ import annotations

import ast
import gc
import os
import re
import shutil
import signal
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NoReturn

import pytest

from bench.changes import Change, changes, made

SECONDS = 60
OPTIONS = (
    *("-q", "-p", "no:randomly", "-p", "no:cacheprovider"),
    *("--timeout=0", "-o", "tmp_path_retention_policy=failed"),
)


@dataclass
class Runs:
    """Which lines of the modules a test has run, and how long it took."""

    files: frozenset[str]
    lines: dict[str, dict[str, set[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    seconds: dict[str, float] = field(default_factory=dict)

    def covering(self, file: str, change: Change) -> list[str]:
        """The tests that have run a line of it."""
        wanted = set(change.lines)
        return [test for test, files in self.lines.items() if files[file] & wanted]


@dataclass(frozen=True)
class Folders:
    """The folders of the tests, of which those of the whole session are kept."""

    base: Path
    kept: frozenset[Path]

    def clear(self) -> None:
        """Removes what a child left behind."""
        for folder in self.base.iterdir():
            if folder not in self.kept:
                shutil.rmtree(folder, ignore_errors=True)


class Everything:
    """Stands for a next test that shares nothing but the session with the last."""

    def __init__(self, session: pytest.Session) -> None:
        self._session = session

    def listchain(self) -> list[pytest.Session]:
        return [self._session]


@dataclass(frozen=True)
class Trial:
    """What each change is tried with: how a test is run, the tests that pass, and what these have run."""

    run: Callable[[pytest.Item], Any]
    tests: dict[str, pytest.Item]
    runs: Runs
    folders: Folders
    only: frozenset[str] | None

    def wants(self, name: str) -> bool:
        """Whether that change is made: all are, or those that an earlier run named."""
        return self.only is None or _NUMBER.sub(":", name, count=1) in self.only

    def covering(self, file: str, change: Change, noticed: Counter[str]) -> list[str]:
        """The tests that have run what is changed: first who is quick, and has noticed much so far."""
        found = [one for one in self.runs.covering(file, change) if one in self.tests]
        return sorted(found, key=lambda one: self.runs.seconds[one] / (noticed[one] + 0.2))


class Mutation:
    """The plug-in that runs the tests once for each change instead of once."""

    def __init__(self, modules: Sequence[str], only: frozenset[str] | None = None) -> None:
        self._modules = [str(Path(module).resolve()) for module in modules]
        self._only = only

    def pytest_configure(self) -> None:
        _settings()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from _pytest.runner import runtestprotocol

        last: Any = Everything(session)
        run = partial(runtestprotocol, log=False, nextitem=last)
        runs = Runs(frozenset(self._modules))
        passing = {item.nodeid: item for item in session.items if _baseline(run, item, runs)}
        failed = [item.nodeid for item in session.items if item.nodeid not in passing]
        print(f"{len(passing)} tests in {sum(runs.seconds.values()):.0f} s; not usable: {failed}", flush=True)
        left = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        folders = Folders(left, frozenset(left.iterdir()))
        functions = {module: _functions(module) for module in self._modules}
        trial = Trial(run, passing, runs, folders, self._only)
        gc.freeze()
        for module in self._modules:
            _module(trial, module, functions[module])
        return True


def _baseline(run: Callable[..., Any], item: pytest.Item, runs: Runs) -> bool:
    seen = runs.lines[item.nodeid]
    tracer = _tracer(runs.files, seen)
    began = time.monotonic()
    threading.settrace(tracer)
    sys.settrace(tracer)
    try:
        reports = run(item)
    finally:
        sys.settrace(None)
        threading.settrace(None)
    runs.seconds[item.nodeid] = time.monotonic() - began
    return all(report.passed for report in reports)


def _tracer(files: frozenset[str], seen: dict[str, set[int]]) -> Any:
    def lines(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            seen[frame.f_code.co_filename].add(frame.f_lineno)
        return lines

    def calls(frame: FrameType, _: str, __: object) -> Any:
        return lines if frame.f_code.co_filename in files else None

    return calls


def _module(trial: Trial, file: str, functions: dict[str, list[FunctionType]]) -> None:
    tree = ast.parse(Path(file).read_text("utf-8"))
    counted: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for change in changes(tree):
        name = f"{Path(file).name}:{change.said}"
        if not change.function or not trial.wants(name):
            continue
        tests = trial.covering(file, change, noticed)
        with made(change):
            code = compile(ast.fix_missing_locations(tree), file, "exec")
        outcome, by = _tried(trial, code, functions[change.function], tests)
        counted[outcome] += 1
        noticed[by or ""] += 1
        if outcome != "noticed":
            print(f"  {outcome}: {name}   [{len(tests)} tests]", flush=True)
    print(f"== {Path(file).name}: {sum(counted.values())} {dict(counted)}", flush=True)


def _tried(
    trial: Trial, code: CodeType, functions: list[FunctionType], tests: list[str]
) -> tuple[str, str | None]:
    """What became of a change, and which test noticed it. Who does not come to an end has noticed it too."""
    if not tests:
        return "not run", None
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(trial, code, functions, tests, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        by = told.read() or None
    _, status = os.waitpid(child, 0)
    trial.folders.clear()
    if os.WIFSIGNALED(status):
        return ("noticed" if os.WTERMSIG(status) == signal.SIGALRM else "died"), None
    return ("NOT NOTICED" if by is None else "noticed"), by


def _child(
    trial: Trial, code: CodeType, functions: list[FunctionType], tests: list[str], told: int
) -> NoReturn:
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(SECONDS)
        _swap(code, functions)
        failing = (one for one in tests if any(told.failed for told in trial.run(trial.tests[one])))
        os.write(told, next(failing, "").encode())
    finally:
        os._exit(0)


def _functions(file: str) -> dict[str, list[FunctionType]]:
    """The functions of a file by their qualified names: more than one where a decorator keeps its own."""
    found: dict[str, list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == file:
            found[one.__code__.co_qualname].append(one)
    return found


def _swap(module: CodeType, functions: list[FunctionType]) -> None:
    """Gives the functions the changed code; what was remembered of any is forgotten."""
    for one in functions:
        one.__code__ = next(code for code in _codes(module) if code.co_qualname == one.__code__.co_qualname)
    for name, module_ in list(sys.modules.items()):
        if name.startswith("tickets."):
            for value in vars(module_).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _settings() -> None:
    from hypothesis import HealthCheck, Phase, settings

    settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutation")


_NUMBER = re.compile(r":\d+ ")


def _unnoticed(output: Path) -> frozenset[str]:
    """What an earlier run named, without the numbers of lines, which may have moved since."""
    told = re.findall(r"^  (?:NOT NOTICED|not run|died): (.*?)   \[", output.read_text("utf-8"), re.MULTILINE)
    return frozenset(_NUMBER.sub(":", one, count=1) for one in told)


def main(arguments: list[str]) -> int:
    """The exit of the run."""
    split = arguments.index("--")
    modules, tests = arguments[:split], arguments[split + 1 :]
    only = _unnoticed(Path(modules.pop(0)[1:])) if modules[0].startswith("@") else None
    return int(pytest.main([*OPTIONS, *tests], plugins=[Mutation(modules, only)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
