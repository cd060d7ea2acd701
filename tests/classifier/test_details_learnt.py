"""What was learnt of marked messages: the tagger, the trees, the file they are kept in."""

from __future__ import annotations

import itertools
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingRegressor

from classifier.archive import UnfitModelError, unzipped, zipped
from classifier.details.attributes import attributes, is_narrow
from classifier.details.augment import Writer
from classifier.details.boosting import boosted
from classifier.details.crf import Tagged, _Chains, _Layout, fitted
from classifier.details.examples import read_examples, version_of
from classifier.details.listed import directory_of
from classifier.details.people_candidates import candidates
from classifier.details.places import Place
from classifier.details.store import SHIPPED, load, save, shipped
from classifier.details.table import FAR, MARGIN, WIDTH, Talk, row_of, table
from classifier.details.tagger import OFFSETS, TAGS, Head, chances, likeliest_path
from classifier.details.tokens import covered, tokens
from classifier.details.view import view

TALK = Talk({}, {})


def test_what_comes_along_was_learnt_of_the_examples_that_come_along() -> None:
    assert shipped().version == version_of()


def test_what_comes_along_is_small() -> None:
    assert SHIPPED.stat().st_size < 1_000_000


def test_reading_details_needs_no_scikit_learn() -> None:
    words = "from classifier.details import read_details; from guard import screen; import sys"
    asked = "read_details(screen('it says No route to host').text); sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", f"{words}; {asked}"], check=False).returncode == 0


def test_what_is_kept_reads_as_before(tmp_path: Path) -> None:
    path = tmp_path / "learnt.zip"
    save(shipped(), path)
    assert path.read_bytes() == SHIPPED.read_bytes()
    again = load(path)
    said = attributes("a box says Pool is dry", tokens("a box says Pool is dry", 99))
    assert np.array_equal(again.tagger.scored(said), shipped().tagger.scored(said))


def _with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(SHIPPED) as archive:
        names = [part for part in archive.namelist() if part != "manifest.json"]
    return zipped({**unzipped(SHIPPED.read_bytes(), SHIPPED.name, [names]), name: content})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("about.json", b"{}"),
        ("about.json", b'{"format": 1, "width": 3, "version": "x", "trees": {}}'),
        ("names.json", b"[[], []]"),
        ("names.json", b"[1]"),
        ("heard.json", b'{"a": "b"}'),
        ("wide.npy", b"\x93NUMPY"),
        ("errors-cuts.npy", b""),
        ("strange.json", b"{}"),
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / "learnt.zip"
    path.write_bytes(_with_part(name, content))
    with pytest.raises(UnfitModelError):
        load(path)


def test_a_torn_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "learnt.zip"
    path.write_bytes(SHIPPED.read_bytes()[:-100])
    with pytest.raises(UnfitModelError):
        load(path)


HEAD = Head(np.array([[0.3, -0.2, -9.0], [0.1, -0.4, 0.6], [-0.3, -0.5, 0.8]]), np.array([0.2, -0.1, -9.0]))
SCORES = np.array(
    [[0.1, 0.4, -0.3], [0.2, -0.6, 0.5], [0.0, 0.3, 0.7], [0.9, -0.2, 0.1], [0.3, 0.8, -0.5]],
    dtype=np.float32,
)


def _weight(tags: tuple[int, ...]) -> float:
    total = float(HEAD.starts[tags[0]]) + sum(float(SCORES[at, tag]) for at, tag in enumerate(tags))
    return total + sum(float(HEAD.moves[pair]) for pair in itertools.pairwise(tags))


def test_chances_are_sums_over_all_ways_to_tag() -> None:
    ways = {tags: np.exp(_weight(tags)) for tags in itertools.product(range(3), repeat=len(SCORES))}
    whole = sum(ways.values())
    found = chances(SCORES, HEAD, 5)
    assert np.exp(found.none) == pytest.approx(ways[0, 0, 0, 0, 0] / whole)
    best = found.likeliest[0]
    length = best.end - best.start
    meant = [
        weight
        for tags, weight in ways.items()
        if tags[best.start : best.end] == (1, *[2] * (length - 1))
        and tags[best.end : best.end + 1] in ((), (0,))
        and (best.start == 0 or tags[best.start - 1] == 0)
    ]
    assert np.exp(best.log) == pytest.approx(sum(meant) / whole)
    for at in range(len(SCORES)):
        begun = sum(weight for tags, weight in ways.items() if tags[at] == 1)
        held = sum(weight for tags, weight in ways.items() if tags[at])
        assert np.exp(found.first[at]) == pytest.approx(begun / whole)
        assert found.inside[at] == pytest.approx(held / whole)


def test_the_likeliest_path_is_the_best_of_all() -> None:
    best = max(itertools.product(range(3), repeat=len(SCORES)), key=_weight)
    assert tuple(likeliest_path(SCORES, HEAD)) == best


def test_a_tagger_finds_what_it_was_taught() -> None:
    texts = [
        f"{name} gets {fault} today" for name in ("Ann", "she", "he") for fault in ("red alarm", "blue alarm")
    ]
    said = [attributes(text, tokens(text, 99)) for text in texts]
    taught = [Tagged(rows, [[0, 0, 1, 2, 0], [0] * 5], [1.0, 1.0]) for rows in said]
    tagger = fitted(taught, heads=2, strength=0.1, rounds=40)
    words = attributes("who gets red alarm today", tokens("who gets red alarm today", 99))
    scores = tagger.scored(words)
    assert likeliest_path(scores[:, 0], tagger.heads[0]) == [0, 0, 1, 2, 0]
    assert likeliest_path(scores[:, 1], tagger.heads[1]) == [0] * 5


