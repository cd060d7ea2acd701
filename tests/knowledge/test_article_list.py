"""Articles are listed with figures whose definitions are pure, on both databases alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from guard import own
from knowledge import article_figures, retirement, uses
from knowledge.article_figures import ArticleRules, Figures, is_refused, is_stale
from knowledge.article_list import Listed, Only, Order, Wanted, in_the_order_found, listed
from knowledge.article_page import ArticlePage, article_page
from knowledge.articles import Audience, Kind
from knowledge.uses import How, Use, Where
from tests.knowledge.conftest import AT, Desk, article

RULES = ArticleRules(stale_days=100, refused_from=3)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("found", "share", "refused"),
    [
        (Figures(), None, False),
        (Figures(answers=90, near=40), None, False),
        (Figures(solved=3, not_quite=1), 0.75, False),
        (Figures(not_quite=2), 0.0, False),
        (Figures(not_quite=3), 0.0, True),
        (Figures(solved=3, not_quite=3), 0.5, False),
        (Figures(solved=3, not_quite=4), 3 / 7, True),
    ],
)
def test_only_what_was_said_is_success_or_failure(found: Figures, share: float | None, refused: bool) -> None:
    assert found.share == share
    assert is_refused(found, RULES) is refused


@pytest.mark.parametrize(
    ("age", "used", "stale"),
    [(101, 100, True), (101, 101, False), (100, 0, False), (500, None, False), (500, 3, True)],
)
def test_an_old_article_is_stale_while_it_is_used(age: int, used: int | None, stale: bool) -> None:
    found = Figures(last_used=None if used is None else AT - used * DAY, last_shown=AT)
    assert is_stale((AT - age * DAY).date(), found, RULES, AT) is stale


def test_figures_come_out_of_totals() -> None:
    totals = {How.ANSWER: (3, AT - DAY), How.NEAR: (9, AT), How.SOLVED: (1, AT), How.SENT: (0, AT + DAY)}
    found = article_figures.figures(totals)
    assert (found.views, found.judged, found.last_shown, found.last_used) == (12, 1, AT, AT - DAY)


USES: dict[str, Sequence[tuple[How, int, int]]] = {
    "alpha": ((How.ANSWER, 5, 1), (How.SOLVED, 3, 1), (How.NOT_QUITE, 1, 1)),
    "beta": ((How.NEAR, 9, 2), (How.NOT_QUITE, 4, 2)),
    "gamma": ((How.ANSWER, 1, 200), (How.SOLVED, 1, 200)),
    "delta": (),
    "omega": ((How.OPENED, 2, 50), (How.SENT, 1, 0)),
}
"""For each article: in which ways, how often, and how many days ago."""
UPDATED = {"alpha": 400, "beta": 400, "gamma": 400, "delta": 400, "omega": 3}


def furnished(desk: Desk) -> None:
    for slug, ways in USES.items():
        updated = (AT - UPDATED[slug] * DAY).date().isoformat()
        audience, kind = ("staff", "tutorial") if slug == "omega" else ("everybody", "documentation")
        fields = {"updated": updated, "audience": audience, "kind": kind}
        desk.write(slug, article(slug.title(), f"Words of {slug}.\n", **fields))
        with desk.transaction() as session:
            for how, times, ago in ways:
                found = [Use(slug, how, f"{how}:{slug}:{one}") for one in range(times)]
                uses.count(session, found, Where(AT - ago * DAY, 1, len(slug)))
    desk.sync()


def of(desk: Desk, wanted: Wanted, **part: int) -> list[Listed]:
    with desk.transaction() as session:
        found, total = listed(session, wanted, RULES, AT, **part)
    assert part or total == len(found)
    return found


def names(desk: Desk, wanted: Wanted) -> str:
    return " ".join(one.slug for one in of(desk, wanted))


def page(desk: Desk, slug: str) -> ArticlePage | None:
    with desk.transaction() as session:
        return article_page(session, slug)


ORDERS = {
    Order.TITLE: "alpha beta delta gamma omega",
    Order.UPDATED: "alpha beta delta gamma omega",
    Order.VIEWS: "beta alpha omega gamma delta",
    Order.ANSWERS: "alpha gamma beta delta omega",
    Order.SOLVED: "alpha gamma beta delta omega",
    Order.NOT_QUITE: "beta alpha delta gamma omega",
    Order.SHARE: "gamma alpha beta delta omega",
    Order.LAST_SHOWN: "omega alpha beta gamma delta",
}


def test_the_list_is_sorted_by_each_figure_chosen_and_turned_page_by_page(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    furnished(desk)
    assert {order: names(desk, Wanted(order=order)) for order in Order} == ORDERS
    assert names(desk, Wanted(order=Order.SHARE, backwards=True)) == "beta alpha gamma delta omega"
    assert names(desk, Wanted(order=Order.TITLE, backwards=True)) == "omega gamma delta beta alpha"
    found = of(desk, Wanted(order=Order.VIEWS), offset=1, limit=2)
    assert [one.slug for one in found] == ["alpha", "omega"]
    assert names(desk, Wanted(kind=Kind.TUTORIAL)) == names(desk, Wanted(audience=Audience.STAFF)) == "omega"
    assert names(desk, Wanted(slugs=("beta", "gone", "alpha"))) == "alpha beta"
    assert names(desk, Wanted(slugs=())) == ""


def test_what_a_search_has_found_keeps_its_order_and_is_counted_beyond_the_page(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    furnished(desk)
    wanted = Wanted(slugs=("omega", "gone", "beta", "alpha"), audience=Audience.EVERYBODY)
    with desk.transaction() as session:
        found, total = in_the_order_found(session, wanted, RULES, AT, offset=0, limit=1)
        assert ([one.slug for one in found], total) == (["beta"], 2)
        assert in_the_order_found(session, wanted, RULES, AT, offset=4) == ([], 2)
        assert listed(session, Wanted(), RULES, AT, offset=90) == ([], 5)


def test_what_is_listed_under_a_name_is_what_its_definition_says(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    furnished(desk)
    everything = of(desk, Wanted())
    assert names(desk, Wanted(Only.STALE)) == "alpha"
    assert [one.slug for one in everything if is_stale(one.updated, one.figures, RULES, AT)] == ["alpha"]
    assert names(desk, Wanted(Only.REFUSED)) == "beta"
    assert [one.slug for one in everything if is_refused(one.figures, RULES)] == ["beta"]
    assert names(desk, Wanted(Only.NEVER_SHOWN)) == "delta"
    assert [one.slug for one in everything if not one.figures.views] == ["delta"]


def test_retired_articles_are_listed_by_themselves(desk: Desk) -> None:
    furnished(desk)
    with desk.transaction() as session:
        retirement.retire(session, "beta", at=AT, by="person:1", why=own("It is wrong."))
    assert names(desk, Wanted()) == "alpha delta gamma omega"
    assert names(desk, Wanted(Only.REFUSED)) == ""
    [only] = of(desk, Wanted(Only.RETIRED))
    assert (only.slug, only.retired, only.figures.views, only.path) == ("beta", True, 9, "beta.md")


def test_the_page_of_an_article_tells_its_figures_by_month_and_its_history(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    furnished(desk)
    found = page(desk, "omega")
    assert found is not None
    assert (found.on_shelf, found.now.title, found.path, found.customers) == (True, "Omega", "omega.md", 1)
    assert found.months == {202601: Figures(sent=1), 202511: Figures(opened=2)}
    assert replace(found.figures, last_shown=None, last_used=None) == Figures(opened=2, sent=1)
    (desk.folder / "omega.md").unlink()
    desk.sync()
    left = page(desk, "omega")
    assert left is not None
    assert (left.on_shelf, left.now.title, left.figures.views) == (False, "Omega", 3)
    assert page(desk, "never-was") is None
