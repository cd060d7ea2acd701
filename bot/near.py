"""Looks up the articles that may help: under each title the best, and one of them as it stands now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.reply import Shown
from bot.seen import Findings
from guard import Screened
from knowledge.articles import Audience
from knowledge.hits import Hit

Search = Callable[[Screened, frozenset[Audience], int], Findings]
Passage = Callable[[str, frozenset[Audience]], Shown | None]

FOR_CUSTOMERS = frozenset(Audience) - {Audience.STAFF}

MORE = 8
"""So many articles are looked through for further ones, and for others than namesakes."""


def nearest(search: Search, text: Screened, audience: frozenset[Audience], most: int) -> Findings:
    """What is nearest to a question, at the ``most`` so many articles and none under the same title twice.

    Only where titles repeat is it searched for more.
    """
    found = search(text, audience, most)
    if len(distinct(found).hits) < len(found.hits):
        more = distinct(search(text, audience, most + MORE))
        return replace(found, hits=more.hits[:most])
    return found


def distinct(found: Findings) -> Findings:
    """The findings, best first, with only the best of those that have the same title."""
    best: dict[str, Shown] = {}
    for hit in found.hits:
        best.setdefault(" ".join(hit.title.casefold().split()), hit)
    return replace(found, hits=tuple(best.values()))


def picked(
    search: Search, passage: Passage, slug: str, question: Screened, audience: frozenset[Audience]
) -> Shown | None:
    """One article with the passage that is nearest to the question, else the one that opens it.

    None when there is no such article any more, or it is not for these readers.
    """
    hits = search(question, audience, MORE).hits if question.strip() else ()
    return next((hit for hit in hits if hit.slug == slug), None) or passage(slug, audience)


def shown(hit: Hit) -> Shown:
    """A passage that was found, as people are shown it."""
    return Shown(
        hit.slug,
        hit.title,
        hit.kind.value,
        hit.section,
        hit.anchor,
        hit.passage,
        hit.marks,
        hit.sure,
        hit.sample,
        hit.markdown,
        hit.shortened,
        hit.address,
    )