def _chains() -> _Chains:
    texts = ["Ann gets red alarm today", "it says no", "so"]
    tags = [[0, 0, 1, 2, 0], [0, 0, 1], [0]]
    said = [attributes(text, tokens(text, 99)) for text in texts]
    taught = [
        Tagged(rows, [marks], [weight]) for rows, marks, weight in zip(said, tags, (1, 0.2, 1), strict=True)
    ]
    layout = _Layout(sorted({name for rows in said for row in rows for name in row}))
    return _Chains(
        layout.matrix(taught),
        np.array([len(each.rows) for each in taught]),
        np.concatenate([each.tags[0] for each in taught]),
        np.array([each.weights[0] for each in taught]),
        0.5,
    )


def test_the_slope_is_what_the_loss_changes_by() -> None:
    chains = _chains()
    random = np.random.default_rng(7)
    values = random.normal(size=chains.columns.count * TAGS + TAGS * TAGS + TAGS)
    slope = chains._loss(values)[1]
    for _ in range(5):
        aside = random.normal(size=len(values)) * 1e-5
        change = chains._loss(values + aside)[0] - chains._loss(values - aside)[0]
        assert change == pytest.approx(2 * aside @ slope, rel=1e-4)


def test_neighbours_count_by_how_far_they_are() -> None:
    tagger = shipped().tagger
    said = attributes("box: Pool is dry", tokens("box: Pool is dry", 99))
    scores = tagger.scored(said)
    expected = np.zeros_like(scores.reshape(len(said), -1))
    for at in range(len(said)):
        for column, offset in enumerate(OFFSETS):
            if not 0 <= at + offset < len(said):
                expected[at] += tagger.outside[column]
                continue
            known = [tagger.names[name] for name in said[at + offset] if tagger.names.get(name, 0) > 0]
            expected[at] += tagger.wide[known].reshape(len(known), len(OFFSETS), -1)[:, column].sum(axis=0)
        narrow = [-tagger.names[name] for name in said[at] if tagger.names.get(name, 0) < 0]
        expected[at] += tagger.narrow[narrow].sum(axis=0)
    assert np.allclose(scores.reshape(len(said), -1), expected, atol=1e-4)


def test_narrow_attributes_have_narrow_places() -> None:
    assert all(is_narrow(name) == (place < 0) for name, place in shipped().tagger.names.items())


def test_trees_say_what_scikit_learn_says() -> None:
    random = np.random.default_rng(3)
    rows = random.normal(size=(200, 12)).astype(np.float32)
    wanted = (rows[:, 0] > rows[:, 1]).astype(float)
    trees = boosted(rows, wanted.tolist(), [1.0] * 200, trees=20)
    same = GradientBoostingRegressor(
        n_estimators=20,
        learning_rate=0.04,
        max_depth=4,
        subsample=0.6,
        min_samples_leaf=8,
        max_features=0.12,
        random_state=7,
    ).fit(rows, wanted)
    assert np.allclose(trees(rows), same.predict(rows), atol=1e-5)


def test_a_candidate_is_a_row_of_what_stands_around_it() -> None:
    found = tokens("We saw it. The box says Pool is dry", 99)
    rows = table(found, attributes("We saw it. The box says Pool is dry", found), TALK)
    assert rows.rows.shape == (len(found) + 2 * MARGIN, WIDTH)
    assert rows.begins == [0, 0, 0, 0, 4, 4, 4, 4, 4, 4]
    assert rows.ends == [4, 4, 4, 4, 10, 10, 10, 10, 10, 10]
    row = row_of(rows, 7, 10, (5.0,))
    assert row[:8].tolist() == [5.0, 3.0, 3.0, 0.0, 7.0, 0.0, 10.0, pytest.approx(0.7)]
    assert FAR in row


def test_tokens_are_found_by_their_place() -> None:
    found = tokens("say: ERR-12 at a/b.c\nnow", 99)
    assert [token.words for token in found] == ["say", ":", "ERR-12", "at", "a/b.c", "\n", "now"]
    assert list(covered(found, Place(6, 13))) == [2, 3]
    assert not covered(found, Place(4, 5))
    assert view("", TALK) is None


def test_the_same_texts_are_made_each_time() -> None:
    examples = read_examples()[:20]
    assert [*Writer().copies(examples, 2)] == [*Writer().copies(examples, 2)]
    assert [*Writer().carried(5, ["we wait."])] == [*Writer().carried(5, ["we wait."])]


def test_made_texts_hold_what_is_marked_in_them() -> None:
    examples = [replace(example, steps=None) for example in read_examples()[::10]]
    made = [*Writer().copies(examples, 2), *Writer().carried(50, ["we wait."])]
    assert len(made) > 60
    for example in made:
        assert not example.error or example.error in example.text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Stuart B is off the list", "Stuart B"),
        ("dra Noemi recorded 12 min", "dra Noemi"),
        ("her name is Jéssica Moura do Carmo can she", "Jéssica Moura do Carmo"),
        ("a note of G. S. Bhullar is lost", "G. S. Bhullar"),
        ("an error on shawnas screen", "shawna"),
    ],
)
def test_names_are_proposed_whole(text: str, name: str) -> None:
    directory = directory_of(("Shawna Pitre", "Shawna Mouton"))
    places = candidates(text, tokens(text, 99), directory, Talk({"list": 9}, {}))
    assert name in [text[slice(*place)] for place in places]
