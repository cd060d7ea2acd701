"""What was exported is taken in again unchanged, whatever it came from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from knowledge import intake, shelf
from knowledge.articles import Article, Audience, Kind, parse_article
from knowledge.shelf import guarded, stored
from knowledge.sources.confined import Confined
from knowledge.sources.export import ExportReport, as_file, export
from knowledge.sources.folder import FileFolder, HouseFolder
from knowledge.sources.source import Source
from tests.knowledge.conftest import AT, SAMPLE, Desk, article
from tests.knowledge.sources.files import page


def exported(desk: Desk, folder: Path) -> ExportReport:
    with desk.transaction() as session:
        return export(shelf.articles(session), folder)


def test_taken_in_again_nothing_changes(desk: Desk, confined: Confined, tmp_path: Path) -> None:
    helped = tmp_path / "help"
    helped.mkdir()
    words = "Patient DOB 03/04/1961: use <b>a|b</b>."
    (helped / "a.html").write_bytes(page(words, f"<p>{words}<pre>---\n x</pre><h2>---</h2><p>- a<p>---"))
    sources: list[Source] = [HouseFolder(SAMPLE), FileFolder(helped)]
    first = intake.take_in(desk.transaction, sources, AT, confined)
    out = tmp_path / "out"
    assert len(exported(desk, out).written) == len(first.added)
    report = intake.take_in(desk.transaction, [HouseFolder(out)], AT, confined, only=True)
    assert report == intake.SyncReport(unchanged=first.added)
    assert exported(desk, out).written == ()


def test_what_is_no_article_any_more_is_named_and_stays(desk: Desk, tmp_path: Path) -> None:
    path = desk.write("one", article())
    desk.sync()
    out = tmp_path / "out"
    assert exported(desk, out) == ExportReport(written=("accounts/one.md",))
    path.unlink()
    desk.write("two", article())
    desk.sync()
    assert exported(desk, out) == ExportReport(written=("accounts/two.md",), left=("accounts/one.md",))
    assert {file.name for file in (out / "accounts").iterdir()} == {"one.md", "two.md"}


titles = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)
bodies = st.text(max_size=80).filter(lambda text: text.strip() and "\0" not in text and "\r\n" not in text)


@given(titles.filter(str.isprintable), bodies, st.lists(titles.filter(str.isprintable), max_size=3))
def test_any_article_comes_back_as_it_was(title: str, body: str, aliases: list[str]) -> None:
    day, words = date(2026, 1, 2), body.strip("\n") + "\n"
    one = Article("a", title, Kind.CERTIFICATION, "x", Audience.STAFF, day, True, tuple(aliases), words, "")
    again = parse_article(Path("a.md"), as_file(one).encode())
    assert stored(again, guarded)["digest"] == stored(one, guarded)["digest"]
