"""The pages of articles: the list with its figures, one article, its history, and what is done to it."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest

from app.build import Installation
from bot.message import ActName
from guard import own
from knowledge import drafts, retirement, uses, verdicts, versions
from knowledge.articles import Audience
from knowledge.shelf import ArticleRow
from knowledge.uses import How, Use, Where
from tests.stories.stage import Stage
from tests.web.console.browser import Browser, here_of, signed_in
from web.console.csv_file import csv_file
from web.console.here import Here

KIM, SAM = "kim@infraware.example", "sam@infraware.example"
ADA = "ada@northside.example"
HOW = "How do I reset a user's password?"
RESET = "/articles/reset-a-password"


@pytest.fixture
def kim(here: Here) -> Browser:
    """A knowledge manager at the console."""
    return signed_in(here, KIM)


@pytest.fixture
def sam(here: Here) -> Browser:
    """Somebody of support, who only looks at articles."""
    return signed_in(here, SAM)


def count(here: Here, slug: str, **times: int) -> None:
    with here.writing() as session:
        for how, number in times.items():
            found = [Use(slug, How(how), f"{how}:{one}") for one in range(number)]
            uses.count(session, found, Where(here.now(), 1, 1))


def row_of(html: str, slug: str) -> list[str]:
    """The cells of an article's row in the list."""
    [row] = [one for one in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if f'"/articles/{slug}"' in one]
    cells = re.findall(r'<td class="number">(.*?)</td>', row, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells]


def order_of(html: str) -> list[str]:
    return re.findall(r'<th scope="row">\s*<a href="/articles/([^"]*)">', html)


def test_the_list_shows_each_article_with_its_figures(here: Here, sam: Browser) -> None:
    count(here, "reset-a-password", answer=7, near=2, solved=3, not_quite=1)
    html = sam.sees("/articles?order=views")
    assert row_of(html, "reset-a-password")[:5] == ["9", "7", "3", "1", "75 %"]
    assert order_of(html)[0] == "reset-a-password"
    assert order_of(sam.sees("/articles?order=views&down=1&page=2"))[-1] == "reset-a-password"
    assert "reset-a-password" not in order_of(sam.sees("/articles?only=never_shown"))
    assert "No article is like that." in sam.sees("/articles?only=refused")
    tutorials = order_of(sam.sees("/articles?kind=tutorial"))
    assert tutorials
    assert set(tutorials) < set(order_of(sam.sees("/articles")) + order_of(sam.sees("/articles?page=2")))


@pytest.mark.parametrize(
    "query", ["order=nonsense&kind=x&only=y&page=-3", "page=99999999999", "page=²", "down=2"]
)
def test_an_address_of_nonsense_shows_a_list(sam: Browser, query: str) -> None:
    assert "<h1>Articles</h1>" in sam.sees(f"/articles?{query}")


def test_the_search_field_takes_words_phrases_and_fields(sam: Browser) -> None:
    assert order_of(sam.sees("/articles?q=slug:reset-a-password")) == ["reset-a-password"]
    assert "reset-a-password" in order_of(sam.sees("/articles?q=title:password&order=title"))
    wrong = sam.sees('/articles?q="not closed')
    assert "A quotation mark is not closed" in wrong
    assert 'aria-invalid="true"' in wrong
    assert "There is no field &#39;colour&#39;" in sam.sees("/articles?q=colour:red")
    assert "No article is like that." in sam.sees("/articles?q=zebrafinchery")


def test_the_list_as_a_file_holds_what_the_list_holds(here: Here, sam: Browser) -> None:
    count(here, "reset-a-password", answer=7, solved=1)
    answer = sam.client.get("/articles.csv?q=slug:reset-a-password")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    [line] = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
    shown = (line["name"], line["views"], line["solved"], line["share solved"], line["retired"])
    assert shown == ("reset-a-password", "7", "1", "1.0", "")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"])
