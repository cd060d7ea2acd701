"""The pages of gaps: what a knowledge manager sees of them in the morning, and does about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.build import Installation
from bot.message import ActName
from bot.reply import ReplyKind
from knowledge import gap_topics, gaps
from knowledge.gap_topics import GapTopic, TopicState
from tests.stories.stage import MONDAY_NOON, Stage, open_copy
from tests.web.console.browser import Browser, here_of, signed_in
from web.console.here import Here

KIM, SAM = "kim@infraware.example", "sam@infraware.example"
ASKED = (
    ("ada@northside.example", "How do I change the ribbon colour of the carbon copier?"),
    ("ben@northside.example", "Which ribbon fits the old carbon copier?"),
    ("cleo@lakeview.example", "Where do I find a spare ribbon for the copier?"),
    ("cleo@lakeview.example", "How do I order more toner for the lobby?"),
)


@pytest.fixture(scope="module")
def asked_in_vain(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation in which three people asked in vain about one matter, one of them about another too."""
    folder = tmp_path_factory.mktemp("asked") / "var"
    stage = Stage(open_copy(sample, folder))
    stage.never_sure_of_an_answer()
    for mail, question in ASKED:
        stage.later(minutes=7)
        asker = stage.person(mail)
        if asker.says(question).kind is not ReplyKind.CLOSEST:
            asker.presses(ActName.HOW)
    stage.here.group_gaps(stage.now)
    stage.here.engine.dispose()
    return folder


@pytest.fixture
def stage(asked_in_vain: Path, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(open_copy(asked_in_vain, tmp_path / "var"), MONDAY_NOON + timedelta(minutes=28))
    yield stage
    stage.here.engine.dispose()


@pytest.fixture
def here(stage: Stage) -> Here:
    return here_of(stage.here, stage.now)


@pytest.fixture
def kim(here: Here) -> Browser:
    return signed_in(here, KIM)


def topic_of(here: Here, word: str) -> GapTopic:
    """The topic with a question that holds the word."""
    with here.reading() as session:
        gap = next(one for one in gaps.after(session, 0) if word in one.question)
        found = gap_topics.topic(session, gap.topic_id or 0)
    assert found is not None
    return found


def does(here: Here, person: Browser, act: str, topic: GapTopic, status: int = 200, **fields: str) -> str:
    """Send one of the topic's forms as its page shows it."""
    page = f"/gaps/{topic.id}"
    return person.sends(f"{page}/{act}", status, seen_at=page, **fields)


def test_the_list_shows_who_asked_how_often_the_most_wanted_first(here: Here, kim: Browser) -> None:
    page = kim.sees("/gaps")
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]
    cells = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).split() for row in rows]
    ribbon, toner = topic_of(here, "ribbon"), topic_of(here, "toner")
    assert [f"/gaps/{one.id}" in row for one, row in zip((ribbon, toner), rows, strict=True)] == [
        True,
        True,
    ]
    assert (cells[0][0], cells[1][0]) == ("9", "4")
    assert (ribbon.counts.questions, ribbon.counts.people, ribbon.counts.customers) == (3, 3, 2)


def test_filters_leave_what_was_asked_for(here: Here, kim: Browser) -> None:
    ribbon = topic_of(here, "ribbon")
    assert "No topic is like that" in kim.sees("/gaps?mine=1")
    does(here, kim, "assign", ribbon, to=str(person_id(here, KIM)))
    mine = kim.sees("/gaps?mine=1&by=newest")
    assert f"/gaps/{ribbon.id}" in mine
    assert "1 topic, newest first" in mine
    assert "No topic is like that" in kim.sees("/gaps?reason=education")
    assert "No topic is like that" in kim.sees("/gaps?state=dismissed")
    assert "2 topics, rank" in kim.sees("/gaps?state=all&by=nonsense&page=0&reason=none")


def test_who_waits_for_nothing_reads_what_will_stand_here(installation: Installation) -> None:
    kim = signed_in(here_of(installation), KIM)
    assert "No question waits for an article." in kim.sees("/gaps")


def test_a_topic_shows_its_questions_with_their_customers_and_why_nothing_answered(
    here: Here, kim: Browser
) -> None:
    page = kim.sees(f"/gaps/{topic_of(here, 'ribbon').id}")
    for _, question in ASKED[:3]:
        assert question in page
    assert ASKED[3][1] not in page
    assert "Northside" in page
    assert "Lakeview" in page
    assert "Does not speak of:" in page
    assert "No ticket like these questions has been solved yet." in page


def test_staff_who_keep_no_knowledge_look_and_do_nothing(here: Here) -> None:
    sam, ribbon = signed_in(here, SAM), topic_of(here, "ribbon")
    page = sam.sees(f"/gaps/{ribbon.id}")
    assert ASKED[0][1] in page
    assert "/dismiss" not in page
    does(here, sam, "dismiss", ribbon, 403, revision=str(ribbon.revision), why="No.")
    assert topic_of(here, "ribbon") == ribbon


def test_a_topic_that_is_not_there(kim: Browser) -> None:
    for path in ("/gaps/999", "/gaps/x", "/gaps/99999999999"):
        assert "There is no such topic." in kim.sees(path, 404)


