"""The arrays on the disk: whoever starts next has them at once, whole or not at all."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge.rules import LearningRules
from knowledge.search import Search, open_search
from tests.knowledge.conftest import EVERYONE, Desk, article

POINTS = ("written", "sealed", "published", "current", "swept")


def filled(desk: Desk) -> Search:
    """Six articles, searched, and kept."""
    for number in range(6):
        desk.write(f"article-{number}", article(f"Number{number} zebra", f"All about subject{number}.\n"))
    desk.sync()
    search = desk.search()
    assert search.keep(1)
    return search


def unrefreshed(desk: Desk) -> Search:
    """A search as it starts, before it has looked into the database."""
    return Search(desk.transaction, desk.place / "index", LearningRules())


def found(search: Search, text: str) -> list[str]:
    return [hit.slug for hit in search.search(text, audience=EVERYONE, limit=10).hits]


def folder(desk: Desk) -> Path:
    return desk.place / "index" / "arrays"


def test_what_was_kept_is_there_at_once(desk: Desk) -> None:
    before = filled(desk)
    text = "zebras of subject3"
    assert unrefreshed(desk).search(text, audience=EVERYONE) == before.search(text, audience=EVERYONE)
    assert not unrefreshed(desk).refresh()


def test_only_enough_that_is_new_is_worth_keeping(desk: Desk) -> None:
    search = filled(desk)
    assert not search.keep(1)
    desk.write("article-0", article("A giraffe"))
    desk.sync()
    assert search.refresh()
    assert not search.keep(50)
    assert search.keep(1)
    assert (folder(desk) / "CURRENT").read_text() == "snap-2\n"
    assert found(unrefreshed(desk), "giraffe") == ["article-0"]


def test_only_two_snapshots_stay(desk: Desk) -> None:
    search = filled(desk)
    for number in range(3):
        desk.write("article-0", article(f"Version {number}"))
        desk.sync()
        search.refresh()
        assert search.keep(1)
    assert sorted(path.name for path in folder(desk).glob("snap-*")) == ["snap-3", "snap-4"]


def _older(path: Path) -> None:
    state = json.loads((path / "state.json").read_text())
    (path / "state.json").write_text(json.dumps({**state, "version": "older"}))


def _resealed(path: Path, name: str, content: bytes) -> None:
    """Put something else into a file, with a checksum that agrees."""
    import hashlib

    (path / name).write_bytes(content)
    state = json.loads((path / "state.json").read_text())
    state["files"][name] = hashlib.sha256(content).hexdigest()
    (path / "state.json").write_text(json.dumps(state))


def _without_facts(path: Path) -> None:
    state = json.loads((path / "state.json").read_text())
    (path / "state.json").write_text(
        json.dumps({**state, "facts": {"layout": {}, "stamps": {}, "means": []}})
    )


TORN: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: (path / "i4.npy").write_bytes((path / "i4.npy").read_bytes()[:-4]),
    "changed": lambda path: (path / "u1.npy").write_bytes(
        (path / "u1.npy").read_bytes().replace(b"zebra", b"horse")
    ),
    "gone": lambda path: (path / "f4.npy").unlink(),
    "no state": lambda path: (path / "state.json").unlink(),
    "no JSON": lambda path: (path / "state.json").write_text("["),
    "a list": lambda path: (path / "state.json").write_text("[]"),
    "an older program": _older,
    "a file too many": lambda path: (path / "more.npy").write_bytes(b""),
    "a hostile header": lambda path: _resealed(path, "i8.npy", b"\x93NUMPY\x01\x00\x76\x00{'descr': '|O'"),
    "other arrays": lambda path: _resealed(path, "i4.npy", _column(np.zeros(3, np.int32))),
    "other facts": _without_facts,
}


def _column(values: np.ndarray[tuple[int], np.dtype[np.int32]]) -> bytes:
    import io

    file = io.BytesIO()
    np.save(file, values)
    return file.getvalue()


@pytest.mark.parametrize("how", TORN)
def test_what_is_torn_foreign_or_older_is_passed_over_and_made_anew(desk: Desk, how: str) -> None:
    filled(desk)
    TORN[how](folder(desk) / "snap-1")
    assert found(unrefreshed(desk), "zebra") == []
    search = desk.search()
    assert len(found(search, "zebra")) == 6
    assert search.keep(1)
    assert len(found(unrefreshed(desk), "zebra")) == 6


def test_the_one_before_is_taken_when_the_current_one_is_torn(desk: Desk) -> None:
    search = filled(desk)
    desk.write("article-0", article("A giraffe"))
    desk.sync()
    search.refresh()
    search.keep(1)
    (folder(desk) / "snap-2" / "i4.npy").unlink()
    assert len(found(unrefreshed(desk), "zebra")) == 6
    assert found(desk.search(), "giraffe") == ["article-0"]


def test_current_decides_and_may_be_rubbish(desk: Desk) -> None:
    search = filled(desk)
    desk.write("article-0", article("A giraffe"))
    desk.sync()
    search.refresh()
    search.keep(1)
    (folder(desk) / "CURRENT").write_text("snap-1\n")
    assert len(found(unrefreshed(desk), "zebra")) == 6
    for rubbish in (b"snap-99", b"../../etc", b"\xff\xfe", b""):
        (folder(desk) / "CURRENT").write_bytes(rubbish)
        assert found(unrefreshed(desk), "giraffe") == ["article-0"]


def test_whoever_starts_together_keeps_one_snapshot(desk: Desk) -> None:
    for number in range(6):
        desk.write(f"article-{number}", article(f"Number{number} zebra"))
    desk.sync()
    searches = [desk.search() for _ in range(3)]
    threads = [threading.Thread(target=search.keep, args=(1,)) for search in searches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in folder(desk).glob("snap-*")] == ["snap-1"]
    assert all(len(found(search, "zebra")) == 6 for search in searches)


def test_when_nothing_can_be_written_questions_are_answered(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    (desk.place / "index").mkdir()
    folder(desk).write_text("a file stands where the folder should be")
    desk.write("one", article("A zebra"))
    desk.sync()
    search = desk.search()
    assert not search.keep(1)
    assert "not kept on the disk" in caplog.text
    assert found(search, "zebra") == ["one"]


KILLED = """
import json, os, signal, sys, time
from pathlib import Path
from knowledge.rules import LearningRules
from knowledge.search import Search
from knowledge.snapshots import Snapshots
from knowledge.volume import version, write_volume
from records.engine import open_database, transactions

