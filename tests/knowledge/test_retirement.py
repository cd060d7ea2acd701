"""A retired article is found in no way, stays retired whatever its folder says, and can be brought back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guard import own
from knowledge import retirement, shelf, verdicts
from knowledge.intake import SyncReport
from knowledge.retirement import Retirement
from knowledge.search import Search
from knowledge.verdicts import Source
from tests.knowledge.conftest import AT, EVERYONE, Desk, article

WHY = own("It is about the old platform.")
LATER = AT + timedelta(days=1)


def furnished(desk: Desk) -> Search:
    desk.write("lamp", article("Dim the lamp", "Turn the wheel of the lamp to the left.\n"))
    desk.write("chair", article("Lower the chair", "Turn the wheel of the chair to the left.\n"))
    desk.sync()
    return desk.search()


def retire(desk: Desk, slug: str = "lamp") -> bool:
    with desk.transaction() as session:
        return retirement.retire(session, slug, at=AT, by="person:1", why=WHY)


def bring_back(desk: Desk, slug: str = "lamp") -> bool:
    with desk.transaction() as session:
        return retirement.bring_back(session, slug, at=LATER, by="person:2")


def found(search: Search, words: str) -> list[str]:
    return [hit.slug for hit in search.search(words, audience=EVERYONE).hits]


def explicitly(search: Search, query: str) -> list[str]:
    return sorted(hit.slug for hit in search.explicit(query, audience=EVERYONE).hits)


def test_a_retired_article_is_found_in_no_way_and_comes_back_with_what_it_learnt(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    search = furnished(desk)
    with desk.transaction() as session:
        asked = own("Zebedee's lantern glows too fiercely")
        verdicts.record(session, at=AT, slug="lamp", source=Source.STAFF, question=asked, said_by="person:1")
    search.refresh()
    assert found(search, asked)[:1] == ["lamp"]
    assert explicitly(search, "body:wheel") == ["chair", "lamp"]
    assert retire(desk)
    assert search.refresh()
    assert "lamp" not in found(search, asked) + found(search, "Dim the lamp")
    assert explicitly(search, "body:wheel") == ["chair"]
    assert explicitly(search, "slug:lamp") == []
    assert search.article("lamp") is None
    assert "lamp" not in found(desk.search(), "Dim the lamp")
    assert bring_back(desk)
    search.refresh()
    assert found(search, asked)[:1] == found(desk.search(), asked)[:1] == ["lamp"]
    assert explicitly(search, "body:wheel") == ["chair", "lamp"]


def test_only_who_asks_for_retired_articles_reads_them_from_the_shelf(desk: Desk) -> None:
    furnished(desk)
    retire(desk)
    with desk.transaction() as session:
        assert [one.slug for one in shelf.articles(session)] == ["chair"]
        assert shelf.articles(session, ["lamp"]) == []
        assert [one.slug for one in shelf.articles(session, ["lamp"], retired=True)] == ["lamp"]
        assert retirement.retired_among(session, ["lamp", "chair"]) == {"lamp"}


def test_no_sync_brings_a_retired_article_back(desk: Desk) -> None:
    search = furnished(desk)
    retire(desk)
    desk.write("lamp", article("Dim the new lamp", "Turn the wheel of the new lamp.\n"))
    assert desk.sync() == SyncReport(changed=("lamp",), unchanged=("chair",))
    (desk.folder / "lamp.md").unlink()
    assert desk.sync().removed == ("lamp",)
    desk.write("lamp", article("Dim the lamp", "Turn the wheel of the lamp.\n"))
    report = desk.sync()
    assert report.added == ("lamp",)
    assert [path for path, _ in report.noted] == ["lamp.md"]
    assert "its name is retired" in report.noted[0][1]
    assert "bring the article back" in report.noted[0][1]
    search.refresh()
    assert "lamp" not in found(search, "Dim the lamp")


def test_retiring_and_bringing_back_happen_once_and_stay_in_the_record(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    assert [retire(desk), retire(desk)] == [True, False]
    assert [bring_back(desk), bring_back(desk), bring_back(desk, "chair")] == [True, False, False]
    assert retire(desk)
    with desk.transaction() as session:
        assert retirement.retirements(session, "lamp") == [
            Retirement(AT, "person:1", WHY),
            Retirement(AT, "person:1", WHY, LATER, "person:2"),
        ]


@pytest.mark.parametrize("why", ["", " \n"])
def test_nothing_is_retired_without_a_reason(desk: Desk, why: str) -> None:
    with desk.transaction() as session, pytest.raises(ValueError, match="for a reason"):
        retirement.retire(session, "lamp", at=AT, by="person:1", why=own(why))