def test_dismissed_with_a_reason_and_opened_again(here: Here, kim: Browser) -> None:
    ribbon = topic_of(here, "ribbon")
    page = does(here, kim, "dismiss", ribbon, why="Nobody has copiers any more.")
    assert "Kim Doyle dismissed it: Nobody has copiers any more." in page
    dismissed = topic_of(here, "ribbon")
    assert (dismissed.state, dismissed.counts.questions) == (TopicState.DISMISSED, 3)
    does(here, kim, "reopen", dismissed)
    assert topic_of(here, "ribbon").state is TopicState.OPEN


def test_a_reason_with_a_patient_in_it_is_screened(here: Here, kim: Browser) -> None:
    ribbon = topic_of(here, "ribbon")
    page = does(here, kim, "dismiss", ribbon, why="Patient John Smith, DOB 03/04/1961, asked.")
    assert "1961" not in page
    assert "[date of birth]" in page


def test_split_and_merged_by_hand(here: Here, kim: Browser) -> None:
    ribbon, toner = topic_of(here, "ribbon"), topic_of(here, "toner")
    with here.reading() as session:
        first = next(one.id for one in gaps.after(session, 0) if "colour" in one.question)
    page = does(here, kim, "split", ribbon, question=str(first), name="Colours")
    assert "<h1>Colours</h1>" in page
    apart = topic_of(here, "colour")
    assert (apart.name, apart.counts.questions, topic_of(here, "spare").counts.questions) == ("Colours", 1, 2)
    page = does(here, kim, "merge", apart, into=str(toner.id))
    assert "“Colours” and its questions are part of this topic now." in page
    assert topic_of(here, "colour").id == toner.id
    assert f"<h1>{topic_of(here, 'toner').name}</h1>" in kim.sees(f"/gaps/{apart.id}")


def test_who_was_slower_reads_so_and_keeps_what_they_wrote(here: Here, kim: Browser) -> None:
    ribbon, hidden = topic_of(here, "ribbon"), kim.tokens(f"/gaps/{topic_of(here, 'ribbon').id}")
    does(here, kim, "rename", ribbon, name="Ribbons")
    late = hidden | {"why": "Out of scope.", "revision": str(ribbon.revision)}
    answer = kim.client.post(f"/gaps/{ribbon.id}/dismiss", data=late, headers={"Origin": here.url})
    assert answer.status_code == 409
    assert "Somebody has changed this topic" in answer.text
    assert 'value="Out of scope."' in answer.text
    assert topic_of(here, "ribbon").state is TopicState.OPEN


def test_what_cannot_be_done_is_said_in_a_sentence(here: Here, kim: Browser) -> None:
    ribbon = topic_of(here, "ribbon")
    for act, fields, sentence in (
        ("merge", {"into": ""}, "Choose a topic"),
        ("merge", {"into": "99999999999999999999"}, "Choose a topic"),
        ("split", {"name": "x"}, "Tick the questions"),
        ("assign", {"to": "99"}, "Choose somebody who keeps the knowledge"),
        ("dismiss", {"why": " "}, "Say why"),
        ("covered", {"article": "no-such-article"}, "Choose the article"),
        ("covered", {"article": "internal-escalation-list"}, "Choose the article"),
    ):
        page = does(here, kim, act, topic_of(here, "ribbon"), 409, **fields)
        assert sentence in page
    assert topic_of(here, "ribbon").state is ribbon.state


def test_covered_by_an_article_everybody_is_told_and_the_wording_learnt(
    here: Here, stage: Stage, kim: Browser
) -> None:
    ribbon = topic_of(here, "ribbon")
    found = kim.sees(f"/gaps/{ribbon.id}?article=dictation+microphone")
    slug = re.findall(r'name="article" value="([^"]+)" required', found)[0]
    page = does(here, kim, "covered", ribbon, article=slug)
    assert "answers 3 questions" in page
    assert "answers it</li>" in re.sub(r"\s+", " ", page)
    done = topic_of(here, "ribbon")
    assert (done.state, done.counts.questions) == (TopicState.ANSWERED, 3)
    with here.reading() as session:
        assert [one.question for one in gaps.list_open(session)] == [ASKED[3][1]]
    with stage.here.reading() as session:
        told = [one for one in gaps.after(session, 0) if one.state is gaps.GapState.ANSWERED]
    assert len(told) == 3
    again = does(here, kim, "covered", done, 409, article=slug)
    assert "No question of this topic is open any more" in again


def person_id(here: Here, mail: str) -> int:
    from tickets import directory

    with here.reading() as session:
        found = directory.person_by_mail(session, mail)
    assert found is not None
    return found.id


def test_names_are_escaped(here: Here, kim: Browser) -> None:
    ribbon = topic_of(here, "ribbon")
    page = does(here, kim, "rename", ribbon, name="<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_words_of_a_customer_stand_nowhere_but_on_pages_of_staff(here: Here) -> None:
    from tests.web.console.browser import browser

    nobody = browser(replace(here))
    answer = nobody.client.get(f"/gaps/{topic_of(here, 'ribbon').id}", follow_redirects=False)
    assert "ribbon" not in answer.text
