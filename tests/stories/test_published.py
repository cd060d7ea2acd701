"""An article is written in the console: who waits for it hears of it once, where they asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.after.published import tell_of_published
from bot.message import ActName
from guard import own
from knowledge import drafts, gaps
from knowledge.drafts import Outcome, Text
from knowledge.gaps import GapState
from knowledge.publishing import By, publish
from records.engine import Session
from tests.stories.slack_stage import SlackStages
from tests.stories.stage import Speaker, Stage
from tickets import reads
from tickets.values import Entry, EntryKind

ADA, CLEO = "ada@northside.example", "cleo@lakeview.example"
QUESTION = "How do I calibrate the carbon ribbon of the report printer in the IMC?"
OTHER = "How do I soothe the blinking gizmo of our zebrafinch?"
BODY = "The carbon ribbon is calibrated.\n\n## Steps\n\n1. Turn the blue wheel.\n2. Print a page.\n"


def write(
    stage: Stage, *answered: int, audience: str = "everybody", title: str = "Calibrate the carbon ribbon"
) -> int:
    """A knowledge manager publishes an article for these queries, and is gone before anything follows."""
    text = Text(stage.screened(title), "tutorial", "printing", audience, (), own(BODY))
    with stage.here.writing() as session:
        draft = drafts.draft(session, drafts.begin(session, text, by=1, at=stage.now, gap_ids=answered))
        assert draft is not None
        publish(session, draft, By(1, stage.now), answered, stage.screened)
    return draft.id


def asks(stage: Stage, mail: str, question: str) -> Speaker:
    """Somebody asks how to do something, and says so where that is not clear."""
    who = stage.person(mail)
    who.says(question)
    assert who.last is not None
    if ActName.HOW in [offer.act for offer in who.last.offers]:
        who.presses(ActName.HOW)
    return who


def open_gaps(stage: Stage) -> list[int]:
    with stage.here.reading() as session:
        return [gap.id for gap in reversed(gaps.list_open(session))]


def outcomes(stage: Stage, draft: int) -> list[Outcome]:
    with stage.here.reading() as session:
        return list(drafts.outcomes(session, draft).values())


def news(stage: Stage) -> list[Entry]:
    """Every "there is an answer now" that stands in a history."""
    with stage.here.reading() as session:
        talks = {gap.conversation_id for gap in gaps.after(session, 0)}
        entries = [one for talk in talks for one in reads.history(session, conversation_id=talk)]
    return [one for one in entries if one.kind is EntryKind.REPLIED and "answer now" in str(one.facts)]


def test_who_asked_is_told_once_and_asked_again_the_bot_answers(stage: Stage) -> None:
    asks(stage, ADA, QUESTION)
    asks(stage, CLEO, OTHER)
    first, second = open_gaps(stage)
    draft = write(stage, first, second)
    assert news(stage) == []
    stage.here.take_in_articles()
    assert outcomes(stage, draft) == [Outcome.TOLD, Outcome.TOLD]
    assert len(news(stage)) == 2
    for _ in range(2):
        stage.here.take_in_articles()
    assert len(news(stage)) == 2
    again = stage.person(ADA).says(OTHER)
    assert "Calibrate the carbon ribbon" in again.hits[0].title
    assert "Not quite" in [offer.label for offer in again.offers]


def test_one_conversation_hears_of_an_article_once(stage: Stage) -> None:
    ada = asks(stage, ADA, OTHER)
    ada.says(QUESTION)
    with stage.here.reading() as session:
        both = gaps.list_open(session)
    assert len({gap.conversation_id for gap in both}) == 1
    draft = write(stage, *sorted(gap.id for gap in both))
    stage.here.take_in_articles()
    assert sorted(outcomes(stage, draft)) == [Outcome.TOLD, Outcome.WITH_ANOTHER]
    assert len(news(stage)) == 1
    assert open_gaps(stage) == []


def test_what_it_does_not_answer_stays_open(stage: Stage) -> None:
    asks(stage, ADA, QUESTION)
    asks(stage, CLEO, OTHER)
    first, second = open_gaps(stage)
    write(stage, first)
    stage.here.take_in_articles()
    assert open_gaps(stage) == [second]


def test_open_queries_of_others_are_asked_again_too(stage: Stage) -> None:
    asks(stage, ADA, QUESTION)
    (first,) = open_gaps(stage)
    draft = write(stage)
    stage.here.take_in_articles()
    assert outcomes(stage, draft) == []
    with stage.here.reading() as session:
        assert gaps.these(session, [first])[0].state is GapState.ANSWERED
    assert len(news(stage)) == 1


def test_after_a_restart_they_are_told_once(stage: Stage) -> None:
    """The program ended between publishing and telling; a new one has the article in its index already."""
    asks(stage, ADA, QUESTION)
    draft = write(stage, *open_gaps(stage))
    del stage.here.__dict__["search"]
    assert not stage.here.take_in_articles()
    assert outcomes(stage, draft) == [Outcome.TOLD]
    assert len(news(stage)) == 1


def test_not_quite_is_a_question_of_its_own_and_is_told_again(stage: Stage) -> None:
    ada = asks(stage, ADA, QUESTION)
    write(stage, *open_gaps(stage))
    stage.here.take_in_articles()
    (told,) = news(stage)
    ada.presses(ActName.NOT_QUITE, "article:calibrate-the-carbon-ribbon")
    (back,) = open_gaps(stage)
    write(stage, back, title="Calibrate the carbon ribbon by hand")
    stage.here.take_in_articles()
    assert [one.id for one in news(stage)][:1] == [told.id]
    assert len(news(stage)) == 2


def test_ended_in_the_middle_of_telling_everybody_is_told_once(stage: Stage) -> None:
    asks(stage, ADA, QUESTION)
    asks(stage, CLEO, OTHER)
    draft = write(stage, *open_gaps(stage))
    here = stage.here
    commits = iter(["told the first"])

    @contextmanager
    def dying() -> Iterator[Session]:
        with here.writing() as session:
            yield session
            if next(commits, "") == "":
                raise KeyboardInterrupt

    here.search.refresh()
    tools = (here.reading, dying, here.road.tools.search, here.road.tools.passage, here.rules, stage.now)
    with pytest.raises(KeyboardInterrupt):
        tell_of_published(*tools)
    assert sorted(outcomes(stage, draft)) == [Outcome.DUE, Outcome.TOLD]
    here.take_in_articles()
    assert outcomes(stage, draft) == [Outcome.TOLD, Outcome.TOLD]
    assert len(news(stage)) == 2


def test_in_slack_the_thread_hears_of_it_once_with_a_way_to_say_no(slack_stage: SlackStages) -> None:
    slack = slack_stage()
    ada, cleo = slack.person("ada"), slack.person("cleo")
    in_channel, direct = ada.says(f"@infracare {QUESTION}", in_="lobby"), cleo.says(QUESTION)
    in_channel.reply()
    direct.reply()
    with slack.here.reading() as session:
        both = [gap.id for gap in gaps.list_open(session)]
    assert len(both) == 2
    text = Text(own("Calibrate the carbon ribbon"), "tutorial", "printing", "everybody", (), own(BODY))
    with slack.here.writing() as session:
        draft = drafts.draft(session, drafts.begin(session, text, by=1, at=slack.clock.now(), gap_ids=both))
        assert draft is not None
        publish(
            session, draft, By(1, slack.clock.now()), both, lambda words: slack.here.guard.screen(words).text
        )
    for said in (in_channel, direct):
        told = slack.answers(said, "there is an answer now")
        assert "Calibrate the carbon ribbon" in told.all_text
        assert "Not quite" in told.all_text
    slack.settled()
    for said in (in_channel, direct):
        assert len([one for one in slack.bots(said) if "answer now" in one.all_text]) == 1


def test_who_may_not_read_it_is_not_told(stage: Stage) -> None:
    asks(stage, ADA, QUESTION)
    draft = write(stage, *open_gaps(stage), audience="staff")
    stage.here.take_in_articles()
    assert outcomes(stage, draft) == [Outcome.READ_ALONG]
    assert news(stage) == []
