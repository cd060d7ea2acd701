"""The page of the figures: for whom, for which days, with its tables, definitions and files."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from app.build import Installation
from app.figuring import count_all
from bot.message import ActName
from tests.stories.stage import Stage
from tests.web.console.browser import browser, signed_in
from web.console.figures.catalog import FIGURES
from web.console.figures.questions import ENDINGS
from web.console.here import Here

SAM, KIM, ADA = "sam@infraware.example", "kim@infraware.example", "ada@northside.example"
DOCS = Path(__file__).parents[4] / "docs" / "figures.md"
HOW = "How do I merge two jobs in the Editor?"


@pytest.fixture
def busy(installation: Installation, here: Here) -> Here:
    """Two questions have been asked, of which one was confirmed."""
    stage = Stage(installation, now=here.now())
    stage.person(ADA).says(HOW)
    ada = stage.person(ADA)
    ada.says(HOW)
    ada.presses(ActName.SOLVED_IT)
    count_all(installation, here.now())
    return here


def test_all_of_the_staff_and_nobody_else_look_at_figures(here: Here) -> None:
    for mail in (SAM, KIM, "gus@infraware.example", "val@infraware.example"):
        assert "<h1>Figures</h1>" in signed_in(here, mail).sees("/figures")
    for client in (browser(here).client, signed_in(here, ADA).client):
        for path in ("/figures", "/figures/questions", "/figures/questions.csv"):
            answer = client.get(path, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in")


def test_each_figure_has_its_definition_its_table_and_its_file(busy: Here) -> None:
    page = signed_in(busy, SAM).sees("/figures")
    for key, one in FIGURES.items():
        assert f'href="/figures/{key}.csv?from=' in page
        assert f'<h2 id="{key}-title">{one.meaning.title}</h2>' in page
    assert page.count('class="definition"') == len(FIGURES)
    assert page.count("<canvas") == page.count('role="img"')
    assert "Answered, confirmed" in page


def test_what_was_never_counted_says_what_to_do(here: Here) -> None:
    page = signed_in(here, SAM).sees("/figures")
    assert page.count("Nothing was counted in these days.") == len(FIGURES)
    assert "The history is still being counted" in page
    assert "<canvas" not in page


def test_once_counted_the_page_says_when(busy: Here) -> None:
    assert "The last change was counted <time" in signed_in(busy, SAM).sees("/figures")


def test_the_file_holds_what_the_table_shows(busy: Here) -> None:
    answer = signed_in(busy, SAM).client.get("/figures/questions.csv?by=month")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert re.search(r'attachment; filename="questions-[-0-9]+\.csv"', answer.headers["content-disposition"])
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert sum(int(row["Answered, confirmed"]) for row in rows) == 1
    assert sum(int(row["All"]) for row in rows) == 2


def test_days_that_cannot_be_read_are_said_beside_their_field(busy: Here) -> None:
    sam = signed_in(busy, SAM)
    page = sam.sees("/figures?from=tomorrow&customer=99999&by=year")
    assert 'id="from-error"' in page
    assert 'aria-describedby="customer-error"' in page
    assert "Choose days, weeks or months." in page
    assert "year-month-day" in sam.sees("/figures/questions.csv?from=tomorrow", 404)


def test_a_figure_that_is_none_is_not_there(here: Here) -> None:
    sam = signed_in(here, SAM)
    for path in ("/figures/profit", "/figures/profit.csv", "/figures/%2e%2e"):
        assert "There is no figure of that name" in sam.sees(path, 404)


def test_the_figures_of_a_long_time_come_one_by_one(busy: Here) -> None:
    sam = signed_in(busy, SAM)
    page = sam.sees("/figures?from=2025-01-01&by=month")
    parts = re.findall(r'hx-get="(/figures/[^"]+)"', page)
    assert len(parts) == len(FIGURES)
    part = sam.client.get(parts[0].replace("&amp;", "&"), headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith("<section")
    assert "<table" in part
    assert "<h1>Questions and how they ended</h1>" in sam.sees(parts[0].replace("&amp;", "&"))


def test_topics_cannot_be_told_for_one_customer_and_say_so(busy: Here) -> None:
    page = signed_in(busy, SAM).sees("/figures/topics?customer=1")
    assert "cannot be told for one customer" in page


def test_every_definition_stands_in_the_documents() -> None:
    told = " ".join(DOCS.read_text("utf-8").split())
    for key, one in FIGURES.items():
        assert f"**{one.meaning.title}** (`{key}`, {one.meaning.policy}). {one.meaning.definition}" in told
    for name in ENDINGS.values():
        assert f"| {name} |" in told
