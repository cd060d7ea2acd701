"""The mix of the signals: as shipped until confirmed answers prove another one better."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from guard.screen import screen
from knowledge import verdicts
from knowledge.collection import Collection
from knowledge.columns import counted
from knowledge.mix import DEFAULT, NAMES, Mix, Signals, read_mix, values
from knowledge.mixfit import FEWEST, Case, Fit, case, fit
from knowledge.mixing import Kept, due, read_kept, write_kept
from knowledge.pages import prepare
from knowledge.question import read_question
from knowledge.ragged import Ragged
from knowledge.ranking import candidates, closely, matches
from knowledge.rules import LearningRules
from knowledge.search import Search, open_search
from knowledge.segment import compiled
from knowledge.titles import Speech, Titles
from knowledge.verdicts import Source
from knowledge.vocabulary import Shelf, Spelling
from tests.knowledge.conftest import AT, READER, Desk, article
from tests.knowledge.test_ranking import an_article

LOUD = replace(DEFAULT, near=3.6)
KEPT = Kept(Fit(LOUD, 120, 0.05, 0.01), 120, AT)
NOBODY = np.zeros(0, np.int32)


# Fitting, of made-up cases.


def a_case(columns: Sequence[Sequence[float]], right: int, cosine: Sequence[float] | None = None) -> Case:
    """Candidates with these five signals, whose titles differ and who speak of nobody."""
    rows = [np.array(column, np.float32) for column in columns]
    number = len(rows[0])
    tokens = Ragged(np.arange(number + 1), {"token": np.arange(number, dtype=np.int32)})
    said = Speech(NOBODY, NOBODY, np.ones(number, np.int64), np.ones(number))
    named = Titles(tokens, np.arange(number))
    return Case(Signals(*rows), said, named, right, None if cosine is None else np.array(cosine, np.float32))


def ranked_by(mix: Mix, number: int) -> list[Case | None]:
    """Cases of ten candidates of which the one that ``mix`` ranks first is right."""
    chance = np.random.default_rng(3)
    cases = [a_case(chance.random((5, 10)).tolist(), 0) for _ in range(number)]
    return [replace(one, right=int(np.argmax(one.score(mix)))) for one in cases]


def test_what_another_mix_would_rank_better_is_fitted() -> None:
    found = fit(ranked_by(replace(DEFAULT, near=3.6, label=0.125), FEWEST))
    assert (found.mix.near, found.mix.label) == (3.6, 0.125)
    assert found.gain > 0.1 > found.error > 0
    assert found == fit(ranked_by(replace(DEFAULT, near=3.6, label=0.125), FEWEST))


def test_below_a_hundred_nothing_is_fitted() -> None:
    assert fit(ranked_by(LOUD, FEWEST - 1)) == Fit(pairs=FEWEST - 1)
    assert fit([]) == Fit()


def test_where_the_mix_as_shipped_is_right_it_stays() -> None:
    assert fit(ranked_by(DEFAULT, FEWEST)).mix == DEFAULT


def test_answers_without_rhyme_or_reason_leave_the_mix_as_it_is() -> None:
    cases = ranked_by(DEFAULT, FEWEST)
    chance = np.random.default_rng(5)
    wild = [replace(one, right=int(chance.integers(10))) for one in cases if one]
    found = fit(wild)
    assert found.mix == DEFAULT
    assert found.gain <= max(0.01, found.error)


def test_questions_no_mix_can_answer_count_as_such() -> None:
    assert fit([None] * FEWEST) == Fit(pairs=FEWEST)
    found, with_others = fit(ranked_by(LOUD, FEWEST)), fit([*ranked_by(LOUD, FEWEST), *[None] * FEWEST])
    assert 0 < with_others.gain < found.gain


def test_the_encoder_is_weighed_where_there_is_one() -> None:
    even = [[1.0, 0.9], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
    told = [a_case(even, 1, [0.5, 0.62]) for _ in range(FEWEST)]
    assert told[0].reciprocal_rank(DEFAULT) == 0.5
    assert fit(told).mix == replace(DEFAULT, dense=2.0)


# What is kept.


def test_a_mix_is_kept_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "mix.json"
    write_kept(path, KEPT)
    assert read_kept(path) == KEPT
    assert [one.name for one in path.parent.iterdir()] == ["mix.json"]


@pytest.mark.parametrize(
    "change",
    [
        {"engine": "another"},
        {"mix": {"near": 1.0}},
        {"mix": []},
        {"mix": asdict(DEFAULT) | {"near": 3.7}},
        {"mix": asdict(DEFAULT) | {"label": 0.0}},
        {"mix": asdict(DEFAULT) | {"namesakes": 1.2}},
        {"mix": asdict(DEFAULT) | {"label": "0.5"}},
        {"mix": asdict(DEFAULT) | {"dense": True}},
        {"mix": asdict(DEFAULT) | {"dense": float("nan")}},
        {"pairs": FEWEST - 1},
        {"pairs": 121},
        {"gain": 10**400},
        {"gain": None},
        {"at": "yesterday"},
        {"at": "2026-01-05T09:00:00"},
    ],
)
def test_a_foreign_file_or_one_out_of_bounds_is_ignored(tmp_path: Path, change: dict[str, Any]) -> None:
    path = tmp_path / "mix.json"
    write_kept(path, KEPT)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    assert read_kept(path) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 9_000, b"7"])
def test_a_torn_file_is_ignored(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mix.json"
    path.write_bytes(content)
    assert read_kept(path) is None


def test_every_value_that_is_tried_may_be_kept() -> None:
    for name, place in product(NAMES, (0, -1)):
        mix = replace(DEFAULT, **{name: values(name)[place]})
        assert read_mix(asdict(mix)) == mix
    assert all(getattr(DEFAULT, name) in values(name) for name in NAMES)


def test_it_is_fitted_again_after_a_day_or_with_a_fifth_more_answers() -> None:
    assert not due(None, FEWEST - 1, AT)
    assert due(None, FEWEST, AT)
    assert not due(KEPT, 143, AT + timedelta(hours=23))
    assert due(KEPT, 144, AT)
    assert due(KEPT, 120, AT + timedelta(days=1))
    assert due(KEPT, FEWEST - 1, AT), "answers were taken back: what was fitted to them goes"
    assert not due(replace(KEPT, fit=Fit()), FEWEST - 1, AT + timedelta(days=1))


# An installation.

SYLLABLES = ("ba", "ke", "mi", "lo", "zu", "dra", "fen", "gil", "pom", "tur")


def names(number: int) -> list[str]:
    """So many made-up words."""
    return ["".join(parts) + "k" for parts in product(SYLLABLES, repeat=3)][:number]


def furnished(desk: Desk, number: int) -> Search:
    """Titles hold the words of questions that other articles answer, whose texts hold them together.

    For each question but the last staff have said which one answers it.
    """
    made_up = names(2 * number)
    questions = [f"{one} {two}" for one, two in zip(made_up[::2], made_up[1::2], strict=True)]
    for place, question in enumerate(questions):
        one, two = question.split()
        desk.write(f"decoy-{place}", article(f"The {one} beyond any {two}", "Nothing is known here.\n"))
        desk.write(f"right-{place}", article(f"Chapter {place}", f"Look: {question} goes like this.\n"))
    desk.sync()
    with desk.transaction() as session:
        for place, question in enumerate(questions[:-1]):
            verdicts.record(
                session,
                at=AT,
                slug=f"right-{place}",
                source=Source.STAFF,
                question=screen(question).text,
                said_by="p:1",
            )
    return desk.search()


def test_an_installation_whose_answers_ask_for_it_gets_a_mix_of_its_own(desk: Desk) -> None:
    search, unconfirmed = furnished(desk, FEWEST + 1), " ".join(names(2 * FEWEST + 2)[-2:])
    assert search.search(unconfirmed, audience=READER).hits[0].slug == f"decoy-{FEWEST}"
    assert search.fit_mix(AT)
    assert search.mixed is not None
    assert search.mixed.fit.gain == 0.5, "its own wording does not help a question while it is judged"
    assert search.search(unconfirmed, audience=READER).hits[0].slug == f"right-{FEWEST}"
    assert not search.fit_mix(AT + timedelta(hours=1)), "it is not time yet"
    assert desk.search().mix == search.mix != DEFAULT
    off = open_search(desk.transaction, desk.place / "index", LearningRules(fit_mix=False))
    assert off.mix == DEFAULT
    assert not off.fit_mix(AT + timedelta(days=2), at_once=True)


def test_with_another_mix_it_is_learnt_anew_how_sure_the_search_is(desk: Desk) -> None:
    search = furnished(desk, 2)
    assert search.learn_sureness(at_once=True)
    assert not search.learn_sureness(at_once=True)
    write_kept(desk.place / "index" / "mix.json", KEPT)
    search = desk.search()
    assert search.learn_sureness(at_once=True)
    assert not search.learn_sureness(at_once=True)


def test_what_another_process_has_fitted_is_taken_up_and_a_torn_file_is_not(desk: Desk) -> None:
    search = furnished(desk, 2)
    path = desk.place / "index" / "mix.json"
    write_kept(path, replace(KEPT, confirmed=FEWEST, fit=replace(KEPT.fit, mix=LOUD, pairs=FEWEST)))
    assert desk.search().mix == LOUD
    path.write_bytes(path.read_bytes()[:-9])
    assert desk.search().mix == DEFAULT
    write_kept(path, KEPT)
    assert search.mix == DEFAULT
    assert search.fit_mix(AT), "there is one answer, and nothing may be fitted to it"
    assert search.mix == desk.search().mix == DEFAULT


@pytest.mark.parametrize("mix", [DEFAULT, LOUD, replace(DEFAULT, mentioned=1.0, namesakes=0.15)])
def test_a_case_is_scored_as_the_ranking_does(mix: Mix) -> None:
    pages = [
        prepare(an_article("clean", "Clean the printer", "Unplug the printer. Then wipe the glass.\n")),
        prepare(an_article("clean-too", "Clean the printer", "Shake the dust out.\n")),
        prepare(an_article("glass", "Glass", "How to clean the printer is told elsewhere; wipe it.\n")),
        prepare(an_article("wipe", "Wipe a disk", "To wipe a disk, clean the head of the printer.\n")),
    ]
    collection = Collection([compiled(counted(pages))])
    shelf = Shelf({word: 1 for page in pages for word in page.written})
    spelling = Spelling([lambda: shelf], collection)
    question = read_question("wipe the glass of the printer", collection, collection, spelling)
    allowed = np.ones(len(pages), bool)
    found = matches(collection, question, allowed, mix=mix)
    close = closely(collection, question, candidates(collection, question, allowed))
    assert case(close, 0).score(mix).tolist() == found.score.tolist()
    assert len(set(found.score.tolist())) > 1
    assert found.mentioned.max() == 1
