"""What humans said is kept once per message, and answers like messages when staff vouch for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from classifier import state
from classifier.category import Category
from classifier.corrections import Correction, Said, SaidBy, forget, memory, remember
from classifier.memory import Memory, Whose
from guard import Screened, restored
from records.base import Base

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = "the editor takes ages to open a job from the pool"


def screened(text: str) -> Screened:
    answer: Screened = restored(text)
    return answer


NORTHSIDE = Whose(1, "slack:T1/ADA")
COLLEAGUE = Whose(1, "slack:T1/BEN")
HARBOR = Whose(2, "slack:T1/HAL")


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    tables = [Base.metadata.tables[name] for name in ("corrections", "triage_state")]
    Base.metadata.create_all(engine, tables=tables)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def say(
    session: Session,
    label: Category,
    by: SaidBy,
    message: str = "m1",
    text: str = WORDS,
    *,
    tacit: bool = False,
    talk: int = 1,
    at: datetime = NOON,
) -> Correction:
    customer, asker = NORTHSIDE.customer_id, NORTHSIDE.asker
    said = Said(at, screened(text), label, by, message, tacit, talk, customer, asker, was="education")
    return remember(session, said)


def test_what_staff_say_answers_everybody_at_once(session: Session) -> None:
    say(session, Category.FEATURE, "staff")
    assert memory(session).recall(WORDS) is Category.FEATURE


def test_what_a_person_says_answers_themselves_and_their_customer_alone(session: Session) -> None:
    say(session, Category.FEATURE, "person")
    remembered = memory(session)
    assert remembered.recall(WORDS, NORTHSIDE) is Category.FEATURE
    assert remembered.recall(WORDS, COLLEAGUE) is Category.FEATURE
    assert remembered.recall(WORDS, HARBOR) is None
    assert remembered.recall(WORDS) is None


def test_once_staff_have_said_the_same_it_answers_everybody(session: Session) -> None:
    say(session, Category.FEATURE, "person")
    say(session, Category.FEATURE, "staff", "m2")
    assert memory(session).recall(WORDS, HARBOR) is Category.FEATURE
    assert session.query(Correction).count() == 1


def test_who_is_known_to_no_customer_is_remembered_by_themselves(session: Session) -> None:
    said = Said(NOON, screened(WORDS), Category.SERVICE, "person", "m1", asker="slack:T9/EVE")
    remember(session, said)
    assert memory(session).recall(WORDS, Whose(None, "slack:T9/EVE")) is Category.SERVICE
    assert memory(session).recall(WORDS, Whose(None, "slack:T9/MAL")) is None


def test_a_person_may_think_again_but_not_overrule_staff(session: Session) -> None:
    say(session, Category.FEATURE, "person")
    say(session, Category.SERVICE, "person", "m2")
    assert say(session, Category.INCIDENT, "staff", "m3").label == "incident"
    assert say(session, Category.OTHER, "person", "m4").label == "incident"
    assert memory(session).recall(WORDS, NORTHSIDE) is Category.INCIDENT


def test_what_is_only_done_is_kept_and_answers_nothing(session: Session) -> None:
    solved = say(session, Category.INCIDENT, "staff", tacit=True)
    assert (solved.confirmed, solved.tacit) == (True, True)
    assert memory(session).recall(WORDS, NORTHSIDE) is None


def test_what_staff_do_confirms_what_the_person_said(session: Session) -> None:
    say(session, Category.INCIDENT, "person")
    say(session, Category.INCIDENT, "staff", "m2", tacit=True)
    assert memory(session).recall(WORDS, HARBOR) is Category.INCIDENT


@pytest.mark.parametrize("by", ["person", "staff"])
def test_what_is_only_done_does_not_overrule_what_was_said(session: Session, by: SaidBy) -> None:
    say(session, Category.INCIDENT, "person")
    kept = say(session, Category.EDUCATION, by, "m2", tacit=True)
    assert (kept.label, kept.confirmed) == ("incident", False)


def test_the_newest_word_about_the_same_text_wins(session: Session) -> None:
    say(session, Category.FEATURE, "staff")
    say(session, Category.INCIDENT, "staff", "m2", WORDS.upper(), talk=2, at=NOON + timedelta(days=1))
    assert memory(session).recall(WORDS) is Category.INCIDENT


def test_every_change_and_nothing_else_makes_a_new_revision(session: Session) -> None:
    assert state.current(session).revision == 0
    assert say(session, Category.FEATURE, "person").revision == 1
    assert say(session, Category.FEATURE, "person", "m2").revision == 1
    assert say(session, Category.FEATURE, "staff", "m3").revision == 2
    forget(session, screened(WORDS), conversation_id=2)
    assert state.current(session).revision == 2
    forget(session, screened(WORDS), conversation_id=1)
    assert state.current(session).revision == 3
    assert memory(session).recall(WORDS) is None


def test_the_model_in_use_stands_beside_the_revision(session: Session) -> None:
    state.use(session, "1-abc")
    say(session, Category.FEATURE, "staff")
    assert state.current(session)[1] == "1-abc"
    state.use(session, None)
    assert state.current(session).model is None


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
    assert memory(session).recall(like) is Category.FEATURE


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
    assert memory(session).recall(other) is None


def test_numbers_of_jobs_do_not_matter(session: Session) -> None:
    say(session, Category.SERVICE, "staff", text="release job 7001234 from the queue")
    assert memory(session).recall("Release job 8123456 from the queue") is Category.SERVICE


def test_five_thousand_corrections_are_searched_in_milliseconds() -> None:
    texts = [screened(f"{WORDS} number {n * 7919:x}") for n in range(5_000)]
    rows = [Correction(text=text, label="incident", confirmed=True) for text in texts]
    of_many = Memory.of(rows)
    began = datetime.now(UTC)
    for _ in range(10):
        of_many.recall("an entirely different message about the foot pedal of one typist")
    assert (datetime.now(UTC) - began) / 10 < timedelta(milliseconds=50)
