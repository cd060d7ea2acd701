"""What is shown of an article, as bytes that are read when they are needed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from knowledge.articles import Audience, Kind
from knowledge.pages import Page
from knowledge.passages import telling
from knowledge.sections import Section, Shape, Unit

_SHAPES: Final = tuple(Shape)
_NUMBER: Final = {shape: number for number, shape in enumerate(_SHAPES)}


@dataclass(frozen=True)
class Head:
    """An article without its text; ``disputed`` are wordings of questions it is said not to answer."""

    slug: str
    title: str
    kind: Kind
    audience: Audience
    area: str
    updated: date
    sample: bool
    disputed: tuple[str, ...]
    link: str


def head_bytes(page: Page) -> bytes:
    """The head of a page."""
    one = page.article
    return _bytes(
        [
            one.slug,
            one.title,
            one.kind.value,
            one.audience.value,
            one.area,
            one.updated.isoformat(),
            one.sample,
            page.disputed,
            one.link,
        ]
    )


def head(content: bytes) -> Head:
    """The head that was written so."""
    slug, title, kind, audience, area, updated, sample, disputed, link = _value(content)
    return Head(
        slug,
        title,
        Kind(kind),
        Audience(audience),
        area,
        date.fromisoformat(updated),
        sample,
        tuple(disputed),
        link,
    )


def section_bytes(section: Section) -> bytes:
    """A section with its units, and the stems these are found by."""
    units = [
        [unit.text, _NUMBER[unit.shape], unit.block, " ".join(sorted(telling(unit)))]
        for unit in section.units
    ]
    return _bytes([section.heading, section.anchor, section.above, units])


def section(content: bytes) -> Section:
    """The section that was written so."""
    heading, anchor, above, units = _value(content)
    return Section(
        heading,
        anchor,
        tuple(above),
        tuple(Unit(text, _SHAPES[shape], block) for text, shape, block, _ in units),
        tuple(frozenset(stems.split()) for *_, stems in units),
    )


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _value(content: bytes) -> Any:
    return json.loads(content.decode("utf-8", "surrogatepass"))
