"""One article: what it is, and how it is read from a Markdown file with front matter."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import yaml

LARGEST: Final = 1_000_000
"""Bytes; a longer file is no article but a book, a log or an accident."""


class Kind(StrEnum):
    """What sort of article it is."""

    KNOWLEDGEBASE = "knowledgebase"
    DOCUMENTATION = "documentation"
    TUTORIAL = "tutorial"
    CERTIFICATION = "testing and certification"


class Audience(StrEnum):
    """Who may read it."""

    EVERYBODY = "everybody"
    CUSTOMERS = "customers"
    STAFF = "staff"


@dataclass(frozen=True)
class Article:
    """An article. ``body`` is Markdown; ``digest`` is the SHA-256 of its content, in a file or as stored.

    ``link`` is where people read it on the web, empty where nowhere.
    """

    slug: str
    title: str
    kind: Kind
    area: str
    audience: Audience
    updated: date
    sample: bool
    aliases: tuple[str, ...]
    body: str
    digest: str
    link: str = ""


class ArticleError(Exception):
    """A file that is no article: one sentence with file, line (0: none), what is wrong and what to do."""

    def __init__(self, path: Path, line: int, wrong: str, remedy: str) -> None:
        self.path, self.line = path, line
        place = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{place}: {wrong}; {remedy}.")


def read_article(path: Path, folder: Path | None = None) -> Article:
    """The article in ``path``; raises :class:`ArticleError`.

    ``folder`` is the outermost folder the file may lie in (its own by default): a link that leads out of
    it is refused. The file's name without ``.md`` is the slug.
    """
    content = read_file(path, folder or path.parent)
    return parse_article(path, content)


def read_file(path: Path, folder: Path) -> bytes:
    """The bytes of an article's file, after a look at where it lies and how large it is."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ArticleError(
            path, 1, "the file is a link that leads out of its folder", "copy the file instead"
        )
    if not path.is_file():
        raise ArticleError(path, 1, "this is not a readable file", "remove it or put an article in its place")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise ArticleError(
            path, 1, f"the file cannot be read ({error.strerror})", "look at its rights"
        ) from error
    if len(content) > LARGEST:
        raise ArticleError(path, 1, "the file is larger than 1 MB", "split it into several articles")
    return content


def parse_article(path: Path, content: bytes) -> Article:
    """The article that ``content``, the bytes of the file ``path``, holds; raises :class:`ArticleError`."""
    front, body, body_line = _parts(path, _decoded(path, content))
    form = _Form(path, front)
    if not body.strip():
        raise ArticleError(path, body_line, "there is no text below the front matter", "write the article")
    return Article(
        slug=_slug(path),
        title=form.text("title", 200),
        kind=form.choice("kind", Kind),
        area=form.code("area"),
        audience=form.choice("audience", Audience),
        updated=form.day("updated"),
        sample=form.flag("sample"),
        aliases=form.texts("aliases", 200),
        body=body,
        digest=hashlib.sha256(content).hexdigest(),
        link=form.address("link"),
    )


def https_address(written: str) -> str:
    """An address a person can open in a browser, without signs that could end it early; or nothing."""
    address = written.strip()
    return address if len(address) <= 500 and _ADDRESS.fullmatch(address) else ""


