"""What articles are used for is counted with every reply that shows them, whatever door it leaves by."""

from __future__ import annotations

import ast
import importlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from bot.message import ActName
from guard import own
from knowledge import retirement, uses
from knowledge.uses import How, UseRow
from tests.stories.mail_stage import Correspondent
from tests.stories.slack_stage import SlackStage, SlackStages
from tests.stories.stage import ROOT, Stage
from tests.stories.test_learning import ADA, GIZMO, HOW, INCIDENT, KIM, RESET, SAM, SEVERAL, covers, gap_of

Counted = Counter[tuple[str, How]]


def counted(stage: Stage | SlackStage) -> Counted:
    """How often each article was used in each way, by the uses and, the same, by the totals."""
    with stage.here.reading() as session:
        found = Counter((row.slug, How(row.how)) for row in session.query(UseRow))
        added_up = uses.totals(session, {slug for slug, _ in found})
    assert found == Counter({(slug, how): n for slug, of in added_up.items() for how, (n, _) in of.items()})
    return found


def ways(stage: Stage | SlackStage, slug: str = RESET) -> dict[How, int]:
    """In which ways this article was used, and how often."""
    return {how: times for (of, how), times in counted(stage).items() if of == slug}


def test_an_answer_counts_with_its_customer_and_those_below_it_are_near(stage: Stage) -> None:
    reply = stage.person(ADA).says(HOW)
    assert counted(stage) == {
        (hit.slug, How.NEAR if place else How.ANSWER): 1 for place, hit in enumerate(reply.hits)
    }
    with stage.here.reading() as session:
        [first] = session.query(UseRow).filter_by(how=How.ANSWER)
    assert (first.at, first.month, first.conversation_id) == (stage.now, 202611, reply.conversation)
    assert first.customer_id == 1


def test_the_nearest_articles_are_no_answers(stage: Stage) -> None:
    stage.never_sure_of_an_answer()
    stage.always_sure_of_the_kind()
    reply = stage.person(ADA).says(SEVERAL)
    assert counted(stage) == {(hit.slug, How.NEAR): 1 for hit in reply.hits}


