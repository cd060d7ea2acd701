"""The explicit search of staff: fields, phrases, AND, OR, NOT, ranges, in Whoosh's language."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from whoosh import query
from whoosh.qparser import MultifieldParser
from whoosh.qparser.common import QueryParserError

from knowledge.articles import Audience
from knowledge.index import IndexSnapshot

FIELDS: Final = ("title", "alias", "heading", "body", "kind", "area", "audience", "updated", "sample", "slug")
LONGEST: Final = 500


class QueryError(Exception):
    """A query that cannot be understood: one sentence with the remedy."""


@dataclass(frozen=True)
class Found:
    """The slugs in their order, and the stems that were looked for in texts."""

    slugs: tuple[str, ...]
    stems: frozenset[str]


def find(snapshot: IndexSnapshot, text: str, audience: Collection[Audience], limit: int) -> Found:
    """What a query in Whoosh's language finds; raises :class:`QueryError`.

    Each call opens a searcher of its own: they are cheap, and none is shared between threads.
    """
    wanted = _parsed(snapshot, text)
    if not audience:  # an empty filter would be none to Whoosh
        return Found((), frozenset())
    allowed = query.Or([query.Term("audience", one.value) for one in audience])
    with snapshot.index.searcher() as searcher:
        try:
            results = searcher.search(wanted, limit=limit, filter=allowed)
        except query.QueryError as error:
            raise QueryError(f"The query cannot be carried out ({error}); write it more simply.") from error
        return Found(tuple(hit["slug"] for hit in results), _stems(wanted))


def _parsed(snapshot: IndexSnapshot, text: str) -> Any:
    if len(text) > LONGEST:
        raise QueryError(f"The query is longer than {LONGEST} characters; shorten it.")
    if text.count('"') % 2:
        raise QueryError("A quotation mark is not closed; put one at both ends of the phrase.")
    for name in _FIELD.findall(_PHRASE.sub("", text)):
        if name not in FIELDS:
            raise QueryError(f"There is no field '{name}'; the fields are {', '.join(FIELDS)}.")
    try:
        wanted = MultifieldParser(_SEARCHED, snapshot.index.schema).parse(text)
    except (QueryParserError, query.QueryError) as error:
        raise QueryError(f"The query cannot be read ({error}); look at its brackets and fields.") from error
    return _without_errors(wanted)


_SEARCHED = ["title", "alias", "heading", "body"]
_FIELD = re.compile(r"(?<!\S)[(+-]*([a-z_]+):(?=\S)", re.IGNORECASE)
_PHRASE = re.compile(r'"[^"]*"')


def _without_errors(wanted: Any) -> Any:
    for leaf in (wanted, *wanted.leaves()):
        if problem := getattr(leaf, "error", None):
            raise QueryError(
                f"A value does not fit its field ({problem}); dates are written as 20260331 or 2026."
            )
    return wanted


def _stems(wanted: Any) -> frozenset[str]:
    found = wanted.iter_all_terms(phrases=True)
    return frozenset(
        stem if isinstance(stem, str) else stem.decode() for field, stem in found if field in _SEARCHED
    )
