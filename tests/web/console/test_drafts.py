"""Articles are written in the console: a draft of what staff said checked, rehearsed and published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from app.build import Installation
from bot.message import ActName
from bot.writing.beginning import begin
from bot.writing.rules import WritingRules
from knowledge import drafts, gaps
from knowledge.articles import parse_article
from knowledge.drafts import Outcome, State, Text
from knowledge.gaps import GapState
from tests.stories.stage import Stage
from tests.web.console.browser import Browser, signed_in
from web.console import publishing
from web.console.here import Here

ADA, BEN, CLEO = "ada@northside.example", "ben@northside.example", "cleo@lakeview.example"
KIM, LEA, SAM = "kim@infraware.example", "lea@infraware.example", "sam@infraware.example"
QUESTION = "How do I calibrate the carbon ribbon of the report printer in the IMC?"
OTHER = "How do I soothe the blinking gizmo of our zebrafinch?"
FIELDS = {
    "title": "Calibrate the carbon ribbon",
    "kind": "tutorial",
    "audience": "customers",
    "area": "Printing",
    "aliases": "ribbon calibration\n\nalign the ribbon",
    "body": "The ribbon slips.\r\n\r\n## Steps\r\n\r\n1. Turn the blue wheel.\r\n2. Print a page.",
}


def asks(stage: Stage, mail: str, question: str) -> int:
    """Somebody asks in vain; the number of their query."""
    who = stage.person(mail)
    who.says(question)
    assert who.last is not None
    if ActName.HOW in [offer.act for offer in who.last.offers]:
        who.presses(ActName.HOW)
    with stage.here.reading() as session:
        return max(gap.id for gap in gaps.after(session, 0))


def begun(here: Here, mail: str, *queries: int) -> tuple[Browser, str]:
    """A browser of theirs, and the address of a new draft that is to answer these queries."""
    opened = signed_in(here, mail)
    answer = opened.sends("/drafts", seen_at="/drafts/new")
    path = f"/drafts/{re.search(r'/drafts/([0-9]+)/file', answer)[1]}"  # type: ignore[index]
    with here.writing() as session:
        drafts.add_queries(session, int(path.rpartition("/")[2]), queries)
    return opened, path


def saves(opened: Browser, path: str, **fields: str) -> str:
    return opened.sends(path, 200, seen_at=path, **(FIELDS | fields))


def publishes(opened: Browser, path: str, answered: Sequence[int] = (), status: int = 200) -> str:
    hidden = opened.tokens(f"{path}/publish")
    sent = hidden | {"answered": [str(one) for one in answered]}
    answer = opened.client.post(f"{path}/publish", data=sent, headers={"Origin": here_url(opened)})
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def here_url(opened: Browser) -> str:
    return str(opened.client.base_url).rstrip("/")


def test_from_a_question_to_the_answer(installation: Installation, here: Here) -> None:
    stage = Stage(installation)
    mine, other = asks(stage, ADA, QUESTION), asks(stage, CLEO, OTHER)
    kim, path = begun(here, KIM, mine, other)
    seen = saves(kim, path)
    assert "Saved." in seen
    check = unescape(kim.sees(f"{path}/publish"))
    assert "Nothing was found." in check
    assert re.search(rf'value="{mine}" checked> {re.escape(QUESTION)} .*answered by what it says', check)
    assert re.search(
        rf'value="{other}"> {re.escape(OTHER)} .*only answered once its wording is learnt', check
    )
    rehearsal = kim.sees(f"{path}/rehearsal")
    assert "Nothing was written." in rehearsal
    assert "No question with a known answer." in rehearsal
    after = publishes(kim, path, [mine])
    assert "Published: the bot answers with it from now on." in after
    assert "1 about to be told" in after
    installation.take_in_articles()
    page = unescape(kim.sees(path))
    assert "1 told where they asked; since then 0 said that it solved the matter" in page
    assert "1: not answered by it; stays open." in page
    with here.reading() as session:
        assert [gap.state for gap in gaps.these(session, [mine, other])] == [GapState.ANSWERED, GapState.OPEN]
    again = stage.person(BEN)
    assert "Calibrate the carbon ribbon" in again.says(QUESTION).hits[0].title
    assert publishes(kim, path, [mine]).count("1 told") == 1


def test_what_those_who_were_told_say_is_counted(installation: Installation, here: Here) -> None:
    stage = Stage(installation, now=datetime(2026, 11, 23, 16, tzinfo=UTC))
    who = stage.person(ADA)
    who.says(QUESTION)
    with here.reading() as session:
        mine = [gap.id for gap in gaps.list_open(session)]
    kim, path = begun(here, KIM, *mine)
    saves(kim, path)
    publishes(kim, path, mine)
    installation.take_in_articles()
    stage.later(hours=5)
    who.presses(ActName.SOLVED_IT, "article:calibrate-the-carbon-ribbon")
    assert "1 said that it solved the matter, 0 that it did not quite" in kim.sees(path)


def test_a_topics_draft_is_gone_on_with(installation: Installation, here: Here) -> None:
    stage = Stage(installation)
    asks(stage, ADA, QUESTION)
    installation.group_gaps(stage.now)
    kim = signed_in(here, KIM)
    first = unescape(kim.sends("/drafts", seen_at="/drafts/new", topic="1"))
    assert "Calibrate the carbon ribbon" in first
    assert "Nothing that tells what to do was found in staff's replies." in first
    assert kim.sends("/gaps/1/draft", seen_at="/drafts/new")
    with here.reading() as session:
        (draft,) = drafts.open_drafts(session)
        assert list(drafts.outcomes(session, draft.id)) == [1]
    assert kim.sends("/drafts", 404, seen_at="/drafts/new", topic="99")


def test_who_asks_while_it_is_written_is_told_too(installation: Installation, here: Here) -> None:
    stage = Stage(installation)
    asks(stage, ADA, QUESTION)
    installation.group_gaps(stage.now)
    kim = signed_in(here, KIM)
    kim.sends("/gaps/1/draft", seen_at="/drafts/new")
    late = asks(stage, CLEO, QUESTION)
    installation.group_gaps(stage.now)
    saves(kim, "/drafts/1")
    assert f'value="{late}" checked' in kim.sees("/drafts/1/publish")
    publishes(kim, "/drafts/1", [1, late])
    installation.take_in_articles()
    assert "2 told where they asked" in kim.sees("/drafts/1")
    assert "2 told; since then 0 said that it solved the matter" in " ".join(kim.sees("/gaps/1").split())


def test_of_many_questions_the_older_ones_are_taken_together(
    installation: Installation, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "SHOWN", 1)
    stage = Stage(installation)
    found, missed, newest = (
        asks(stage, mail, said) for mail, said in ((ADA, QUESTION), (BEN, OTHER), (CLEO, QUESTION))
    )
    kim, path = begun(here, KIM, found, missed, newest)
    saves(kim, path)
    page = kim.sees(f"{path}/publish")
    assert re.findall(r'name="answered" value="([0-9]+)"', page) == [str(newest)]
    assert "And of 2 older questions" in page
    hidden = kim.tokens(f"{path}/publish")
    kim.client.post(f"{path}/publish", data=hidden | {"older": "yes"}, headers={"Origin": here_url(kim)})
    with here.reading() as session:
        assert drafts.outcomes(session, 1) == {
            found: Outcome.DUE,
            missed: Outcome.WAITS,
            newest: Outcome.WAITS,
        }


def test_a_draft_holds_what_staff_answered_and_nothing_of_the_case(
    installation: Installation, here: Here
) -> None:
    stage = Stage(installation)
    asker = stage.person(ADA)
    asker.says(QUESTION)
    heard = asker.presses(ActName.PERSON)
    while heard.ticket is None:
        heard = asker.presses(ActName.SKIP)
    desk = stage.desk(heard.ticket)
    desk.presses(SAM, ActName.CLAIM)
    desk.says(
        SAM,
        "Hi Ada, thanks for asking about job 7001234! The ribbon of the printer slips after a change.\n"
        "1. Open IMC > Devices > Printers as abrook\n2. Turn the blue wheel\n"
        "You can then print a test page. Let me know if Ben Cole needs it too.\nBest,\nSam",
    )
    desk.presses(SAM, ActName.SOLVE)
    with here.reading() as session:
        queries = [gap.id for gap in gaps.after(session, 0)]
    text = drafted_for(here, queries)
    assert text.title == "Calibrate the carbon ribbon"
    assert text.body == (
        "The ribbon of the printer slips after a change.\n\n## Steps\n\n"
        "1. Open **IMC > Devices > Printers** as the user.\n2. Turn the blue wheel.\n3. Print a test page.\n"
    )
    assert (text.kind, text.audience) != ("", "")


def drafted_for(here: Here, queries: Sequence[int]) -> Text:
    """The words of a new draft that is to answer these queries."""
    number = begin(
        here.reading,
        here.writing,
        queries,
        topic_id=None,
        by=1,
        at=here.now(),
        search=here.search,
        screener=lambda words: here.screen(words).text,
        rules=here.rules,
    )
    with here.reading() as session:
        found = drafts.draft(session, number)
    assert found is not None
    return found.text


def test_two_who_edit_lose_nothing(here: Here) -> None:
    kim, path = begun(here, KIM)
    lea = signed_in(here, LEA)
    before = lea.tokens(path)
    saves(kim, path)
    mine = FIELDS | {"title": "Calibrate the drum", "body": "Turn the green wheel."}
    answer = lea.client.post(path, data=before | mine, headers={"Origin": here_url(lea)})
    assert answer.status_code == 409
    both = unescape(answer.text)
    assert "Kim Doyle has saved this draft" in both
    assert "Turn the green wheel." in both
    assert "Turn the blue wheel." in both
    revision = re.search(r'name="revision" value="(\d+)"', both)
    assert revision is not None
    lea.sends(path, 200, seen_at=path, **(mine | {"revision": revision[1]}))
    assert "Turn the green wheel." in lea.sees(path)


def test_the_same_form_sent_twice_is_no_conflict(here: Here) -> None:
    kim, path = begun(here, KIM)
    before = kim.tokens(path)
    for _ in range(2):
        assert (
            kim.client.post(path, data=before | FIELDS, headers={"Origin": here_url(kim)}).status_code == 200
        )


def test_what_stops_it_is_told_and_stops_it(here: Here) -> None:
    kim, path = begun(here, KIM)
    seen = saves(
        kim,
        path,
        kind="",
        body="Call the patient Mary Jones, born 03/04/1961. Ask Ada Brook for job 1234567.",
    )
    assert "taken out: date of birth, patient name." in seen
    check = unescape(kim.sees(f"{path}/publish"))
    for told in (
        "The kind is missing",
        "(date of birth, patient name)",
        "“Ada Brook” is somebody's name",
        "“1234567”",
    ):
        assert told in check
    assert "It cannot be published yet. The kind is missing" in publishes(kim, path, status=409)


def test_a_customers_words_stop_it(installation: Installation, here: Here) -> None:
    mine = asks(Stage(installation), ADA, QUESTION)
    kim, path = begun(here, KIM, mine)
    saves(kim, path, body="You calibrate the carbon ribbon of the report printer so: turn it.")
    assert "“calibrate the carbon ribbon of the report printer” are a customer's own words" in unescape(
        kim.sees(f"{path}/publish")
    )


def test_what_a_customer_quoted_from_the_article_may_stay(installation: Installation, here: Here) -> None:
    stage = Stage(installation)
    asks(
        stage,
        ADA,
        "How do I find Forgotten or expired on the sign-in page choose Forgotten or expired thing?",
    )
    kim = signed_in(here, KIM)
    begun_with = kim.sends("/drafts", seen_at="/drafts/new", article="reset-a-password")
    path = f"/drafts/{re.search(r'/drafts/([0-9]+)/file', begun_with)[1]}"  # type: ignore[index]
    assert "customer's own words" not in unescape(kim.sees(f"{path}/publish"))


def test_an_empty_draft_can_be_looked_at(here: Here) -> None:
    kim, path = begun(here, KIM)
    check = unescape(kim.sees(f"{path}/publish"))
    assert "The title is missing" in check
    assert "0 of " not in kim.sees(f"{path}/rehearsal")
    assert "The file has no name yet" in kim.sees(f"{path}/file", 409)


def test_where_review_is_required_another_person_publishes(here: Here) -> None:
    strict = replace(here, writing_rules=WritingRules(reviewed=True))
    kim, path = begun(strict, KIM)
    saves(kim, path)
    assert "give it to them for review" in unescape(kim.sees(f"{path}/publish"))
    lea = signed_in(strict, LEA)
    page = lea.sees(f"{path}/publish")
    kims = re.search(r'<option value="(\d+)">Kim Doyle', page)
    leas = re.search(r'<option value="(\d+)">Lea', kim.sees(f"{path}/publish"))
    assert kims is not None
    assert leas is not None
    assert "nobody reviews their own" in unescape(
        kim.sends(f"{path}/review", 409, seen_at=f"{path}/publish", reviewer=kims[1])
    )
    assert "in review with Lea" in kim.sends(f"{path}/review", seen_at=f"{path}/publish", reviewer=leas[1])
    hidden = kim.tokens(path)
    refused = kim.client.post(f"{path}/publish", data=hidden, headers={"Origin": here_url(kim)})
    assert refused.status_code == 409
    assert "Published:" in publishes(lea, path)


def test_its_file_is_an_article_and_written_into_the_export_folder(here: Here, tmp_path: Path) -> None:
    kim, path = begun(replace(here, writing_rules=WritingRules(export=tmp_path / "out")), KIM)
    saves(kim, path)
    assert "The file was written into the export folder." in publishes(kim, path)
    file = tmp_path / "out" / "printing" / "calibrate-the-carbon-ribbon.md"
    taken = kim.client.get(f"{path}/file")
    assert taken.content == file.read_bytes()
    article = parse_article(file, taken.content)
    assert (article.title, article.area, article.aliases) == (
        "Calibrate the carbon ribbon",
        "printing",
        ("ribbon calibration", "align the ribbon"),
    )


def test_a_folder_that_leads_out_is_not_written_to(here: Here, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "printing").symlink_to(tmp_path / "elsewhere")
    kim, path = begun(replace(here, writing_rules=WritingRules(export=tmp_path / "out")), KIM)
    saves(kim, path)
    assert "could not be written into the export folder" in publishes(kim, path)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_article_kept_in_files_is_handed_over(here: Here) -> None:
    kim = signed_in(here, KIM)
    assert "Reset a user" in kim.sees("/drafts/new?article=reset-a-password")
    begun_with = unescape(kim.sends("/drafts", seen_at="/drafts/new", article="reset-a-password"))
    assert "The user can do it alone" in begun_with
    assert "kept in files" in begun_with
    path = f"/drafts/{re.search(r'/drafts/([0-9]+)/file', begun_with)[1]}"  # type: ignore[index]
    saves(kim, path)
    before = here.search.article("reset-a-password")
    assert "This article is kept in files" in publishes(kim, path)
    assert here.search.article("reset-a-password") == before
    with here.reading() as session:
        assert drafts.finished(session)[0].state is State.HANDED_OVER
    assert kim.sees("/drafts/new?article=no-such-article", 404)


def test_a_preview_runs_nothing(here: Here) -> None:
    kim, path = begun(here, KIM)
    shown = kim.sends(
        f"{path}/preview", seen_at=path, body="**Bold** <script>alert(1)</script> born 03/04/1961"
    )
    assert "<strong>Bold</strong>" in shown
    assert "<script>" not in shown
    assert "1961" not in shown


def test_a_draft_is_thrown_away(here: Here) -> None:
    kim, path = begun(here, KIM)
    assert "thrown away" in kim.sends(f"{path}/discard", seen_at=path)
    assert "Nothing is being written." in kim.sees("/drafts")
    assert "It was thrown away by Kim Doyle" in kim.sees(path)
    assert kim.sends(path, 409, seen_at="/drafts/new", revision="2", **FIELDS)


@pytest.mark.parametrize(
    "path", ["/drafts/999", "/drafts/999/publish", "/drafts/999/rehearsal", "/drafts/999/file"]
)
def test_what_is_not_there(here: Here, path: str) -> None:
    assert "There is no such draft" in signed_in(here, LEA).sees(path, 404)


def test_support_may_look_and_not_write(here: Here) -> None:
    _, path = begun(here, KIM)
    sam = signed_in(here, SAM)
    assert "Who keeps the knowledge may change it." in sam.sees(path)
    sam.sees("/drafts/new", 403)
    sam.sends(path, 403, seen_at=path, **FIELDS)
