"""The ten stories of one customer's conversation, through the road."""

from __future__ import annotations

from datetime import timedelta

from bot.message import ActName
from bot.reply import ReplyKind
from knowledge.gaps import list_open
from tests.stories.stage import Stage
from tickets.values import DetailName, DetailState, EntryKind, Status

ADA = "ada@northside.example"
DAN = "dan@northside.example"
HAL = "hal@harbor.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


def test_a_how_to_question_is_answered_with_its_source(stage: Stage) -> None:
    ada = stage.person(ADA)
    heard = ada.says("How do I reset a user's password?")
    assert heard.kind is ReplyKind.ANSWER
    assert heard.hits[0].title == "Reset a user's password in the IMC"
    assert heard.hits[0].passage
    assert "Talk to a person" in ada.offered()
    assert ada.presses(ActName.SOLVED_IT).text == "Good. I have noted that this solved it."
    assert stage.tickets() == ()


def test_a_how_to_question_without_an_article_is_recorded_and_its_asker_told(stage: Stage) -> None:
    ada = stage.person(ADA)
    heard = ada.says("How do I change the colour of the ribbon on the carbon copier in the Editor?")
    assert heard.kind is ReplyKind.CLOSEST
    assert "you will hear from me here" in heard.after
    with stage.here.reading() as session:
        [gap] = list_open(session)
    assert "ribbon" in gap.question
    assert stage.tickets() == ()


def test_an_incident_with_all_details_in_the_first_sentence_is_a_ticket(stage: Stage) -> None:
    ada = stage.person(ADA)
    heard = ada.says(INCIDENT)
    assert heard.kind is ReplyKind.TICKET
    assert "#1001" in heard.text
    assert "by 14:35 Eastern" in heard.text
    ticket = stage.ticket(1001)
    given = {name.value: detail.value for name, detail in ticket.details.items()}
    assert given["job"] == "7001234"
    assert "bcole" in (given["user"] or "")
    assert "IW-9977" in (given["error"] or "")
    assert "pressed F12" in (given["steps"] or "")
    [receipt] = stage.letters(ADA)
    assert receipt.subject.startswith("[InfraCare #1001] ")
    assert "14:35 Eastern" in receipt.body
    [letter] = stage.letters(stage.here.rules.desk_mail)
    assert "Northside Clinic" in letter.body


def test_details_are_collected_one_by_one(stage: Stage) -> None:
    ada = stage.person(ADA)
    heard = ada.says("The merge of my dictation aborts since this morning, it worked before")
    assert heard.kind is ReplyKind.QUESTION
    assert heard.asks is DetailName.USER
    assert ada.says("bcole").asks is DetailName.JOB
    assert ada.says("I do not know").asks is DetailName.JOB
    assert ada.says("it is 7001234").asks is DetailName.ERROR
    assert ada.says("Segment checksum mismatch").asks is DetailName.STEPS
    heard = ada.says("I opened the job and chose Merge")
    assert heard.kind is ReplyKind.TICKET
    details = stage.ticket(heard.ticket or 0).details
    assert details[DetailName.ERROR].value == "Segment checksum mismatch"
    assert details[DetailName.JOB].value == "7001234"


def test_a_detail_may_not_apply(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says("The merge of my dictation aborts since this morning, it worked before")
    ada.presses(ActName.SKIP)
    ada.says("does not apply")
    ada.says("n/a")
    heard = ada.says("I chose Merge")
    assert heard.kind is ReplyKind.TICKET
    details = stage.ticket(heard.ticket or 0).details
    assert [details[name].state for name in DetailName] == [
        DetailState.NOT_APPLICABLE,
        DetailState.NOT_APPLICABLE,
        DetailState.NOT_APPLICABLE,
        DetailState.GIVEN,
    ]


def test_who_is_not_entitled_hands_the_draft_to_an_administrator_who_opens_it(stage: Stage) -> None:
    dan = stage.person(DAN)
    heard = dan.says(INCIDENT)
    assert heard.kind is ReplyKind.HANDOVER
    assert "Ada Brook" in heard.after or "Ada Brook" in heard.text
    assert stage.tickets() == ()
    heard = dan.presses(ActName.HAND, dan.value_of("Hand it to Ada Brook"))
    assert "Ada Brook" in heard.text
    [letter] = stage.letters(ADA)
    assert "7001234" in letter.body
    ada = stage.person(ADA)
    ada.last = heard
    opened = ada.presses(ActName.OPEN)
    assert opened.ticket == 1001
    assert stage.ticket(1001).opener.mail == ADA


def test_a_customer_not_in_good_standing_gets_self_help_and_the_contact(stage: Stage) -> None:
    hal = stage.person(HAL)
    assert hal.says("How do I reset a user's password?").kind is ReplyKind.ANSWER
    heard = hal.says(INCIDENT)
    assert heard.kind is ReplyKind.REASON
    assert stage.here.rules.contacts.accounts_mail in heard.text
    assert stage.tickets() == ()


def test_a_person_who_asks_for_a_person_gets_one(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says("How do I reset a user's password?")
    heard = ada.presses(ActName.PERSON)
    assert heard.kind is ReplyKind.QUESTION
    for _ in DetailName:
        heard = ada.presses(ActName.SKIP)
    assert heard.kind is ReplyKind.TICKET
    assert stage.ticket(heard.ticket or 0).status is Status.OPEN


def test_a_message_delivered_twice_changes_nothing(stage: Stage) -> None:
    ada = stage.person(ADA)
    first = ada.says(INCIDENT, id="the same")
    again = ada.says(INCIDENT, id="the same")
    assert again == first
    assert len(stage.tickets()) == 1
    assert len(stage.letters(ADA)) == 1


def test_staff_answer_and_solve_and_the_clock_follows(stage: Stage) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    desk = stage.desk(number)
    stage.later(minutes=20)
    desk.says("sam@infraware.example", "Which version of the Editor is it?")
    assert stage.ticket(number).due_at is None
    assert [letter for letter in stage.letters(ADA) if "Which version" in letter.body]
    stage.later(minutes=5)
    assert "by 15:00 Eastern" in ada.says("It is version 12").text
    ticket = stage.ticket(number)
    assert ticket.due_at == stage.now + timedelta(hours=2)
    desk.says("sam@infraware.example", "note: looks like the known merge fault")
    assert not [letter for letter in stage.letters(ADA) if "known merge fault" in letter.body]
    assert stage.ticket(number).due_at is not None
    desk.presses("sam@infraware.example", ActName.SOLVE, words="Version 13 mends it.")
    assert stage.ticket(number).status is Status.SOLVED
    assert stage.ticket(number).due_at is None
    kinds = [entry.kind for entry in stage.history(number)]
    assert kinds.count(EntryKind.CLOCK_STARTED) == 2
    assert kinds.count(EntryKind.CLOCK_STOPPED) == 2
