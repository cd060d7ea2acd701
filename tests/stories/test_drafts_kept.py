"""A ticket that is not open yet is kept while its asker speaks of something else (policy 1, 3, 5)."""

from __future__ import annotations

from bot.message import Act, ActName, Author, Message
from bot.reply import Offer, Reply, ReplyKind
from tests.stories.stage import Stage
from tests.stories.test_desk_people import Stranger
from tickets import reads
from tickets.values import Conversation, DetailName, Place
from tickets.values import Stage as At

ADA, DAN, CLEO = "ada@northside.example", "dan@northside.example", "cleo@lakeview.example"
MERGE = "The merge of my dictation aborts since this morning, it worked before"
HOW_TO = "How do I reset a user's password?"
DOWN = "everything is down, nobody can log in at any of our sites"
SERVICE = "please add user jsmith to the radiology group for us"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
SAME = INCIDENT.replace("bcole", "abrook")


def root(stage: Stage, said: str, mail: str = ADA) -> Reply:
    """The reply to a message of its own in the direct messages, below none that was said before."""
    return stage.person(mail).says(said, hurried=True)


def asked_for_a_job(stage: Stage) -> Reply:
    """Ada has told of a merge, and is asked for the job number."""
    ada = stage.person(ADA)
    ada.says(MERGE)
    heard = ada.says("bcole")
    assert heard.asks is DetailName.JOB
    stage.later(minutes=1)
    return heard


def talk(stage: Stage, number: int | None) -> Conversation:
    with stage.here.reading() as session:
        found = reads.conversation(session, number or 0)
    assert found is not None
    return found


def offer(reply: Reply, about: int | None) -> Offer:
    """What can be pressed below the reply about another conversation."""
    [found] = [one for one in reply.offers if one.conversation == about]
    return found


def presses(stage: Stage, mail: str, offered: Offer) -> Reply:
    place = Place("terminal", "local", mail, f"{mail}-{next(stage.ids)}", direct=True)
    act = Act(offered.act, offered.conversation, offered.value)
    identity = f"left:{next(stage.ids)}"
    return stage.here.road.respond(Message(identity, stage.now, place, Author("local", mail, mail), act=act))


def test_a_question_in_between_is_answered_and_the_draft_stays_open_policy_3(stage: Stage) -> None:
    draft = asked_for_a_job(stage)
    reply = root(stage, HOW_TO)
    assert reply.kind is ReplyKind.ANSWER
    assert reply.conversation != draft.conversation
    assert f"Your ticket about “{MERGE}” is not open yet" in reply.after
    assert "Which job number?" in reply.after
    kept = talk(stage, draft.conversation)
    assert (kept.stage, str(kept.question)) == (At.DETAILS, MERGE)
    assert kept.details[DetailName.USER].value == "bcole"
    asked = presses(stage, ADA, offer(reply, draft.conversation))
    assert (asked.conversation, asked.asks) == (draft.conversation, DetailName.JOB)


def test_the_number_by_itself_is_still_the_answer_policy_1(stage: Stage) -> None:
    draft = asked_for_a_job(stage)
    root(stage, HOW_TO)
    stage.later(minutes=1)
    reply = root(stage, "job 7001234")
    assert (reply.conversation, reply.asks) == (draft.conversation, DetailName.ERROR)


def test_a_name_and_a_number_are_answers_however_quickly_they_come_policy_1(stage: Stage) -> None:
    """They would otherwise be taken for the rest of the question."""
    ada = stage.person(ADA)
    ada.says(MERGE)
    stage.later(seconds=3)
    assert ada.says("bcole", hurried=True).asks is DetailName.JOB
    stage.later(seconds=3)
    heard = ada.says("7001234", hurried=True)
    assert heard.asks is DetailName.ERROR
    assert str(talk(stage, heard.conversation).question) == MERGE


