"""What people and staff say about the category counts at once, for whom it may."""

from __future__ import annotations

import pytest

from app.build import install
from app.demo import no_secrets, sample_settings
from bot.message import ActName
from bot.reply import Reply, ReplyKind
from classifier.corrections import Correction, forget
from tests.stories.slack_stage import SlackStages
from tests.stories.stage import ROOT, Speaker, Stage
from tickets import reads
from workspace.pytest_plugin import Clock

ADA, DAN = "ada@northside.example", "dan@northside.example"
HAL = "hal@harbor.example"
SAM = "sam@infraware.example"
WORDS = "the pedal of our transcriptionists and the two drop-down lists at the north site"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


def sorted_as(reply: Reply) -> tuple[str, float]:
    assert reply.triage is not None
    return reply.triage.category, reply.triage.sure


def corrections(stage: Stage) -> list[tuple[str, str, bool, bool]]:
    with stage.here.reading() as session:
        rows = session.query(Correction).order_by(Correction.id).all()
    return [(row.label, row.said_by, row.confirmed, row.tacit) for row in rows]


def taken_for_an_incident(stage: Stage, ada: Speaker) -> Reply:
    heard = ada.says(INCIDENT.replace(" for user bcole", ""))
    assert sorted_as(heard)[0] == "incident"
    assert heard.ticket is None
    return heard


def test_no_i_wanted_to_know_how_is_answered_as_that(stage: Stage) -> None:
    ada = stage.person(ADA)
    taken_for_an_incident(stage, ada)
    heard = ada.says("No, I only wanted to know how.")
    assert heard.kind in (ReplyKind.ANSWER, ReplyKind.CLOSEST)
    assert heard.asks is None
    assert corrections(stage) == [("education", "person", False, False)]
    assert stage.tickets() == ()


def test_the_same_words_are_sorted_so_for_the_others_only_after_staff_said_it(stage: Stage) -> None:
    """house.md: corrections count for everybody only when staff confirmed them."""
    ada, hal = stage.person(ADA), stage.person(HAL)
    ada.says(WORDS)
    ada.says("no, something is broken")
    assert sorted_as(stage.person(ADA).says(WORDS.upper())) == ("incident", 1.0)
    assert sorted_as(hal.says(WORDS))[1] < 1.0
    number = ticket_about(stage, WORDS)
    stage.desk(number).presses(SAM, ActName.SORT, category="service")
    assert sorted_as(stage.person(HAL).says(WORDS + "!")) == ("service", 1.0)
    assert sorted_as(stage.person(ADA).says(WORDS)) == ("service", 1.0), "a person never overrules staff"


def ticket_about(stage: Stage, words: str) -> int:
    ada = stage.person(ADA)
    ada.says(words)
    opened = ada.presses(
        ActName.SUBMIT, category="incident", user="bcole", job="7001234", error="none", steps="I press it"
    )
    assert opened.ticket is not None
    return opened.ticket


def test_a_replica_beside_knows_it_with_the_next_message(stage: Stage) -> None:
    beside = Stage(
        install(sample_settings(ROOT, stage.here.folder), no_secrets(), ROOT), ids=iter(range(1000, 2000))
    )
    assert sorted_as(beside.person(HAL).says(WORDS))[1] < 1.0
    number = ticket_about(stage, WORDS)
    stage.desk(number).presses(SAM, ActName.SORT, category="feature")
    assert sorted_as(beside.person(HAL).says(WORDS)) == ("feature", 1.0)
    beside.here.engine.dispose()


def test_staff_who_solve_a_ticket_confirm_what_it_was_taken_for(stage: Stage) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    desk = stage.desk(number)
    desk.says(SAM, "It is mended.")
    assert corrections(stage) == []
    desk.presses(SAM, ActName.SOLVE)
    assert corrections(stage) == [("incident", "staff", True, True)]


def test_a_form_sent_as_it_was_proposed_accepts_the_category_and_staff_confirm_it(stage: Stage) -> None:
    number = ticket_about(stage, INCIDENT.replace(" for user bcole", ""))
    assert corrections(stage) == [("incident", "person", False, True)]
    stage.desk(number).presses(SAM, ActName.SOLVE)
    assert corrections(stage) == [("incident", "staff", True, True)]


def test_an_answer_that_solved_it_accepts_the_category(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says("How do I reset the password of a transcriptionist?")
    ada.presses(ActName.SOLVED_IT)
    assert corrections(stage) == [("education", "person", False, True)]


def test_thanks_for_an_answer_accept_the_category(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says("How do I reset the password of a transcriptionist?")
    ada.says("thanks, that helped")
    assert corrections(stage) == [("education", "person", False, True)]
    ada.says("yes, that's right")
    assert corrections(stage) == [("education", "person", False, False)]


def test_words_that_a_person_deletes_are_forgotten(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(WORDS)
    ada.says("no, something is broken")
    with stage.here.writing() as session:
        [row] = session.query(Correction).all()
        forget(session, row.text, row.conversation_id)
    assert sorted_as(stage.person(ADA).says(WORDS))[1] < 1.0


@pytest.mark.parametrize("words", ["no, I wanted to know how", "no, it's a suggestion"])
def test_what_is_said_on_a_ticket_goes_to_staff(stage: Stage, words: str) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    ada.says(words)
    assert corrections(stage) == []
    assert [str(one.words) for one in stage.history(number)].count(words) == 1


def test_every_decision_names_the_model_that_made_it(stage: Stage) -> None:
    model = stage.here.classifier.version
    ada, dan = stage.person(ADA), stage.person(DAN)
    answered = dan.says("How do I reset the password of a transcriptionist?")
    number = ada.says(INCIDENT).ticket or 0
    assert answered.triage is not None
    assert (answered.triage.model, stage.ticket(number).model) == (model, model)
    [opened] = [one for one in stage.history(number) if one.kind == "opened"]
    assert opened.facts["model"] == model
    with stage.here.reading() as session:
        talk = reads.conversation(session, answered.conversation or 0)
    assert talk is not None
    assert talk.model == model


def test_who_takes_an_emergency_back_reports_none(stage: Stage) -> None:
    dan = stage.person(DAN)
    assert (
        sorted_as(dan.says("The whole system is down, nobody at our hospital can sign in"))[0] == "emergency"
    )
    heard = dan.says("Sorry, nothing is broken, I only wanted to know how it works.")
    assert (sorted_as(heard), heard.news) == (("education", 1.0), "")


def test_in_slack_a_word_of_its_own_corrects_what_was_asked_before(
    slack_stage: SlackStages, clock: Clock
) -> None:
    """In a direct message, long after the answer and outside of its thread."""
    ada = slack_stage().person("ada")
    reply = ada.says("How do I reset a user's password?").reply()
    reply.reads("Taken as: a how-to question. If that is wrong, say so: “No, something is broken.”")
    clock.advance(minutes=5)
    broken = ada.says("No, something is broken.").reply()
    broken.reads("If it is still broken, open a ticket")
    broken.reads("Taken as: something is broken. If that is wrong, say so: “No, I want to know how.”")
