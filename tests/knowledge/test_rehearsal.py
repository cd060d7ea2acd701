"""The rehearsal tells what a draft would answer, and what it would spoil; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from guard import own
from knowledge.articles import Article, Audience, Kind
from knowledge.encoder import open_encoder
from knowledge.rehearsal import Finding, Question, Stage, rehearse
from knowledge.search import Search, open_search
from tests.fakes.tiny_encoder import write_encoder
from tests.knowledge.conftest import AT, Desk, article

ALL = frozenset({Audience.EVERYBODY, Audience.CUSTOMERS})
WORDING = "Why is the gizmo gloomy at dusk?"


def draft(title: str, body: str, audience: Audience = Audience.EVERYBODY) -> Article:
    return Article("draft", title, Kind.TUTORIAL, "lamps", audience, AT.date(), False, (), body, "")


@pytest.fixture
def search(desk: Desk) -> Search:
    desk.write(
        "printer", article("Clean the printer", "Open the printer and clean the drum of the printer.\n")
    )
    desk.write("password", article("Reset a password", "Press the button to reset the password.\n"))
    for number in range(8):
        desk.write(f"other-{number}", article(f"Thing {number}", f"The thing {number} stands on a shelf.\n"))
    desk.sync()
    return desk.search()


def stage(search: Search, text: Article, sure: float = 0.5) -> Stage:
    return Stage("draft", search.asking(), search.asking(text), search.asking(text, [WORDING]), sure)


LAMP = draft("Dim the lamp", "Turn the wheel of the lamp to dim the lamp.\n")


def test_the_questions_of_the_topic_and_others_are_found(search: Search) -> None:
    own_ones = [
        Question(own("How do I dim the lamp?"), ALL, 1),
        Question(own(WORDING), ALL, 2),
        Question(own("Where does the bus to town stop?"), ALL, 3),
    ]
    others = [Question(own("dim a lamp with the wheel"), ALL, 4), Question(own("reset the password"), ALL, 5)]
    found = rehearse(stage(search, LAMP), own_ones, others, [])
    assert [one.finding for one in found.own] == [Finding.ANSWERED, Finding.LEARNT, Finding.MISSED]
    assert found.found(Finding.ANSWERED, Finding.LEARNT) == (1, 2)
    assert [one.gap for one in found.others] == [4]
    assert (found.asked, found.known, found.is_cut) == (5, 5, False)
    assert search.article("draft") is None


def test_an_answer_that_would_be_pushed_off_is_told(search: Search) -> None:
    greedy = draft(
        "Reset a password", "Press the button to reset the password. Reset a password, reset it.\n"
    )
    confirmed = [
        Question(own("reset a password"), ALL, right=frozenset({"password"})),
        Question(own("clean the printer"), ALL, right=frozenset({"printer"})),
    ]
    found = rehearse(stage(search, greedy), [], [], confirmed)
    assert [(one.question.text, one.first, one.would_be) for one in found.worse] == [
        ("reset a password", "password", "draft")
    ]
    assert rehearse(stage(search, LAMP), [], [], confirmed).worse == ()


def test_who_may_not_read_it_is_not_answered(search: Search) -> None:
    hidden = draft("Dim the lamp", LAMP.body, Audience.STAFF)
    found = rehearse(stage(search, hidden), [Question(own("How do I dim the lamp?"), ALL, 1)], [], [])
    assert found.own[0].finding is Finding.MISSED


def test_what_was_shown_in_vain_is_no_answer(search: Search) -> None:
    asked = Question(own("How do I dim the lamp?"), ALL, 1, wrong=frozenset({"draft"}))
    found = rehearse(stage(search, LAMP), [asked], [], [])
    assert found.own[0].finding is Finding.NEAR


def test_it_ends_in_time_and_says_so(search: Search) -> None:
    answers = iter([False, True])
    others = [Question(own("dim a lamp"), ALL, number) for number in range(9)]
    found = rehearse(stage(search, LAMP), [], others, [], lambda: next(answers))
    assert (found.asked, found.known, found.is_cut) == (1, 9, True)


def test_an_encoder_reads_the_draft_in_memory(desk: Desk, tmp_path: Path) -> None:
    desk.write("chair", article("Move the chair", "Lower the chair with the wheel of the desk.\n"))
    desk.sync()
    encoder = open_encoder(write_encoder(tmp_path / "encoder"))
    search = open_search(desk.transaction, tmp_path / "index", encoder=encoder)
    while search.encode_some():
        pass
    lamp = draft("Move the lamp", "Dim the lamp with the wheel of the desk.\n")
    ask = search.asking(lamp)
    assert [hit.slug for hit in ask("soften a lantern, move it", ALL).hits] == ["draft", "chair"]
    assert search.encoded() == (1, 0)
    assert len(list((tmp_path / "index").glob("vectors-*/part-*.npy"))) == 1
