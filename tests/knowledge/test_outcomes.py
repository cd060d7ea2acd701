"""What came of answers: judged questions, asked again as if the articles had learnt nothing from them."""

from __future__ import annotations

from itertools import product

import pytest
from sqlalchemy.orm import Session

from guard import own
from knowledge import verdicts
from knowledge.calibration import FEWEST, error, reliability
from knowledge.outcomes import Judged, Outcome, judged, outcomes
from knowledge.search import Search
from knowledge.shipped import SHIPPED
from knowledge.sure import Calibration, expected
from knowledge.verdicts import Source
from tests.knowledge.conftest import AT, EVERYONE, Desk, article
from tests.knowledge.test_verdicts import GLOW, furnished, says

DIM = "how can I dim the lamp"
LETTERS = "abcdefgh"


def read(desk: Desk) -> list[Outcome]:
    with desk.transaction() as session:
        return outcomes(session)


def asked_again(search: Search, desk: Desk) -> Judged:
    search.refresh()
    return judged(search._snapshot, desk.transaction, SHIPPED.first, None)


def test_questions_that_are_alike_are_one_outcome_whatever_article_they_were_judged_with(desk: Desk) -> None:
    furnished(desk)
    says(desk, Source.NOT_QUITE, DIM, "chair")
    says(desk, Source.SOLVED, "How do I dim my lamp?", "lamp", by="p:2")
    [found] = read(desk)
    assert (found.answered_by, found.not_by) == (frozenset({"lamp"}), frozenset({"chair"}))
    assert [found.right(slug) for slug in ("lamp", "chair", "third")] == [True, False, False]


def test_not_quite_says_nothing_of_other_articles(desk: Desk) -> None:
    furnished(desk)
    says(desk, Source.NOT_QUITE, DIM, "chair")
    [found] = read(desk)
    assert [found.right(slug) for slug in ("chair", "lamp")] == [False, None]


def test_the_last_word_counts_and_staff_have_it(desk: Desk) -> None:
    furnished(desk)
    says(desk, Source.SOLVED)
    says(desk, Source.NOT_QUITE)
    assert [one.not_by for one in read(desk)] == [{"lamp"}]
    says(desk, Source.COVERED, by="staff")
    assert [one.answered_by for one in read(desk)] == [{"lamp"}]


def test_what_was_taken_back_or_is_about_an_article_that_has_gone_does_not_count(desk: Desk) -> None:
    furnished(desk)
    says(desk, Source.SOLVED)
    says(desk, Source.SOLVED, DIM, "gone")
    with desk.transaction() as session:
        [number] = [one.id for one in verdicts.verdicts(session, "lamp")]
        assert verdicts.withdraw(session, number)
    assert read(desk) == []


def test_a_wording_that_was_learnt_makes_nothing_easy(desk: Desk) -> None:
    search = furnished(desk)
    question = f"{GLOW}, which wheel of the lamp"
    before = search._snapshot.ask(question)
    says(desk, Source.SOLVED, question)
    found = asked_again(search, desk)
    taught = float(SHIPPED.first.logits(search._snapshot.ask(question).rows[:1])[0])
    assert found.right.tolist() == [True]
    assert found.logits[0] == SHIPPED.first.logits(before.rows[:1])[0]
    assert found.logits[0] < taught - 1


def test_a_dispute_does_not_hide_the_article_that_was_shown(desk: Desk) -> None:
    search = furnished(desk)
    for person in ("p:1", "p:2", "p:3"):
        says(desk, Source.NOT_QUITE, DIM, "lamp", by=person)
    assert asked_again(search, desk).right.tolist() == [False]


def test_what_is_for_staff_alone_takes_no_customers_first_place(desk: Desk) -> None:
    desk.write(
        "inner", article("Dim the lamp", "Turn the wheel of the lamp to the left.\n", audience="staff")
    )
    search = furnished(desk)
    says(desk, Source.SOLVED, DIM, "lamp")
    assert search.search(DIM, audience=EVERYONE).hits[0].slug == "inner"
    assert asked_again(search, desk).right.tolist() == [True]


@pytest.mark.parametrize(
    ("asked", "mostly", "seldom", "up"),
    [
        ("lamp zebedee {0}", Source.SOLVED, Source.NOT_QUITE, True),
        ("wheel of the lamp to dim {0}", Source.NOT_QUITE, Source.SOLVED, False),
    ],
)
def test_enough_outcomes_change_how_sure_it_is_and_are_kept(
    desk: Desk, asked: str, mostly: Source, seldom: Source, up: bool
) -> None:
    for number in range(25):
        desk.write(f"tool-{number}", article(f"Tool {number}", "It lies in the drawer of the desk.\n"))
    search = furnished(desk)
    assert search.learn_sureness(at_once=True)
    before = search.search(asked.format("xylem"), audience=EVERYONE).sure
    questions = [asked.format("x" + "".join(letters)) for letters in product(LETTERS, repeat=3)]
    with desk.transaction() as session:
        for number, question in enumerate(questions[: FEWEST - 1]):
            say(session, seldom if number % 8 == 0 else mostly, question)
    assert not search.learn_sureness(at_once=True), "one is missing"
    assert search.model.calibration == expected()
    with desk.transaction() as session:
        say(session, mostly, questions[FEWEST - 1])
    assert search.learn_sureness(at_once=True)
    calibration = search.model.calibration
    assert calibration.outcomes == FEWEST
    assert (search.search(asked.format("xylem"), audience=EVERYONE).sure > before) == up
    assert desk.search().model == search.model
    with desk.transaction() as session:
        say(session, mostly, questions[FEWEST])
    assert not search.learn_sureness(at_once=True), "one more is no fifth more"
    lesson, found = search.sureness()
    assert lesson is not None
    assert (lesson.learnt, lesson.number, lesson.heard, len(found)) == (False, 27, FEWEST, FEWEST + 1)
    assert off_by(calibration, found) < off_by(expected(), found)


def say(session: Session, source: Source, question: str) -> None:
    verdicts.record(session, at=AT, slug="lamp", source=source, question=own(question), said_by="p:1")


def off_by(calibration: Calibration, found: Judged) -> float:
    return error(reliability(calibration.probabilities(found.logits), found.right))