def _decoded(path: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ArticleError(
            path, line, "the text is not UTF-8", "save the file with the encoding UTF-8"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ArticleError(path, line, "the text holds a NUL character", "save it again as plain text")
    return text.replace("\r\n", "\n")


def _parts(path: Path, text: str) -> tuple[str, str, int]:
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise ArticleError(
            path, 1, "the front matter is missing", "begin the file with a line '---' and the fields"
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise ArticleError(path, 1, "the front matter does not end", "put a line '---' below its last field")
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]).strip("\n") + "\n", end + 2


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _slug(path: Path) -> str:
    if len(path.stem) > 120 or not _SLUG.fullmatch(path.stem):
        raise ArticleError(
            path, 1, "the file's name cannot be part of an address", "use small letters, digits and hyphens"
        )
    return path.stem


_FIELDS = ("title", "kind", "area", "audience", "updated", "sample", "aliases", "link")
_ADDRESS = re.compile(r"https?://[^\s<>\"'|`\\^{}()\[\]\x00-\x1f\x7f]+")
_Choice = TypeVar("_Choice", bound=StrEnum)


class _Form:
    """The fields of a front matter with the lines they stand on."""

    def __init__(self, path: Path, front: str) -> None:
        self.path = path
        self.values: dict[str, Any] = {}
        self.lines: dict[str, int] = {}
        for key, value in self._nodes(front):
            self._take(str(key.value)[:60], key.start_mark.line + 2, value)

    def _nodes(self, front: str) -> list[tuple[yaml.Node, yaml.Node]]:
        try:
            node = yaml.compose(front, Loader=yaml.SafeLoader)
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 2 if mark else 2
            remedy = "write 'field: value', with quotes around a value that holds a colon"
            raise ArticleError(self.path, line, "the front matter is not valid YAML", remedy) from error
        if not isinstance(node, yaml.MappingNode):
            raise ArticleError(self.path, 2, "the front matter holds no fields", "write 'field: value' lines")
        return list(node.value)

    def _take(self, name: str, line: int, value: yaml.Node) -> None:
        twice = name in self.lines
        self.lines[name] = line
        if twice:
            self._refuse(name, f"the field '{name}' stands there twice", "remove one of the two")
        if name not in _FIELDS:
            self._refuse(name, f"the field '{name}' is unknown", f"the fields are {', '.join(_FIELDS)}")
        try:
            self.values[name] = yaml.SafeLoader("").construct_object(value, deep=True)
        except (yaml.YAMLError, ValueError):
            self._refuse(name, f"the value of '{name}' does not exist", "correct it, or write it in quotes")

    def text(self, name: str, longest: int) -> str:
        value = self._given(name)
        if not isinstance(value, str) or not value.strip() or len(value) > longest:
            self._refuse(
                name, f"'{name}' is no text", f"write 1 to {longest} characters, in quotes if in doubt"
            )
        return " ".join(value.split())

    def choice(self, name: str, choices: type[_Choice]) -> _Choice:
        value = self._given(name)
        if not isinstance(value, str) or value not in [choice.value for choice in choices]:
            self._refuse(name, f"this {name} is unknown", f"use one of {', '.join(choices)}")
        return choices(value)

    def code(self, name: str) -> str:
        value = self._given(name)
        if not isinstance(value, str) or len(value) > 60 or not _SLUG.fullmatch(value):
            self._refuse(name, f"'{name}' is no short name", "use small letters, digits and hyphens")
        return value

    def day(self, name: str) -> date:
        value = self._given(name)
        if isinstance(value, datetime) or not isinstance(value, date):
            self._refuse(name, f"'{name}' is no date", "write it as year-month-day, such as 2026-03-31")
        return value

    def flag(self, name: str) -> bool:
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            self._refuse(name, f"'{name}' is neither true nor false", "write true or false")
        return value

    def texts(self, name: str, longest: int) -> tuple[str, ...]:
        value = self.values.get(name) or []
        if not isinstance(value, list) or len(value) > 100:
            self._refuse(name, f"'{name}' is no list", "write one '- ...' line for each, a hundred at most")
        if any(not isinstance(item, str) or not 0 < len(item.strip()) <= longest for item in value):
            self._refuse(
                name,
                f"an entry of '{name}' is no text",
                f"write 1 to {longest} characters, in quotes if in doubt",
            )
        return tuple(" ".join(item.split()) for item in value)

    def address(self, name: str) -> str:
        value = self.values.get(name) or ""
        if not isinstance(value, str) or (value and not https_address(value)):
            self._refuse(name, f"'{name}' is no address", "write it as https://..., 500 characters at most")
        return value

    def _given(self, name: str) -> Any:
        if self.values.get(name) is None:
            self._refuse(
                name, f"the field '{name}' is missing", f"add a line '{name}: ...' to the front matter"
            )
        return self.values[name]

    def _refuse(self, name: str, wrong: str, remedy: str) -> NoReturn:
        raise ArticleError(self.path, self.lines.get(name, 1), wrong, remedy)
