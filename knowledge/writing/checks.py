"""What is wrong with a draft, each as a sentence that says what to do. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from guard import Kind as HealthData
from knowledge.articles import Audience, Kind, https_address
from knowledge.writing.extract import NOTHING_FOUND
from knowledge.writing.outline import Outline, inside, outline
from knowledge.writing.private import Private, Sort

TITLE: Final = 200
"""Characters a title has at the most."""
LONG_TITLE: Final = 80
ALIASES: Final = 100
BODY: Final = 100_000
NEAR: Final = 0.5
"""From this likeness on (Jaccard of four words in a row) an article is told as saying the same."""


class Level(StrEnum):
    """Whether it stands in the way of publishing."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True)
class Check:
    """Something that is wrong; ``article`` is the slug of another one it is about, or empty."""

    level: Level
    sentence: str
    article: str = ""


@dataclass(frozen=True)
class Manuscript:
    """A draft as it is written; fields that are not chosen yet are empty."""

    title: str = ""
    kind: str = ""
    area: str = ""
    audience: str = ""
    aliases: Sequence[str] = ()
    body: str = ""


@dataclass(frozen=True)
class Like:
    """Another article, and how like the draft it is (0 to 1)."""

    slug: str
    title: str
    likeness: float


def no_article(_slug: str) -> frozenset[str] | None:
    """The shelf is empty."""
    return None


@dataclass(frozen=True)
class Around:
    """What a draft is held against.

    ``same_title`` is the slug of another article of that title, ``taken_by`` the source that has an article
    of the draft's short name; ``anchors`` gives those of an article, None where there is no such article.
    """

    known: Private = field(default_factory=Private)
    same_title: str = ""
    taken_by: str = ""
    anchors: Callable[[str], frozenset[str] | None] = no_article
    like: Sequence[Like] = ()


def checks(text: Manuscript, around: Around) -> tuple[Check, ...]:
    """Everything that is wrong, what blocks first."""
    parts = outline(text.body)
    found = (
        *_title(text, around),
        *_fields(text),
        *_body(text, parts),
        *_health_data(text),
        *_private(text, around.known),
        *_links(parts, around),
        *_like(around.like),
        *_headings(parts),
        *_images(parts),
    )
    return tuple(sorted(found, key=lambda one: one.level is Level.WARNS))


def blocked(found: Sequence[Check]) -> bool:
    """Whether any of it stands in the way of publishing."""
    return any(one.level is Level.BLOCKS for one in found)


def _blocks(sentence: str, article: str = "") -> Check:
    return Check(Level.BLOCKS, sentence, article)


def _warns(sentence: str, article: str = "") -> Check:
    return Check(Level.WARNS, sentence, article)


def _title(text: Manuscript, around: Around) -> Iterator[Check]:
    if not any(sign.isalnum() for sign in text.title):
        yield _blocks("The title is missing: write what the article helps with, such as “Reset a password”.")
    elif len(text.title) > TITLE:
        yield _blocks(f"The title has {len(text.title)} characters: shorten it to {TITLE} at the most.")
    elif len(text.title) > LONG_TITLE:
        yield _warns(
            f"The title has {len(text.title)} characters: one of up to {LONG_TITLE} is read at a glance."
        )
    if around.same_title:
        yield _blocks(
            "Another article has the same title: say in the title how they differ.", around.same_title
        )
    if around.taken_by:
        yield _blocks(
            f"An article from {around.taken_by} has the short name made of this title: choose another title."
        )


def _fields(text: Manuscript) -> Iterator[Check]:
    if text.kind not in list(Kind):
        yield _blocks("The kind is missing: choose what sort of article it is.")
    if text.audience not in list(Audience):
        yield _blocks("The audience is missing: choose who may read it.")
    if not text.area:
        yield _blocks("The area is missing: write one short word, such as “accounts”.")
    if len(text.aliases) > ALIASES or any(len(one) > TITLE for one in text.aliases):
        yield _blocks(
            f"There are too many other names, or one is too long: keep {ALIASES} of {TITLE} characters."
        )


