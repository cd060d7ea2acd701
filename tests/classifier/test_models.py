"""Models and the state of the sorting in the database, on both kinds of database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from classifier import models, state
from classifier.archive import LARGEST_FILE, UnfitModelError
from classifier.category import Category
from classifier.corrections import Said, forget, memory, remember
from classifier.memory import Whose
from classifier.model import Classifier
from classifier.models import Model, NoSuchModelError
from classifier.store import packed
from guard import own
from records.engine import Transactions

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = own("the editor takes ages to open a job from the pool")
FIGURES = {"accuracy": 0.8, "macro_f1": 0.75}


def model(version: str, *, promoted: bool = True, revision: int = 1) -> Model:
    why = None if promoted else own("the accuracy fell")
    return Model(version, "1-base", NOON, revision, 100, 3, FIGURES, FIGURES, promoted, why)


def say(transaction: Transactions, number: int, label: Category = Category.INCIDENT) -> None:
    said = Said(NOON, WORDS, label, "staff", f"m{number}", conversation_id=number, customer_id=1)
    with transaction() as session:
        remember(session, said)


def test_what_is_said_at_the_same_time_makes_a_revision_each(transaction: Transactions) -> None:
    with ThreadPoolExecutor(4) as at_once:
        list(at_once.map(lambda number: say(transaction, number), range(12)))
    with transaction() as session:
        assert state.current(session) == (12, None, 0)
        assert models.new_since(session, "1-base") == 12
        assert memory(session).recall(WORDS, Whose()) is Category.INCIDENT
        forget(session, WORDS, conversation_id=3)
        assert state.current(session) == (13, None, 13)


def test_a_model_comes_back_as_it_was_recorded(transaction: Transactions, small: Classifier) -> None:
    with transaction() as session:
        models.record(session, model(small.version), packed(small), keep=5)
    with transaction() as session:
        assert state.current(session).model == small.version
        assert models.listed(session) == (model(small.version),)
        again = models.opened(session, small.version)
    assert again.triage(str(WORDS)) == small.triage(str(WORDS))


def test_a_refused_model_is_kept_and_not_used(transaction: Transactions) -> None:
    with transaction() as session:
        models.record(session, model("a"), b"", keep=5)
        models.record(session, model("b", promoted=False), b"", keep=5)
        assert state.current(session).model == "a"
        assert [(one.version, one.why) for one in models.listed(session)] == [
            ("b", "the accuracy fell"),
            ("a", None),
        ]
        models.promote(session, "b")
        assert models.find(session, "b").promoted
        assert state.current(session).model == "b"


def test_the_same_model_again_takes_the_place_of_the_first(transaction: Transactions) -> None:
    with transaction() as session:
        models.record(session, model("a", promoted=False), b"", keep=5)
        models.record(session, model("a", revision=2), b"", keep=5)
        assert [(one.version, one.revision) for one in models.listed(session)] == [("a", 2)]


def test_what_cannot_be_a_model_is_refused(transaction: Transactions) -> None:
    with transaction() as session:
        with pytest.raises(ValueError, match="larger than one can be"):
            models.record(session, model("a"), b"\0" * (LARGEST_FILE + 1), keep=5)
        models.record(session, model("b"), b"no model", keep=5)
        with pytest.raises(UnfitModelError, match=r"^the model b in the database is torn or no model file"):
            models.opened(session, "b")
        for missing in (models.opened, models.find, models.promote):
            with pytest.raises(NoSuchModelError, match="model c"):
                missing(session, "c")
