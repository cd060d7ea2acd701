"""The export of a Zendesk help centre as a source: the JSON its API gives for articles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from knowledge.articles import ArticleError, Audience, https_address
from knowledge.sources.confined import Confined
from knowledge.sources.drafts import drafted, linked, slug
from knowledge.sources.folder import LONGEST_NAME, content_of
from knowledge.sources.source import Defaults, Listing, Skipped, SourceError, Taken, fingerprint
from knowledge.sources.text import UnreadableError, day_of

ZENDESK: Final = "zendesk:"
"""What the source of an article from an export begins with; its path follows."""

_UNDATED = date(1970, 1, 1)


@dataclass(frozen=True)
class HelpCentre:
    """The answers of ``/api/v2/help_center/articles.json``, saved as files ending in ``.json``.

    Drafts are left out. An article that Zendesk shows to some readers only is for staff, whatever
    ``defaults`` say. ``largest`` is in bytes, of one file; an article's path is its number.
    """

    export: Path
    defaults: Defaults = field(default_factory=Defaults)
    largest: int = 100_000_000

    @property
    def name(self) -> str:
        return ZENDESK + self.export.as_posix()

    @property
    def place(self) -> str:
        return self.export.as_posix()

    def listing(self) -> Listing:
        if len(self.name) > LONGEST_NAME:
            raise SourceError(f"{self.export} is too long a path; move the export to a shorter one.")
        hindered = {path: wrong for path, one in self._articles.items() if (wrong := _hinders(one))}
        skipped = (
            Skipped(path, f"{self.place}, article {path}: {hindered[path]}.") for path in sorted(hindered)
        )
        return Listing(tuple(sorted(self._articles.keys() - hindered)), tuple(skipped))

    def digest(self, path: str) -> str:
        one = self._articles[path]
        return fingerprint(*(one.get(name) for name in _USED), self.defaults)

    def slugs(self, path: str) -> Sequence[str]:
        named = slug(_text(self._articles[path], "title"))
        return tuple(name for name in (named, f"{named}-{path}".strip("-")) if name)

    def article(self, path: str, confined: Confined) -> Taken:
        one = self._articles[path]
        try:
            text = confined.read("fragment", _text(one, "body").encode("utf-8", "replace"))
        except UnreadableError as error:
            raise ArticleError(self.export / path, 0, error.wrong, error.remedy) from error
        return drafted(
            replace(text, title=_text(one, "title") or text.title),
            path,
            self.place,
            self._defaults_for(one),
            day_of(_text(one, "updated_at")) or _UNDATED,
            https_address(_text(one, "html_url")) or linked(self.defaults.link, path),
        )

    def _defaults_for(self, one: Mapping[str, Any]) -> Defaults:
        restricted = one.get("user_segment_id") is not None or bool(one.get("user_segment_ids"))
        return replace(self.defaults, audience=Audience.STAFF) if restricted else self.defaults

    @cached_property
    def _articles(self) -> dict[str, Mapping[str, Any]]:
        """The articles by their numbers; of one that stands there twice, the later."""
        found = (one for file in self._files() for one in self._read(file))
        return {str(one["id"]): one for one in found if isinstance(one.get("id"), int)}

    def _files(self) -> list[Path]:
        files = sorted(self.export.glob("*.json")) if self.export.is_dir() else [self.export]
        if not files or not files[0].is_file():
            raise SourceError(
                f"{self.export} holds no .json file; correct the path, or save the export there."
            )
        return files

    def _read(self, file: Path) -> Iterator[Mapping[str, Any]]:
        try:
            export = json.loads(content_of(file, self.largest))
        except ArticleError as error:
            raise SourceError(str(error)) from error
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{file} is no JSON; save the export again.") from error
        articles = export.get("articles") if isinstance(export, dict) else export
        if not isinstance(articles, list):
            raise SourceError(
                f"{file} holds no articles; export them from /api/v2/help_center/articles.json."
            )
        return (one for one in articles if isinstance(one, dict))


_USED = ("id", "title", "body", "html_url", "updated_at", "user_segment_id", "user_segment_ids")


def _text(one: Mapping[str, Any], name: str) -> str:
    value = one.get(name)
    return value if isinstance(value, str) else ""


def _hinders(one: Mapping[str, Any]) -> str:
    if one.get("draft"):
        return "it is a draft; publish it, and export again"
    return "" if _text(one, "body").strip() else "there is no text in it; write it, or remove it there"
