"""Articles written back to Markdown files, in the form in which they are taken in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.articles import Article


@dataclass(frozen=True)
class ExportReport:
    """The files that were written, those that said the same already, and those that are no article's.

    ``left`` are Markdown files below the folder that are nobody's any more: they stay where they are.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def export(articles: Iterable[Article], folder: Path) -> ExportReport:
    """Write every article to ``<folder>/<area>/<slug>.md``; taking them in again changes nothing.

    Each file is written aside and put in its place whole. Raises ``OSError``.
    """
    written: list[str] = []
    unchanged: list[str] = []
    for article in articles:
        path = f"{article.area}/{article.slug}.md"
        (written if _put(folder / path, as_file(article)) else unchanged).append(path)
    ours = {*written, *unchanged}
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    return ExportReport(tuple(written), tuple(unchanged), tuple(sorted(set(found) - ours)))


def put(article: Article, folder: Path) -> Path:
    """Write one article's file below the folder, whole; returns its path. Raises ``OSError``.

    An area that is a link out of the folder is refused.
    """
    path = folder / article.area / f"{article.slug}.md"
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise OSError(f"{path.parent} leads out of {folder}; remove the link")
    _put(path, as_file(article))
    return path


def as_file(article: Article) -> str:
    """The file of an article: front matter, an empty line, Markdown."""
    front = yaml.safe_dump(_fields(article), sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n{front}---\n\n{article.body}"


def _fields(article: Article) -> dict[str, Any]:
    """The fields that say something, as plain values."""
    fields: dict[str, Any] = {
        "title": str(article.title),
        "kind": article.kind.value,
        "area": article.area,
        "audience": article.audience.value,
        "updated": article.updated,
        "sample": article.sample,
        "aliases": [str(alias) for alias in article.aliases],
        "link": article.link,
    }
    return {name: value for name, value in fields.items() if value not in (False, [], "")}


def _put(path: Path, text: str) -> bool:
    """Whether the file had to be written."""
    content = text.encode()
    if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)
    return True
