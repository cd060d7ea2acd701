"""What was learnt of how sure the search is: kept, taken up again, and learnt anew when much has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.search import Search
from knowledge.shipped import SHIPPED
from knowledge.sure import Calibration, Model
from knowledge.sureness import Lesson, engine, likeness, read_lesson, sample, write_lesson
from tests.knowledge.conftest import EVERYONE, Desk, article
from tests.knowledge.test_selftraining import shelf

LESSON = Lesson(
    Model(SHIPPED.following, SHIPPED.first, (-1.0, 2.5), Calibration(0.5, 0.1, 300)),
    engine(),
    ("a1", "b2"),
    90,
    350,
)


def test_what_was_learnt_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "sureness.json"
    write_lesson(path, LESSON)
    assert read_lesson(path) == LESSON
    assert [one.name for one in path.parent.iterdir()] == ["sureness.json"]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"engine": "older"},
        {"first": {"bias": 1}},
        {"calibration": {"tilt": 1}},
        {"calibration": {"slope": 9}},
        {"heard": "much"},
        {"articles": None},
        {"asked": ["much"]},
        None,
    ],
)
def test_what_this_engine_cannot_use_is_as_if_there_were_nothing(
    tmp_path: Path, spoilt: dict[str, object] | None
) -> None:
    path = tmp_path / "sureness.json"
    assert read_lesson(path) is None
    write_lesson(path, LESSON)
    kept = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(kept | spoilt) if spoilt else "{", "utf-8")
    assert read_lesson(path) is None


def test_samples_say_how_much_has_changed() -> None:
    stamps = {f"slug-{number}": "1" for number in range(5000)}
    some = stamps | {f"slug-{number}": "2" for number in range(500)}
    assert likeness(sample(stamps), sample(dict(reversed(stamps.items())))) == 1
    assert likeness(sample(stamps), sample(some)) == pytest.approx(4500 / 5500, abs=0.06)
    assert likeness(sample(stamps), sample({"other": "1"})) < 0.01
    assert likeness((), ()) == 1


def stocked(desk: Desk) -> Search:
    for slug, one in shelf().items():
        desk.write(slug, article(one.title, one.body))
    desk.sync()
    return desk.search()


def test_a_search_learns_once_and_the_next_one_takes_it_up(desk: Desk) -> None:
    search = stocked(desk)
    assert search.model == SHIPPED
    assert not search.learn_sureness(), "the articles were not seen before"
    assert search.learn_sureness()
    assert search.model != SHIPPED
    assert not search.learn_sureness(at_once=True)
    assert desk.search().model == search.model
    sure = search.search("how to clean the printer", audience=EVERYONE).sure
    assert desk.search().search("how to clean the printer", audience=EVERYONE).sure == sure


def test_one_changed_article_teaches_nothing_many_do(desk: Desk) -> None:
    search = stocked(desk)
    assert search.learn_sureness(at_once=True)
    desk.write("clean-fax", article("How to clean the fax", "Take a wet cloth to it.\n"))
    desk.sync()
    search.refresh()
    assert not search.learn_sureness(at_once=True)
    for number in range(10):
        desk.write(f"new-{number}", article(f"New thing {number}", f"Of thing {number} there is news.\n"))
    desk.sync()
    search.refresh()
    assert search.learn_sureness(at_once=True)


def test_too_few_articles_keep_the_shipped_model(desk: Desk) -> None:
    desk.write("lamp", article())
    desk.sync()
    search = desk.search()
    assert search.learn_sureness(at_once=True)
    assert search.model == SHIPPED
    assert not search.learn_sureness(at_once=True)
