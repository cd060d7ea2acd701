"""Folders are brought onto the shelf by content hash; a broken file or a missing folder loses nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from guard import Screened, own
from knowledge import intake, shelf
from knowledge.intake import SyncReport
from knowledge.shelf import ArticleRow
from knowledge.sources.folder import HouseFolder
from tests.knowledge.conftest import AT, Desk, article


def test_articles_are_added_changed_removed_and_left_alone(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    for slug in ("one", "two", "three"):
        desk.write(slug, article(slug))
    assert desk.sync() == SyncReport(added=("one", "three", "two"))
    desk.write("two", article("Another two"))
    desk.write("area/four", article("four"))
    (desk.folder / "three.md").unlink()
    assert desk.sync() == SyncReport(
        added=("four",), changed=("two",), removed=("three",), unchanged=("one",)
    )
    assert desk.sync() == SyncReport(unchanged=("four", "one", "two"))
    assert desk.slugs() == ["four", "one", "two"]


def test_readme_hidden_and_other_files_are_no_articles(desk: Desk) -> None:
    desk.write("README", "# About\n")
    desk.write(".git/config", article())
    desk.write(".draft", article())
    (desk.folder / "notes.txt").write_text("no article", "utf-8")
    assert desk.sync() == SyncReport()


def test_a_broken_file_is_reported_and_the_article_it_was_stays(desk: Desk) -> None:
    desk.write("one", article("The old title"))
    desk.sync()
    path = desk.write("one", article("The new title", kind="nonsense"))
    report = desk.sync()
    assert report.rejected[0][0] == path.as_posix()
    assert "this kind is unknown" in report.rejected[0][1]
    assert (report.removed, report.changed) == ((), ())
    with desk.transaction() as session:
        [found] = shelf.articles(session, ["one"])
    assert found.title == "The old title"


def test_a_folder_that_is_not_there_takes_nothing_away(desk: Desk) -> None:
    desk.write("one", article())
    desk.sync()
    shutil.rmtree(desk.folder)
    report = desk.sync()
    assert report.rejected[0][1].endswith("is no folder; correct the path or create it.")
    assert desk.slugs() == ["one"]


def test_a_path_too_long_to_keep_is_reported(desk: Desk) -> None:
    folder = desk.folder / ("x" * 120) / ("y" * 120)
    folder.mkdir(parents=True)
    assert "is longer than 248 characters; move" in desk.sync(folder).rejected[0][1]


def test_one_folder_does_not_touch_the_articles_of_another(desk: Desk) -> None:
    desk.write("one", article())
    other = desk.place / "other"
    other.mkdir()
    (other / "two.md").write_text(article("two"), "utf-8")
    desk.sync()
    assert desk.sync(other) == SyncReport(added=("two",))
    assert desk.slugs() == ["one", "two"]


def test_the_same_name_twice_is_refused_and_the_first_one_wins(desk: Desk) -> None:
    desk.write("a/one", article("first"))
    desk.write("b/one", article("second"))
    report = desk.sync()
    assert report.added == ("one",)
    assert "has the same name; rename one of the two files" in report.rejected[0][1]


def test_a_name_held_by_another_source_is_refused(desk: Desk) -> None:
    desk.write("one", article())
    desk.sync()
    other = desk.place / "other"
    other.mkdir()
    (other / "one.md").write_text(article("not mine"), "utf-8")
    report = desk.sync(other)
    assert report.added == report.changed == ()
    assert "the name is taken by an article from folder:" in report.rejected[0][1]


def test_a_folder_that_has_moved_takes_its_articles_along(desk: Desk) -> None:
    desk.write("one", article())
    desk.sync()
    moved = desk.folder.rename(desk.place / "moved")
    assert desk.sync(moved) == SyncReport(unchanged=("one",))
    (moved / "one.md").unlink()
    assert desk.sync(moved).removed == ("one",)


def test_a_file_that_moves_within_its_folder_stays_the_same_article(desk: Desk) -> None:
    desk.write("a/one", article())
    desk.sync()
    (desk.folder / "a" / "one.md").rename(desk.folder / "one.md")
    assert desk.sync() == SyncReport(unchanged=("one",))
    with desk.transaction() as session:
        assert session.scalar(select(ArticleRow.path)) == "one.md"


def test_folders_that_are_no_longer_named_are_retired(desk: Desk) -> None:
    desk.write("one", article())
    desk.sync()
    with desk.transaction() as session:
        assert intake.retire(session, [HouseFolder(desk.folder)]) == ()
        assert intake.retire(session, [HouseFolder(desk.place / "other")]) == ("one",)
    assert desk.slugs() == []


def test_health_data_does_not_reach_the_shelf(desk: Desk) -> None:
    desk.write("one", article(body="Patient DOB 03/04/1961 was called.\n", aliases="['DOB 03/04/1961']"))
    desk.sync()
    with desk.transaction() as session:
        found = shelf.articles(session)[0]
    assert "1961" not in found.body + found.aliases[0]
    assert isinstance(found.body, Screened)
    assert isinstance(found.aliases[0], Screened)


def test_a_long_article_is_screened_whole(desk: Desk) -> None:
    body = "A line about nothing in particular, of which there are many here.\n" * 4000 + "DOB 03/04/1961\n"
    desk.write("one", article(body=body))
    desk.sync()
    with desk.transaction() as session:
        found = shelf.articles(session)[0].body
    assert len(found) > 250_000
    assert "1961" not in found


def test_files_are_screened_again_when_the_guard_has_changed(desk: Desk) -> None:
    desk.write("one", article(body="Call 812-235-7239.\n"))
    desk.sync()
    with desk.transaction() as session:
        before = shelf.articles(session)[0]
        report = intake.sync(session, [desk.folder], AT, afresh=True, screener=lambda _text: own("spared"))
        after = shelf.articles(session)[0]
    assert report == SyncReport(changed=("one",))
    assert (after.body, after.digest != before.digest) == ("spared", True)
    assert desk.sync(afresh=True).changed == ("one",)
    assert desk.sync(afresh=True).unchanged == ("one",)


def test_progress_is_told_file_by_file(desk: Desk) -> None:
    desk.write("one", article())
    desk.write("two", article())
    told: list[tuple[int, int]] = []
    with desk.transaction() as session:
        intake.sync(session, [desk.folder], AT, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_failure_in_the_middle_changes_nothing(desk: Desk) -> None:
    desk.write("one", article())
    desk.write("two", article())

    def fails(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), desk.transaction() as session:
        intake.sync(session, [desk.folder], AT, progress=fails)
    assert desk.slugs() == []


def test_a_link_out_of_the_folder_is_not_followed(desk: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(article("secret"), "utf-8")
    (desk.folder / "secret.md").symlink_to(outside / "secret.md")
    (desk.folder / "linked").symlink_to(outside)
    report = desk.sync()
    assert report.added == ()
    assert "leads out of its folder" in report.rejected[0][1]
