"""Makes an article of what a parser read and of what holds by default."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import quote

from knowledge.articles import Article, Audience, Kind, https_address
from knowledge.sources.source import Defaults, Taken
from knowledge.sources.text import Text

LONGEST_TITLE = 200
LONGEST_SLUG = 100
_NO_NAME = frozenset({"index", "readme", "default", "home", "main", "toc"})


def drafted(text: Text, path: str, place: str, defaults: Defaults, updated: date, link: str = "") -> Taken:
    """The article in the file ``path``. What it says counts, then ``defaults``, then its name."""
    kind, kind_note = _chosen("kind", text.said.get("kind", ""), Kind, defaults.kind)
    audience, audience_note = _chosen("audience", text.said.get("audience", ""), Audience, defaults.audience)
    article = Article(
        slug="",
        title=shortened(text.title or spoken(path, place), LONGEST_TITLE),
        kind=kind,
        area=_area(text, path, place, defaults),
        audience=audience,
        updated=text.updated or updated,
        sample=text.said.get("sample") == "true",
        aliases=text.aliases,
        body=text.body.strip("\n") + "\n",
        digest="",
        link=text.link or link,
    )
    return Taken(article, tuple(note for note in (*text.notes, kind_note, audience_note) if note))


def slugs_of(path: str) -> tuple[str, ...]:
    """Names for the file ``path``: its own, that with its folders, and that with a number."""
    pure = PurePosixPath(path)
    stem = pure.stem if pure.stem.lower() not in _NO_NAME or not pure.parent.name else pure.parent.name
    short, whole = slug(stem), slug(pure.with_suffix("").as_posix())
    numbered = (f"{short}-{number}" for number in range(2, 10))
    return tuple(dict.fromkeys(name for name in (short, whole, *numbered) if name))


def slug(words: str) -> str:
    """Words as part of an address: small letters, digits, hyphens; empty when none are left."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower())[:LONGEST_SLUG].strip("-")


def spoken(path: str, place: str) -> str:
    """A file's name as a title: ``reset-a_password.html`` is *Reset a password*."""
    pure = PurePosixPath(path)
    stem = pure.stem if pure.stem.lower() not in _NO_NAME else (pure.parent.name or PurePosixPath(place).name)
    words = " ".join(re.sub(r"[-_.]+", " ", stem).split()) or "Untitled"
    return words[:1].upper() + words[1:]


def shortened(title: str, length: int) -> str:
    """A title on one line, cut at a word where it is too long."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in title).split())
    return line if len(line) <= length else line[: length - 1].rpartition(" ")[0] + "…"


def linked(pattern: str, path: str, commit: str = "") -> str:
    """Where people read the file, by the pattern of its source."""
    address = pattern.replace("{path}", quote(path)).replace("{commit}", commit)
    return https_address(address.replace("(", "%28").replace(")", "%29")) if pattern else ""


_Choice = TypeVar("_Choice", bound=StrEnum)


def _chosen(name: str, said: str, choices: type[_Choice], default: _Choice) -> tuple[_Choice, str]:
    """What a file says, or else the default, with a note when it says something we do not know."""
    if said in list(choices):
        return choices(said), ""
    return default, f"Its {name} '{said}' is unknown; it was taken as '{default}'." if said else ""


def _area(text: Text, path: str, place: str, defaults: Defaults) -> str:
    first = PurePosixPath(path).parts[0] if "/" in path else ""
    given = (text.said.get("area", ""), defaults.area, first, PurePosixPath(place).name)
    return next((short for words in given if (short := slug(words)[:60].strip("-"))), "general")
