"""What staff vouch for becomes a new model in the background, and only when it is no worse."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.build import Installation, install
from app.demo import no_secrets, sample_settings
from app.refits import Refits
from app.settings import TriageSettings
from bot.message import ActName
from classifier import models, state
from classifier.category import Category, Triage
from classifier.corrections import Correction, Said, forget, remember
from classifier.examples import Example, read_examples
from classifier.memory import Whose
from classifier.model import Classifier
from classifier.models import Model
from classifier.store import packed
from guard import Screened, restored
from records import work
from tests.stories.stage import ROOT, Stage

ADA = "ada@northside.example"
SAM = "sam@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
WORDS = ("the pedal drops every second word", "lists at the north site", "two factor at the desk in hall B")


def few() -> tuple[Example, ...]:
    """Eight messages of each category: fitted in a moment."""
    known = read_examples()
    return tuple(one for each in Category for one in [one for one in known if one.label is each][:8])


def refits(stage: Stage, **settings: object) -> Refits:
    """Due after three corrections; nothing may fall, and there is no golden message unless it is set."""
    golden = stage.here.folder / "golden.jsonl"
    if not golden.exists():
        golden.write_text("", "utf-8")
    chosen = TriageSettings.model_validate(
        {"refit_after": 3, "margin": 0.2, "golden": str(golden), **settings}
    )
    return replace(stage.here.refits, settings=chosen, examples=few, now=lambda: stage.now)


def corrected(stage: Stage, label: Category = Category.SERVICE, *, count: int = 3) -> None:
    """Staff have said of so many texts what they are."""
    with stage.here.writing() as session:
        for number, words in enumerate(WORDS[:count]):
            said = Said(
                stage.now, restored(words), label, "staff", f"m{number}{label}", conversation_id=number
            )
            remember(session, said)


def listed(stage: Stage) -> tuple[Model, ...]:
    with stage.here.reading() as session:
        return models.listed(session)


def used(stage: Stage) -> str | None:
    with stage.here.reading() as session:
        return state.current(session).model


@pytest.mark.slow
def test_what_staff_vouch_for_becomes_a_model_that_every_replica_uses(stage: Stage) -> None:
    beside = Stage(install(sample_settings(ROOT, stage.here.folder), no_secrets(), ROOT))
    shipped = stage.here.sorter.model.version
    assert beside.here.sorter.model.version == shipped
    corrected(stage, count=2)
    assert not refits(stage).step(), "two are not enough"
    corrected(stage)
    assert refits(stage).step()
    [model] = listed(stage)
    assert (model.promoted, model.base, model.corrections) == (True, shipped, 3)
    assert model.version.startswith(f"{shipped}+3.")
    beside.here.follow_model()
    assert beside.here.sorter.model.version == model.version
    heard = beside.person(ADA).says("How do I reset the password of a transcriptionist?")
    assert heard.triage is not None
    assert heard.triage.model == model.version
    assert not refits(stage).step(), "nothing new has come in"
    beside.here.engine.dispose()


@pytest.mark.slow
def test_a_candidate_that_sorts_a_golden_message_otherwise_is_refused(stage: Stage) -> None:
    golden = stage.here.folder / "golden.jsonl"
    golden.write_text(json.dumps({"text": WORDS[0], "label": "feature"}) + "\n", "utf-8")
    corrected(stage)
    assert refits(stage).step()
    [model] = listed(stage)
    assert not model.promoted
    assert model.why == f'the golden message "{WORDS[0]}" would be sorted as service, not feature'
    assert used(stage) is None
    stage.here.follow_model()
    assert stage.here.sorter.model is stage.here.classifier
    assert not refits(stage).step(), "it is not tried again until more has come in"


@pytest.mark.slow
def test_a_golden_file_that_cannot_be_read_stops_the_refit_and_loses_nothing(stage: Stage) -> None:
    corrected(stage)
    broken = refits(stage, golden="no-such-file.jsonl")
    assert not broken.step()
    assert listed(stage) == ()
    stage.later(minutes=10)
    assert refits(stage).step()
    assert len(listed(stage)) == 1


@pytest.mark.slow
def test_a_refit_that_failed_is_not_in_the_way_of_one_that_is_asked_for(stage: Stage) -> None:
    corrected(stage)
    assert not refits(stage, golden="no-such-file.jsonl").step()
    told: list[str] = []
    assert refits(stage).at_once(told.append).promoted
    assert told[-1] == "all examples and corrections"


@pytest.mark.slow
def test_a_program_that_ends_leaves_its_refit_to_the_next_one(stage: Stage) -> None:
    corrected(stage)
    ending = replace(refits(stage), stopped=lambda: True)
    assert not ending.step()
    assert listed(stage) == ()
    assert refits(stage).step()
    assert len(listed(stage)) == 1


REPLICA = """
import sys
from pathlib import Path
from app.build import install
from app.demo import no_secrets, sample_settings
from tests.stories import test_refits as story
from tests.stories.stage import ROOT, Stage
stage = Stage(install(sample_settings(ROOT, Path(sys.argv[1])), no_secrets(), ROOT))
story.refits(stage).step()
"""


@pytest.mark.slow
def test_a_process_that_is_killed_in_the_middle_of_a_refit_loses_nothing(stage: Stage) -> None:
    corrected(stage)
    command = [sys.executable, "-c", REPLICA, str(stage.here.folder)]
    replica = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    until(lambda: attempts(stage) == 1)
    os.kill(replica.pid, signal.SIGKILL)
    replica.wait()
    assert listed(stage) == ()
    assert not refits(stage).step(), "its lease has not run out"
    with stage.here.writing() as session:
        session.execute(text("UPDATE work SET lease_until = 0 WHERE queue = 'refits'"))
    assert refits(stage).step()
    assert [one.promoted for one in listed(stage)] == [True]
    with stage.here.reading() as session:
        assert session.query(Correction).count() == 3
        assert work.backlog(session, "refits").waiting == 0


def attempts(stage: Stage) -> int:
    with stage.here.reading() as session:
        return session.query(work.WorkRow.attempts).filter_by(queue="refits").scalar() or 0


def until(holds: Callable[[], bool], within: float = 60.0) -> None:
    ends = time.monotonic() + within
    while not holds():
        assert time.monotonic() < ends, "it did not come to that"
        time.sleep(0.02)


def test_words_that_are_erased_leave_the_model_with_the_next_refit(stage: Stage) -> None:
    corrected(stage)
    kept(stage, "a", base=stage.here.classifier.version, revision=3)
    patient = refits(stage)
    assert not patient.step()
    with stage.here.writing() as session:
        forget(session, restored(WORDS[0]), conversation_id=0)
        assert models.holds_erased(session, stage.here.classifier.version)


def test_a_ticket_that_staff_solve_counts_towards_the_next_refit(stage: Stage) -> None:
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    stage.desk(number).presses(SAM, ActName.SOLVE)
    with stage.here.reading() as session:
        assert models.new_since(session, stage.here.classifier.version) == 1


def kept(
    stage: Stage,
    version: str,
    *,
    promoted: bool = True,
    keep: int = 5,
    base: str = "1-base",
    revision: int = 1,
) -> None:
    """A model of this version is in the database, and used if it was promoted."""
    figures = {"accuracy": 0.8, "macro_f1": 0.8}
    model = Model(version, base, stage.now, revision, 100, 3, figures, figures, promoted, None)
    named = replace(stage.here.classifier, version=version)
    with stage.here.writing() as session:
        models.record(session, model, packed(named), keep=keep)


def test_only_the_last_models_are_kept_and_the_one_in_use(stage: Stage) -> None:
    kept(stage, "a")
    for version in ("b", "c", "d"):
        kept(stage, version, promoted=False, keep=2)
    assert [one.version for one in listed(stage)] == ["d", "c", "a"]
    assert used(stage) == "a"


def test_before_a_model_stands_the_one_that_was_used_last(stage: Stage) -> None:
    for version, promoted in (("a", True), ("b", False), ("c", True)):
        kept(stage, version, promoted=promoted)
    with stage.here.reading() as session:
        found = [models.before(session, version) for version in ("c", "a")]
    assert [one.version if one else None for one in found] == ["a", None]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE models SET content = X'504B0304'", "its checksum does not agree"),
        ("DELETE FROM models", "is not in the database"),
    ],
)
def test_a_model_that_cannot_be_used_leaves_the_sorting_to_the_shipped_one(
    stage: Stage, damage: str, told: str
) -> None:
    kept(stage, "a")
    with stage.here.writing() as session:
        session.execute(text(damage))
    stage.here.follow_model()
    assert stage.here.sorter.model is stage.here.classifier
    assert told in stage.here.sorter.problem
    heard = stage.person(ADA).says("How do I reset the password of a transcriptionist?")
    assert heard.triage is not None
    assert heard.triage.model == stage.here.classifier.version


@pytest.fixture
def contrary(stage: Stage) -> Classifier:
    """A model that holds the opposite of what the shipped one does."""
    shipped = stage.here.classifier
    return replace(shipped, weights=-shipped.weights, offsets=-shipped.offsets, version="contrary")


def swapping(stage: Stage, versions: tuple[str | None, ...], over: threading.Event) -> None:
    while not over.is_set():
        for version in versions:
            with stage.here.writing() as session:
                models.promote(session, version)
            stage.here.follow_model()


def test_while_models_are_swapped_each_answer_comes_whole_from_one(
    stage: Stage, contrary: Classifier
) -> None:
    figures = {"accuracy": 0.8, "macro_f1": 0.8}
    row = Model("contrary", "1-base", stage.now, 1, 9, 9, figures, figures, promoted=True, why=None)
    with stage.here.writing() as session:
        models.record(session, row, packed(contrary), keep=5)
    asked = [restored(one.text) for one in few()[::5]]
    expected = {
        (model.version, words): model.triage(words)
        for model in (stage.here.classifier, contrary)
        for words in asked
    }
    heard = answers(stage.here, stage, asked)
    assert {found.model for _, found in heard} == {stage.here.classifier.version, "contrary"}
    assert all(found == expected[found.model, words] for words, found in heard)


def answers(here: Installation, stage: Stage, asked: list[Screened]) -> list[tuple[str, Triage]]:
    """What three threads hear while a fourth swaps the models, until both have answered."""
    over = threading.Event()
    heard: list[tuple[str, Triage]] = []

    def ask() -> None:
        while not over.is_set():
            with here.reading() as session:
                heard.extend((words, here.sorter.triage(session, words, Whose())) for words in asked)

    swap = threading.Thread(target=swapping, args=(stage, (None, "contrary"), over))
    threads = [swap, *(threading.Thread(target=ask) for _ in range(3))]
    for one in threads:
        one.start()
    until(lambda: len({found.model for _, found in heard}) == 2 and len(heard) > 200)
    over.set()
    for one in threads:
        one.join()
    return heard
