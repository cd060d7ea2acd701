"""`infracare demo`: a conversation typed by a script, in a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from app.demo import run_demo
from tests.app.homes import without_ours
from tests.stories.stage import ROOT

pytestmark = pytest.mark.slow

SCRIPT = """\
How do I reset a user's password?
1
Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole after I pressed F12
/tickets
/letters
/as Dan
/as [bold]
/as
/people
The merge of my dictation aborts since this morning, it worked before
/nothing
/help
/new
/quit
this is not heard any more
"""

PROGRAM = """\
import sys
from pathlib import Path
from rich.console import Console
from app.demo import run_demo
run_demo(Path(sys.argv[1]), Console(width=200))
"""


def demo(root: Path, script: str) -> tuple[str, str]:
    """What the demo prints on stdout and stderr."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, root],
        input=script,
        text=True,
        cwd=ROOT,
        env=without_ours(os.environ),
        capture_output=True,
        check=True,
        timeout=100,
    )
    return ran.stdout, ran.stderr


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place like the program's own, where the demo may write."""
    root = tmp_path_factory.mktemp("clone")
    for name in ("app.yaml", "sample"):
        (root / name).symlink_to(ROOT / name)
    return root


@pytest.fixture(scope="module")
def heard(root: Path) -> dict[str, str]:
    """What followed each line of the script; what came before the first is under ``""``."""
    out, err = demo(root, SCRIPT)
    assert err == ""
    parts = out.split("\n> ")
    return {"": parts[0]} | dict(part.partition("\n")[::2] for part in parts[1:])


def after(heard: dict[str, str], line: str) -> str:
    return next(words for said, words in heard.items() if said.startswith(line) and line)


def test_it_says_who_one_is_and_what_to_try(heard: dict[str, str]) -> None:
    assert "You are Ada Brook (Northside Clinic, administrator)." in heard[""]
    assert "/letters" in heard[""]


def test_a_question_is_answered_and_a_number_presses_what_is_offered(heard: dict[str, str]) -> None:
    assert "Reset a user's password in the IMC" in after(heard, "How do I")
    assert "1 That solved it" in after(heard, "How do I")
    assert "→ That solved it" in heard["1"]
    assert "I have noted that this solved it" in heard["1"]


def test_an_incident_with_its_details_is_a_ticket_with_letters(heard: dict[str, str]) -> None:
    assert "#1001" in after(heard, "Job 7001234")
    assert "Job number: 7001234" in after(heard, "Job 7001234")
    assert "#1001  open  Northside Clinic" in heard["/tickets"]
    assert "To: ada@northside.example" in heard["/letters"]
    assert "To: support@infraware.example" in heard["/letters"]


def test_one_can_speak_as_somebody_else(heard: dict[str, str]) -> None:
    assert "You are now Dan Frost (Northside Clinic, not licensed)." in heard["/as Dan"]
    assert "Hand it to Ada Brook" in after(heard, "The merge")
    assert 'Nobody in the directory is called "[bold]"' in heard["/as [bold]"]
    assert 'Nobody in the directory is called ""' in heard["/as"]
    assert "Hal Reed (Harbor Health, administrator, not in good standing)" in heard["/people"]


def test_commands_are_told_when_there_is_none_of_that_name(heard: dict[str, str]) -> None:
    assert "There is no command /nothing; /help lists them." in heard["/nothing"]
    assert "/people" in heard["/help"]
    assert "A new conversation begins." in heard["/new"]


def test_it_ends_when_one_leaves(heard: dict[str, str]) -> None:
    assert not any("not heard" in line for line in heard)
    assert "What was written down lies in var/demo" in heard["/quit"]


def test_another_demo_can_go_on_with_what_was_left(
    root: Path, heard: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("/tickets\n"))
    printed = io.StringIO()
    run_demo(root, Console(file=printed), keep=True)
    assert "#1001" in printed.getvalue()
