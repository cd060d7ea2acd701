"""The same road over PostgreSQL: a ticket, its staff, its letters, and two workers at one inbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from app.build import install
from app.demo import no_secrets, sample_settings
from app.worker import InboxWorker
from bot import intake
from bot.message import ActName, Author, Message
from guard import own
from tests.stories.stage import ROOT, Stage
from tickets.directory import import_directory
from tickets.values import Place, Status

ADA = "ada@northside.example"
SAM = "sam@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)

pytestmark = pytest.mark.slow


@pytest.fixture
def stage(database_url: str, sample: Path, tmp_path: Path) -> Iterator[Stage]:
    (tmp_path / "models").symlink_to(sample / "models")
    secrets = replace(no_secrets(), database_url=database_url)
    here = install(sample_settings(ROOT, tmp_path), secrets, ROOT)
    here.sync_articles()
    with here.writing() as session:
        import_directory(session, ROOT / "sample" / "directory", force=True)
    yield Stage(here)
    here.engine.dispose()


only_postgresql = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


@only_postgresql
def test_a_ticket_is_opened_answered_and_solved(stage: Stage) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    assert number == 1001
    desk = stage.desk(number)
    desk.says(SAM, "Which version is it?")
    assert stage.ticket(number).due_at is None
    ada.says("Version 12")
    desk.presses(SAM, ActName.SOLVE, words="Version 13 mends it.")
    assert stage.ticket(number).status is Status.SOLVED
    assert len(stage.letters(ADA)) == 2


@only_postgresql
def test_two_workers_at_one_inbox_open_every_ticket_once(stage: Stage) -> None:
    for number in range(12):
        place = Place("terminal", "local", ADA, f"thread-{number % 4}-{number}", direct=True)
        said = own(INCIDENT.replace("7001234", f"70012{number:02}").replace("IW-9977", f"IW-99{number:02}"))
        message = Message(f"m{number}", stage.now, place, Author("local", ADA, ADA), said, after_reply=True)
        with stage.here.writing() as session:
            assert intake.accept(session, message)
            assert not intake.accept(session, message)
    worker = InboxWorker(stage.here.road, stage.here.writing, lambda: None, now=lambda: stage.now)
    threads = [Thread(target=_until_empty, args=(worker,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(ticket.number for ticket in stage.tickets()) == list(range(1001, 1013))


def _until_empty(worker: InboxWorker) -> None:
    while worker.step():
        pass