def _body(text: Manuscript, parts: Outline) -> Iterator[Check]:
    if not parts.text.strip():
        yield _blocks("There is no text yet: write what to do.")
    elif " ".join(NOTHING_FOUND.split()) in parts.text:
        yield _blocks("The sentence of the empty draft still stands there: write what to do, and remove it.")
    elif len(text.body) > BODY:
        yield _blocks("The text has more than 100,000 characters: make several articles of it.")


def _health_data(text: Manuscript) -> Iterator[Check]:
    written = "\n".join((text.title, *text.aliases, text.body))
    kinds = [str(kind) for kind in HealthData if f"[{kind}]" in written]
    if kinds:
        found = ", ".join(kinds)
        yield _blocks(
            f"What looks like patients' data stood there and was taken out ({found}): write without it."
        )


_SENTENCES: Final[Mapping[Sort, tuple[Level, str]]] = {
    Sort.NAME: (
        Level.BLOCKS,
        "“{}” is somebody's name in the directory: write “the user” or a made-up name.",
    ),
    Sort.PART: (Level.WARNS, "“{}” is also a name in the directory: if somebody is meant, write “the user”."),
    Sort.CUSTOMER: (Level.BLOCKS, "“{}” is a customer: write “the customer”."),
    Sort.JOB: (Level.BLOCKS, "“{}” looks like a job number: write “the job”."),
    Sort.TICKET: (Level.BLOCKS, "“{}” looks like a ticket number: leave it out."),
    Sort.ADDRESS: (Level.BLOCKS, "“{}” is a mail address: say whose address is meant instead."),
    Sort.WORDS: (Level.BLOCKS, "“{}” are a customer's own words: say it in other words."),
}
_SHOWN: Final = 120


def _private(text: Manuscript, known: Private) -> Iterator[Check]:
    told = set()
    for part in (text.title, *text.aliases, text.body):
        for one in known.found(part):
            level, sentence = _SENTENCES[one.sort]
            words = " ".join(part[one.start : one.end].split())
            shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
            if shown not in told:
                told.add(shown)
                yield Check(level, sentence.format(shown))


def _links(parts: Outline, around: Around) -> Iterator[Check]:
    for link in dict.fromkeys(parts.links):
        if sentence := _wrong_with(link, parts, around):
            yield _blocks(sentence)


def _wrong_with(link: str, parts: Outline, around: Around) -> str:
    """What is wrong with a link, or nothing. Addresses outside are judged by their form, never called."""
    if ":" in link.partition("/")[0]:
        return "" if https_address(link) else f"The link “{link}” is no address: write it as https://..."
    target = inside(link)
    if target is None:
        return (
            f"The link “{link}” cannot be understood: name an article by its short name, or write https://..."
        )
    anchors = around.anchors(target.slug) if target.slug else parts.anchors
    if anchors is None:
        return f"The link “{link}” leads to no article: correct its short name, or remove the link."
    if target.anchor and target.anchor not in anchors:
        return f"The link “{link}” leads to a heading that is not there: correct what stands behind #."
    return ""


def _like(others: Sequence[Like]) -> Iterator[Check]:
    for one in others:
        if one.likeness >= NEAR:
            share = round(one.likeness * 100)
            sentence = f"“{one.title}” says much the same ({share} in 100): mend that article instead?"
            yield _warns(sentence, one.slug)


def _headings(parts: Outline) -> Iterator[Check]:
    if any(one.level == 1 for one in parts.headings):
        yield _warns(
            "A heading of the first level stands in the text: the title is one already, begin with ##."
        )
    for before, after in pairwise(parts.headings):
        if after.level > before.level + 1:
            yield _warns(f"The heading “{after.text}” skips a level: give it {'#' * (before.level + 1)}.")


def _images(parts: Outline) -> Iterator[Check]:
    for address in parts.bare_images:
        yield _warns(f"The picture “{address}” has no words: say between the brackets what it shows.")
