"""Start-up figures: until `infracare serve` is ready, and from `make demo` to the first answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bench.bot import ROOT, RunningBot, disk_folder
from bench.heard import answered
from bench.latency import installed
from bench.load import people
from bench.simulated import SimulatedSlack
from bot.slack.manifest import build_manifest

TITLE = "Start-up"
AIMS = {"ready_s": 3.0}
NOTE = (
    "ready: process start to ready, models and index in place, 1,000 articles; first_answer: to the first "
    "question after that; demo: a fresh checkout with its environment, nothing compiled, no var folder."
)
STARTS = 3
QUESTION = "How do I reset a user's password?"


def run(articles: int = 1000) -> dict[str, float]:
    """Seconds until ready (median of three starts), to the first answer after it, and in the demo."""
    with disk_folder() as folder:
        (folder / "manifest.json").write_text(json.dumps(build_manifest(vendor="InfraWare", public_url="")))
        with SimulatedSlack(folder / "manifest.json") as slack:
            settings = installed(folder, slack, people(), articles)
            starts = [_start(settings, slack, one.name) for one in people()[:STARTS]]
        ready, first = (median(values) for values in zip(*starts, strict=True))
        demo = _first_answer_of_demo(_fresh_checkout(folder / "checkout"))
    return {"ready_s": ready, "first_answer_s": first, "ready_and_answered_s": ready + first, "demo_s": demo}


def _start(settings: Path, slack: SimulatedSlack, name: str) -> tuple[float, float]:
    with RunningBot(settings, slack.environment) as bot:
        said = float(slack.do("say", person=name, text=QUESTION)["ts"])
        give_up = time.monotonic() + 30
        while answered(slack.see("transcript")).lost and time.monotonic() < give_up:
            time.sleep(0.05)
        waits = dict(answered(slack.see("transcript")).waits)
        return bot.ready_after, waits[said]


def _fresh_checkout(folder: Path) -> Path:
    """The files under version control, and the environment this program runs in."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def _first_answer_of_demo(checkout: Path) -> float:
    """Seconds until the frame around the first answer is closed."""
    start = time.perf_counter()
    running = subprocess.Popen(
        ["make", "--silent", "--assume-old=.venv/ready", "demo"],
        cwd=checkout,
        env=_environment(checkout),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert running.stdin is not None
    assert running.stdout is not None
    with running:
        running.stdin.write(f"{QUESTION}\n")
        running.stdin.flush()
        answered_at = next((time.perf_counter() for line in running.stdout if "╰" in line), None)
        running.stdin.close()
        running.stdout.read()
    assert answered_at is not None, "make demo gave no answer"
    return answered_at - start


def _environment(checkout: Path) -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": str(checkout), "PYTHONUTF8": "1"}
