"""What an article said before it was written over stays in its history, as screened words."""

from __future__ import annotations

from datetime import timedelta

from guard import Screened, own
from knowledge import intake, versions
from knowledge.shelf import ArticleRow
from knowledge.sources.folder import HouseFolder
from knowledge.versions import Version
from tests.knowledge.conftest import AT, Desk, article


def history(desk: Desk, slug: str = "one") -> list[Version]:
    with desk.transaction() as session:
        return versions.versions(session, slug)


def test_what_a_file_said_before_stays_in_the_history(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    for title in ("First", "Second", "Third"):
        desk.write("one", article(title, f"{title} words, call 317-555-0142 about Ms. Agnes Miller.\n"))
        desk.sync()
    assert [(one.number, one.title) for one in history(desk)] == [(3, "Third"), (2, "Second"), (1, "First")]
    first = history(desk)[-1]
    assert (first.at, first.by, first.source) == (AT, "", f"folder:{desk.folder.resolve()}")
    assert first.body.startswith("First words")
    assert "317-555-0142" not in first.body
    assert isinstance(first.body, Screened)


def test_what_is_read_again_unchanged_is_no_version(desk: Desk) -> None:
    desk.write("one", article())
    desk.sync()
    desk.sync(afresh=True)
    assert [one.number for one in history(desk)] == [1]


def test_an_article_that_is_gone_leaves_its_history_which_goes_on_when_it_returns(desk: Desk) -> None:
    path = desk.write("one", article("Before"))
    desk.sync()
    path.unlink()
    desk.sync()
    assert [(one.number, one.title) for one in history(desk)] == [(1, "Before")]
    desk.write("one", article("Again"))
    desk.sync()
    assert [(one.number, one.title) for one in history(desk)] == [(2, "Again"), (1, "Before")]


def test_an_article_of_a_source_that_is_no_longer_listed_leaves_its_history(desk: Desk) -> None:
    desk.write("one", article("Before"))
    desk.sync()
    with desk.transaction() as session:
        assert intake.retire(session, [HouseFolder(desk.place / "other")]) == ("one",)
    assert [one.title for one in history(desk)] == ["Before"]


def test_only_so_many_earlier_versions_are_kept(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    desk.write("one", article())
    desk.write("other", article())
    desk.sync()
    for day in range(1, 6):
        change(desk, f"Edition {day}", day, keep=2)
    assert [one.number for one in history(desk)] == [6, 5, 4]
    assert [one.number for one in history(desk, "other")] == [1]


def change(desk: Desk, title: str, day: int, keep: int) -> None:
    with desk.transaction() as session:
        row = session.query(ArticleRow).filter_by(slug="one").one()
        versions.note(session, row, keep)
        row.title, row.changed_at, row.changed_by = own(title), AT + timedelta(days=day), f"person:{day}"


def test_each_version_says_who_wrote_it_and_when(desk: Desk) -> None:
    desk.write("one", article("From the file"))
    desk.sync()
    change(desk, "By hand", 3, keep=9)
    assert [(one.title, one.by, one.at) for one in history(desk)] == [
        ("By hand", "person:3", AT + timedelta(days=3)),
        ("From the file", "", AT),
    ]
    first = history(desk)[1]
    with desk.transaction() as session:
        assert versions.version(session, "one", 1) == first
        assert versions.version(session, "one", 9) is None
