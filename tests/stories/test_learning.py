"""Articles learn from use: what helped one is found for others, and nobody reads another's words."""

from __future__ import annotations

import json

import pytest

from bot.message import Act, ActName, Author, Message
from bot.reply import Reply, ReplyKind
from knowledge import verdicts
from knowledge.gaps import list_open
from knowledge.verdicts import Source, Verdict
from records.facts import from_facts, to_facts
from tests.stories.stage import Stage
from tickets import reads
from tickets.values import Place

ADA, BEN, CLEO, DAN = (
    "ada@northside.example",
    "ben@northside.example",
    "cleo@lakeview.example",
    "dan@northside.example",
)
SAM, KIM = "sam@infraware.example", "kim@infraware.example"
HOW = "How do I reset a user's password?"
GIZMO = "How do I soothe the blinking gizmo of our zebrafinch?"
LIKE_IT = "how can I soothe a blinking gizmo"
SEVERAL = "how do I send a document again"
RESET = "reset-a-password"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 zebrafinch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


def said(stage: Stage) -> list[Verdict]:
    """The verdicts, the oldest first."""
    with stage.here.reading() as session:
        return verdicts.verdicts(session)[::-1]


def asks(stage: Stage, mail: str, question: str) -> Reply:
    """The reply to a question in a conversation of its own, once the search knows what was learnt."""
    stage.here.take_in_articles()
    return stage.person(mail).says(question)


def covers(stage: Stage, mail: str, gap: int, slug: str) -> Reply:
    """The reply to a form in which somebody names the article that answers an unanswered query."""
    place = Place("terminal", "local", mail, f"{mail}-{next(stage.ids)}", direct=True)
    act = Act(ActName.COVERED, None, str(gap), {"slug": stage.screened(slug)})
    author, number = Author("local", mail, mail), next(stage.ids)
    return stage.here.road.respond(Message(f"story:{number}", stage.now, place, author, act=act))


def gap_of(stage: Stage) -> int:
    """The number of the one unanswered query."""
    with stage.here.reading() as session:
        [gap] = list_open(session)
    return gap.id


