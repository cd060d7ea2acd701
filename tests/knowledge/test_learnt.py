"""What the verdicts on an article come to: wordings it answers, and disputes once enough people agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from guard.screen import screen
from knowledge.learnt import Lesson, lesson
from knowledge.rules import LearningRules
from knowledge.verdicts import Source, State, Verdict
from tests.knowledge.conftest import AT

RULES = LearningRules(not_quite_from=3, wordings=4, unconfirmed=2)
LAMP = "My desk lantern glows too brightly, how do I tame it?"
LIKE_IT = "the desk lantern glows too brightly, can I tame it"
SOLVED, NOT_QUITE, STAFF, COVERED = Source.SOLVED, Source.NOT_QUITE, Source.STAFF, Source.COVERED
OTHERS = (
    "Purple smoke leaves the chimney",
    "The kitten chews slippers nightly",
    "Violins squeak during rehearsal",
    "Pancakes burn beside the stove",
    "Bicycles rust behind our shed",
    "Umbrellas flip whenever storms approach",
)

Said = tuple[Source, str, str]


def taught(*said: Said, state: State = State.ACTIVE) -> Lesson:
    """What comes of these (source, question, person), said one after the other."""
    return lesson(_verdicts(said, state), RULES)


def _verdicts(said: Sequence[Said], state: State) -> list[Verdict]:
    return [
        Verdict(number, AT + timedelta(minutes=number), "lamp", source, screen(text).text, who, 3, 7, state)
        for number, (source, text, who) in enumerate(said)
    ]


@pytest.mark.parametrize("source", [SOLVED, STAFF, COVERED])
def test_one_confirmation_teaches_the_wording(source: Source) -> None:
    assert taught((source, LAMP, "ada")) == Lesson((screen(LAMP).text,))


def test_not_quite_alone_teaches_nothing_and_hides_nothing() -> None:
    assert taught((NOT_QUITE, LAMP, "ada"), (NOT_QUITE, LIKE_IT, "bo")) == Lesson()


def test_wordings_that_are_alike_are_one_and_that_of_staff_stands_for_them() -> None:
    found = taught((STAFF, LAMP, "sam"), (SOLVED, LIKE_IT, "ada"), (SOLVED, OTHERS[0], "bo"))
    assert set(found.wordings) == {LAMP, OTHERS[0]}


def test_three_different_people_dispute_it_and_one_person_three_times_does_not() -> None:
    assert taught(*[(NOT_QUITE, LAMP, "ada")] * 3) == Lesson()
    three = [(NOT_QUITE, LAMP, "ada"), (NOT_QUITE, LIKE_IT, "bo"), (NOT_QUITE, LAMP, "cy")]
    assert taught(*three).disputed == (LAMP,)
    assert taught(*three[:2], (NOT_QUITE, OTHERS[0], "cy")).disputed == ()


def test_a_wording_that_is_disputed_is_not_learnt_any_more() -> None:
    misses = [(NOT_QUITE, LAMP, who) for who in ("bo", "cy", "di")]
    assert taught((SOLVED, LAMP, "ada"), *misses).wordings == ()
    more = [(SOLVED, LAMP, who) for who in ("ada", "eve", "flo")]
    assert taught(*misses, *more) == Lesson((screen(LAMP).text,))


def test_the_word_of_staff_stands_against_not_quite() -> None:
    misses = [(NOT_QUITE, LAMP, who) for who in ("bo", "cy", "di", "eve")]
    assert taught((COVERED, LAMP, "kim"), *misses) == Lesson((screen(LAMP).text,))


def test_of_one_person_the_last_word_counts() -> None:
    misses = [(NOT_QUITE, LAMP, who) for who in ("bo", "cy", "di")]
    assert taught(*misses, (SOLVED, LAMP, "di"), (SOLVED, LIKE_IT, "cy")).disputed == ()
    assert taught((SOLVED, LAMP, "ada"), (NOT_QUITE, LAMP, "ada")) == Lesson()


def test_what_one_person_alone_confirms_is_bounded_until_somebody_agrees() -> None:
    pressed = [(SOLVED, text, "mallory") for text in OTHERS]
    assert len(taught(*pressed).wordings) == RULES.unconfirmed
    assert set(taught(*pressed, (SOLVED, OTHERS[0], "ada")).wordings) == {OTHERS[0], *OTHERS[-2:]}
    assert OTHERS[1] in taught(*pressed, (STAFF, OTHERS[1], "sam")).wordings


def test_an_article_keeps_so_many_wordings_the_best_known_first() -> None:
    everybody = [(SOLVED, text, f"person-{at}") for at, text in enumerate(OTHERS)]
    found = taught((STAFF, LAMP, "sam"), *everybody, (SOLVED, OTHERS[0], "ada")).wordings
    assert found == (LAMP, OTHERS[0], OTHERS[5], OTHERS[4])


def test_what_was_withdrawn_counts_no_more() -> None:
    assert taught((STAFF, LAMP, "sam"), state=State.WITHDRAWN) == Lesson()
