"""Health data that comes in by any door is written nowhere: no database, index, log or letter holds it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from app.worker import ATTEMPTS_AT_ROAD, InboxWorker
from bot.intake import accept
from bot.message import ActName, Author, Message
from guard import Kind, ScreenedFormatter
from knowledge import intake
from knowledge.articles import Audience
from tests.stories.slack_stage import SlackStage, SlackStages
from tests.stories.stage import MONDAY_NOON, Stage
from tickets.directory import import_directory
from tickets.values import Place

ADA, SAM = "ada@northside.example", "sam@infraware.example"
CANARIES = (
    "Quackenbush",
    "03/04/1961",
    "88442211",
    "123-45-6789",
    "202-555-0143",
    "z.quack@home.example",
    "418 Larkspur Lane",
)
WORDS = (
    "patient Zebulon Quackenbush, DOB 03/04/1961, MRN 88442211, ssn 123-45-6789, phone 202-555-0143, "
    "z.quack@home.example, home address 418 Larkspur Lane"
)
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    f"after I opened the job, pressed F12 and then chose Merge. It is about {WORDS}."
)


@dataclass(frozen=True)
class Log:
    """All that is logged meanwhile, as the program writes its log."""

    path: Path

    @contextmanager
    def kept(self) -> Iterator[None]:
        handler = logging.FileHandler(self.path, encoding="utf-8")
        handler.setFormatter(ScreenedFormatter("%(name)s %(message)s"))
        root, level = logging.getLogger(), logging.getLogger().level
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        try:
            yield
        finally:
            root.setLevel(level)
            root.removeHandler(handler)
            handler.close()


def test_what_was_found_stands_there_as_placeholders(stage: Stage) -> None:
    opens_a_ticket(stage)
    files = [path.read_bytes() for path in stage.here.folder.glob("infracare.db*")]
    for kind in Kind:
        assert any(f"[{kind}]".encode() in content for content in files), kind


def leaks(folder: Path) -> list[tuple[str, str]]:
    """Every canary in every file below the folder, whatever its case: (canary, file)."""
    files = {path: path.read_bytes().lower() for path in folder.rglob("*") if path.is_file()}
    return [
        (one, path.name)
        for one in CANARIES
        for path, content in files.items()
        if one.lower().encode() in content
    ]


def test_a_canary_would_be_noticed(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "x.db").write_bytes(b"\0...QUACKENBUSH\0")
    assert leaks(tmp_path) == [("Quackenbush", "x.db")]


def opens_a_ticket(stage: Stage) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    assert stage.letters(ADA)
    desk = stage.desk(number)
    desk.says(SAM, f"Is this about {WORDS}?")
    ada.says(f"Yes, about {WORDS}.")
    desk.presses(SAM, ActName.NOTE, words=WORDS)
    assert len(stage.letters(ADA)) > 1


def asks_in_vain(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(f"How do I soothe the blinking zebrafinch gizmo of {WORDS}?")
    ada.says("still nothing")


def corrects_the_category(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(f"the pedal of our transcriptionists and two lists, {WORDS}")
    ada.says("no, something is broken")


def says_that_it_helped(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(f"How do I reset a user's password? It concerns {WORDS}")
    if "That solved it" in ada.offered():
        ada.presses(ActName.SOLVED_IT)
    stage.here.take_in_articles()


def asks_for_a_service_and_a_feature(stage: Stage) -> None:
    stage.person(ADA).says(f"Please add the new user Jane Roe to our site, see {WORDS}")
    stage.person(ADA).says(f"It would be great if the editor had a dark mode for {WORDS}")


def takes_in_articles(stage: Stage) -> None:
    folder = stage.here.folder.parent / "articles"
    folder.mkdir()
    front = f"---\ntitle: About {WORDS}\nkind: knowledgebase\narea: general\naudience: everybody\n"
    for name in ("gizmo", "patient-mrn-88442211"):
        (folder / f"{name}.md").write_text(
            f'{front}updated: 2026-01-01\naliases: ["{WORDS}"]\n---\n\nA zebrafinch gizmo. {WORDS}\n',
            "utf-8",
        )
    with stage.here.writing() as session:
        report = intake.sync(session, [folder], MONDAY_NOON)
    assert report.added == ("gizmo",)
    assert "rename the file" in report.rejected[0][1]
    stage.here.take_in_articles()
    assert stage.here.search.search(
        stage.screened("zebrafinch gizmo"), audience=frozenset(Audience), limit=3
    ).hits


def takes_in_a_directory_with_refused_lines(stage: Stage) -> None:
    folder = stage.here.folder.parent / "directory"
    folder.mkdir()
    for file in (Path(__file__).parents[2] / "sample" / "directory").glob("*.csv"):
        written = file.read_text("utf-8")
        columns = written.partition("\n")[0].split(",")
        line = ",".join(f'"{WORDS}"' for _ in columns)
        (folder / file.name).write_text(f"{written.rstrip()}\n{line}\n", "utf-8")
    with stage.here.writing() as session:
        report = import_directory(session, folder, force=True)
    assert {one.file for one in report.rejected} >= {"people.csv", "staff.csv"}


def fails_on_a_message(stage: Stage) -> None:
    place = Place("terminal", "local", ADA, "failing", direct=True)
    message = Message("failing", MONDAY_NOON, place, Author("local", ADA, ADA), stage.screened(WORDS))
    with stage.here.writing() as session:
        accept(session, message)

    def fail(_message: Message) -> Message:
        raise ValueError(f"cannot read {WORDS}")

    road, writing = stage.here.road, stage.here.writing
    for year in range(2027, 2027 + ATTEMPTS_AT_ROAD):
        now = partial(MONDAY_NOON.replace, year=year)
        assert InboxWorker(road, writing, told=lambda: None, before=fail, now=now).step()


DOORS: tuple[Callable[[Stage], None], ...] = (
    opens_a_ticket,
    asks_in_vain,
    corrects_the_category,
    says_that_it_helped,
    asks_for_a_service_and_a_feature,
    takes_in_articles,
    takes_in_a_directory_with_refused_lines,
    fails_on_a_message,
)


@pytest.mark.slow
def test_what_comes_in_by_word_article_or_accident_is_written_nowhere(stage: Stage, tmp_path: Path) -> None:
    with Log(tmp_path / "var" / "log.txt").kept():
        for door in DOORS:
            door(stage)
    assert "cannot read patient [patient name]" in (tmp_path / "var" / "log.txt").read_text("utf-8")
    assert leaks(stage.here.folder) == []


@pytest.mark.slow
def test_what_comes_in_from_slack_is_written_nowhere(slack_stage: SlackStages, tmp_path: Path) -> None:
    stage = slack_stage()
    with Log(tmp_path / "var" / "log.txt").kept():
        through_slack(stage)
        stage.settled()
    assert [ticket.number for ticket in stage.tickets()] == [1001]
    assert stage.letters(ADA)
    assert leaks(stage.here.folder) == []


def through_slack(stage: SlackStage) -> None:
    """A message with files, a form, an edit, a command, words of staff, and a file of theirs."""
    ada, sam = stage.person("ada"), stage.person("sam")
    segment = "PID|1||88442211||QUACKENBUSH^ZEBULON||19610304"
    log = f"10:00 ERROR rejected for {WORDS}\nMSH|^~\\&|A\n{segment}".encode()
    said = ada.says(f"The uploader fails since this morning. {WORDS}", files=[("MRN 88442211.log", log)])
    form = said.reply().click("Give the details", opens=True)
    assert form is not None
    assert form.fill(steps=f"opened {WORDS}", job="7001235", user="bcole", error=WORDS).submit() is None
    card = sam.hears("#1001", in_="support")
    ada.edits(said, f"Something else fails. {WORDS}")
    ada.command("/infracare", f"how do I soothe {WORDS}")
    sam.says(f"We look into it. {WORDS}", in_="support", thread=card, files=[("MRN 88442211.txt", log)])
