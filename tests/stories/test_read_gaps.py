"""A query is held back while its asker reads one of the articles shown for it, and never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.message import ActName
from bot.reply import Reply, ReplyKind
from knowledge.gaps import Reason, list_open
from tests.stories.stage import Speaker, Stage

ADA, BEN = "ada@northside.example", "ben@northside.example"
QUESTION = "How do I upload a recording?"
HELD_BACK = "I hold it back from the people who write our articles"


@pytest.fixture
def ada(stage: Stage) -> Speaker:
    """Somebody who asked how to, and was shown the nearest articles."""
    rules = stage.here.rules
    unsure = replace(rules, sure=replace(rules.sure, precision=0.999))
    stage.here.__dict__["road"] = replace(stage.here.road, rules=unsure)
    asker = stage.person(ADA)
    assert asker.says(QUESTION).kind is ReplyKind.CLOSEST
    return asker


def reads_first(person: Speaker) -> Reply:
    """The reply to a press on the first of the nearest articles."""
    assert person.last is not None
    value = next(offer.value for offer in person.last.offers if offer.act is ActName.SHOW_ARTICLE)
    return person.presses(ActName.SHOW_ARTICLE, value)


def waiting(stage: Stage) -> list[Reason]:
    with stage.here.reading() as session:
        return [gap.reason for gap in list_open(session)]


def test_a_query_is_recorded_at_once_and_held_back_once_an_article_is_read(
    stage: Stage, ada: Speaker
) -> None:
    assert waiting(stage) == [Reason.NOT_SURE]
    assert HELD_BACK in reads_first(ada).after
    assert waiting(stage) == []


def test_whoever_is_content_leaves_no_query_behind(stage: Stage, ada: Speaker) -> None:
    reads_first(ada)
    ada.presses(ActName.SOLVED_IT, ada.value_of("That solved it"))
    ada.presses(ActName.PERSON)
    assert waiting(stage) == []


def test_that_solved_it_below_several_articles_leaves_no_query_behind(stage: Stage, ada: Speaker) -> None:
    ada.presses(ActName.SOLVED_IT)
    assert waiting(stage) == []


def test_an_article_that_was_read_and_did_not_help_is_a_query(stage: Stage, ada: Speaker) -> None:
    reads_first(ada)
    ada.presses(ActName.NOT_QUITE, ada.value_of("Not quite"))
    assert waiting(stage) == [Reason.NOT_QUITE]


def test_whoever_wants_a_person_after_all_was_not_helped_by_what_they_read(
    stage: Stage, ada: Speaker
) -> None:
    reads_first(ada)
    ada.presses(ActName.PERSON)
    assert waiting(stage) == [Reason.NOT_SURE]


def test_what_one_reads_holds_back_nobody_elses_query(stage: Stage, ada: Speaker) -> None:
    stage.person(BEN).says(QUESTION)
    assert waiting(stage) == [Reason.NOT_SURE, Reason.NOT_SURE]
    reads_first(ada)
    assert waiting(stage) == [Reason.NOT_SURE]
