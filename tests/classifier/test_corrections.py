"""What humans said is kept once per message, and answers like messages when staff vouch for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from classifier.category import Category
from classifier.corrections import Correction, Memory, SaidBy, confirm, confirmed, remember
from guard import Screened, restored
from records.base import Base

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = "the editor takes ages to open a job from the pool"


def screened(text: str) -> Screened:
    answer: Screened = restored(text)
    return answer


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine, tables=[Base.metadata.tables["corrections"]])
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def say(
    session: Session, label: Category, said_by: SaidBy, message: str = "m1", text: str = WORDS
) -> Correction:
    return remember(session, at=NOON, text=screened(text), label=label, said_by=said_by, message_id=message)


def test_what_staff_say_answers_everybody_at_once(session: Session) -> None:
    say(session, Category.FEATURE, "staff")
    assert Memory.load(session).recall(WORDS) is Category.FEATURE


def test_what_a_person_says_answers_nobody_until_staff_confirm(session: Session) -> None:
    say(session, Category.FEATURE, "person")
    assert Memory.load(session).recall(WORDS) is None
    confirm(session, "m1")
    assert Memory.load(session).recall(WORDS) is Category.FEATURE


def test_a_person_may_think_again_but_not_overrule_staff(session: Session) -> None:
    say(session, Category.FEATURE, "person")
    say(session, Category.SERVICE, "person")
    assert say(session, Category.INCIDENT, "staff").label == "incident"
    assert say(session, Category.OTHER, "person").label == "incident"
    assert [row.label for row in confirmed(session)] == ["incident"]


def test_the_newest_word_about_the_same_text_wins(session: Session) -> None:
    say(session, Category.FEATURE, "staff")
    remember(
        session,
        at=NOON + timedelta(days=1),
        text=screened(WORDS.upper()),
        label=Category.INCIDENT,
        said_by="staff",
        message_id="m2",
    )
    assert Memory.load(session).recall(WORDS) is Category.INCIDENT


@pytest.mark.parametrize(
    "like",
    [
        "The editor takes ages to open a job from the pool!",
        "the editor takes ages to open a job from the pool...",
        "the editor takes ages to open a jobs from the pool",
        "teh editor takes ages to open a job from the pool",
    ],
)
def test_the_same_message_in_other_spelling_is_known(session: Session, like: str) -> None:
    say(session, Category.FEATURE, "staff")
    assert Memory.load(session).recall(like) is Category.FEATURE


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("the users of our clinic can open the job list", "the users of our clinic can't open the job list"),
        ("how do I add a user to the radiology group", "please add a user to the radiology group"),
        ("no sound", "no sounds"),
        (WORDS, "the printer takes ages to print a job from the pool"),
        (WORDS, ""),
        (WORDS, "👍"),
    ],
)
def test_what_turns_the_sense_makes_another_message(session: Session, known: str, other: str) -> None:
    say(session, Category.FEATURE, "staff", text=known)
    assert Memory.load(session).recall(other) is None


def test_numbers_of_jobs_do_not_matter(session: Session) -> None:
    say(session, Category.SERVICE, "staff", text="release job 7001234 from the queue")
    assert Memory.load(session).recall("Release job 8123456 from the queue") is Category.SERVICE


def test_five_thousand_corrections_are_searched_in_milliseconds() -> None:
    rows = [Correction(text=screened(f"{WORDS} number {n * 7919:x}"), label="incident") for n in range(5_000)]
    memory = Memory.of(rows)
    began = datetime.now(UTC)
    for _ in range(10):
        memory.recall("an entirely different message about the foot pedal of one typist")
    assert (datetime.now(UTC) - began) / 10 < timedelta(milliseconds=50)
