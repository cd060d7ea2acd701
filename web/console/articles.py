"""The page with all articles: their figures, chosen, sorted, searched, and as a CSV file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlencode

from bot.permissions import ALL_STAFF
from knowledge import article_list
from knowledge.article_figures import is_refused, is_stale
from knowledge.article_list import Listed, Only, Order, Wanted
from knowledge.articles import Audience, Kind
from knowledge.explicit import FIELDS, QueryError
from web.console.csv_file import csv_file
from web.console.page import Asked, File, Html, Page

PER_PAGE: Final = 50
MOST_FOUND: Final = 500
"""Articles that a search finds at the most."""
MOST_IN_FILE: Final = 100_000

ONLY_WORDS: Final[Mapping[Only, str]] = {
    Only.ALL: "All",
    Only.NEVER_SHOWN: "Never shown",
    Only.STALE: "Stale",
    Only.REFUSED: "Much refused",
    Only.RETIRED: "Retired",
}
COLUMNS: Final[Sequence[tuple[Order, str]]] = (
    (Order.TITLE, "Article"),
    (Order.VIEWS, "Views"),
    (Order.ANSWERS, "Answers"),
    (Order.SOLVED, "Solved"),
    (Order.NOT_QUITE, "Not quite"),
    (Order.SHARE, "Helped"),
    (Order.LAST_SHOWN, "Last shown"),
    (Order.UPDATED, "Dated"),
)
_HEAD: Final = (
    *("name", "title", "kind", "area", "audience", "dated", "source", "file", "retired", "stale"),
    *("views", "answers", "among the nearest", "opened", "sent by staff", "solved", "not quite"),
    *("share solved", "last shown"),
)


def show_articles(asked: Asked) -> Html:
    """The list as the address wants it, a page of it."""
    choice = _choice(asked)
    rows, total, problem = _found(asked, choice, (choice.page - 1) * PER_PAGE, PER_PAGE)
    return Html(
        "articles.html",
        {
            "choice": choice,
            "rows": [_Row(one, *_marks(asked, one)) for one in rows],
            "total": total,
            "pages": max(-(-total // PER_PAGE), 1),
            "first": (choice.page - 1) * PER_PAGE + 1,
            "problem": problem,
            "columns": COLUMNS,
            "only_words": ONLY_WORDS,
            "kinds": list(Kind),
            "audiences": list(Audience),
            "fields": FIELDS,
            "stale_days": asked.here.articles.stale_days,
            "refused_from": asked.here.articles.refused_from,
        },
    )


def keep_articles(asked: Asked) -> File:
    """The whole list, as a CSV file."""
    rows, _, _ = _found(asked, _choice(asked), 0, MOST_IN_FILE)
    return csv_file("articles.csv", _HEAD, (_line(asked, one) for one in rows))


@dataclass(frozen=True)
class Choice:
    """What the address says of the list: the query, what is wanted, and which page of it."""

    query: str
    wanted: Wanted
    by_search: bool
    page: int

    def address(self, **other: object) -> str:
        """The address of the list with something else in it; what is left at its usual value is left out."""
        found = {
            "q": self.query,
            "only": self.wanted.only.value,
            "kind": self.wanted.kind or "",
            "audience": self.wanted.audience or "",
            "order": "" if self.by_search else self.wanted.order.value,
            "down": "1" if self.wanted.backwards else "",
            "page": 1,
            **other,
        }
        usual = {"only": Only.ALL.value, "page": 1}
        return urlencode({name: value for name, value in found.items() if value and value != usual.get(name)})

    def sorted_by(self, order: Order) -> str:
        """The address of the list in another order, or in the same one turned round."""
        turned = order is self.wanted.order and not self.by_search and not self.wanted.backwards
        return self.address(order=order.value, down="1" if turned else "")


@dataclass(frozen=True)
class _Row:
    article: Listed
    stale: bool
    refused: bool


def _marks(asked: Asked, one: Listed) -> tuple[bool, bool]:
    rules = asked.here.articles
    return is_stale(one.updated, one.figures, rules, asked.at), is_refused(one.figures, rules)


_Named = TypeVar("_Named", bound=StrEnum)


def _named(kind: type[_Named], value: str) -> _Named | None:
    return kind(value) if value in list(kind) else None


def _choice(asked: Asked) -> Choice:
    said = asked.query
    query, order = said.get("q", "").strip(), _named(Order, said.get("order", ""))
    wanted = Wanted(
        _named(Only, said.get("only", "")) or Only.ALL,
        _named(Kind, said.get("kind", "")),
        _named(Audience, said.get("audience", "")),
        order=order or Order.TITLE,
        backwards=said.get("down") == "1",
    )
    page = said.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    return Choice(query, wanted, bool(query) and order is None, max(number, 1))


def _found(asked: Asked, choice: Choice, offset: int, limit: int) -> tuple[list[Listed], int, str]:
    """The articles, how many there are, and what is wrong with the query."""
    wanted, problem = choice.wanted, ""
    if choice.query:
        slugs, problem = _searched(asked, choice.query)
        wanted = replace(wanted, slugs=slugs)
    read = article_list.in_the_order_found if choice.by_search else article_list.listed
    with asked.here.reading() as session:
        rows, total = read(session, wanted, asked.here.articles, asked.at, offset=offset, limit=limit)
    return rows, total, problem


def _searched(asked: Asked, query: str) -> tuple[tuple[str, ...], str]:
    try:
        return asked.here.search.found(query, audience=frozenset(Audience), limit=MOST_FOUND), ""
    except QueryError as error:
        return (), str(error)


def _line(asked: Asked, one: Listed) -> tuple[object, ...]:
    figures, (stale, _) = one.figures, _marks(asked, one)
    share = None if figures.share is None else round(figures.share, 4)
    shown = None if figures.last_shown is None else figures.last_shown.isoformat(timespec="seconds")
    return (
        *(one.slug, one.title, one.kind.value, one.area, one.audience.value, one.updated.isoformat()),
        *(one.source, one.path, "yes" if one.retired else "", "yes" if stale else ""),
        *(figures.views, figures.answers, figures.near, figures.opened, figures.sent),
        *(figures.solved, figures.not_quite, share, shown),
    )


PAGES: tuple[Page, ...] = (
    Page("/articles", show_articles, ALL_STAFF),
    Page("/articles.csv", keep_articles, ALL_STAFF),
)
