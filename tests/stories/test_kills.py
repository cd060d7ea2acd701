"""The story of the kills: at every commit and every call outside the process dies, and nothing is lost.

Real processes and real SIGKILL. A first run writes down every point that one ticket and one answer of staff
pass; then a new bot is started for each point and dies there, in the middle of its work; the next one goes
on. At the end every ticket exists once, and everybody was told everything once.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.build import install
from app.demo import no_secrets, sample_settings
from bot.slack.manifest import build_manifest
from mail.send import read_folder
from tests.stories.slack_stage import PEOPLE
from tests.stories.stage import ROOT, open_copy
from tickets import directory, reads

WORDS = 'Job {job} fails with "IW-{code} checksum" for user bcole after I pressed F12.'
SHOT = [["shot.png", base64.b64encode(b"\x89PNG").decode()]]


@dataclass
class Scene:
    """A workspace in its own process, and the process that forks bots."""

    base: str
    config: dict[str, str]
    forker: subprocess.Popen[str]
    folder: Path
    bot: int = 0

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        request = urllib.request.Request(
            f"{self.base}/control/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            found: dict[str, Any] = json.loads(answer.read())
        return found

    def read(self, path: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.base}/control/{path}", timeout=20) as answer:
            found: dict[str, Any] = json.loads(answer.read())
        return found

    def start_bot(self, stop: str = "", log: str = "") -> None:
        assert self.forker.stdin is not None
        assert self.forker.stdout is not None
        self.forker.stdin.write(json.dumps({"stop": stop, "log": log}) + "\n")
        self.forker.stdin.flush()
        self.bot = json.loads(self.forker.stdout.readline())["pid"]

    def is_dead(self) -> bool:
        return not _alive(self.bot)

    def bot_is_dead(self, within: float = 15.0) -> bool:
        return _soon(self.is_dead, within)

    def stop_bot(self) -> None:
        if _alive(self.bot):
            os.kill(self.bot, signal.SIGTERM)
            assert self.bot_is_dead()

    def card(self, number: int) -> str:
        """The time stamp of the card that stands for this case; empty while there is none."""
        job = job_of(number)
        said = (one for one in self.messages() if one["channel"] == self.config["support"])
        return next((one["ts"] for one in said if job in one["all_text"] and _is_root(one)), "")

    def acknowledged(self, stamp: str) -> bool:
        """Whether the event of this message has been acknowledged."""
        for one in self.read("deliveries")["deliveries"]:
            event = one["payload"].get("event", {})
            if event.get("ts") == stamp and event.get("user"):
                return bool(one["outcome"] == "acknowledged")
        return False

    def messages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.read("transcript")["messages"]
        return found


@contextmanager
def scene(sample: Path, tmp_path: Path, database_url: str = "") -> Iterator[Scene]:
    here = open_copy(sample, tmp_path / "var")
    here.engine.dispose()
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(build_manifest(vendor="InfraWare")))
    command = [
        sys.executable,
        "-m",
        "workspace",
        "--socket",
        "--manifest",
        str(manifest),
        "--retry-scale",
        "0.05",
    ]
    workspace = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert workspace.stdout is not None
        needed: dict[str, str] = json.loads(workspace.stdout.readline())
        base = needed["SLACK_API_URL"].removesuffix("/api/")
        config = {**needed, "folder": str(tmp_path / "var"), "root": str(ROOT), "database_url": database_url}
        with _forker(tmp_path, config, base) as made:
            yield made
    finally:
        workspace.terminate()
        workspace.communicate()


@contextmanager
def _forker(tmp_path: Path, config: dict[str, str], base: str) -> Iterator[Scene]:
    made = Scene(base, config, subprocess.Popen(["true"], text=True), tmp_path)
    made.forker.wait()
    _people(made)
    path = tmp_path / "config.json"
    path.write_text(json.dumps(config))
    made.forker = subprocess.Popen(
        [sys.executable, "-m", "tests.stories.killable", str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield made
    finally:
        made.stop_bot()
        made.forker.communicate(timeout=10)


def _people(made: Scene) -> None:
    ids = {}
    for name, (real_name, mail) in PEOPLE.items():
        ids[name] = made.post("person", name=name, real_name=real_name, email=mail)["id"]
    made.config["support"] = made.post("channel", name="support", members=["sam", "kim"])["id"]
    here = install(sample_settings(ROOT, Path(made.config["folder"])), no_secrets(), ROOT)
    with here.writing() as session:
        for name, (_real_name, mail) in PEOPLE.items():
            person = directory.person_by_mail(session, mail or "")
            if person is not None:
                directory.note_identity(session, "slack", "T0001", ids[name], person.id)
    here.engine.dispose()


def play(made: Scene, number: int) -> str:
    """An incident with a file; the time stamp of its message."""
    return str(
        made.post("say", person="ada", text=WORDS.format(job=job_of(number), code=9900 + number), files=SHOT)[
            "ts"
        ]
    )


def staff_answer(made: Scene, number: int, card: str) -> None:
    made.post(
        "say", person="sam", text=f"Which version is it in case {number}?", thread=card, **{"in": "support"}
    )


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_killed_at_every_point_nothing_is_lost_and_nothing_done_twice(sample: Path, tmp_path: Path) -> None:
    with scene(sample, tmp_path) as made:
        points = _points(made, tmp_path / "points")
        assert len(points) > 25
        kills = 0
        for number, point in enumerate(points, start=10):
            made.start_bot(stop=point)
            said = play(made, number)
            assert _soon(lambda number=number: made.is_dead() or made.card(number), 30)
            if not made.is_dead():
                staff_answer(made, number, made.card(number))
            kills += made.bot_is_dead(8.0)
            made.stop_bot()
            if not made.acknowledged(said):
                made.start_bot()  # Slack delivers again what was not acknowledged, but only three times
                assert _soon(lambda said=said: made.acknowledged(said), 60), f"case {number} was never taken"
                made.stop_bot()
        made.start_bot()
        for number in range(10, 10 + len(points)):
            assert _soon(lambda number=number: made.card(number), 60), f"no card for case {number}"
        _quiet(made)
        made.stop_bot()
        assert kills >= len(points) * 0.9
        _all_is_there_once(made, 10, len(points))


def _points(made: Scene, log: Path) -> list[str]:
    """Every point that one ticket and one answer pass, in order; what is done only once is done before."""
    made.start_bot()
    play(made, 0)
    assert _soon(lambda: made.card(0), 30)
    _quiet(made)
    made.stop_bot()
    made.start_bot(log=str(log))
    play(made, 1)
    assert _soon(lambda: made.card(1), 30)
    staff_answer(made, 1, made.card(1))
    _quiet(made)
    made.stop_bot()
    return list(dict.fromkeys(log.read_text().splitlines()))


def job_of(number: int) -> str:
    """The job of a case: always seven digits, so that none is the beginning of another."""
    return str(7_001_200 + number)


def _all_is_there_once(made: Scene, first: int, count: int) -> None:
    here = install(sample_settings(ROOT, Path(made.config["folder"])), no_secrets(), ROOT)
    with here.reading() as session:
        tickets = reads.tickets(session, limit=1000)
    here.engine.dispose()
    numbers = Counter(str(ticket.subject)[4:11] for ticket in tickets)
    wanted = {job_of(number) for number in range(first, first + count)}
    assert {job: numbers[job] for job in wanted} == dict.fromkeys(wanted, 1)
    _told_once(made, {ticket.number for ticket in tickets})


def _told_once(made: Scene, numbers: set[int]) -> None:
    said = made.messages()
    for number in numbers:
        heading = f"#{number} is open"
        assert sum(heading in one["all_text"] for one in said if one["channel"].startswith("D")) == 1, heading
        cards = [
            one
            for one in said
            if one["channel"] == made.config["support"] and f"#{number} " in one["all_text"]
        ]
        roots = [one for one in cards if _is_root(one)]
        assert len(roots) == 1, (number, [one["all_text"][:80] for one in roots])
    letters = Counter(
        str(letter.subject).split("]")[0] + letter.to[0]
        for letter in read_folder(made.folder / "var" / "outbox")
    )
    for number in numbers:
        assert letters[f"[InfraCare #{number}ada@northside.example"] in (1, 2), number


def _is_root(message: dict[str, Any]) -> bool:
    return bool(message.get("thread_ts", message["ts"]) == message["ts"])


def _quiet(made: Scene) -> None:
    """Wait until the bot has called nothing for a while."""
    calls, since = -1, time.monotonic()
    deadline = since + 90
    while time.monotonic() < deadline:
        now = len(made.read("calls")["calls"])
        if now != calls:
            calls, since = now, time.monotonic()
        elif time.monotonic() - since > 4.0:
            return
        time.sleep(0.1)
    raise TimeoutError("the bot does not come to rest")


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return not state.startswith("Z")


def _soon(true: Any, within: float) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())
