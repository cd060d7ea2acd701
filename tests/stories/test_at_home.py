"""The bot at home in Slack: its command, its shortcut, its Home tab, welcome, digest and feedback."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from sqlalchemy import delete

from records import timers, work
from tests.stories.slack_stage import SlackStage, SlackStages, another_bot
from tickets.tables import IdentityRow
from tickets.values import DetailName
from workspace.client import TroubleError
from workspace.play import Actor, Heard

HOW = "How do I reset a user's password?"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


@pytest.fixture(params=["socket", "http"])
def either(request: pytest.FixtureRequest, slack_stage: SlackStages) -> SlackStage:
    return slack_stage(http=request.param == "http")


def whispered(actor: Actor, in_: str = "") -> list[Heard]:
    """What only this person sees there."""
    return [one for one in actor.sees(in_=in_) if one.is_ephemeral]


# The slash command.


def test_a_question_by_command_is_answered_in_the_direct_messages(either: SlackStage) -> None:
    ada = either.person("ada")
    ada.command("/infracare", HOW, in_="lobby")
    answer = ada.hears("Reset a user's password in the IMC")
    assert HOW in answer.all_text
    [line] = whispered(ada, "lobby")
    assert "direct messages" in line.all_text
    either.clock.advance(minutes=1)
    ada.says("And how do I unlock an account?", thread=answer)
    assert answer.reply().all_text


def test_what_is_no_number_of_a_ticket_is_said_and_not_searched(stage: SlackStage) -> None:
    ada = stage.person("ada")
    ada.command("/infracare", "ticket 12abc", in_="lobby")
    line = ada.hears("digits", in_="lobby")
    assert "has digits and nothing else" in line.all_text
    assert "/infracare ticket 1042" in line.all_text


def test_a_question_by_command_in_the_direct_messages_is_answered_there_without_a_line(
    stage: SlackStage,
) -> None:
    ada = stage.person("ada")
    ada.says("Hello").reply()
    ada.command("/infracare", HOW)
    ada.hears("Reset a user's password in the IMC")
    assert whispered(ada) == []


def test_a_command_that_is_delivered_twice_is_answered_once(stage: SlackStage) -> None:
    ada = stage.person("ada")
    stage.slack.faults.acknowledgements_ignored(1)
    with pytest.raises(TroubleError):
        ada.command("/infracare", HOW)
    ada.command("/infracare", "help")
    ada.hears("Reset a user's password in the IMC")
    stage.settled()
    answers = [one for one in ada.sees() if "Reset a user's password in the IMC" in one.all_text]
    assert len(answers) == 1


def test_help_names_every_use_of_the_command(stage: SlackStage) -> None:
    ada = stage.person("ada")
    for words in ("help", "", "HELP"):
        ada.command("/infracare", words, in_="lobby")
    lines = whispered(ada, "lobby")
    assert len(lines) == 3
    assert all("/infracare tickets" in one.all_text for one in lines)


def test_tickets_by_command_are_those_of_ones_own_company_with_their_promises(either: SlackStage) -> None:
    ada, ben, cleo = (either.person(name) for name in ("ada", "ben", "cleo"))
    ada.says(INCIDENT).reply()
    ben.joins("lobby")
    ben.command("/infracare", "tickets", in_="lobby")
    [line] = whispered(ben, "lobby")
    for words in ("Northside Clinic", "#1001", "Ada Brook", "a person answers by 14:35 Eastern"):
        assert words in line.all_text
    cleo.command("/infracare", "tickets", in_="lobby")
    [line] = whispered(cleo, "lobby")
    assert "There are no open tickets" in line.all_text
    assert "7001234" not in line.all_text


def test_who_keeps_no_tickets_is_told_who_does(stage: SlackStage) -> None:
    stage.person("ada").says(INCIDENT).reply()
    expected = {"dan": "Ada Brook, Ben Cole", "guest": "I do not know you yet", "sam": "#1001"}
    for name, words in expected.items():
        person = stage.person(name)
        person.command("/infracare", "tickets", in_="lobby")
        [line] = whispered(person, "lobby")
        assert words in line.all_text
        assert (name == "sam") == ("7001234" in line.all_text)


# The message shortcut.


def test_a_ticket_is_opened_from_a_message_with_its_words_filled_in(either: SlackStage) -> None:
    ada, dan, sam = either.person("ada"), either.person("dan"), either.person("sam")
    said = dan.says(INCIDENT, in_="northside", files=[("shot.png", b"not really")])
    form = ada.shortcut("ticket_from_message", said, opens=True)
    assert form is not None
    assert "7001234" in str(form.values()["job"])
    assert "bcole" in str(form.values()["user"])
    assert form.submit() is None
    receipt = ada.hears("#1001")
    assert "7001234" in receipt.all_text
    card = sam.hears("#1001", in_="support")
    either.settled()
    sam.says("Which version of the Editor is it?", thread=card)
    either.answers(receipt, "Which version of the Editor is it?")
    ada.says("Version 12", thread=receipt)
    either.answers(card, "Version 12")
    either.settled()
    [ticket] = either.tickets()
    assert ticket.opener.name == "Ada Brook"
    assert ticket.details[DetailName.JOB].value == "7001234"
    assert any("shot.png" in str(one.message.files) for one in card.replies())


def test_a_form_from_a_message_that_is_closed_again_opens_nothing(stage: SlackStage) -> None:
    ada = stage.person("ada")
    form = ada.shortcut("ticket_from_message", ada.says(INCIDENT, in_="northside"), opens=True)
    assert form is not None
    form.close()
    stage.settled()
    assert stage.tickets() == ()
    assert stage.bots_words(ada) == ""


def test_who_may_not_open_a_ticket_hears_from_the_road_in_direct_messages(stage: SlackStage) -> None:
    expected = {"dan": "Hand it to Ada Brook", "guest": "Which mail address", "sam": "You are staff"}
    said = stage.person("ada").says(INCIDENT, in_="lobby")
    for name, words in expected.items():
        person = stage.person(name)
        assert person.shortcut("ticket_from_message", said) is None
        person.hears(words)
    assert stage.tickets() == ()


def test_a_form_that_slack_does_not_open_is_answered_in_words(stage: SlackStage) -> None:
    ada = stage.person("ada")
    stage.slack.faults.calls("views.open", "error", times=1)
    said = ada.says("The merge of job 7001234 aborts since this morning, it worked before", in_="northside")
    ada.shortcut("ticket_from_message", said, opens=False)
    assert "7001234" in ada.hears("details are still missing").all_text


# Feedback.


def test_a_thumb_says_the_same_as_its_button(either: SlackStage) -> None:
    ada = either.person("ada")
    said = ada.says(HOW)
    answer = said.reply()
    assert {"It helped", "It did not help", "That solved it", "Not quite"} <= set(answer.buttons)
    answer.click("It did not help", by=ada)
    either.answers(said, "I have passed your question on")
    answer.click("It helped", by=ada)
    either.answers(said, "I have noted that this solved it")


# Home.


def test_an_administrators_home_shows_their_companys_tickets_and_keeps_up(either: SlackStage) -> None:
    ada, ben, sam = (either.person(name) for name in ("ada", "ben", "sam"))
    home = ben.opens_home()
    home.reads("There are no open tickets")
    ada.says(INCIDENT).reply()
    home.reads("a person answers by 14:35 Eastern")
    assert "Open tickets of Northside Clinic" in home.all_text
    assert "#1001" in home.all_text
    card = sam.hears("#1001", in_="support")
    either.settled()
    sam.says("Which version of the Editor is it?", thread=card)
    home.reads("support has answered")
    form = card.click("Solve", by=sam)
    assert form is not None
    assert form.submit() is None
    home.reads("Solved lately")
    assert "There are no open tickets" in home.all_text


def test_a_customer_never_sees_anothers_words_at_home(stage: SlackStage) -> None:
    ada, cleo = stage.person("ada"), stage.person("cleo")
    theirs = cleo.opens_home()
    ada.says(INCIDENT).reply()
    stage.settled()
    for home in (theirs, cleo.opens_home()):
        assert "There are no open tickets" in home.all_text
        assert "7001234" not in home.all_text
        assert "Northside" not in home.all_text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dan", "Tickets are kept by your company's licensed administrators: Ada Brook, Ben Cole."),
        ("hal", "accounts@infraware.example"),
        ("guest", "I am InfraCare Assist"),
    ],
)
def test_others_see_at_home_what_is_theirs(stage: SlackStage, name: str, words: str) -> None:
    stage.person("ada").says(INCIDENT).reply()
    home = stage.person(name).opens_home()
    home.reads(words)
    assert "7001234" not in home.all_text
    assert home.buttons == ["Ask a question"]


def test_staff_see_the_queue_by_the_time_left_and_what_they_have_taken(stage: SlackStage) -> None:
    ada, cleo, sam = (stage.person(name) for name in ("ada", "cleo", "sam"))
    home = sam.opens_home()
    ada.says(INCIDENT).reply()
    stage.clock.advance(minutes=30)
    cleo.says(INCIDENT).reply()
    home.reads("#1002")
    text = home.all_text
    assert text.index("#1001") < text.index("#1002")
    assert "Lakeview Medical Group" in text
    assert "Taken by you" not in text
    sam.hears("#1002", in_="support").click("Claim", by=sam)
    home.reads("Taken by you")


def test_a_knowledge_manager_sees_the_unanswered_queries(stage: SlackStage) -> None:
    kim = stage.person("kim")
    home = kim.opens_home()
    home.reads("Nothing is unanswered")
    said = stage.person("cleo").says(HOW)
    said.reply().click("Not quite", by=stage.person("cleo"))
    home.reads(HOW)
    assert "Open tickets, by the time left" not in home.all_text


def test_a_question_asked_at_home_is_answered_in_the_direct_messages(either: SlackStage) -> None:
    ada = either.person("ada")
    form = ada.opens_home().click("Ask a question", opens=True)
    assert form is not None
    form.fill(question="   ")
    assert "question" in (form.submit() or {})
    form.fill(question=HOW)
    assert form.submit() is None
    assert "direct messages" in form.all_text
    assert HOW in ada.hears("Reset a user's password in the IMC").all_text


def test_somebody_known_by_their_address_alone_has_their_home_at_once(stage: SlackStage) -> None:
    ada = stage.person("ada")
    with stage.here.writing() as session:
        session.execute(delete(IdentityRow).where(IdentityRow.user == ada.id))
    assert "Open tickets of Northside Clinic" in ada.opens_home().all_text


def test_an_app_without_a_home_tab_goes_on_without_one(stage: SlackStage) -> None:
    ada = stage.person("ada")
    ada.opens_home()
    stage.slack.core.manifest = replace(stage.slack.core.manifest, home_tab=False)
    said = ada.says(INCIDENT)
    stage.answers(said, "#1001")
    stage.settled()
    with stage.here.reading() as session:
        assert work.backlog(session, "deliveries.slack").dead == 0


# Welcome.


def test_who_looks_in_for_the_first_time_is_welcomed_once_with_prompts(either: SlackStage) -> None:
    ada = either.person("ada")
    for _ in range(2):
        ada.opens_messages()
        ada.hears("I am InfraCare Assist")
        either.settled()
    ada.says(HOW).reply()
    either.settled()
    assert either.bots_words(ada).count("I am InfraCare Assist") == 1
    assert "Something is broken" in ada.prompts


@pytest.mark.parametrize("name", ["guest", "visitor"])
def test_whose_first_contact_is_a_question_is_answered_and_not_welcomed_below_the_answer(
    stage: SlackStage, name: str
) -> None:
    """Be they of this workspace or of another one."""
    guest = stage.slack.person(name, **({"team": "Elsewhere"} if name == "visitor" else {}))
    assert "Reset a user's password" in guest.says(HOW).reply().all_text
    guest.opens_messages()
    stage.settled()
    assert "I am InfraCare Assist" not in stage.bots_words(guest)


def test_prompts_that_slack_refuses_take_nothing_away(stage: SlackStage) -> None:
    ada = stage.person("ada")
    stage.slack.faults.calls("assistant.threads.setSuggestedPrompts", "error")
    ada.opens_messages()
    ada.hears("I am InfraCare Assist")


# The daily digest.

DIGEST = "gone unanswered since the last digest"


def not_quite(stage: SlackStage, name: str, question: str) -> None:
    """Somebody asks, and what is found does not help."""
    person = stage.person(name)
    said = person.says(question)
    said.reply().click("Not quite", by=person)
    stage.answers(said, "I have passed your question on")


def the_next(stage: SlackStage, **span: float) -> None:
    """Time passes, and the timers have looked at the clock."""
    stage.clock.advance(**span)
    until = time.monotonic() + 10
    while not is_set(stage) and time.monotonic() < until:
        time.sleep(0.05)
    assert is_set(stage)
    stage.settled()


def is_set(stage: SlackStage) -> bool:
    """Whether the digest has rung when it was time, is told, and is set for the next one."""
    with stage.here.reading() as session:
        due = timers.due(session, "digest")
        waiting = work.backlog(session, "deliveries.slack").waiting
    return due is not None and due > stage.clock.now() and not waiting


def digests(stage: SlackStage) -> list[Heard]:
    return [one for one in stage.person("kim").sees() if DIGEST in one.all_text]


def test_a_knowledge_manager_is_told_each_morning_what_went_unanswered(stage: SlackStage) -> None:
    the_next(stage, seconds=0)
    not_quite(stage, "cleo", HOW)
    not_quite(stage, "ada", "How do I unlock an account?")
    the_next(stage, hours=19, minutes=24)
    assert digests(stage) == []
    stage.here.group_gaps(stage.clock.now())
    the_next(stage, minutes=2)
    [told] = digests(stage)
    assert "2 new queries" in told.all_text
    assert "Most wanted are articles about:" in told.all_text
    assert "(questions: 1, people: 1, customers: 1)" in told.all_text
    assert HOW in told.all_text
    assert "Nearest: " in told.all_text
    the_next(stage, days=1)
    assert len(digests(stage)) == 1
    not_quite(stage, "ada", "How do I print the list of jobs?")
    the_next(stage, days=1)
    assert "One new query" in digests(stage)[-1].all_text
    assert HOW not in digests(stage)[-1].all_text
    assert DIGEST not in "".join(stage.bots_words(stage.person(name)) for name in ("ada", "cleo", "sam"))


def test_a_digest_waits_for_the_next_day_of_the_office(stage: SlackStage) -> None:
    the_next(stage, days=3, hours=20)
    not_quite(stage, "cleo", HOW)
    for _ in ("Saturday", "Sunday"):
        the_next(stage, days=1)
        assert digests(stage) == []
    the_next(stage, days=1)
    assert len(digests(stage)) == 1


def test_two_workers_and_a_restart_tell_it_once(stage: SlackStage) -> None:
    the_next(stage, seconds=0)
    not_quite(stage, "cleo", HOW)
    with another_bot(stage):
        the_next(stage, days=1)
        assert len(digests(stage)) == 1
    with another_bot(stage):
        the_next(stage, days=1)
        assert len(digests(stage)) == 1


# The command of staff.


def test_the_command_of_staff_shows_the_queue_and_what_can_be_typed(either: SlackStage) -> None:
    ada, sam = either.person("ada"), either.person("sam")
    ada.says(INCIDENT).reply()
    either.settled()
    sam.command("/support", "queue", in_="support")
    assert "#1001" in whispered(sam, "support")[-1].all_text
    sam.command("/support", "", in_="support")
    assert "/support queue" in whispered(sam, "support")[-1].all_text


def test_the_command_of_staff_shows_customers_nothing(stage: SlackStage) -> None:
    ada, cleo = stage.person("ada"), stage.person("cleo")
    ada.says(INCIDENT).reply()
    stage.settled()
    for words in ("queue", "", "help", "nonsense"):
        cleo.command("/support", words)
        told = whispered(cleo)[-1].all_text
        assert "#1001" not in told
        assert "staff" in told
