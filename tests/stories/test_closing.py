"""Who asked in vain hears of it when the article exists, once, where they asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.gaps import list_open
from tests.stories.slack_stage import SlackStage, SlackStages

QUESTION = "How do I calibrate the carbon ribbon of the report printer in the IMC?"
ARTICLE = """---
title: Calibrate the carbon ribbon of the copier
kind: tutorial
area: printing
audience: {audience}
updated: 2026-11-20
aliases:
  - how do I calibrate the carbon ribbon
---
The carbon ribbon of the copier must be calibrated after every change of the ribbon.

## Steps

1. Open the copier and calibrate the carbon ribbon with the blue wheel.
2. Print the test page of the copier.
"""


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def publish(stage: SlackStage, folder: Path, audience: str = "everybody") -> None:
    """A knowledge manager writes the article and takes it in."""
    folder.mkdir(exist_ok=True)
    (folder / "carbon-ribbon.md").write_text(ARTICLE.format(audience=audience))
    kept = stage.here.settings.knowledge.folders
    settings = stage.here.settings.knowledge.model_copy(update={"folders": (*kept, folder)})
    stage.here.__dict__["settings"] = stage.here.settings.model_copy(update={"knowledge": settings})
    stage.here.sync_articles()


def test_the_asker_is_told_when_the_article_exists_and_only_once(stage: SlackStage, tmp_path: Path) -> None:
    ada = stage.person("ada")
    said = ada.says(QUESTION)
    assert "you will hear from me here" in said.reply().all_text
    publish(stage, tmp_path / "articles")
    news = stage.answers(said, "there is an answer now")
    assert "Calibrate the carbon ribbon of the copier" in news.all_text
    stage.here.sync_articles()
    (tmp_path / "articles" / "carbon-ribbon.md").write_text(
        ARTICLE.format(audience="everybody") + "\nMore.\n"
    )
    stage.here.sync_articles()
    stage.settled()
    assert len([one for one in stage.bots(said) if "answer now" in one.all_text]) == 1
    with stage.here.reading() as session:
        assert list_open(session) == []


def test_a_knowledge_manager_names_the_article_and_the_asker_is_told(stage: SlackStage) -> None:
    cleo, kim = stage.person("cleo"), stage.person("kim")
    home = kim.opens_home()
    said = cleo.says(QUESTION)
    said.reply()
    home.reads(QUESTION)
    form = home.click("Covered by an article", opens=True)
    assert form is not None
    assert "Choose an article" in (form.submit() or {})["slug"]
    form.fill(slug="reset-a-password")
    assert form.submit() is None
    kim.hears("like questions find it from now on")
    assert "Reset a user's password" in stage.answers(said, "there is an answer now").all_text
    home.reads("Nothing is unanswered")


def test_an_article_for_customers_is_not_told_where_others_read_along(
    stage: SlackStage, tmp_path: Path
) -> None:
    said = stage.person("ada").says(f"@infracare {QUESTION}", in_="lobby")
    said.reply()
    publish(stage, tmp_path / "articles", audience="customers")
    stage.settled()
    assert len(stage.bots(said)) == 1