def test_in_the_same_thread_too_each_matter_has_its_own_conversation(stage: Stage) -> None:
    ada = stage.person(ADA)
    first = ada.says(MERGE)
    stage.later(minutes=1)
    second = ada.says(HOW_TO)
    assert second.kind is ReplyKind.ANSWER
    assert second.conversation != first.conversation
    stage.later(minutes=1)
    assert ada.says("bcole").asks is DetailName.JOB


def test_an_outage_told_of_in_between_is_recorded_and_takes_nothing_of_the_draft_policy_7(
    stage: Stage,
) -> None:
    draft = asked_for_a_job(stage)
    reply = root(stage, DOWN)
    assert "877-235-7239" in reply.news
    ticket = stage.ticket(reply.ticket or 0)
    assert ticket.details[DetailName.USER].value is None
    assert talk(stage, draft.conversation).stage is At.DETAILS
    assert offer(reply, draft.conversation).label == "Give the details"


def test_who_is_shown_a_like_ticket_and_asks_something_else_loses_nothing_policy_3(stage: Stage) -> None:
    root(stage, INCIDENT)
    stage.later(hours=1)
    shown = root(stage, SAME)
    assert "#1001" in shown.text + shown.after
    stage.later(minutes=1)
    reply = root(stage, HOW_TO)
    assert reply.kind is ReplyKind.ANSWER
    opened = presses(stage, ADA, offer(reply, shown.conversation))
    assert opened.ticket == 1002
    assert str(stage.ticket(1002).subject) == SAME


def test_a_request_that_is_charged_waits_for_the_agreement_while_something_else_is_asked_policy_11(
    stage: Stage,
) -> None:
    wished = root(stage, SERVICE)
    stage.later(minutes=1)
    reply = root(stage, HOW_TO)
    agree = offer(reply, wished.conversation)
    assert agree.act is ActName.AGREE
    assert presses(stage, ADA, agree).ticket == 1001
    assert str(stage.ticket(1001).subject) == SERVICE


def test_who_asks_for_a_person_in_between_means_the_draft(stage: Stage) -> None:
    wished = root(stage, SERVICE)
    stage.later(minutes=1)
    assert root(stage, "I want to talk to a person").conversation == wished.conversation


# Somebody unknown, who is asked for their address (policy 5).


def stranger(stage: Stage) -> Stranger:
    return Stranger(stage, "U0NEW", f"new-{next(stage.ids)}")


def test_a_stranger_who_says_something_first_keeps_the_question_and_is_asked_again_policy_5(
    stage: Stage,
) -> None:
    asker = stranger(stage)
    first = asker.says(INCIDENT)
    stage.later(minutes=1)
    again = asker.says("I am in a hurry")
    assert "write it alone" in again.text
    assert "hidden" not in again.text + again.after
    stage.later(minutes=1)
    noted = asker.says(f"it is {ADA}")
    assert "A colleague will confirm" in noted.text
    assert "hidden" not in noted.text + noted.after
    kept = talk(stage, first.conversation)
    assert (noted.conversation, str(kept.question)) == (first.conversation, INCIDENT)


def test_a_stranger_who_asks_something_else_is_answered_and_still_asked_for_the_address_policy_5(
    stage: Stage,
) -> None:
    first = stranger(stage).says(INCIDENT)
    stage.later(minutes=1)
    reply = stranger(stage).says(HOW_TO, hurried=True)
    assert reply.hits
    assert "I still need the mail address" in reply.after
    stage.later(minutes=1)
    noted = stranger(stage).says("somebody@nowhere.example", hurried=True)
    assert noted.conversation == first.conversation
    assert "hidden" not in noted.text + noted.after
    assert talk(stage, first.conversation).stage is At.ADDRESS


def test_a_stranger_can_end_it(stage: Stage) -> None:
    asker = stranger(stage)
    first = asker.says(INCIDENT)
    stage.later(minutes=1)
    assert "Nothing was opened" in asker.says("cancel").text
    assert talk(stage, first.conversation).stage is At.CLOSED
