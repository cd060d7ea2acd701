"""The index on disk is whole or it is not there: killed at any point, the next start searches right."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from knowledge.index import IndexSnapshot, newest_index, update_index
from knowledge.search import Search, open_search
from knowledge.shelf import articles
from tests.knowledge.conftest import EVERYONE, Desk, article

POINTS = ("copied", "added", "written", "sealed", "published", "current", "swept")


def updated(desk: Desk) -> IndexSnapshot:
    """The index of what is on the shelf."""
    with desk.transaction() as session:
        found = {one.slug: one for one in articles(session)}
    wanted = {slug: one.digest for slug, one in found.items()}
    return update_index(desk.place / "index", wanted, lambda slugs: [found[slug] for slug in slugs])


def filled(desk: Desk) -> None:
    for number in range(6):
        desk.write(f"article-{number}", article(f"Number{number} zebra", f"All about subject{number}.\n"))
    desk.sync()


def found(search: Search, text: str) -> list[str]:
    return [hit.slug for hit in search.explicit(text, audience=EVERYONE).hits]


def test_the_index_follows_what_is_added_changed_and_removed(desk: Desk) -> None:
    filled(desk)
    search = desk.search()
    assert len(found(search, "zebra")) == 6
    desk.write("article-0", article("Number0 giraffe", "All about subject0.\n"))
    desk.write("article-9", article("Number9 zebra", "All about subject9.\n"))
    (desk.folder / "article-1.md").unlink()
    desk.sync()
    assert search.refresh()
    assert sorted(found(search, "zebra")) == ["article-2", "article-3", "article-4", "article-5", "article-9"]
    assert found(search, "giraffe") == ["article-0"]
    assert not search.refresh()


def test_an_unchanged_shelf_keeps_its_snapshot_and_old_ones_are_swept(desk: Desk) -> None:
    filled(desk)
    folder = desk.place / "index"
    first = updated(desk)
    assert updated(desk).path == first.path
    for number in range(4):
        desk.write("article-0", article(f"Version {number}"))
        desk.sync()
        updated(desk)
    assert sorted(path.name for path in folder.glob("snap-*")) == ["snap-4", "snap-5"]


@pytest.mark.parametrize("how", ["cut", "changed", "gone", "no state", "another format", "a file too many"])
def test_a_torn_snapshot_is_never_opened_and_is_built_again(desk: Desk, how: str) -> None:
    filled(desk)
    folder = desk.place / "index"
    path = updated(desk).path
    _tear(path, how)
    assert newest_index(folder) is None
    search = desk.search()
    assert len(found(search, "zebra")) == 6
    assert newest_index(folder)


def _tear(path: Path, how: str) -> None:
    file = max(
        (file for file in path.iterdir() if file.suffix == ".seg"), key=lambda file: file.stat().st_size
    )
    if how == "cut":
        file.write_bytes(file.read_bytes()[:-10])
    elif how == "changed":
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    elif how == "gone":
        file.unlink()
    elif how == "no state":
        (path / "state.json").unlink()
    elif how == "another format":
        state = json.loads((path / "state.json").read_text("utf-8"))
        (path / "state.json").write_text(json.dumps({**state, "version": "whoosh 1"}), "utf-8")
    else:
        (path / "_MAIN_99.toc").write_bytes(b"not ours")


KILLED = """
import json, os, signal, sys, time
from pathlib import Path
from knowledge.index import update_index
from knowledge.shelf import articles
from records.engine import open_database, transactions

def build(place, point):
    engine = open_database(f"sqlite:///{place / 'desk.db'}")
    with transactions(engine)() as session:
        found = {one.slug: one for one in articles(session)}

    def reached(step):
        if step == point:
            os.kill(os.getpid(), signal.SIGKILL)

    wanted = {slug: one.digest for slug, one in found.items()}
    update_index(place / "index", wanted, lambda slugs: [found[slug] for slug in slugs], reached=reached)

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


def change(desk: Desk) -> None:
    desk.write("article-0", article("Number0 giraffe", "All about subject0.\n"))
    (desk.folder / "article-1.md").unlink()
    desk.sync()


def assert_searches_right(desk: Desk) -> None:
    search = open_search(desk.transaction, desk.place / "index")
    expected = ["article-2", "article-3", "article-4", "article-5"]
    assert sorted(found(search, "zebra")) == expected
    assert found(search, "giraffe") == ["article-0"]
    hits = search.search("giraffe subject0", audience=EVERYONE).hits
    assert hits[0].slug == "article-0"
    assert sorted(hit.slug for hit in search.search("zebra", audience=EVERYONE).hits) == expected


@pytest.mark.slow
def test_a_killed_builder_leaves_a_search_that_is_right(desk: Desk) -> None:
    filled(desk)
    updated(desk)
    change(desk)
    at_points = [(copied(desk, point), point, None) for point in POINTS]
    at_moments = [(copied(desk, f"after-{delay}"), None, delay) for delay in (0.005, 0.02, 0.04, 0.06)]
    ends = builders(*at_points, *at_moments)
    assert ends[: len(POINTS)] == [-signal.SIGKILL] * len(POINTS)
    assert -signal.SIGKILL in ends[len(POINTS) :]
    for place, _, _ in (*at_points, *at_moments):
        assert_searches_right(Desk(place, desk.engine, desk.transaction))
        assert not list((place / "index").glob("*.building"))


def copied(desk: Desk, name: str) -> Path:
    """A place of its own with the database and the index as they are."""
    place = desk.place / name
    place.mkdir()
    shutil.copytree(desk.place / "index", place / "index")
    for file in desk.place.glob("desk.db*"):
        shutil.copyfile(file, place / file.name)
    return place


def test_questions_and_queries_run_on_while_the_snapshot_is_swapped(desk: Desk) -> None:
    filled(desk)
    search = desk.search()
    faults: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                hits = search.search("zebra subject3", audience=EVERYONE)
                assert hits.hits[0].slug == "article-3"
                assert "article-3" in found(search, "zebra")
        except BaseException as fault:  # noqa: BLE001 (told to the test's own thread)
            faults.append(fault)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(5):
        desk.write("article-0", article(f"Version {number}"))
        desk.sync()
        assert search.refresh()
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_second_search_on_the_same_folder_shares_the_snapshot(desk: Desk) -> None:
    filled(desk)
    first, second = desk.search(), desk.search()
    assert found(first, "zebra") == found(second, "zebra")
    assert len(list((desk.place / "index").glob("snap-*"))) == 1


def test_only_one_builds_at_a_time(desk: Desk) -> None:
    filled(desk)
    made: list[Path] = []
    threads = [threading.Thread(target=lambda: made.append(updated(desk).path)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [desk.place / "index" / "snap-1"] * 4


def test_when_the_index_cannot_be_written_questions_are_still_answered(desk: Desk) -> None:
    filled(desk)
    search = desk.search()
    assert len(found(search, "zebra")) == 6
    change(desk)
    blocked = desk.place / "index" / "snap-2.building"
    blocked.write_text("a file stands where the folder should be", "utf-8")
    assert search.refresh()
    assert search.search("giraffe", audience=EVERYONE).hits[0].slug == "article-0"
    assert found(search, "giraffe") == []
    assert "article-2" in found(search, "zebra")
    blocked.unlink()
    assert found(search, "giraffe") == ["article-0"]