def test_a_message_handled_twice_counts_once(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(HOW, id="slack:1")
    before = counted(stage)
    ada.says(HOW, id="slack:1")
    assert counted(stage) == before
    assert ways(stage) == {How.ANSWER: 1}


def test_words_that_amend_the_question_do_not_count_its_answer_twice(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(HOW)
    stage.later(seconds=4)
    amended = ada.says("of a user in the IMC I mean", hurried=True)
    assert sum(counted(stage).values()) == len(amended.hits)
    stage.later(minutes=5)
    ada.says(HOW)
    assert ways(stage)[How.ANSWER] == 2


def test_an_article_that_is_picked_was_opened(stage: Stage) -> None:
    stage.never_sure_of_an_answer()
    stage.always_sure_of_the_kind()
    ada = stage.person(ADA)
    first = ada.says(SEVERAL).hits[0].slug
    ada.presses(ActName.SHOW_ARTICLE, f"article:{first}")
    assert ways(stage, first) == {How.NEAR: 1, How.OPENED: 1}


@pytest.mark.parametrize(
    ("presses", "expected"),
    [
        ((), {}),
        ((ActName.SOLVED_IT,), {How.SOLVED: 1}),
        ((ActName.SOLVED_IT, ActName.SOLVED_IT), {How.SOLVED: 1}),
        ((ActName.NOT_QUITE,), {How.NOT_QUITE: 1}),
        ((ActName.NOT_QUITE, ActName.SOLVED_IT), {How.SOLVED: 1}),
        ((ActName.PERSON,), {}),
    ],
)
def test_only_a_press_judges_and_of_one_question_the_last_one(
    stage: Stage, presses: tuple[ActName, ...], expected: dict[How, int]
) -> None:
    """Silence is no success; nor is it failure."""
    ada = stage.person(ADA)
    ada.says(HOW)
    for act in presses:
        ada.presses(act, f"article:{RESET}")
    judged = {how: times for how, times in ways(stage).items() if how in (How.SOLVED, How.NOT_QUITE)}
    assert judged == expected


def test_the_same_question_on_another_day_is_judged_anew(stage: Stage) -> None:
    for _ in range(2):
        ada = stage.person(ADA)
        ada.says(HOW)
        ada.presses(ActName.SOLVED_IT, f"article:{RESET}")
        stage.later(days=1)
    assert ways(stage)[How.SOLVED] == 2


def test_what_staff_send_is_counted_each_time(stage: Stage) -> None:
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    before = ways(stage)
    for _ in range(2):
        stage.desk(number).presses(SAM, ActName.ARTICLE, article=RESET)
    assert ways(stage) == {**before, How.SENT: 2}


def test_news_to_who_asked_in_vain_is_an_answer(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(GIZMO)
    ada.presses(ActName.HOW)
    before = counted(stage)
    covers(stage, KIM, gap_of(stage), RESET)
    assert counted(stage) - before == {(RESET, How.ANSWER): 1}


def test_a_category_that_is_corrected_does_not_show_the_articles_again(stage: Stage) -> None:
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    before = counted(stage)
    stage.desk(number).presses(SAM, ActName.SORT, "feature")
    assert counted(stage) == before


def test_what_a_letter_shows_is_counted(stage: Stage) -> None:
    Correspondent(stage, "nobody@elsewhere.example").writes_letter(HOW, "A question")
    assert ways(stage) == {How.ANSWER: 1}
    Correspondent(stage, ADA).writes_letter(HOW, "A question")
    assert sum(ways(stage).values()) == 2


def test_a_retired_article_is_not_shown_by_any_press(stage: Stage) -> None:
    """Neither by a button below an old answer, nor sent by staff, nor to who asked in vain."""
    stage.never_sure_of_an_answer()
    stage.always_sure_of_the_kind()
    ada = stage.person(ADA)
    first = ada.says(SEVERAL).hits[0].slug
    ada.presses(ActName.PERSON)
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    with stage.here.writing() as session:
        retirement.retire(session, first, at=stage.now, by="person:1", why=own("It is wrong."))
    stage.here.take_in_articles()
    before = counted(stage)
    assert "not there any more" in ada.presses(ActName.SHOW_ARTICLE, f"article:{first}").text
    assert "not found" in stage.desk(number).presses(SAM, ActName.ARTICLE, article=first).text
    assert first not in [hit.slug for hit in stage.person(ADA).says(SEVERAL).hits]
    assert (first, How.OPENED) not in counted(stage) - before
    assert (first, How.SENT) not in counted(stage) - before


@pytest.mark.slow
def test_what_slack_shows_is_counted_once_also_when_it_is_edited(slack_stage: SlackStages) -> None:
    stage = slack_stage()
    ada = stage.person("ada")
    said = ada.says(HOW)
    stage.answers(said, "Reset")
    stage.settled()
    assert ways(stage)[How.ANSWER] == 1
    ada.edits(said, "How do I reset the password of a user?")
    stage.settled()
    assert ways(stage)[How.ANSWER] == 1


def test_history_is_counted_as_it_would_have_been(stage: Stage) -> None:
    """What the migration makes of the history of an older installation."""
    ada = stage.person(ADA)
    ada.says(HOW)
    stage.later(seconds=4)
    ada.says("in the IMC", hurried=True)
    stage.later(minutes=40)
    ada.says(SEVERAL)
    for act in (ActName.SHOW_ARTICLE, ActName.NOT_QUITE, ActName.SOLVED_IT):
        ada.presses(act, f"article:{RESET}")
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    stage.desk(number).presses(SAM, ActName.ARTICLE, article=RESET)
    migration = importlib.import_module("records.migrations.versions.0023_article_uses")
    with stage.here.reading() as session:
        connection = session.connection()
        again = [*migration._shown(connection), *migration._judged(connection)]
        rows = session.query(UseRow).all()
    assert _facts(again) == _facts([vars(row) for row in rows])
    assert {How(row["how"]) for row in again} >= {How.ANSWER, How.OPENED, How.SENT, How.SOLVED}


def _facts(rows: list[dict[str, Any]]) -> Counter[tuple[object, ...]]:
    names = ("slug", "how", "at", "month", "customer_id", "conversation_id")
    return Counter(tuple(row[name] for name in names) for row in rows)


NO_ARTICLES = {
    "bot/after/steps.py",
    "bot/before/like_steps.py",
    "bot/desk/clock_rings.py",
    "bot/desk/letter_steps.py",
    "bot/desk/staff_steps.py",
    "bot/desk/task_steps.py",
    "bot/filling.py",
    "bot/requests/announcing.py",
    "bot/requests/features.py",
    "bot/requests/releasing.py",
    "bot/trouble/late.py",
    "bot/trouble/maintenance_telling.py",
    "bot/trouble/outage_steps.py",
    "bot/trouble/outage_telling.py",
    "bot/visits/tell.py",
    "mail/failed.py",
    "mail/left_out.py",
}
"""Who writes replies down that never show an article."""


def test_whatever_may_show_an_article_is_written_down_where_it_is_counted() -> None:
    """A new file that writes replies uses ``bot.replied.write_reply``, or is thought about here."""
    found = {path for path, keys in _dictionaries() if "reply" in keys}
    assert found - NO_ARTICLES == {"bot/replied.py"}


def _dictionaries() -> Iterator[tuple[str, set[str]]]:
    for room in ("bot", "mail", "app", "web", "helpdesk", "tickets"):
        for path in (ROOT / room).rglob("*.py"):
            source = path.read_text("utf-8")
            if "to_facts(" in source:
                for node in ast.walk(ast.parse(source)):
                    if isinstance(node, ast.Dict) and "to_facts(" in ast.unparse(node):
                        names = {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
                        yield path.relative_to(ROOT).as_posix(), names
