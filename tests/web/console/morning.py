"""A console with something on every page: tickets, questions nobody could answer, and what came of them."""

from __future__ import annotations

from app.build import Installation
from app.figuring import count_all
from bot.message import ActName
from bot.writing.beginning import begin
from guard import restored
from knowledge import gaps, versions
from knowledge.shelf import ArticleRow
from tests.stories.stage import Stage
from tickets import directory

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
UNANSWERABLE = (
    ("ada@northside.example", "How do I change the ribbon colour of the carbon copier?"),
    ("ben@northside.example", "Where is the tint of the copier's tape chosen?"),
    ("cleo@lakeview.example", "What sets the shade that our duplicator prints with?"),
    ("cleo@lakeview.example", "How do I order more toner for the lobby?"),
)


def fill(installation: Installation) -> Stage:
    """Tickets 1001 (answered, noted) and 1002 (waiting), four questions without an answer, a draft."""
    stage = Stage(installation)
    _tickets(stage)
    for mail, question in UNANSWERABLE:
        stage.later(minutes=7)
        stage.person(mail).says(question)
    stage.later(hours=1)
    installation.group_gaps(stage.now)
    _draft(stage)
    _article(stage)
    count_all(installation, stage.now)
    return stage


def _article(stage: Stage) -> None:
    """An article that helped two people and one not, and that said something else before."""
    people = ("ada@northside.example", "ben@northside.example", "cleo@lakeside.example")
    judged = (ActName.SOLVED_IT, ActName.SOLVED_IT, ActName.NOT_QUITE)
    for mail, act in zip(people, judged, strict=True):
        asker = stage.person(mail)
        asker.says("How do I reset a user's password?")
        asker.presses(act, "article:reset-a-password")
        stage.later(minutes=2)
    with stage.here.writing() as session:
        row = session.query(ArticleRow).filter_by(slug="reset-a-password").one()
        versions.note(session, row)
        row.body = restored(row.body.replace("lasts 90 days", "lasts 60 days"))


def _draft(stage: Stage) -> None:
    """Draft 1, which is to answer all open questions."""
    here = stage.here
    with here.reading() as session:
        waiting = [gap.id for gap in gaps.list_open(session)]
        kim = directory.person_by_mail(session, "kim@infraware.example")
    assert kim is not None
    begin(
        here.reading,
        here.writing,
        waiting,
        topic_id=None,
        by=kim.id,
        at=stage.now,
        search=here.search,
        screener=stage.screened,
        rules=here.rules,
    )


def _tickets(stage: Stage) -> None:
    ada = stage.person("ada@northside.example")
    ada.says(INCIDENT)
    ada.presses(ActName.OPEN)
    desk = stage.desk(1001)
    stage.later(minutes=9)
    desk.presses("sam@infraware.example", ActName.CLAIM)
    desk.says("sam@infraware.example", "Which version of the Editor is it?")
    desk.says("sam@infraware.example", "note: she had the same in May")
    stage.later(minutes=30)
    cleo = stage.person("cleo@lakeview.example")
    cleo.says(INCIDENT.replace("7001234", "8115551"))
    cleo.presses(ActName.OPEN)
