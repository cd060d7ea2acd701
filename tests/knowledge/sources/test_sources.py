"""Folders, git repositories and exports come onto the shelf; what does not is told with its remedy."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge import intake, shelf
from knowledge.articles import Article, Audience, Kind
from knowledge.intake import SyncReport
from knowledge.sources.checkout import Checkout
from knowledge.sources.confined import Confined
from knowledge.sources.folder import FileFolder, HouseFolder
from knowledge.sources.source import Defaults, Source
from knowledge.sources.zendesk import HelpCentre
from tests.knowledge.conftest import AT, Desk, article
from tests.knowledge.sources.files import docx, page, pdf

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@dataclass(frozen=True)
class TakeIn:
    """Brings sources onto a shelf."""

    desk: Desk
    confined: Confined

    def __call__(self, *sources: Source, **how: Any) -> SyncReport:
        return intake.take_in(self.desk.transaction, sources, AT, self.confined, **how)

    def stand(self) -> dict[str, Article]:
        """What is on the shelf now, by slug."""
        with self.desk.transaction() as session:
            return {one.slug: one for one in shelf.articles(session)}


@pytest.fixture
def take_in(desk: Desk, confined: Confined) -> TakeIn:
    return TakeIn(desk, confined)


@pytest.fixture
def help_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "help"
    (folder / "imc").mkdir(parents=True)
    return folder


# Folders of files.


def test_files_of_every_format_become_articles_with_what_holds_by_default(
    take_in: TakeIn, help_folder: Path
) -> None:
    (help_folder / "imc" / "Reset a Password.html").write_bytes(page())
    (help_folder / "Guide_v2.pdf").write_bytes(pdf([[(10.0, "Words of the guide.")]]))
    (help_folder / "letter.docx").write_bytes(docx([("", "Words of the letter.")]))
    (help_folder / "note.md").write_text("Words of the note.\n", "utf-8")
    os.utime(help_folder / "note.md", (0, 1_772_600_000))
    defaults = Defaults(Kind.TUTORIAL, Audience.CUSTOMERS, link="https://docs.example.org/{path}")
    report = take_in(FileFolder(help_folder, defaults))
    assert report.added == ("guide-v2", "letter", "note", "reset-a-password")
    found = take_in.stand()
    assert [one.title for one in found.values()] == ["Guide v2", "By its facts", "Note", "Reset a password"]
    assert {one.kind for one in found.values()} == {Kind.TUTORIAL}
    assert {one.audience for one in found.values()} == {Audience.CUSTOMERS}
    assert (found["reset-a-password"].area, found["note"].area) == ("imc", "help")
    assert found["note"].updated == date(2026, 3, 4)
    assert found["guide-v2"].link == "https://docs.example.org/Guide_v2.pdf"
    assert found["reset-a-password"].link == "https://docs.example.org/imc/Reset%20a%20Password.html"


def test_without_a_word_about_it_an_article_is_for_staff(take_in: TakeIn, help_folder: Path) -> None:
    (help_folder / "a.md").write_text("Words.\n", "utf-8")
    (help_folder / "b.md").write_text("---\naudience: everybody\n---\nWords.\n", "utf-8")
    (help_folder / "c.md").write_text("---\naudience: the world\n---\nWords.\n", "utf-8")
    report = take_in(FileFolder(help_folder))
    assert [one.audience.value for one in take_in.stand().values()] == ["staff", "everybody", "staff"]
    assert report.noted[0][1].endswith("c.md: Its audience 'the world' is unknown; it was taken as 'staff'.")


def test_what_has_not_changed_is_not_read_again(take_in: TakeIn, help_folder: Path) -> None:
    for name in ("a", "b"):
        (help_folder / f"{name}.html").write_bytes(page(name))
    source = FileFolder(help_folder)
    take_in(source)
    (help_folder / "b.html").write_bytes(page("b", "<p>Other words."))
    (help_folder / "a.html").touch()
    read: list[str] = []

    class Watched(FileFolder):
        def article(self, path: str, confined: Any) -> Any:
            read.append(path)
            return super().article(path, confined)

    assert take_in(Watched(help_folder)) == SyncReport(changed=("b",), unchanged=("a",))
    assert read == ["b.html"]


def test_other_defaults_are_taken_over(take_in: TakeIn, help_folder: Path) -> None:
    (help_folder / "a.md").write_text("Words.\n", "utf-8")
    take_in(FileFolder(help_folder))
    take_in(FileFolder(help_folder, Defaults(audience=Audience.EVERYBODY)))
    assert take_in.stand()["a"].audience is Audience.EVERYBODY


def test_a_sync_that_was_cut_off_goes_on_where_it_was(take_in: TakeIn, help_folder: Path) -> None:
    for number in range(intake.AT_ONCE + 3):
        (help_folder / f"{number:02}.md").write_text(f"Words {number}.\n", "utf-8")

    def cut_off(done: int, _total: int) -> None:
        if done > intake.AT_ONCE + 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(FileFolder(help_folder), progress=cut_off)
    report = take_in(FileFolder(help_folder))
    assert (len(report.unchanged), len(report.added)) == (intake.AT_ONCE, 3)


def test_names_stay_unique_and_do_not_change_places(take_in: TakeIn, help_folder: Path) -> None:
    (help_folder / "imc" / "index.html").write_bytes(page("The IMC"))
    (help_folder / "z.html").write_bytes(page("Late"))
    take_in(FileFolder(help_folder))
    (help_folder / "imc" / "z.html").write_bytes(page("Early"))
    assert take_in(FileFolder(help_folder)).added == ("imc-z",)
    assert {slug: one.title for slug, one in take_in.stand().items()} == {
        "imc": "The IMC",
        "imc-z": "Early",
        "z": "Late",
    }


def test_a_file_that_moves_stays_the_same_article(take_in: TakeIn, help_folder: Path) -> None:
    (help_folder / "a.html").write_bytes(page())
    take_in(FileFolder(help_folder))
    (help_folder / "a.html").rename(help_folder / "imc" / "a.html")
    report = take_in(FileFolder(help_folder))
    assert (report.added, report.removed, report.changed) == ((), (), ("a",))
    (help_folder / "imc" / "a.html").unlink()
    assert take_in(FileFolder(help_folder)).removed == ("a",)


def test_each_file_that_is_no_article_is_told_with_its_remedy(take_in: TakeIn, help_folder: Path) -> None:
    outside = help_folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("Secret.\n", "utf-8")
    (help_folder / "link.md").symlink_to(outside / "secret.md")
    (help_folder / "linked").symlink_to(outside)
    (help_folder / "old.doc").write_bytes(b"x")
    (help_folder / "what").write_bytes(b"x")
    (help_folder / "esc\x1b[31m.md").write_text("Words.\n", "utf-8")
    (help_folder / "picture.png").write_bytes(b"x")
    (help_folder / ".hidden.md").write_text("Words.\n", "utf-8")
    (help_folder / "large.md").write_bytes(b"x" * 2_000)
    (help_folder / "pointer.pdf").write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    os.mkfifo(help_folder / "pipe.md")
    report = take_in(FileFolder(help_folder, largest=1_000))
    assert take_in.stand() == {}
    told = "\n".join(sentence for _, sentence in (*report.skipped, *report.rejected))
    assert "\x1b" not in told
    for words in (
        "link.md: it is a link; name the folder it leads to",
        "linked: it is a link;",
        "old.doc: files of this kind are not read; open it in Word and save it as .docx.",
        "what: files of this kind are not read; save it as Markdown",
        "signs that cannot be printed; rename it.",
        "large.md: it is larger than 0.001 MB; split it, or raise knowledge.largest_mb.",
        "pointer.pdf: it is only a pointer of Git LFS; fetch the file itself",
        "pipe.md: it is no regular file; remove it.",
    ):
        assert words in told
    assert len(told.splitlines()) == 8


def test_a_file_that_became_a_link_while_nobody_looked_is_not_followed(
    take_in: TakeIn, help_folder: Path
) -> None:
    target = help_folder.parent / "secret.md"
    target.write_text("Secret.\n", "utf-8")
    source = FileFolder(help_folder)

    class Late(FileFolder):
        def listing(self) -> Any:
            (help_folder / "a.md").write_text("Words.\n", "utf-8")
            listing = super().listing()
            (help_folder / "a.md").unlink()
            (help_folder / "a.md").symlink_to(target)
            return listing

    assert take_in(Late(source.folder)).rejected[0][1].endswith("look at its rights.")
    assert take_in.stand() == {}


def test_health_data_does_not_reach_the_shelf_from_any_format(take_in: TakeIn, help_folder: Path) -> None:
    words = "Patient DOB 03/04/1961 was called."
    (help_folder / "a.html").write_bytes(
        page(words, f"<p>a<table><tr><td>a<td>{words}<tr><td>b<td>c</table>")
    )
    (help_folder / "b.pdf").write_bytes(pdf([[(20.0, words), (10.0, words)]]))
    (help_folder / "c.docx").write_bytes(docx([("Title", words), ("", words)]))
    take_in(FileFolder(help_folder))
    for one in take_in.stand().values():
        assert "1961" not in one.title + one.body
        assert "[date of birth]" in one.body


def test_a_source_that_is_not_there_keeps_its_articles(take_in: TakeIn, help_folder: Path) -> None:
    (help_folder / "a.md").write_text("Words.\n", "utf-8")
    take_in(FileFolder(help_folder))
    shutil.rmtree(help_folder)
    assert "is no folder" in take_in(FileFolder(help_folder)).rejected[0][1]
    assert list(take_in.stand()) == ["a"]


def test_articles_of_a_source_that_is_no_longer_named_are_taken_over_or_retired(
    desk: Desk, take_in: TakeIn, help_folder: Path
) -> None:
    desk.write("one", article("One", body="The same words.\n"))
    desk.sync()
    (help_folder / "one.md").write_text(article("One", body="The same words.\n"), "utf-8")
    other = HouseFolder(help_folder)
    assert "taken by an article" in take_in(other).rejected[0][1]
    assert take_in(other, only=True) == SyncReport(unchanged=("one",))
    with desk.transaction() as session:
        assert intake.retire(session, [other]) == ()
        assert intake.retire(session, [FileFolder(help_folder)]) == ("one",)


# Git.


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *words],
        check=True,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    ).stdout.strip()


def commit(folder: Path, day: str) -> str:
    git(folder, "add", "-A")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    env = {"PATH": os.environ["PATH"], "GIT_COMMITTER_DATE": f"{day}T10:00:00Z", "HOME": os.devnull}
    subprocess.run(["git", "-C", str(folder), *who, "commit", "-qm", "x"], check=True, env=env)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "docs").mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "docs" / "a.md").write_text("# Article A\n\nWords.\n", "utf-8")
    (folder / "other.md").write_text("Words.\n", "utf-8")
    commit(folder, "2026-01-02")
    (folder / "docs" / "größe.html").write_bytes(page("Sizes"))
    (folder / "docs" / "link.md").symlink_to("../other.md")
    commit(folder, "2026-03-04")
    (folder / "docs" / "untracked.md").write_text("Words.\n", "utf-8")
    return folder


@needs_git
def test_the_tracked_files_of_a_checkout_are_read_with_their_days_and_links(
    take_in: TakeIn, repository: Path
) -> None:
    head = git(repository, "rev-parse", "HEAD")
    defaults = Defaults(link="https://git.example.org/blob/{commit}/{path}")
    report = take_in(Checkout(repository / "docs", defaults))
    found = take_in.stand()
    assert {slug: (one.title, one.updated) for slug, one in found.items()} == {
        "a": ("Article A", date(2026, 1, 2)),
        "groe": ("Sizes", date(2026, 3, 4)),
    }
    assert found["a"].link == f"https://git.example.org/blob/{head}/docs/a.md"
    assert [path.rpartition("/")[2] for path, _ in report.skipped] == ["link.md"]


@needs_git
def test_a_bare_repository_is_read_and_only_what_has_changed_in_it(take_in: TakeIn, repository: Path) -> None:
    bare = repository.parent / "bare.git"
    git(repository.parent, "clone", "-q", "--bare", str(repository), str(bare))
    assert take_in(Checkout(bare)).added == ("a", "groe", "other")
    assert take_in(Checkout(bare)) == SyncReport(
        unchanged=("a", "groe", "other"),
        skipped=((f"{bare}/docs/link.md", f"{bare}/docs/link.md: {LINK}"),),
    )


LINK = "it is a link; name the folder it leads to as a source of its own."


@needs_git
def test_nothing_in_a_repository_is_run(take_in: TakeIn, repository: Path) -> None:
    trap = repository.parent / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {repository.parent}/sprung\n", "utf-8")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "gpg.program", "diff.external"):
        git(repository, "config", name, str(trap))
    git(repository, "config", "log.showSignature", "true")
    git(repository, "config", "filter.x.smudge", str(trap))
    git(repository, "config", "diff.x.textconv", str(trap))
    (repository / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n", "utf-8")
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        (repository / ".git" / "hooks" / hook).write_text(trap.read_text("utf-8"), "utf-8")
    assert take_in(Checkout(repository)).added == ("a", "groe", "other")
    assert not (repository.parent / "sprung").exists()


@needs_git
@pytest.mark.parametrize("made", ["plain", "empty"])
def test_what_is_no_repository_is_told(take_in: TakeIn, tmp_path: Path, made: str) -> None:
    (tmp_path / "folder").mkdir()
    if made == "empty":
        git(tmp_path / "folder", "init", "-q")
    [(_, sentence)] = take_in(Checkout(tmp_path / "folder")).rejected
    assert "cannot be read as a git repository" in sentence
    assert sentence.endswith("; correct the path.")


# Zendesk.


def export(folder: Path, *articles: dict[str, Any]) -> Path:
    file = folder / "export.json"
    file.write_text(json.dumps({"count": len(articles), "articles": articles}), "utf-8")
    return file


ONE = {
    "id": 360001,
    "title": "Reset a password",
    "body": "<p>Press <b>Reset</b>.</p><script>x()</script>",
    "html_url": "https://help.example.org/hc/360001",
    "updated_at": "2026-03-04T10:00:00Z",
    "draft": False,
    "user_segment_id": None,
}


def test_an_export_of_a_help_centre_is_read(take_in: TakeIn, tmp_path: Path) -> None:
    secret = {**ONE, "id": 360002, "title": "For agents", "user_segment_id": 7}
    again = {**ONE, "id": 360003, "body": "<p>Other words."}
    file = export(
        tmp_path, ONE, secret, again, {**ONE, "id": 4, "draft": True}, {**ONE, "id": 5, "body": None}
    )
    report = take_in(HelpCentre(file, Defaults(audience=Audience.EVERYBODY)))
    found = take_in.stand()
    assert list(found) == ["for-agents", "reset-a-password", "reset-a-password-360003"]
    one = found["reset-a-password"]
    assert (one.title, one.body, one.updated) == ("Reset a password", "Press **Reset**.\n", date(2026, 3, 4))
    assert (one.audience, one.link) == (Audience.EVERYBODY, "https://help.example.org/hc/360001")
    assert found["for-agents"].audience is Audience.STAFF
    assert [sentence.partition(": ")[2] for _, sentence in report.skipped] == [
        "it is a draft; publish it, and export again.",
        "there is no text in it; write it, or remove it there.",
    ]
    assert len(take_in(HelpCentre(file, Defaults(audience=Audience.EVERYBODY))).unchanged) == 3


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("[" * 100_000, "is no JSON"),
        ("{}", "holds no articles"),
        ("\xff", "is no JSON"),
        (None, "no .json file"),
    ],
)
def test_what_is_no_export_is_told(take_in: TakeIn, tmp_path: Path, content: str | None, wrong: str) -> None:
    if content is not None:
        (tmp_path / "export.json").write_text(content, "latin-1")
    assert wrong in take_in(HelpCentre(tmp_path)).rejected[0][1]


def test_the_settings_and_the_articles_know_the_same_kinds_and_audiences() -> None:
    from app.connections import SourceSettings

    fields = SourceSettings.model_fields
    assert set(fields["kind"].annotation.__args__) == set(Kind)  # type: ignore[union-attr]
    assert set(fields["audience"].annotation.__args__) == set(Audience)  # type: ignore[union-attr]


# A process that is killed.

KILLED = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from knowledge.intake import take_in
from knowledge.sources.confined import Confined
from knowledge.sources.folder import FileFolder
from records.engine import open_database, transactions

def told(done, total):
    print(done, flush=True)
    if done == 50:
        time.sleep(60)

with Confined() as confined:
    writing, sources = transactions(open_database(sys.argv[1])), [FileFolder(Path(sys.argv[2]))]
    take_in(writing, sources, datetime(2026, 1, 5, tzinfo=UTC), confined, progress=told)
"""


@pytest.mark.slow
def test_a_sync_that_is_killed_goes_on_where_it_was(desk: Desk, take_in: TakeIn, help_folder: Path) -> None:
    for number in range(70):
        (help_folder / f"{number:02}.md").write_text(f"Words {number}.\n", "utf-8")
    address = desk.engine.url.render_as_string()
    command = [sys.executable, "-W", "ignore", "-c", KILLED, address, str(help_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "50\n" in iter(process.stdout.readline, "")
        process.kill()
    report = take_in(FileFolder(help_folder))
    assert (len(report.unchanged), len(report.added)) == (intake.AT_ONCE, 70 - intake.AT_ONCE)