def build(place, point):
    engine = open_database(f"sqlite:///{place / 'desk.db'}")
    search = Search(transactions(engine), place / "index", LearningRules())
    search.refresh()
    volume = search._snapshot.whole()

    def reached(step):
        if step == point:
            os.kill(os.getpid(), signal.SIGKILL)

    archive = Snapshots(place / "index" / "arrays", version())
    with archive.alone():
        archive.build(lambda folder: write_volume(folder, volume), reached)

for place, point, delay in json.loads(sys.argv[1]):
    builder = os.fork()
    if builder == 0:
        build(Path(place), point)
        os._exit(0)
    if delay is not None:
        time.sleep(delay)
        os.kill(builder, signal.SIGKILL)
    print(os.waitstatus_to_exitcode(os.waitpid(builder, 0)[1]))
"""
"""Runs one builder after the other, each a process of its own that is killed at a point or after a while."""


def builders(*killed: tuple[Path, str | None, float | None]) -> list[int]:
    """Runs builders in their places; how each of them ended."""
    tasks = json.dumps([(str(place), point, delay) for place, point, delay in killed])
    command = [sys.executable, "-W", "ignore", "-c", KILLED, tasks]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    return [int(line) for line in run.stdout.split()]


@pytest.mark.slow
def test_a_killed_builder_leaves_what_was_or_what_is_new_and_no_mixture(desk: Desk) -> None:
    filled(desk)
    desk.write("article-0", article("Number0 giraffe", "All about subject0.\n"))
    (desk.folder / "article-1.md").unlink()
    desk.sync()
    at_points = [(_copied(desk, point), point, None) for point in POINTS]
    at_moments = [(_copied(desk, f"after-{delay}"), None, delay) for delay in (0.005, 0.02, 0.04, 0.08)]
    ends = builders(*at_points, *at_moments)
    assert ends[: len(POINTS)] == [-signal.SIGKILL] * len(POINTS)
    old, new = [f"article-{number}" for number in range(6)], [f"article-{number}" for number in range(2, 6)]
    for place, _, _ in (*at_points, *at_moments):
        own = Desk(place, desk.engine, desk.transaction)
        assert sorted(found(unrefreshed(own), "zebra")) in (old, new)
        search = open_search(own.transaction, place / "index")
        assert sorted(found(search, "zebra")) == new
        assert found(search, "giraffe") == ["article-0"]
        search.keep(1)
        assert sorted(found(unrefreshed(own), "zebra")) == new
        assert not list(folder(own).glob("*.building"))


def _copied(desk: Desk, name: str) -> Path:
    """A place of its own with the database and the arrays as they are."""
    place = desk.place / name
    place.mkdir()
    shutil.copytree(desk.place / "index", place / "index")
    for file in desk.place.glob("desk.db*"):
        shutil.copyfile(file, place / file.name)
    return place
