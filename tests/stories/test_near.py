"""When it is not sure, each of the nearest articles is one click away, and is judged for itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.message import ActName
from bot.near import FOR_CUSTOMERS
from bot.reply import Reply, ReplyKind
from bot.terminal import Talk
from knowledge import verdicts
from knowledge.verdicts import Source
from tests.stories.slack_stage import SlackStages
from tests.stories.stage import Speaker, Stage

ADA, BEN, STRANGER = "ada@northside.example", "ben@northside.example", "somebody@elsewhere.example"
SAM = "sam@infraware.example"
UPLOAD = "How do I upload a recording?"
ARTICLE = """---
title: {title}
kind: tutorial
area: printing
audience: {audience}
updated: 2026-11-20
---
The carbon ribbon of the copier must be calibrated after every change: {words}.
"""
GONE = "That article is not there any more, or is not for this place."


def publish(stage: Stage, folder: Path, articles: Mapping[str, str], audience: str = "everybody") -> None:
    """Articles about the carbon ribbon are taken in: title by slug."""
    folder.mkdir()
    for slug, title in articles.items():
        text = ARTICLE.format(title=title, audience=audience, words=f"see {slug}")
        (folder / f"{slug}.md").write_text(text)
    kept = stage.here.settings.knowledge
    knowledge = kept.model_copy(update={"folders": (*kept.folders, folder)})
    stage.here.__dict__["settings"] = stage.here.settings.model_copy(update={"knowledge": knowledge})
    stage.here.sync_articles()


def picks(person: Speaker, reply: Reply, place: int) -> Reply:
    """The reply to a press on one of the buttons that show an article, counted from 0."""
    values = [offer.value for offer in reply.offers if offer.act is ActName.SHOW_ARTICLE]
    return person.presses(ActName.SHOW_ARTICLE, values[place])


def plain(title: str) -> str:
    return " ".join(title.casefold().split())


def said(stage: Stage) -> list[tuple[str, Source]]:
    with stage.here.reading() as session:
        return [(one.slug, one.source) for one in verdicts.verdicts(session)]


def test_each_of_the_nearest_articles_has_a_button_of_its_own_that_shows_it(stage: Stage) -> None:
    """Policy 1."""
    ada = stage.person(ADA)
    near = ada.says(UPLOAD)
    assert near.kind is ReplyKind.CLOSEST
    assert ada.offered()[:4] == [*(str(hit.title) for hit in near.hits), "That solved it"]
    shown = picks(ada, near, 1)
    [article] = shown.hits
    assert (shown.kind, article.slug, article.passage) == (
        ReplyKind.ANSWER,
        near.hits[1].slug,
        near.hits[1].passage,
    )
    assert ada.offered() == ["That solved it", "Not quite", "Talk to a person"]


def test_what_is_said_below_a_picked_article_is_about_that_one_alone(stage: Stage) -> None:
    ada, ben = stage.person(ADA), stage.person(BEN)
    near = ada.says(UPLOAD)
    picks(ada, near, 1)
    ada.presses(ActName.SOLVED_IT, ada.value_of("That solved it"))
    assert said(stage) == [(near.hits[1].slug, Source.SOLVED)]
    picks(ben, ben.says(UPLOAD), 2)
    ben.presses(ActName.NOT_QUITE, ben.value_of("Not quite"))
    assert sorted(said(stage)) == sorted(
        [(near.hits[1].slug, Source.SOLVED), (near.hits[2].slug, Source.NOT_QUITE)]
    )


def test_one_after_another_can_be_looked_at(stage: Stage) -> None:
    ada = stage.person(ADA)
    near = ada.says(UPLOAD)
    looked = [picks(ada, near, place).hits[0].slug for place in (2, 0, 2)]
    assert looked == [near.hits[place].slug for place in (2, 0, 2)]


def test_of_namesakes_only_the_best_is_listed_and_three_titles_are_offered(
    stage: Stage, tmp_path: Path
) -> None:
    """Policy 1."""
    alike = "How  uploaded audio is Converted and kept"
    publish(stage, tmp_path / "more", {"audio-one": alike, "audio-two": alike})
    found = stage.here.search.search(stage.screened(UPLOAD), audience=FOR_CUSTOMERS, limit=3).hits
    assert len({plain(hit.title) for hit in found}) < 3
    near = stage.person(ADA).says(UPLOAD)
    assert near.hits[0].slug == found[0].slug
    assert len({plain(hit.title) for hit in near.hits}) == len(near.hits) == 3


@pytest.mark.parametrize(
    ("audience", "asker", "shown"),
    [
        ("staff", ADA, False),
        ("customers", STRANGER, False),
        ("customers", ADA, True),
        ("staff", SAM, True),
        ("everybody", STRANGER, True),
    ],
)
def test_only_an_article_for_whoever_presses_is_shown(
    stage: Stage, tmp_path: Path, audience: str, asker: str, shown: bool
) -> None:
    """Policy 1: also when it was for others at the time at which it was offered."""
    publish(stage, tmp_path / "more", {"ribbon": "The carbon ribbon"}, audience)
    person = stage.person(asker)
    person.says(UPLOAD)
    reply = person.presses(ActName.SHOW_ARTICLE, "article:ribbon")
    assert [hit.slug for hit in reply.hits] == (["ribbon"] if shown else [])
    assert reply.text.startswith(GONE) is not shown


@pytest.mark.parametrize("value", ["article:no-such-one", "", "reset-a-password"])
def test_that_an_article_is_not_there_any_more_is_said(stage: Stage, value: str) -> None:
    ada = stage.person(ADA)
    ada.says(UPLOAD)
    reply = ada.presses(ActName.SHOW_ARTICLE, value)
    assert (reply.kind, reply.hits) == (ReplyKind.REASON, ())
    assert reply.text.startswith(GONE)


def test_nobody_else_picks_from_what_was_shown_to_the_asker(stage: Stage) -> None:
    ada, ben = stage.person(ADA), stage.person(BEN)
    near, ben.last = ada.says(UPLOAD), ada.last
    reply = picks(ben, near, 0)
    assert reply.hits == ()
    assert reply.only_to_author


def test_what_is_charged_can_still_be_agreed_to_below_a_picked_article(stage: Stage) -> None:
    """Policy 11: the question whether they agree is asked again, so that a yes is meant for it."""
    ada = stage.person(ADA)
    near = ada.says("please add user jsmith to the radiology group for us")
    shown = ada.presses(ActName.SHOW_ARTICLE, f"article:{near.hits[0].slug}")
    assert "charged" in shown.after
    assert "I agree, open the ticket" in ada.offered()
    assert ada.says("yes, go ahead").kind is ReplyKind.TICKET


def test_an_older_button_still_shows_its_article_when_there_is_a_ticket(stage: Stage) -> None:
    ada = stage.person(ADA)
    near = ada.says("please add user jsmith to the radiology group for us")
    number = ada.says("yes, go ahead").ticket or 0
    shown = ada.presses(ActName.SHOW_ARTICLE, f"article:{near.hits[0].slug}")
    assert [hit.slug for hit in shown.hits] == [near.hits[0].slug]
    assert ada.offered() == ["Talk to a person"]
    assert stage.ticket(number).status == "open"


def test_in_the_terminal_it_is_a_number(stage: Stage) -> None:
    talk = Talk(stage.here.road, stage.here.guard.screen, ADA, "one")
    near = talk.says(UPLOAD, stage.now)
    second = talk.offered(2)
    assert second is not None
    assert talk.presses(second, stage.now).hits[0].slug == near.hits[1].slug


def test_in_slack_a_button_with_its_title_shows_the_article_below(slack_stage: SlackStages) -> None:
    stage = slack_stage()
    ada = stage.person("ada")
    said = ada.says(UPLOAD)
    near = said.reply()
    title = near.buttons[1]
    near.click(title, by=ada)
    shown = stage.answers(said, "This is the article:")
    assert title in shown.all_text
    shown.click("That solved it", by=ada)
    stage.answers(said, "I have noted that this solved it")
    with stage.here.reading() as session:
        [learnt] = verdicts.verdicts(session)
    assert learnt.source is Source.SOLVED
