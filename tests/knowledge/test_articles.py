"""Articles are read from files, and a file that is none is refused with one clear sentence."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from knowledge.articles import LARGEST, ArticleError, Audience, Kind, read_article
from tests.knowledge.conftest import article

WHOLE = """\
---
title: "Reset a password: how"
kind: testing and certification
area: accounts
audience: staff
updated: 2026-03-31
sample: true
aliases:
  - forgot my   password
---

Press the button.
"""


def test_every_field_of_the_front_matter_is_read(tmp_path: Path) -> None:
    path = tmp_path / "reset-a-password.md"
    path.write_text(WHOLE, "utf-8")
    found = read_article(path)
    assert (found.slug, found.title, found.area) == ("reset-a-password", "Reset a password: how", "accounts")
    assert (found.kind, found.audience, found.sample) == (Kind.CERTIFICATION, Audience.STAFF, True)
    assert (found.updated, found.aliases) == (date(2026, 3, 31), ("forgot my password",))
    assert found.body == "Press the button.\n"
    assert len(found.digest) == 64


def test_sample_and_aliases_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(article(), "utf-8")
    found = read_article(path)
    assert (found.sample, found.aliases) == (False, ())


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + article().replace("\n", "\r\n").encode())
    assert read_article(path).body == "Press the button.\n"


REFUSED = {
    "no front matter": ("Just text.\n", 1, "the front matter is missing"),
    "front matter without end": ("---\ntitle: x\n", 1, "the front matter does not end"),
    "front matter is no YAML": ("---\ntitle: a: b\n---\n\ntext\n", 2, "the front matter is not valid YAML"),
    "front matter is a list": ("---\n- title\n---\n\ntext\n", 2, "the front matter holds no fields"),
    "no title": (article(title=""), 2, "the field 'title' is missing"),
    "title is a number": (article(title="12"), 2, "'title' is no text"),
    "unknown kind": (article(kind="guide"), 3, "this kind is unknown"),
    "area with blanks": (article(area="My area"), 4, "'area' is no short name"),
    "unknown audience": (article(audience="all"), 5, "this audience is unknown"),
    "impossible day": (article(updated="2026-02-30"), 6, "the value of 'updated' does not exist"),
    "day as text": (article(updated="last May"), 6, "'updated' is no date"),
    "day with a time": (article(updated="2026-01-02 10:00:00"), 6, "'updated' is no date"),
    "unknown field": (article(author="me"), 7, "the field 'author' is unknown"),
    "sample as text": (article(sample="perhaps"), 7, "'sample' is neither true nor false"),
    "aliases as text": (article(aliases="other"), 7, "'aliases' is no list"),
    "alias is a number": (article(aliases="[1]"), 7, "an entry of 'aliases' is no text"),
    "a tag that builds an object": (
        article(title="!!python/object/apply:os.getcwd []"),
        2,
        "the value of 'title' does not exist",
    ),
    "a field twice": (article(area="a\narea: b"), 5, "the field 'area' stands there twice"),
    "a value within itself": (article(aliases="&a [*a]"), 7, "the value of 'aliases' does not exist"),
    "no text": (article(body="  \n"), 8, "there is no text below the front matter"),
    "a NUL": (article(body="a\0b\n"), 9, "the text holds a NUL character"),
}


@pytest.mark.parametrize(("text", "line", "wrong"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_no_article_is_refused_with_line_and_remedy(
    tmp_path: Path, text: str, line: int, wrong: str
) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, "utf-8")
    with pytest.raises(ArticleError) as refused:
        read_article(path)
    sentence = str(refused.value)
    assert sentence.startswith(f"{path}, line {line}: {wrong}; ")
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_file_that_is_not_utf_8_is_refused_where_it_goes_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(article(body="one\ntwo\n").encode() + b"caf\xe9\n")
    with pytest.raises(ArticleError, match="line 11: the text is not UTF-8; save"):
        read_article(path)


def test_a_file_above_one_megabyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(article(body="x" * LARGEST), "utf-8")
    with pytest.raises(ArticleError, match="larger than 1 MB; split"):
        read_article(path)


@pytest.mark.parametrize("name", ["My Article", "a_b", "-a", "ä", "x" * 121])
def test_a_name_that_cannot_stand_in_an_address_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.md"
    path.write_text(article(), "utf-8")
    with pytest.raises(ArticleError, match="small letters, digits and hyphens"):
        read_article(path)


def test_a_link_out_of_the_folder_is_refused_and_one_within_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (tmp_path / "secret.md").write_text(article(), "utf-8")
    (folder / "real.md").write_text(article(), "utf-8")
    (folder / "out.md").symlink_to(tmp_path / "secret.md")
    (folder / "within.md").symlink_to(folder / "real.md")
    with pytest.raises(ArticleError, match="leads out of its folder; copy"):
        read_article(folder / "out.md", folder)
    assert read_article(folder / "within.md", folder).slug == "within"


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    for name in ("pipe.md", "folder.md", "nothing.md"):
        with pytest.raises(ArticleError, match="not a readable file"):
            read_article(tmp_path / name)
