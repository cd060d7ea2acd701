"""Each way in which a question stays without an answer is known by its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.after import abandoned
from bot.message import Act, ActName
from bot.reply import ReplyKind
from bot.slack.read import act_of
from guard import own
from knowledge import gap_topics, gaps
from knowledge.gaps import Reason
from tests.stories.stage import MONDAY_NOON, Speaker, Stage
from tickets.values import Conversation, ShownArticle
from tickets.values import Stage as At

ADA = "ada@northside.example"
SAM = "sam@infraware.example"
QUESTION = "How do I upload a recording?"
ANSWERED = "How do I reset a user's password?"


def waiting(stage: Stage) -> list[Reason]:
    with stage.here.reading() as session:
        return [gap.reason for gap in gaps.list_open(session)]


def a_day_later(stage: Stage) -> list[Reason]:
    """What waits when nobody has said a word for a day."""
    stage.later(hours=25)
    stage.here.note_silence(stage.now)
    return waiting(stage)


@pytest.fixture
def ada(stage: Stage) -> Speaker:
    return stage.person(ADA)


def test_whoever_does_not_say_what_they_mean_is_missed_after_a_day(stage: Stage, ada: Speaker) -> None:
    stage.never_sure_of_an_answer()
    stage.never_sure_of_the_kind()
    assert ada.says("the upload of recordings").kind is ReplyKind.QUESTION
    stage.later(hours=20)
    stage.here.note_silence(stage.now)
    assert waiting(stage) == []
    assert a_day_later(stage) == [Reason.ABANDONED]
    assert a_day_later(stage) == [Reason.ABANDONED]


def test_whoever_comes_back_is_missed_no_more(stage: Stage, ada: Speaker) -> None:
    stage.never_sure_of_an_answer()
    stage.never_sure_of_the_kind()
    ada.says("the upload of recordings")
    assert a_day_later(stage) == [Reason.ABANDONED]
    ada.presses(ActName.BROKEN)
    stage.here.note_silence(stage.now)
    assert waiting(stage) == []


def test_below_a_sure_answer_silence_says_nothing(stage: Stage, ada: Speaker) -> None:
    assert ada.says(ANSWERED).kind is ReplyKind.ANSWER
    assert a_day_later(stage) == []


def test_a_near_article_that_was_opened_has_helped_nobody_who_is_silent(stage: Stage, ada: Speaker) -> None:
    stage.never_sure_of_an_answer()
    last = ada.says(QUESTION)
    value = next(offer.value for offer in last.offers if offer.act is ActName.SHOW_ARTICLE)
    ada.presses(ActName.SHOW_ARTICLE, value)
    assert waiting(stage) == []
    assert a_day_later(stage) == [Reason.ABANDONED]
    ada.presses(ActName.SOLVED_IT)
    assert a_day_later(stage) == []


def test_a_thumb_is_told_from_a_button(stage: Stage, ada: Speaker) -> None:
    ada.says(QUESTION)
    ada.presses(ActName.NOT_QUITE)
    other = stage.person(ADA)
    other.says(QUESTION)
    assert other.last is not None
    down = act_of({"action_id": "feedback", "value": f"not_quite:{other.last.conversation}|"})
    assert down == Act(ActName.NOT_QUITE, other.last.conversation, by_thumb=True)
    other.does(down)
    assert sorted(set(waiting(stage)) - {Reason.NOT_SURE}) == [
        Reason.NOT_QUITE,
        Reason.THUMBS_DOWN,
    ]


def test_a_ticket_that_was_a_question_is_a_query_of_that_ticket(stage: Stage, ada: Speaker) -> None:
    ada.says("The printer margins are broken since Monday, I talk to nobody but a person")
    ada.presses(ActName.PERSON)
    for _ in range(6):
        if stage.tickets():
            break
        ada.says("does not apply")
    (ticket,) = stage.tickets()
    desk = stage.desk(ticket.number)
    desk.says(SAM, "Set the margins under Settings, then Printing.")
    desk.presses(SAM, ActName.EDUCATION)
    assert waiting(stage) == [Reason.EDUCATION]
    stage.here.group_gaps(stage.now)
    with stage.here.reading() as session:
        (topic,) = gap_topics.these_topics(session)
    assert (topic.counts.questions, topic.counts.tickets, topic.counts.customers) == (1, 1, 1)


def talk(**changes: object) -> Conversation:
    """A talk in which the bot has asked what is meant, a day and an hour ago."""
    usual = Conversation(
        id=1,
        door="slack",
        asker_team="T1",
        asker_user="U1",
        person_id=None,
        customer_id=3,
        last_heard_at=MONDAY_NOON - timedelta(hours=25),
        stage=At.CATEGORY,
        question=own("printer margins"),
        category=None,
        sure=None,
        details={},
        shown=(ShownArticle("margins", own("Margins"), 0.4),),
        questions_back=1,
        human=False,
        reply_entry=None,
        revision=1,
        started_at=MONDAY_NOON,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({}, True),
        ({"stage": At.DETAILS}, True),
        ({"shown": ()}, True),
        ({"last_heard_at": MONDAY_NOON - timedelta(hours=24)}, True),
        ({"last_heard_at": MONDAY_NOON - timedelta(hours=24) + timedelta(seconds=1)}, False),
        ({"shown": (ShownArticle("margins", own("Margins"), 0.9),)}, False),
        ({"human": True}, False),
        ({"question": own(" ")}, False),
        ({"stage": At.FREE}, False),
        ({"stage": At.CHARGE}, False),
        ({"stage": At.LIKE}, False),
        ({"stage": At.TICKET}, False),
        ({"stage": At.CLOSED}, False),
    ],
)
def test_who_has_gone_away(stage: Stage, changes: dict[str, object], gone: bool) -> None:
    assert abandoned.is_abandoned(talk(**changes), MONDAY_NOON, stage.here.rules) is gone
