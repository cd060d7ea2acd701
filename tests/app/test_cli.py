"""The command line: what it prints for people and programs, and how it says what cannot be done."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer

from app.commands.opening import ROOT, StopError, nearby_config
from app.main import GROUPS, build
from bot.reply import ReplyKind
from tests.app.conftest import Infracare
from tests.app.homes import Home, new_home, without_ours

SAM, KIM = "sam@infraware.example", "kim@infraware.example"
HOW_TO = "How do I reset a user's password?"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


def read(printed: str) -> Any:
    return json.loads(printed)


# For people.


def test_a_how_to_question_is_answered_without_a_word_beside_it(home: Home, infracare: Infracare) -> None:
    ran = infracare("ask", HOW_TO)
    assert (ran.code, ran.err) == (0, "")
    assert "This should answer it" in ran.out
    assert "Reset a user's password in the IMC" in ran.out


@pytest.mark.parametrize("name", ["Ada Brook", "ada brook", "ada", "abrook", "ADA@northside.example"])
def test_a_person_goes_by_name_first_name_user_name_or_address(
    home: Home, infracare: Infracare, name: str
) -> None:
    infracare("ask", "--as", name, INCIDENT)
    [ticket] = read(infracare("tickets", "list", "--json").out)
    assert ticket["opener"] == "ada@northside.example"


def test_a_ticket_can_be_looked_up_and_its_letters_lie_in_the_outbox(
    home: Home, infracare: Infracare
) -> None:
    heard = read(infracare("ask", "--as", "ada", INCIDENT, "--json").out)
    assert (heard["kind"], heard["ticket"]) == ("ticket", 1001)
    assert len(list((home.folder / "var" / "outbox").glob("*.eml"))) == 2
    listed, shown = infracare("tickets", "list"), infracare("tickets", "show", "1001")
    for words in ("#1001", "open", "Northside Clinic", "due 20"):
        assert words in listed.out
    for words in ("7001234", "IW-9977", "Ada Brook", "opened"):
        assert words in shown.out


def test_a_question_without_an_article_is_in_the_gaps(home: Home, infracare: Infracare) -> None:
    assert infracare("gaps").out == "No question is waiting for an article.\n"
    infracare("ask", "How do I change the colour of the ribbon on the carbon copier in the Editor?")
    assert "carbon copier" in infracare("gaps").out


def test_an_empty_installation_says_so(tmp_path: Path, home: Home, infracare: Infracare) -> None:
    home.set(storage__folder="new")
    assert infracare("tickets", "list").out == "There is no ticket yet.\n"
    assert infracare("directory", "list").out.startswith("The directory is empty")


def test_the_directory_is_imported_with_every_rejected_line(
    home: Home, infracare: Infracare, tmp_path: Path
) -> None:
    home.set(storage__folder="new")
    folder = tmp_path / "directory"
    shutil.copytree(ROOT / "sample" / "directory", folder)
    with (folder / "people.csv").open("a", encoding="utf-8") as people:
        people.write("no address,Zoe Zett,zz,northside,yes,,\n")
    ran = infracare("directory", "import", str(folder))
    assert ran.code == 0
    assert "customers: 3 added" in ran.out
    assert "people.csv line 7: " in ran.out
    assert "Ada Brook (Northside Clinic, administrator)" in infracare("directory", "list").out


def test_a_slack_user_is_linked(home: Home, infracare: Infracare) -> None:
    assert infracare("directory", "link", "T9/U9", "dan@northside.example").out == "T9/U9 is now Dan Frost.\n"


def test_articles_are_searched_as_staff_do(home: Home, infracare: Infracare) -> None:
    assert "Reset a user's password in the IMC" in infracare("knowledge", "search", "reset password").out
    explicit = infracare("knowledge", "search", "--explicit", "title:password AND title:reset", "--json")
    assert {hit["sure"] for hit in read(explicit.out)["hits"]} == {0.0}
    assert infracare("knowledge", "search", "--explicit", "title:zebra").out == "Nothing was found.\n"


def test_articles_are_taken_in_once(home: Home, infracare: Infracare) -> None:
    ran = infracare("knowledge", "sync")
    assert ran.out.startswith("0 added, 0 changed, 0 removed, ")
    assert ran.err == ""


def test_files_of_other_forms_are_taken_in_with_a_word_on_each_that_is_not(
    home: Home, infracare: Infracare
) -> None:
    folder = home.folder / "help"
    folder.mkdir()
    (folder / "ribbon.html").write_text("<h1>Change the ribbon</h1><p>Lift the lid.", "utf-8")
    (folder / "copy.html").write_text("<h1>The ribbon</h1><p>Lift the lid.", "utf-8")
    (folder / "old.doc").write_text("x", "utf-8")
    home.set(knowledge__sources=[{"path": "help", "audience": "everybody"}])
    ran = infracare("knowledge", "sync")
    assert ran.out.startswith("2 added, 0 changed, 0 removed, ")
    assert "old.doc: files of this kind are not read; open it in Word and save it as .docx." in ran.out
    assert "ribbon says the same as copy." in ran.out
    assert "ribbon says the same as copy." in infracare("knowledge", "duplicates").out
    assert "Lift the lid." in infracare("knowledge", "search", "change the ribbon").out
    assert " written to " in infracare("knowledge", "export", str(home.folder / "out")).out
    assert (
        (home.folder / "out" / "help" / "ribbon.md").read_text("utf-8").startswith("---\ntitle: Change the")
    )


def test_words_decide_how_a_text_is_sorted(home: Home, infracare: Infracare) -> None:
    assert infracare("classifier", "explain", INCIDENT).out.startswith("incident, ")
    assert infracare("classifier", "train").out.startswith("The model is ready: ")


def test_a_conversation_can_be_piped_in(
    home: Home, infracare: Infracare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{HOW_TO}\n/tickets\n"))
    ran = infracare("chat", "--as", "ada")
    assert (ran.code, ran.err) == (0, "")
    assert "You are Ada Brook" in ran.out
    assert f"> {HOW_TO}" in ran.out
    assert "There is no ticket yet." in ran.out


# For programs.


def test_a_reply_in_json(home: Home, infracare: Infracare) -> None:
    heard = read(infracare("ask", HOW_TO, "--json").out)
    assert heard["kind"] in set(ReplyKind)
    assert heard["text"]
    assert heard["hits"][0].keys() == {"title", "kind", "passage", "sure"}
    assert heard["hits"][0]["kind"] in ("knowledgebase", "documentation", "tutorial")
    assert heard["triage"].keys() == {"category", "sure", "model", "settled"}
    assert 0 < heard["triage"]["sure"] <= 1


@pytest.mark.parametrize(
    ("at", "more", "tier", "due", "target"),
    [
        ("2026-11-23T06:59:00-05:00", [], "night", "2026-11-23T19:59:00", "2026-11-23T14:00:00"),
        ("2026-11-23T07:00:00-05:00", [], "office", "2026-11-23T14:00:00", "2026-11-23T14:00:00"),
        ("2026-11-23T12:00:00Z", [], "office", "2026-11-23T14:00:00", "2026-11-23T14:00:00"),
        ("2026-11-22T12:00:00-05:00", ["--visit"], "visit", "2026-11-22T17:15:00", "2026-11-22T17:15:00"),
    ],
)
def test_a_promise_in_json(
    home: Home, infracare: Infracare, at: str, more: list[str], tier: str, due: str, target: str
) -> None:
    found = read(infracare("promise", "--at", at, *more, "--json").out)
    assert (found["tier"], found["due"], found["target"]) == (tier, f"{due}+00:00", f"{target}+00:00")
    assert all(isinstance(reason, str) for reason in found["why"])


def test_a_promise_is_for_now_unless_told(home: Home, infracare: Infracare) -> None:
    found = read(infracare("promise", "--json").out)
    at = datetime.fromisoformat(found["at"])
    assert at.utcoffset() == timedelta(0)
    assert at < datetime.fromisoformat(found["due"])
    assert found["tier"] in infracare("promise").out


KEYS: dict[tuple[str, ...], set[str]] = {
    ("gaps",): {"id", "asked_at", "question", "asker", "reason", "state", "shown"},
    ("directory", "list"): {"name", "mail", "user_name", "customer", "licensed", "roles", "who"},
    ("tickets", "list"): {"number", "status", "customer", "opener", "subject", "details", "due", "target"},
    ("tickets", "show", "1001"): {"number", "status", "customer", "details", "shown", "history"},
    ("tickets", "clock", "1001"): {"number", "runs", "asides", "running", "same", "differences"},
    ("tickets", "report"): {"month", "tier", "count", "average_minutes", "published_actual_minutes"},
    ("knowledge", "search", "password"): {"sure", "hits"},
    ("knowledge", "sync"): {"added", "changed", "removed", "unchanged", "rejected", "skipped", "alike"},
    ("knowledge", "export", "out"): {"written", "unchanged", "left"},
    ("knowledge", "duplicates"): {"first", "second", "likeness"},
    ("classifier", "explain", "it fails"): {"category", "sure", "probabilities", "cues", "model"},
    ("doctor",): {"what", "ok", "remedy", "optional"},
    ("directory", "import", str(ROOT / "sample" / "directory")): {
        "customers",
        "people",
        "rejected",
        "refused",
    },
}


def test_everything_that_is_read_has_its_keys(home: Home, infracare: Infracare) -> None:
    infracare("ask", "--as", "ada", INCIDENT)
    infracare("ask", "How do I change the colour of the ribbon on the carbon copier in the Editor?")
    for command, keys in KEYS.items():
        found = read(infracare(*command, "--json").out)
        for one in found if isinstance(found, list) else [found]:
            assert keys <= one.keys(), command


WRITES = {"demo", "chat", "serve", "manifest", "classifier train", "directory link"}
WRITES |= {"knowledge forget", "knowledge covered", "encoder add", "encoder read", "encoder remove"}
WRITES |= {"knowledge retire", "knowledge bring-back"}
WRITES |= {"tickets clock-start", "tickets clock-stop", "features merge"}
WRITES |= {"classifier promote", "classifier rollback"}
WRITES |= {"mail receive", "mail key", "mail raw", "mail give", "mail open", "mail discard"}
"""The commands that read nothing out (what ``manifest`` prints is JSON already)."""


def test_every_read_has_json() -> None:
    cli = typer.main.get_command(build())
    commands: dict[str, Any] = getattr(cli, "commands")  # noqa: B009 (the type of groups is not public)
    for group in GROUPS:
        for name, command in commands.pop(group).commands.items():
            commands[f"{group} {name}"] = command
    with_json = {
        name for name, command in commands.items() if any("--json" in p.opts for p in command.params)
    }
    assert commands.keys() - with_json == WRITES


def test_slacks_manifest_is_printed_for_both_ways(home: Home, infracare: Infracare) -> None:
    assert read(infracare("manifest").out)["settings"]["socket_mode_enabled"]
    http = read(infracare("manifest", "--http", "https://help.example.org").out)
    assert http["settings"]["interactivity"]["request_url"] == "https://help.example.org/slack/events"


# What cannot be done.


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["ask", "--as", "zoe", "hello"],
            'Nobody in the directory is called "zoe"; `infracare directory list`',
        ),
        (["ask", "--as", "", "hello"], 'Nobody in the directory is called ""'),
        (["chat", "--as", "zoe"], 'Nobody in the directory is called "zoe"'),
        (["tickets", "show", "99"], "There is no ticket #99; `infracare tickets list` shows"),
        (["tickets", "show", "99999999999999999999"], "Invalid value for 'number'"),
        (["tickets", "show", "-1"], "No such option"),
        (["tickets", "show", "first"], "Invalid value for 'number'"),
        (["tickets", "report", "--month", "2026-13"], '"2026-13" is not a month; write for example 2026-11.'),
        (["tickets", "clock", "99"], "There is no ticket #99; `infracare tickets list` shows"),
        (["tickets", "clock-stop", "99", "--by", SAM, "--reason", "x"], "There is no ticket #99;"),
        (["tickets", "clock-start", "1", "--by", SAM, "--reason", " "], "A reason is needed, for example"),
        (["tickets", "clock-stop", "1", "--by", SAM], "Missing option '--reason'"),
        (["tickets", "clock-stop", "1", "--by", "zoe", "--reason", "x"], "zoe is not support or a lead"),
        (["tickets", "clock-start", "1", "--by", KIM, "--reason", "x"], "is not support or a lead in the"),
        (["tickets", "list", "--limit", "0"], "Invalid value for '--limit'"),
        (["promise", "--at", "noon"], '"noon" is not a moment; write for example 2026-11-23T06:59:00-05:00.'),
        (["promise", "--at", "2026-11-23T06:59:00"], "names no time zone; write for example"),
        (["promise", "--at", "9999-12-31T23:59:59Z"], "is too far away; write a moment from 1970 to 2099."),
        (["promise", "--at", "0001-01-01T00:00:00+14:00"], "is too far away"),
        (
            ["manifest", "--http", "http://x"],
            '"http://x" is not a public address; write for example https://',
        ),
        (
            ["directory", "import", "nowhere"],
            "Nothing was changed: customers.csv is missing; put it into nowhere",
        ),
        (["directory", "link", "U1", "x"], "U1 is not a Slack user; write TEAM/USER"),
        (["directory", "link", "T1/U1", "x@y.example"], "x@y.example is not in the directory;"),
        (["knowledge", "search", "--explicit", "titel:x"], "There is no field 'titel'; the fields are title"),
        (["serve"], "SLACK_BOT_TOKEN is not set; put the token of your Slack app that begins with xoxb-"),
        (["--config", "other.yaml", "gaps"], "other.yaml was not found at other.yaml;"),
        (["gaps", "--config", "."], "cannot be read at . (Is a directory)"),
        (["ask"], "Missing argument 'words'"),
        (["chat"], "Missing option '--as'"),
        (["answer", "x"], "No such command 'answer'"),
        (["gaps", "--jason"], "No such option: --jason"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    home: Home, infracare: Infracare, arguments: list[str], sentence: str
) -> None:
    ran = infracare(*arguments)
    assert sentence in ran.err
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_somebody_in_an_empty_directory_is_told_how_to_fill_it(home: Home, infracare: Infracare) -> None:
    home.set(storage__folder="new")
    ran = infracare("ask", "--as", "ada", HOW_TO)
    assert ran.code == 2
    assert "`infracare directory import FOLDER` fills it" in ran.err
    assert "sample/directory" in ran.err


def test_a_first_name_of_two_people_is_asked_about(home: Home, infracare: Infracare, tmp_path: Path) -> None:
    folder = tmp_path / "directory"
    shutil.copytree(ROOT / "sample" / "directory", folder)
    with (folder / "people.csv").open("a", encoding="utf-8") as people:
        people.write("ada@lakeview.example,Ada Zett,azett,lakeview,yes,,\n")
    infracare("directory", "import", str(folder))
    ran = infracare("ask", "--as", "ada", HOW_TO)
    assert ran.code == 2
    assert '"ada" may be ada@northside.example or ada@lakeview.example; give the address.' in ran.err


def test_a_refused_import_is_a_fault_and_tells_the_lines(
    home: Home, infracare: Infracare, tmp_path: Path
) -> None:
    folder = tmp_path / "directory"
    shutil.copytree(ROOT / "sample" / "directory", folder)
    (folder / "people.csv").write_text(
        "mail,name,user_name,customer,licensed,slack_team,slack_user\n"
        "ada@northside.example,Ada Brook,abrook,northside,yes,,\n"
    )
    ran = infracare("directory", "import", str(folder), "--json")
    assert ran.code == 2
    assert ran.err.startswith("Nothing was changed: people.csv would deactivate 4 of 5 active people")
    assert read(ran.out)["refused"] == ran.err.strip()
    assert infracare("directory", "import", str(folder), "--force").code == 0


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "DATABASE_URL is not the address of a PostgreSQL database or an SQLite file;"),
        ("mysql://localhost/x", "DATABASE_URL is not the address"),
        ("postgresql+nodriver://localhost/x", "DATABASE_URL is not the address"),
        ("postgresql://user:pass/word@host:port/x", "DATABASE_URL is not the address"),
        ("sqlite://", "DATABASE_URL is not the address"),
        ("postgresql://desk:hidden@127.0.0.1:1/desk", "The database cannot be used (connection failed"),
        ("sqlite:///junk.db", "The database cannot be used (file is not a database); check DATABASE_URL"),
        ("sqlite:///junk.db/x/desk.db", "check the path, its permissions and the space on the disk."),
        ("sqlite:///.", "The database cannot be used (unable to open database file)"),
    ],
)
def test_a_wrong_database_is_said_in_a_sentence(
    home: Home, infracare: Infracare, monkeypatch: pytest.MonkeyPatch, url: str, sentence: str
) -> None:
    (home.folder / "junk.db").write_text("this is no database, only some words" * 20)
    monkeypatch.setenv("DATABASE_URL", url)
    ran = infracare("gaps")
    assert sentence in ran.err
    assert (ran.code, ran.out) == (2, "")
    assert "hidden" not in ran.err


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(home: Home, infracare: Infracare) -> None:
    home.set(storage__folder="app.yaml/var")
    ran = infracare("tickets", "list")
    assert (ran.code, ran.out) == (2, "")
    assert "app.yaml/var: Not a directory; check the path" in ran.err


def test_every_wrong_setting_is_said_in_a_sentence_with_its_line(home: Home, infracare: Infracare) -> None:
    home.set(hours__opens="late", promise__night__promise_minutes="-1")
    ran = infracare("gaps")
    assert ran.code == 2
    assert [line.split(":")[0].split(" line ")[0] for line in ran.err.splitlines()] == [
        "app.yaml",
        "app.yaml",
    ]


def test_articles_that_are_not_there_are_told_on_the_first_use(home: Home, infracare: Infracare) -> None:
    home.set(storage__folder="new", knowledge__folders=["nowhere"])
    ran = infracare("ask", HOW_TO)
    assert ran.code == 0
    assert "nowhere is no folder; correct the path or create it." in ran.err.replace("\n", " ")


# Which installation.


def test_the_settings_are_named_before_or_after_the_command_or_in_the_environment(
    home: Home, infracare: Infracare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_home(tmp_path / "other", promise__night__promise_minutes="600")
    sunday = ("--at", "2026-11-22T12:00:00Z")

    def due(*arguments: str) -> str:
        return str(read(infracare(*arguments, "--json").out)["due"])

    assert due("promise", *sunday) == "2026-11-22T20:00:00+00:00"
    assert due("promise", *sunday, "--config", str(other.config)) == "2026-11-22T22:00:00+00:00"
    assert due("--config", str(other.config), "promise", *sunday) == "2026-11-22T22:00:00+00:00"
    monkeypatch.setenv("INFRACARE_CONFIG", str(other.config))
    assert due("promise", *sunday) == "2026-11-22T22:00:00+00:00"
    assert due("promise", *sunday, "--config", str(home.config)) == "2026-11-22T20:00:00+00:00"


def test_inside_the_program_its_own_settings_are_taken(tmp_path: Path) -> None:
    assert nearby_config(ROOT / "docs") == ROOT / "app.yaml"
    with pytest.raises(StopError, match=r"There is no app.yaml in .*; go to the folder of your installation"):
        nearby_config(tmp_path)


def test_the_first_command_of_all_is_answered(home: Home, infracare: Infracare) -> None:
    home.set(storage__folder="new")
    heard = read(infracare("ask", HOW_TO, "--json").out)
    assert heard["kind"] == "answer"
    assert "password" in heard["hits"][0]["title"]
    assert read(infracare("directory", "list", "--json").out) == []


# As a process.

PROGRAM = (sys.executable, "-c", "from app.main import run; run()")


def test_help_loads_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "pydantic", "sklearn", "numpy", "slack_bolt", "slack_sdk", "whoosh", "yaml")
    listed = "import sys, app.main; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", listed], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not set(heavy) & set(loaded.stdout.split())


@pytest.mark.slow
def test_nobody_reading_any_more_is_no_trace(home: Home) -> None:
    with subprocess.Popen(
        [*PROGRAM, "--config", str(home.config), "promise", "--json"],
        cwd=ROOT,
        env=without_ours(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 1


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What is started is stopped by Ctrl-C, also where the tests run in a background that ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow
@pytest.mark.usefixtures("interruptible")
def test_letters_of_another_encoding_and_an_interrupt_are_no_trace(home: Home) -> None:
    with subprocess.Popen(
        [*PROGRAM, "--config", str(home.config), "chat", "--as", "ada"],
        cwd=ROOT,
        env=without_ours(os.environ) | {"PYTHONIOENCODING": "ascii"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"How do I reset a us\xe9r's password?\n")
        process.stdin.flush()
        assert any(b"That solved it" in line for line in iter(process.stdout.readline, b""))
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) in (0, 130)
        assert process.stderr.read() == b""


# What came of solutions.


def test_the_figures_of_following_through_are_there_for_people_and_programs(
    home: Home, infracare: Infracare
) -> None:
    assert infracare("tickets", "follow").out == "No ticket has been solved yet.\n"
    assert read(infracare("tickets", "follow", "--json").out) == []
    assert infracare("tickets", "follow", "--csv").out.startswith("month,solved,confirmed,unconfirmed")
    wrong = infracare("tickets", "follow", "--month", "november")
    assert (wrong.code, "write for example 2026-11" in wrong.err) == (2, True)


def test_the_figure_of_misuse_is_there_for_people_and_programs(home: Home, infracare: Infracare) -> None:
    assert "No education ticket of the last 30 days" in infracare("tickets", "misuse").out
    assert read(infracare("tickets", "misuse", "--json").out) == []
