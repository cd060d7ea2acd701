"""When it costs less to ask than to decide: one question, one click, and the click is remembered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.message import ActName
from bot.reply import Reply, ReplyKind
from classifier.category import Category, Triage
from classifier.corrections import Correction
from classifier.memory import Whose
from guard import Screened
from tests.stories.stage import Stage

ADA = "ada@northside.example"
TOLD = "the second factor at the north site"
ALWAYS = ["Something is broken", "I want to know how"]


def sorts_as(stage: Stage, **chances: float) -> None:
    """From now on every message has these probabilities."""
    probabilities = {each: chances.get(each.value, 0.0) for each in Category}
    best = max(probabilities, key=probabilities.__getitem__)
    triage = Triage(best, probabilities[best], probabilities, "as-told")

    def sort(_session: Session, _text: Screened, _whose: Whose) -> Triage:
        return triage

    road = stage.here.road
    stage.here.__dict__["road"] = replace(road, tools=replace(road.tools, triage=sort))


def remembered(stage: Stage) -> list[tuple[str, str]]:
    with stage.here.reading() as session:
        return [(one.label, str(one.text)) for one in session.query(Correction).all()]


@pytest.mark.parametrize(
    ("chances", "further"),
    [
        ({"education": 0.5, "incident": 0.5}, []),
        ({"education": 0.5, "incident": 0.41, "feature": 0.09}, []),
        ({"service": 0.6, "incident": 0.4}, ["Please do something for me"]),
        ({"feature": 0.5, "education": 0.5}, ["I wish it could do something new"]),
        ({"incident": 0.8, "emergency": 0.2}, ["Nothing works, for anybody"]),
        ({"other": 0.7, "education": 0.3}, ["None of these"]),
    ],
)
def test_what_it_may_well_be_is_one_click_away(
    stage: Stage, chances: dict[str, float], further: list[str]
) -> None:
    sorts_as(stage, **chances)
    ada = stage.person(ADA)
    heard = ada.says(TOLD)
    assert (heard.kind, heard.after) == (
        ReplyKind.QUESTION,
        "Is something broken, or do you want to know how?",
    )
    at = ada.offered().index(ALWAYS[0])
    assert ada.offered()[at:] == [*ALWAYS, *further, "Talk to a person"]
    assert heard.triage is not None
    assert not heard.triage.settled


def _opens_a_form(heard: Reply) -> bool:
    return heard.asks is not None


def _shows_articles(heard: Reply) -> bool:
    return heard.kind in (ReplyKind.CLOSEST, ReplyKind.ANSWER)


def _records_an_outage(heard: Reply) -> bool:
    return heard.kind is ReplyKind.OUTAGE and "877-235-7239" in heard.news


def _asks_for_agreement(heard: Reply) -> bool:
    return "charged" in heard.after


def _takes_a_wish(heard: Reply) -> bool:
    return "suggestion" in heard.after


def _lets_go(heard: Reply) -> bool:
    return heard.kind is ReplyKind.REASON and "nothing to do" in heard.text


@pytest.mark.parametrize(
    ("act", "label", "follows"),
    [
        (ActName.BROKEN, "incident", _opens_a_form),
        (ActName.HOW, "education", _shows_articles),
        (ActName.ALL_DOWN, "emergency", _records_an_outage),
        (ActName.WISH, "feature", _takes_a_wish),
        (ActName.DO_IT, "service", _asks_for_agreement),
        (ActName.NEITHER, "other", _lets_go),
    ],
)
def test_a_click_is_answered_as_what_it_says_and_remembered(
    stage: Stage, act: ActName, label: str, follows: object
) -> None:
    sorts_as(stage, education=0.2, incident=0.2, emergency=0.2, feature=0.2, service=0.1, other=0.1)
    ada = stage.person(ADA)
    ada.says(TOLD)
    heard = ada.presses(act)
    assert callable(follows)
    assert follows(heard), heard
    assert remembered(stage) == [(label, TOLD)]


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        ("good morning", ReplyKind.REASON, "Hello! Ask me anything"),
        ("Thank you so much!", ReplyKind.REASON, "You are welcome"),
        ("what is the weather like today", ReplyKind.REASON, "outside what I know"),
    ],
)
def test_talk_gets_an_answer_and_no_form(stage: Stage, words: str, kind: ReplyKind, said: str) -> None:
    ada = stage.person(ADA)
    heard = ada.says(words)
    assert (heard.kind, heard.asks) == (kind, None)
    assert said in heard.text
    assert "Something is broken" not in ada.offered()