def test_no_cell_of_a_file_is_taken_for_a_formula(cell: str) -> None:
    body = csv_file("x.csv", ["a"], [[cell], [-3], [None]]).body.decode("utf-8-sig")
    assert list(csv.reader(StringIO(body, newline=""))) == [["a"], [f"'{cell}"], ["-3"], [""]]


def test_the_page_of_an_article_shows_it_its_figures_and_what_it_learnt(
    installation: Installation, sam: Browser
) -> None:
    stage = Stage(installation)
    ada = stage.person(ADA)
    ada.says(HOW)
    ada.presses(ActName.SOLVED_IT, ada.value_of("That solved it"))
    html = sam.sees(RESET)
    assert "<h1>Reset a user" in html
    assert "<h3>" in html or "<ol>" in html
    assert "How do I reset a user&#39;s password?" in html
    assert "learnt within the bound for one person" in html
    assert "Its file is" in html
    assert "2026-11" in html
    assert "ada@" not in html
    assert "Northside" not in html
    assert "Retire" not in html.split('<h2 id="history">')[1]
    assert "Nobody has been shown this article yet." in sam.sees("/articles/deactivate-a-leaver")


def test_what_is_not_there_is_said_to_be(kim: Browser) -> None:
    assert "There is no article of this name" in kim.sees("/articles/never-was", 404)
    assert "There is no article of this name" in kim.sees("/articles/never-was/versions/1", 404)
    assert "is not kept any more" in kim.sees(f"{RESET}/versions/7", 404)
    assert "is not kept any more" in kim.sees(f"{RESET}/versions/x", 404)


def test_an_article_is_retired_for_a_reason_and_brought_back(here: Here, kim: Browser, sam: Browser) -> None:
    question = own("How do I reset a user's password?")
    with here.writing() as session:
        solved = verdicts.Source.SOLVED
        verdicts.record(
            session, at=here.now(), slug="reset-a-password", source=solved, question=question, said_by="p:1"
        )
    assert "Say in a sentence why" in kim.sends(f"{RESET}/retire", 409, seen_at=RESET, why="  ")
    assert "longer than 500" in kim.sends(f"{RESET}/retire", 409, seen_at=RESET, why="x" * 501)
    why = "Of the old platform; call Ms. Agnes Miller, born 04/12/1961."
    html = kim.sends(f"{RESET}/retire", seen_at=RESET, why=why)
    assert "Within a few seconds nobody finds it" in html
    assert "Of the old platform" in html
    assert "04/12/1961" not in html
    assert "Kim Doyle" in html
    here.articles_changed()
    found = here.search.search(question, audience=frozenset(Audience))
    assert "reset-a-password" not in [hit.slug for hit in found.hits]
    assert order_of(sam.sees("/articles?q=slug:reset-a-password")) == []
    assert order_of(sam.sees("/articles?only=retired")) == ["reset-a-password"]
    assert "retired already" in kim.sends(f"{RESET}/retire", seen_at=RESET, why="Again.")
    assert "Brought back" in kim.sends(f"{RESET}/bring-back", seen_at=RESET)
    here.articles_changed()
    assert order_of(sam.sees("/articles?q=slug:reset-a-password")) == ["reset-a-password"]
    assert "Brought back" in (page := kim.sees(RESET))
    assert "How do I reset a user&#39;s password?" in page


def test_only_knowledge_managers_and_leads_act(here: Here, sam: Browser, kim: Browser) -> None:
    for act in ("retire", "bring-back", "forget"):
        sam.sends(f"{RESET}/{act}", 403, seen_at=RESET, why="No.", verdict="1")
    with here.reading() as session:
        assert not retirement.is_retired(session, "reset-a-password")
    kim.sends("/articles/never-was/retire", 404, seen_at=RESET, why="No.")
    kim.sends("/articles/never-was/bring-back", 404, seen_at=RESET)