def test_that_solved_it_teaches_the_wording_to_the_article_that_was_the_answer(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(HOW)
    ada.presses(ActName.SOLVED_IT, ada.value_of("That solved it"))
    [one] = said(stage)
    assert (one.slug, one.source, one.question) == (RESET, Source.SOLVED, HOW)
    assert one.customer_id is not None
    ada.presses(ActName.SOLVED_IT, f"article:{RESET}")
    assert said(stage) == [one]


def test_a_press_below_an_older_answer_is_about_that_answer(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(HOW)
    older = ada.value_of("That solved it")
    ada.presses(ActName.NOT_QUITE, ada.value_of("Not quite"))
    ada.presses(ActName.SOLVED_IT, older)
    assert [(one.slug, one.source) for one in said(stage)] == [
        (RESET, Source.NOT_QUITE),
        (RESET, Source.SOLVED),
    ]


def test_that_solved_it_below_several_articles_teaches_none(stage: Stage) -> None:
    stage.never_sure_of_an_answer()
    stage.always_sure_of_the_kind()
    ada = stage.person(ADA)
    shown = ada.says(SEVERAL)
    assert shown.kind is ReplyKind.CLOSEST
    assert len(shown.hits) > 1
    ada.presses(ActName.SOLVED_IT)
    assert said(stage) == []


def test_not_quite_below_several_articles_is_about_each(stage: Stage) -> None:
    stage.never_sure_of_an_answer()
    stage.always_sure_of_the_kind()
    ada = stage.person(ADA)
    shown = ada.says(SEVERAL)
    ada.presses(ActName.NOT_QUITE)
    assert {(one.slug, one.source) for one in said(stage)} == {
        (hit.slug, Source.NOT_QUITE) for hit in shown.hits
    }


def test_what_staff_answer_with_is_found_by_another_customer_who_reads_none_of_the_words(
    stage: Stage,
) -> None:
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    before = asks(stage, CLEO, "How do I get rid of IW-9977 on segment 4?")
    assert RESET not in [hit.slug for hit in before.hits]
    stage.desk(number).presses(SAM, ActName.ARTICLE, article=RESET)
    [one] = said(stage)
    assert (one.source, one.slug) == (Source.STAFF, RESET)
    after = asks(stage, CLEO, "How do I get rid of IW-9977 on segment 4?")
    assert RESET in [hit.slug for hit in after.hits]
    told = json.dumps(to_facts(after), default=str).lower()
    assert not [word for word in ("zebrafinch", "7001234", "bcole", "merge", "northside") if word in told]


def test_a_covered_query_is_learnt_closed_and_its_asker_told(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(GIZMO)
    asked = ada.presses(ActName.HOW)
    gap = gap_of(stage)
    assert "find it from now on" in covers(stage, KIM, gap, RESET).text
    assert open_gaps(stage) == []
    assert "settled it" in covers(stage, KIM, gap, RESET).text
    told = replies(stage, asked.conversation or 0)[-1]
    assert (told.kind, [hit.slug for hit in told.hits]) == (ReplyKind.ANSWER, [RESET])
    found = asks(stage, CLEO, LIKE_IT)
    assert found.hits[0].slug == RESET
    assert "zebrafinch" not in json.dumps(to_facts(found), default=str)


def replies(stage: Stage, conversation: int) -> list[Reply]:
    """What was replied in a conversation, the oldest first."""
    with stage.here.reading() as session:
        entries = reads.history(session, conversation_id=conversation)
    return [from_facts(Reply, one.facts["reply"]) for one in entries if "reply" in one.facts]


def open_gaps(stage: Stage) -> list[int]:
    with stage.here.reading() as session:
        return [gap.id for gap in list_open(session)]


@pytest.mark.parametrize(
    ("mail", "slug", "why"),
    [
        (ADA, RESET, "Only the vendor's staff"),
        (SAM, RESET, "knowledge"),
        (KIM, "no-such-one", "no such article"),
    ],
)
def test_only_knowledge_managers_cover_and_only_with_an_article_there_is(
    stage: Stage, mail: str, slug: str, why: str
) -> None:
    asked = stage.person(ADA)
    asked.says(HOW)
    asked.presses(ActName.NOT_QUITE)
    assert why in covers(stage, mail, gap_of(stage), slug).text
    assert open_gaps(stage)
    assert [one.source for one in said(stage)] == [Source.NOT_QUITE]


def test_three_people_make_an_article_rank_lower_for_like_questions_and_never_hide_it(stage: Stage) -> None:
    for mail in (ADA, BEN):
        person = stage.person(mail)
        assert person.says(HOW).kind is ReplyKind.ANSWER
        person.presses(ActName.NOT_QUITE, person.value_of("Not quite"))
    sure = asks(stage, ADA, HOW).hits[0].sure
    dan = stage.person(DAN)
    dan.says(HOW)
    dan.presses(ActName.NOT_QUITE, dan.value_of("Not quite"))
    found = {hit.slug: hit.sure for hit in asks(stage, ADA, HOW).hits}
    assert found[RESET] < sure


def test_whoever_says_it_is_solved_is_not_told_later_that_there_is_an_answer(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(HOW)
    ada.presses(ActName.NOT_QUITE)
    assert open_gaps(stage)
    ada.presses(ActName.SOLVED_IT, f"article:{RESET}")
    assert open_gaps(stage) == []


def test_words_that_are_deleted_are_unlearnt(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(HOW, id="slack:1")
    ada.presses(ActName.SOLVED_IT, ada.value_of("That solved it"))
    assert len(said(stage)) == 1
    author = Author("local", ADA, ADA)
    place = Place("terminal", "local", ADA, ada.thread, direct=True)
    stage.here.road.respond(Message("gone", stage.now, place, author, stage.screened(""), erases="slack:1"))
    assert said(stage) == []
    assert stage.here.take_in_articles()
