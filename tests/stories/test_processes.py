"""The bot as a process of its own: starts, answers, ends when told, and ends when Slack has gone deaf."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from app.build import install
from app.demo import sample_settings
from app.serve import run_until_told, service
from app.settings import secrets_of
from bot.slack.manifest import build_manifest
from tests.stories.slack_stage import PEOPLE
from tests.stories.stage import ROOT, open_copy
from workspace import Workspace

pytestmark = pytest.mark.slow


@pytest.fixture
def slack() -> Iterator[Workspace]:
    with Workspace(build_manifest(vendor="InfraWare")) as workspace:
        for name, (real_name, mail) in PEOPLE.items():
            workspace.person(name, real_name=real_name, email=mail)
        workspace.channel("support", members=["sam"])
        yield workspace


@contextmanager
def serving(slack: Workspace, sample: Path, home: Path) -> Iterator[subprocess.Popen[str]]:
    """`infracare serve` with an app.yaml of its own."""
    open_copy(sample, home / "var").engine.dispose()
    settings = yaml.safe_load(
        (ROOT / "app.yaml").read_text().replace("07:00", "'07:00'").replace("22:00", "'22:00'")
    )
    settings["slack"]["support_channel"] = slack.channel("support").id
    settings["knowledge"]["folders"] = [str(ROOT / "sample" / "articles")]
    (home / "app.yaml").write_text(yaml.safe_dump(settings))
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from app.main import run; run()",
            "--config",
            str(home / "app.yaml"),
            "serve",
        ],
        env={**os.environ, **_environment(slack)},
        cwd=home,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _environment(slack: Workspace) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": "",
    }


def test_serve_starts_answers_and_ends_when_it_is_told(
    slack: Workspace, sample: Path, tmp_path: Path
) -> None:
    with serving(slack, sample, tmp_path) as process:
        slack.wait_for_app(timeout=30)
        said = slack.person("ada").says("How do I reset a user's password?")
        assert "Reset a user's password in the IMC" in said.reply(timeout=15).all_text
        process.send_signal(signal.SIGTERM)
        _out, written = process.communicate(timeout=30)
        assert process.returncode == 0, written
        assert "ready" in written
        for secret in (slack.bot_token, slack.app_token, "reset a user's password"):
            assert secret.lower() not in written.lower()
    assert slack.complaints == []


def test_serve_without_tokens_says_what_is_missing(tmp_path: Path, sample: Path, slack: Workspace) -> None:
    environment = {**_environment(slack), "SLACK_BOT_TOKEN": ""}
    open_copy(sample, tmp_path / "var").engine.dispose()
    (tmp_path / "app.yaml").write_text((ROOT / "app.yaml").read_text().replace("[sample/articles]", "[]"))
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from app.main import run; run()",
            "--config",
            str(tmp_path / "app.yaml"),
            "serve",
        ],
        env={**os.environ, **environment},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "SLACK_BOT_TOKEN is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_socket_that_has_gone_deaf_ends_the_process(slack: Workspace, sample: Path, tmp_path: Path) -> None:
    open_copy(sample, tmp_path / "var").engine.dispose()
    here = install(sample_settings(ROOT, tmp_path / "var"), secrets_of(_environment(slack)), ROOT)
    running = service(here)
    deaf = threading.Timer(1.0, lambda: slack.faults.sockets("silent"))
    deaf.start()
    began = time.monotonic()
    assert run_until_told(running, lambda: None, silent_seconds=4.0) == 1
    assert time.monotonic() - began < 30
    here.engine.dispose()


def test_two_bots_on_one_workspace_answer_every_message_once(
    slack: Workspace, sample: Path, tmp_path: Path
) -> None:
    open_copy(sample, tmp_path / "var").engine.dispose()
    twins = [
        install(sample_settings(ROOT, tmp_path / "var"), secrets_of(_environment(slack)), ROOT) for _ in "ab"
    ]
    running = [service(here) for here in twins]
    for one in running:
        one.start()
    slack.wait_for_app(timeout=20, connections=2)
    people = [slack.person(name) for name in ("ada", "ben", "dan", "cleo", "hal")]
    said = [person.says("How do I reset a user's password?") for person in people]
    assert all(heard.reply(timeout=15).all_text for heard in said)
    slack.quiet(0.5, timeout=20)
    for one in running:
        one.stop()
    for here in twins:
        here.engine.dispose()
    assert [len(heard.replies()) for heard in said] == [1] * len(said)


def test_the_answer_to_a_message_is_json_for_programs(sample: Path, tmp_path: Path) -> None:
    open_copy(sample, tmp_path / "var").engine.dispose()
    (tmp_path / "app.yaml").write_text((ROOT / "app.yaml").read_text().replace("[sample/articles]", "[]"))
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from app.main import run; run()",
            "--config",
            str(tmp_path / "app.yaml"),
            "ask",
            "How do I reset a user's password?",
            "--as",
            "ada",
            "--json",
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["kind"] == "answer"
    assert answer["hits"][0]["title"] == "Reset a user's password in the IMC"
    assert set(answer["hits"][0]) >= {"title", "kind", "passage", "sure"}
    assert answer["triage"]["category"] == "education"
