"""The page about one article: what it says, its figures, what it learnt, and its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.permissions import ALL_STAFF, MANAGING_KNOWLEDGE
from knowledge import shelf
from knowledge.article_figures import is_refused, is_stale
from knowledge.article_page import ArticlePage, article_page
from knowledge.articles import Audience
from knowledge.differences import differences
from knowledge.learnt import Matter
from knowledge.likeness import likeness_of
from knowledge.versions import Version
from records.engine import Session
from tickets import directory
from web.console import markdown
from web.console.page import Asked, Html, NotThere, Page

MONTHS: Final = 12
"""Months whose figures are shown."""
ALIKE: Final = 0.5
"""From this likeness on another article is shown as saying much the same."""
NEAREST: Final = 5
"""So many of the nearest articles are looked at for that."""
GONE: Final = "There is no article of this name. Look for it in the list of articles."
NO_VERSION: Final = "This version is not kept any more. The article's page lists those that are."


def show_article(asked: Asked) -> Html:
    """All there is to know of the article."""
    with asked.here.reading() as session:
        page = found_page(session, asked.path["slug"])
        people = _people(session, page)
        alike = _alike(asked, session, page)
    rules, learning = asked.here.articles, asked.here.learning
    questions = [_Question(matter, matter.outcome(learning)) for matter in page.matters]
    return Html(
        "article.html",
        {
            "page": page,
            "held": page.now,
            "html": markdown.shown(page.now.body),
            "cut": len(page.now.body) > markdown.LONGEST,
            "stale": is_stale(page.now.updated, page.figures, rules, asked.at),
            "refused": is_refused(page.figures, rules),
            "months": [(_month(month), found) for month, found in list(page.months.items())[:MONTHS]],
            "answered": [one for one in questions if one.answered],
            "failed": [one for one in questions if not one.answered],
            "alike": alike,
            "past": [_Past(one, came_from(one, people)) for one in page.versions],
            "lies": where_it_lies(page.source, page.path),
            "people": people,
            "may_act": bool(asked.person.roles & MANAGING_KNOWLEDGE),
            "longest_why": LONGEST_WHY,
        },
    )


LONGEST_WHY: Final = 500
"""Characters of a reason."""


def show_difference(asked: Asked) -> Html:
    """What a version changed in the one before it, or in the one the address names."""
    slug, number = asked.path["slug"], asked.path["number"]
    with asked.here.reading() as session:
        page = found_page(session, slug)
        people = _people(session, page)
    kept = {str(one.number): one for one in page.versions}
    after = kept.get(number)
    if after is None:
        raise NotThere(NO_VERSION)
    before = kept.get(asked.query.get("with", str(after.number - 1)))
    return Html(
        "article_version.html",
        {
            "page": page,
            "after": after,
            "before": before,
            "others": [one for one in page.versions if one.number != after.number],
            "lines": None if before is None else differences(before, after),
            "html": markdown.shown(after.body),
            "from_where": came_from(after, people),
            "is_now": page.on_shelf and after is page.now,
            "may_act": bool(asked.person.roles & MANAGING_KNOWLEDGE),
        },
    )


def found_page(session: Session, slug: str) -> ArticlePage:
    """The article; raises :class:`NotThere` when there is none and was none."""
    found = article_page(session, slug)
    if found is None:
        raise NotThere(GONE)
    return found


def where_it_lies(source: str, path: str) -> str:
    """Where the article is changed: a sentence."""
    kind, _, folder = source.partition(":")
    if not folder:
        return "It is written here, in the console."
    said = _SOURCES.get(kind, "It comes from {folder}, {path}.")
    return said.format(folder=folder, path=path)


_SOURCES: Final[Mapping[str, str]] = {
    "folder": "Its file is {path} in the folder {folder}. Change it there: the next sync takes that in.",
    "files": "Its file is {path} in the folder {folder}. Change it there: the next sync takes that in.",
    "git": "Its file is {path} in the git repository {folder}. Change it there: the next sync takes that in.",
    "zendesk": "It is {path} of the help centre exported to {folder}. Change it there and export it anew.",
}


def came_from(version: Version, people: Mapping[str, str]) -> str:
    """Who wrote a version, or what it was read from."""
    if version.by:
        return people.get(version.by, "somebody who is gone")
    kind = version.source.partition(":")[0]
    return {"git": "a git repository", "zendesk": "a help centre"}.get(kind, "a file")


@dataclass(frozen=True)
class _Question:
    matter: Matter
    outcome: str

    @property
    def answered(self) -> bool:
        """Whether anybody said that the article answers it, and not more that it does not."""
        more = len(self.matter.solved) >= len(self.matter.not_quite)
        return self.matter.vouched or (bool(self.matter.solved) and more)

    @property
    def verdict(self) -> int:
        return self.matter.verdicts[0].id


@dataclass(frozen=True)
class _Past:
    version: Version
    from_where: str


def _month(number: int) -> str:
    return f"{number // 100}-{number % 100:02}"


def _people(session: Session, page: ArticlePage) -> dict[str, str]:
    """The names of whoever changed or retired the article, by their codes."""
    codes = {one.by for one in page.versions} | {one.by for one in page.retirements}
    codes |= {one.ended_by for one in page.retirements}
    return dict(_named(session, codes))


def _named(session: Session, codes: Iterable[str]) -> Iterable[tuple[str, str]]:
    for code in codes:
        number = code.removeprefix("person:")
        person = directory.person_by_id(session, int(number)) if number.isdigit() else None
        if person is not None:
            yield code, person.name


@dataclass(frozen=True)
class _Alike:
    slug: str
    title: str
    likeness: float


def _alike(asked: Asked, session: Session, page: ArticlePage) -> Sequence[_Alike]:
    """The nearest articles that say much the same."""
    found = asked.here.search.search(page.now.title, audience=frozenset(Audience), limit=NEAREST + 1)
    slugs = [hit.slug for hit in found.hits if hit.slug != page.slug]
    alike = [
        _Alike(one.slug, one.title, likeness_of(page.now.body, one.body))
        for one in shelf.articles(session, slugs)
    ]
    close = [one for one in alike if one.likeness >= ALIKE]
    return sorted(close, key=lambda one: -one.likeness)


PAGES: tuple[Page, ...] = (
    Page("/articles/{slug}", show_article, ALL_STAFF),
    Page("/articles/{slug}/versions/{number}", show_difference, ALL_STAFF),
)