def test_a_wording_is_forgotten_and_only_one_of_this_article(
    installation: Installation, here: Here, kim: Browser
) -> None:
    stage = Stage(installation)
    ada = stage.person(ADA)
    ada.says(HOW)
    ada.presses(ActName.SOLVED_IT, ada.value_of("That solved it"))
    with here.reading() as session:
        [verdict] = verdicts.verdicts(session)
    elsewhere = "/articles/deactivate-a-leaver/forget"
    for path, number in ((elsewhere, str(verdict.id)), (f"{RESET}/forget", "x"), (f"{RESET}/forget", "99")):
        assert "not there any more" in kim.sends(path, 404, seen_at=RESET, verdict=number)
    html = kim.sends(f"{RESET}/forget", seen_at=RESET, verdict=str(verdict.id))
    assert "Forgotten." in html
    assert "No wording has been learnt." in html
    kim.sends(f"{RESET}/forget", 404, seen_at=RESET, verdict=str(verdict.id))


def test_the_history_shows_what_changed_between_two_versions(here: Here, sam: Browser) -> None:
    with here.writing() as session:
        row = session.query(ArticleRow).filter_by(slug="reset-a-password").one()
        versions.note(session, row)
        row.body, row.changed_by = own("Press <b>the button</b>.\n"), "person:1"
    page = sam.sees(RESET)
    assert f"{RESET}/versions/2" in page
    html = sam.sees(f"{RESET}/versions/2")
    assert "Press &lt;b&gt;the button&lt;/b&gt;." in html
    assert 'class="removed"' in html
    assert "From version 1 to version 2" in html
    assert "From version 2 to version 1" in sam.sees(f"{RESET}/versions/1?with=2")
    assert "no earlier version" in sam.sees(f"{RESET}/versions/1")


def test_what_an_article_said_before_becomes_a_draft(here: Here, kim: Browser, sam: Browser) -> None:
    with here.writing() as session:
        row = session.query(ArticleRow).filter_by(slug="reset-a-password").one()
        before, kept = row.title, row.body
        versions.note(session, row)
        row.title, row.body = own("Worse"), own("Worse words.\n")
    path = f"{RESET}/versions/1"
    assert "Bring it back as a draft" in kim.sees(path)
    assert "Bring it back as a draft" not in kim.sees(f"{RESET}/versions/2") + sam.sees(path)
    for _ in range(2):
        assert "A draft of what the article said before" in kim.sends(f"{path}/draft", seen_at=path)
    with here.reading() as session:
        [draft] = drafts.open_drafts(session)
    assert (draft.replaces, draft.text.title, draft.text.body) == ("reset-a-password", before, kept)
    kim.sends(f"{RESET}/versions/2/draft", 409, seen_at=path)
    kim.sends(f"{RESET}/versions/9/draft", 404, seen_at=path)
    sam.sends(f"{path}/draft", 403, seen_at=path)


def test_an_article_is_edited_as_a_draft(here: Here, kim: Browser, sam: Browser) -> None:
    assert 'href="/drafts/new?article=reset-a-password"' in kim.sees(RESET)
    assert "/drafts/new" not in sam.sees(RESET)
    kim.sends("/drafts", seen_at=RESET, article="reset-a-password")
    with here.reading() as session:
        [draft] = drafts.open_drafts(session)
    assert draft.replaces == "reset-a-password"


def test_an_article_that_is_hostile_is_shown_harmlessly(here: Here, sam: Browser) -> None:
    with here.writing() as session:
        row = session.query(ArticleRow).filter_by(slug="reset-a-password").one()
        row.title = own('"><script>alert(1)</script>')
        row.body = own("<script>alert(2)</script>\n\n[x](javascript:alert(3))\n")
        row.link = "https://help.example/a"
    for path in ("/articles", RESET, f"{RESET}/versions/1"):
        html = sam.sees(path)
        assert "<script>alert" not in html
        assert 'href="javascript' not in html


def test_here_has_the_rules_of_the_installation(installation: Installation) -> None:
    knowledge = installation.settings.knowledge.model_copy(update={"stale_days": 7})
    object.__setattr__(
        installation, "settings", installation.settings.model_copy(update={"knowledge": knowledge})
    )
    assert here_of(installation).articles.stale_days == 7
    assert here_of(installation).articles.refused_from == installation.settings.learning.not_quite_from
