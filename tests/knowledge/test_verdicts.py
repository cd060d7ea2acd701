"""Verdicts are written once, can be withdrawn and erased, and reach the ranking at the next refresh."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import StatementError

from guard import own
from guard.screen import screen
from knowledge import verdicts
from knowledge.rules import LearningRules
from knowledge.search import Search, open_search
from knowledge.verdicts import Source, State
from tests.knowledge.conftest import AT, EVERYONE, Desk, article

GLOW = "Zebedee's lantern glows too fiercely"
RULES = LearningRules(not_quite_from=2)


def says(desk: Desk, source: Source, question: str = GLOW, slug: str = "lamp", by: str = "p:1") -> bool:
    with desk.transaction() as session:
        return verdicts.record(
            session,
            at=AT,
            slug=slug,
            source=source,
            question=screen(question).text,
            said_by=by,
            customer_id=3,
            conversation_id=7,
        )


def listed(desk: Desk, slug: str | None = None) -> list[verdicts.Verdict]:
    with desk.transaction() as session:
        return verdicts.verdicts(session, slug)


def furnished(desk: Desk) -> Search:
    """A search over a lamp and a chair, neither of which speaks of lanterns."""
    desk.write("lamp", article("Dim the lamp", "Turn the wheel of the lamp to the left.\n"))
    desk.write("chair", article("Lower the chair", "Turn the wheel of the chair to the left.\n"))
    desk.sync()
    return open_search(desk.transaction, desk.place / "index", RULES)


def found(search: Search, question: str) -> list[str]:
    return [hit.slug for hit in search.search(question, audience=EVERYONE).hits]


def test_a_verdict_is_kept_once_and_by_whom(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    assert says(desk, Source.SOLVED)
    assert not says(desk, Source.SOLVED)
    assert not says(desk, Source.SOLVED, "the lantern of Zebedee glows: fiercely!")
    assert says(desk, Source.SOLVED, by="p:2")
    assert says(desk, Source.NOT_QUITE)
    (last, *_) = listed(desk, "lamp")
    assert (last.source, last.question, last.said_by) == (Source.NOT_QUITE, GLOW, "p:1")
    assert (last.customer_id, last.conversation_id, last.at, last.state) == (3, 7, AT, State.ACTIVE)
    assert len(listed(desk)) == 3


def test_a_question_without_words_teaches_nothing(desk_anywhere: Desk) -> None:
    assert not says(desk_anywhere, Source.SOLVED, "?!")
    assert listed(desk_anywhere) == []


def test_unscreened_words_are_refused(desk: Desk) -> None:
    with pytest.raises((StatementError, TypeError)), desk.transaction() as session:
        verdicts.record(
            session,
            at=AT,
            slug="lamp",
            source=Source.SOLVED,
            question="plain words",  # type: ignore[arg-type]
            said_by="p:1",
        )


def test_the_revision_tells_that_something_has_changed(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    seen = []
    for source in (Source.SOLVED, Source.SOLVED, Source.NOT_QUITE):
        says(desk, source)
        with desk.transaction() as session:
            seen.append(verdicts.revisions(session))
    assert seen == [{"lamp": 1}, {"lamp": 1}, {"lamp": 2}]


def test_a_learnt_wording_finds_its_article_from_the_next_refresh_on(desk_anywhere: Desk) -> None:
    search = furnished(desk_anywhere)
    assert found(search, "glowing lantern") == []
    says(desk_anywhere, Source.SOLVED)
    assert search.refresh()
    assert found(search, "glowing lantern") == ["lamp"]
    assert not search.refresh()


def test_a_withdrawn_wording_is_forgotten_and_does_not_come_back(desk_anywhere: Desk) -> None:
    search = furnished(desk_anywhere)
    says(desk_anywhere, Source.STAFF)
    search.refresh()
    (one,) = listed(desk_anywhere)
    with desk_anywhere.transaction() as session:
        assert verdicts.withdraw(session, one.id)
        assert not verdicts.withdraw(session, one.id)
        assert not verdicts.withdraw(session, 99)
    assert search.refresh()
    assert not says(desk_anywhere, Source.STAFF)
    assert found(search, "glowing lantern") == []


def test_words_that_are_erased_are_forgotten_by_the_search(desk_anywhere: Desk) -> None:
    search = furnished(desk_anywhere)
    says(desk_anywhere, Source.SOLVED, f"Good evening\n{GLOW}")
    search.refresh()
    with desk_anywhere.transaction() as session:
        verdicts.erase(session, 8, own("Zebedee's lantern glows too fiercely"))
    assert not search.refresh()
    with desk_anywhere.transaction() as session:
        verdicts.erase(session, 7, own("Zebedee's lantern glows too fiercely"))
    assert search.refresh()
    assert found(search, "glowing lantern") == []
    assert [one.question for one in listed(desk_anywhere)] == ["Good evening"]
    with desk_anywhere.transaction() as session:
        verdicts.erase(session, 7, own("Good evening"))
    assert listed(desk_anywhere) == []


def test_disputed_articles_rank_lower_for_like_questions_alone_and_stay(desk_anywhere: Desk) -> None:
    search = furnished(desk_anywhere)
    asked = "turn the wheel of the lamp left, or the chair"
    first, other = found(search, asked)
    before = search.search(asked, audience=EVERYONE).sure
    says(desk_anywhere, Source.NOT_QUITE, asked, slug=first)
    search.refresh()
    assert found(search, asked) == [first, other]
    says(desk_anywhere, Source.NOT_QUITE, asked, slug=first, by="p:2")
    search.refresh()
    assert found(search, asked) == [other, first]
    hits = search.search(asked, audience=EVERYONE).hits
    assert hits[1].sure < before
    assert found(search, "dim the lamp" if first == "lamp" else "lower the chair")[0] == first


def test_learnt_words_are_never_shown_nor_taken_for_what_a_typo_meant(desk: Desk) -> None:
    search = furnished(desk)
    says(desk, Source.STAFF, f"{GLOW}, turn the wheel of the lamp")
    search.refresh()
    hits = search.search("zebedea lantern fiercly wheel of the lamp", audience=EVERYONE)
    assert hits.repaired == ()
    shown = " ".join(f"{hit.title} {hit.section} {hit.passage}" for hit in hits.hits).lower()
    assert "lamp" in shown
    assert not {"zebedee", "lantern", "fiercely"} & set(shown.split())
    for hit in search.search(GLOW, audience=EVERYONE).hits:
        assert hit.marks == ()
