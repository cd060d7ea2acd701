"""Likely duplicates of a customer are shown first; tickets of colleagues can be seen (policy 3)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.console import Invitation
from bot.message import Act, ActName, Author, Message
from bot.reply import ReplyKind
from bot.slack.commands import FOR_EVERYBODY, Asked
from tests.stories.stage import Speaker, Stage
from tickets import directory
from tickets.policy import LikenessRules
from tickets.values import Audience, EntryKind, Place, Status

ADA = "ada@northside.example"
BEN = "ben@northside.example"
DAN = "dan@northside.example"
CLEO = "cleo@lakeview.example"
SAM = "sam@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
SAME_JOB = (
    'The printout of job 7001234 is blank with "IW-3300 empty page" for user jsmith '
    "after I pressed Print and chose the second tray."
)
SAME_WORDS = (
    'Merge fails with "IW-9977 checksum mismatch on segment 4" on job 7008888 for user jsmith '
    "after I opened the job, pressed F12 and then chose Merge."
)
OTHER = (
    'The Editor freezes with "IW-4411 out of handles" on job 7009999 for user jsmith '
    "after I opened a second report and pressed Save."
)


@pytest.fixture
def first(stage: Stage) -> Stage:
    """Ada has an open ticket, which support has answered."""
    assert stage.person(ADA).says(INCIDENT).ticket == 1001
    stage.desk(1001).says(SAM, "I am looking into it.")
    stage.desk(1001).says(SAM, "note: the walrus again")
    stage.later(minutes=5)
    return stage


@pytest.mark.parametrize("words", [SAME_JOB, SAME_WORDS], ids=["the same job", "similar words"])
def test_a_likely_duplicate_is_shown_before_a_new_ticket_is_opened(first: Stage, words: str) -> None:
    ben = first.person(BEN)
    reply = ben.says(words)
    assert reply.kind is ReplyKind.QUESTION
    assert "#1001 (Ada Brook)" in reply.text + reply.after
    assert ben.offered() == ["Add it to #1001", "Open a new one", "Talk to a person"]
    assert len(first.tickets()) == 1


def test_another_matter_is_opened_at_once(first: Stage) -> None:
    assert first.person(BEN).says(OTHER).ticket == 1002


def test_how_like_a_duplicate_must_be_is_a_setting_policy_3(first: Stage) -> None:
    rules = replace(first.here.rules, alike=LikenessRules(words=30))
    first.here.__dict__["road"] = replace(first.here.road, rules=rules)
    words = SAME_WORDS.replace("IW-9977 ", "")
    assert first.person(BEN).says(words).ticket == 1002


def test_a_solved_ticket_is_no_duplicate(first: Stage) -> None:
    first.desk(1001).presses(SAM, ActName.SOLVE)
    assert first.person(BEN).says(SAME_JOB).ticket == 1002


def test_another_customers_ticket_is_never_shown(first: Stage) -> None:
    reply = first.person(CLEO).says(SAME_JOB)
    assert "1001" not in reply.text + reply.after
    assert reply.ticket == 1002


def test_what_is_added_reaches_the_desk_and_the_asker_of_the_ticket_and_starts_its_clock(
    first: Stage,
) -> None:
    assert first.ticket(1001).due_at is None
    ben = first.person(BEN)
    ben.says(SAME_JOB)
    reply = ben.presses(ActName.ADD_TO, ben.value_of("Add it to #1001"))
    assert "Added to ticket #1001 of Ada Brook" in reply.text
    assert len(first.tickets()) == 1
    assert first.ticket(1001).waiting_since == first.now
    [added] = [one for one in first.history(1001) if one.kind is EntryKind.CUSTOMER_WORDS]
    assert added.person is not None
    assert (added.person.mail, "printout" in (added.words or "")) == (BEN, True)
    told = json.dumps([one.facts for one in first.history(1001) if one.kind is EntryKind.REPLIED])
    assert "Ben Cole has added to ticket #1001" in told


def test_what_was_added_is_not_added_twice(first: Stage) -> None:
    ben = first.person(BEN)
    ben.says(SAME_JOB)
    ben.presses(ActName.ADD_TO, "1001")
    ben.presses(ActName.ADD_TO, "1001")
    assert len([one for one in first.history(1001) if one.kind is EntryKind.CUSTOMER_WORDS]) == 1


def test_a_new_one_is_opened_after_all_and_nothing_is_shown_twice(first: Stage) -> None:
    ben = first.person(BEN)
    ben.says(SAME_JOB)
    reply = ben.presses(ActName.NEW_ONE)
    assert (reply.kind, reply.ticket) == (ReplyKind.TICKET, 1002)


def test_a_new_one_is_opened_however_many_are_like_it(first: Stage) -> None:
    for number in range(1002, 1007):
        ben = first.person(BEN)
        ben.says(SAME_JOB)
        assert ben.presses(ActName.NEW_ONE).ticket == number


@pytest.mark.parametrize(
    ("words", "tickets"), [("add it", 1), ("yes, the same", 1), ("#1001", 1), ("no, open a new one", 2)]
)
def test_the_choice_can_be_made_in_words(first: Stage, words: str, tickets: int) -> None:
    ben = first.person(BEN)
    ben.says(SAME_JOB)
    ben.says(words)
    assert len(first.tickets()) == tickets
    added = [one for one in first.history(1001) if one.kind is EntryKind.CUSTOMER_WORDS]
    assert len(added) == 2 - tickets


def test_details_that_are_asked_later_are_looked_at_too(first: Stage) -> None:
    ben = first.person(BEN)
    ben.says("The printout is blank and nothing helps, something is broken at the second tray.")
    if ben.last is not None and ben.last.asks is None:
        ben.presses(ActName.OPEN)
    ben.says("jsmith")
    reply = ben.says("job 7001234")
    assert "#1001 (Ada Brook)" in reply.text + reply.after


def shown(stage: Stage, mail: str, number: str) -> str:
    """What `/infracare ticket` shows to somebody."""
    with stage.here.reading() as session:
        person = directory.person_by_mail(session, mail)
        place = Place("slack", "T0001", "D0", "new-1", direct=True)
        message = Message("command:1", stage.now, place, Author("T0001", mail, mail))
        said = stage.screened(number)
        rules, now = stage.here.rules, stage.now
        asked = Asked(session, message, person, rules, now, said, lambda: Invitation(said))
        show = FOR_EVERYBODY["ticket"].show
        assert show is not None
        return json.dumps(show(asked), default=str)


def test_a_colleague_sees_the_ticket_with_its_public_history(first: Stage) -> None:
    seen = shown(first, BEN, "#1001")
    for words in ("#1001", "Ada Brook", "opened the ticket", "I am looking into it.", "Add to it"):
        assert words in seen
    assert "walrus" not in seen
    assert "Withdraw" not in seen
    assert "Withdraw" in shown(first, ADA, "1001")


@pytest.mark.parametrize("mail", [CLEO, DAN, "nobody@elsewhere.example"])
def test_nobody_else_learns_that_it_exists(first: Stage, mail: str) -> None:
    assert shown(first, mail, "1001") == shown(first, mail, "9999")


def test_who_asked_sees_the_ticket_that_an_administrator_opened(stage: Stage) -> None:
    dan = stage.person(DAN)
    talk = dan.says(INCIDENT).conversation
    dan.presses(ActName.HAND, dan.value_of("Hand it to Ada Brook"))
    ada = Speaker(stage, ADA, "elsewhere", last=dan.last)
    assert ada.presses(ActName.OPEN).ticket == 1001
    assert stage.ticket(1001).conversation_id == talk
    assert "#1001" in shown(stage, DAN, "1001")


def test_a_command_with_more_behind_it_is_a_question() -> None:
    ticket = FOR_EVERYBODY["ticket"]
    assert all(ticket.takes(rest) for rest in ("", "1042", "#1042", " 7 "))
    assert not any(ticket.takes(rest) for rest in ("stuck in the queue", "1042 is late"))
    assert not FOR_EVERYBODY["tickets"].takes("stuck")


def add_words(stage: Stage, mail: str, number: str, words: str) -> str:
    place = Place("slack", "T0001", mail, f"new-{next(stage.ids)}", direct=True)
    act = Act(ActName.ADD_WORDS, None, number, {"words": stage.screened(words)})
    message = Message(f"add:{next(stage.ids)}", stage.now, place, Author("T0001", mail, mail), act=act)
    return str(stage.here.road.respond(message).text)


def test_a_colleague_adds_words_from_the_view(first: Stage) -> None:
    assert "Added to ticket #1001" in add_words(first, BEN, "1001", "It happens at the south site, too.")
    assert first.ticket(1001).waiting_since == first.now
    [added] = [one for one in first.history(1001) if one.kind is EntryKind.CUSTOMER_WORDS]
    assert added.audience is Audience.CUSTOMER


@pytest.mark.parametrize("mail", [CLEO, DAN, "nobody@elsewhere.example"])
def test_nobody_else_adds_to_it(first: Stage, mail: str) -> None:
    assert "no such open ticket" in add_words(first, mail, "1001", "Let me in.")
    assert [one for one in first.history(1001) if one.kind is EntryKind.CUSTOMER_WORDS] == []


def test_a_ticket_is_withdrawn_by_whose_it_is(first: Stage) -> None:
    talk = first.ticket(1001).conversation_id
    for mail, status in ((BEN, Status.OPEN), (ADA, Status.WITHDRAWN)):
        place = Place("terminal", "local", mail, "view", direct=True)
        act = Act(ActName.WITHDRAW, talk)
        message = Message(f"w:{mail}", first.now, place, Author("local", mail, mail), act=act)
        first.here.road.respond(message)
        assert first.ticket(1001).status is status
