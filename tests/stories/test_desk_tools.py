"""Staff's tools on a ticket, from both sides of the counter (policy 2, 4, 8, 13)."""

from __future__ import annotations

import pytest

from bot.message import ActName
from bot.reply import Reply
from classifier.corrections import Correction
from records.facts import from_facts
from tests.stories.stage import Desk, Speaker, Stage
from tickets.values import Audience, Entry, EntryKind, Status

ADA, SAM, LEA = "ada@northside.example", "sam@infraware.example", "lea@infraware.example"
KIM = "kim@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture
def ada(stage: Stage) -> Speaker:
    """Ada, whose ticket 1001 is open."""
    ada = stage.person(ADA)
    ada.says(INCIDENT)
    return ada


@pytest.fixture
def desk(stage: Stage, ada: Speaker) -> Desk:
    return stage.desk(1001)


def for_customers(stage: Stage) -> list[Entry]:
    return [one for one in stage.history(1001) if one.audience is Audience.CUSTOMER]


# Handing over.


def test_a_ticket_is_handed_to_a_colleague_with_who_and_why_in_its_history(stage: Stage, desk: Desk) -> None:
    """Policy 8, 13: a change has its author and its reason, and the customer is not shown it."""
    desk.presses(SAM, ActName.CLAIM)
    before = for_customers(stage)
    reply = desk.presses(SAM, ActName.ASSIGN, colleague=LEA, words="She has called twice.")
    assert reply.text == "Sam Ortiz has handed this ticket to Lea Kim, who is told."
    assigned = stage.ticket(1001).assignee
    assert assigned is not None
    assert assigned.mail == LEA
    [line] = [one for one in stage.history(1001) if one.kind is EntryKind.ASSIGNED]
    assert (line.person and line.person.mail, line.words) == (SAM, "She has called twice.")
    assert for_customers(stage) == before


def test_a_colleague_is_told_what_was_handed_to_them(stage: Stage, desk: Desk) -> None:
    desk.presses(SAM, ActName.ASSIGN, colleague=LEA, words="She has called twice.")
    told = [one for one in stage.history(1001) if "She has called twice." in str(one.facts.get("reply"))]
    assert len(told) == 1
    assert told[0].audience is Audience.STAFF
    assert "Sam Ortiz has handed you ticket #1001" in from_facts(Reply, told[0].facts["reply"]).text


@pytest.mark.parametrize("colleague", [ADA, KIM, "nobody@infraware.example", "999", ""])
def test_a_ticket_is_handed_to_nobody_but_staff_who_may_answer(
    stage: Stage, desk: Desk, colleague: str
) -> None:
    """Policy 13."""
    reply = desk.presses(SAM, ActName.ASSIGN, colleague=colleague)
    assert "cannot" in reply.text or "Nobody of that name" in reply.text
    assert stage.ticket(1001).assignee is None


# The category.


def test_staff_correct_the_category_and_it_is_remembered(stage: Stage, desk: Desk, ada: Speaker) -> None:
    """Policy 2: the category can be corrected by staff; corrections are training data."""
    reply = desk.presses(SAM, ActName.SORT, category="service")
    assert "something to be done for you" in reply.text
    ticket = stage.ticket(1001)
    assert (ticket.category, ticket.sure) == ("service", None)
    with stage.here.reading() as session:
        [said] = session.query(Correction).all()
    assert (said.label, said.said_by, said.confirmed) == ("service", "staff", True)


def test_the_customer_s_own_reply_shows_the_corrected_category(stage: Stage, desk: Desk) -> None:
    """Policy 2: the category shown to the person follows; what they were told of it else stays."""
    desk.presses(SAM, ActName.SORT, category="service")
    replies = [
        from_facts(Reply, one.facts["reply"]) for one in for_customers(stage) if one.kind is EntryKind.REPLIED
    ]
    assert replies[-1].triage is not None
    assert replies[-1].triage.category == "service"
    assert replies[-1].text == replies[0].text
    assert replies[-1].ticket == 1001


def test_a_category_that_is_none_changes_nothing(stage: Stage, desk: Desk) -> None:
    before = stage.ticket(1001)
    desk.presses(SAM, ActName.SORT, category="nonsense")
    assert stage.ticket(1001) == before


# Opening again.


def test_a_ticket_closed_without_an_answer_has_its_clock_back_when_opened_again(
    stage: Stage, desk: Desk, ada: Speaker
) -> None:
    """Policy 4: the oldest unanswered message carries the clock, with the promise of its own arrival."""
    before = stage.ticket(1001)
    stage.later(minutes=10)
    desk.presses(SAM, ActName.SOLVE)
    assert stage.ticket(1001).due_at is None
    stage.later(minutes=10)
    reply = desk.presses(SAM, ActName.REOPEN, words="Closed the wrong one.")
    assert reply.text == "Sam Ortiz has opened this ticket again."
    now = stage.ticket(1001)
    assert (now.status, now.waiting_since, now.due_at) == (Status.OPEN, before.waiting_since, before.due_at)


def test_an_answered_ticket_opened_again_has_no_clock_until_the_customer_writes(
    stage: Stage, desk: Desk, ada: Speaker
) -> None:
    """Policy 4."""
    stage.later(minutes=10)
    desk.presses(SAM, ActName.SOLVE, words="The segment was mended.")
    stage.later(minutes=10)
    desk.presses(SAM, ActName.REOPEN, words="It has come back on our side.")
    assert stage.ticket(1001).status is Status.OPEN
    assert stage.ticket(1001).due_at is None
    stage.later(minutes=10)
    ada.says("It fails again.")
    assert stage.ticket(1001).waiting_since == stage.now


def test_the_customer_who_closed_it_is_owed_nothing_when_staff_open_it_again(
    stage: Stage, desk: Desk, ada: Speaker
) -> None:
    """Policy 4: who withdrew waits for nothing."""
    ada.presses(ActName.WITHDRAW)
    desk.presses(SAM, ActName.REOPEN, words="We found the cause all the same.")
    assert stage.ticket(1001).status is Status.OPEN
    assert stage.ticket(1001).due_at is None


def test_the_customer_hears_that_it_is_open_again_but_not_staff_s_reason(stage: Stage, desk: Desk) -> None:
    """Policy 8: shown to the customer only where it should be."""
    desk.presses(SAM, ActName.SOLVE)
    desk.presses(SAM, ActName.REOPEN, words="Closed the wrong one.")
    assert "Closed the wrong one" not in str([(one.words, one.facts) for one in for_customers(stage)])
    assert "Support has opened ticket #1001 again; a person will answer you by 14:35 Eastern." in str(
        [one.facts for one in for_customers(stage)]
    )
    [line] = [one for one in stage.history(1001) if one.kind is EntryKind.REOPENED]
    assert (line.person and line.person.mail, line.words, line.audience) == (
        SAM,
        "Closed the wrong one.",
        Audience.STAFF,
    )


@pytest.mark.parametrize("why", ["", "  "])
def test_a_ticket_is_not_opened_again_without_a_reason(stage: Stage, desk: Desk, why: str) -> None:
    desk.presses(SAM, ActName.SOLVE)
    assert desk.presses(SAM, ActName.REOPEN, words=why).only_to_author
    assert stage.ticket(1001).status is Status.SOLVED


def test_an_open_ticket_cannot_be_opened_again(stage: Stage, desk: Desk) -> None:
    before = stage.ticket(1001)
    assert desk.presses(SAM, ActName.REOPEN, words="Again").text == "This ticket is open."
    assert stage.ticket(1001) == before


# A form that comes late.


def test_a_form_sent_for_a_closed_ticket_opens_it_again_and_no_second_one(
    stage: Stage, desk: Desk, ada: Speaker
) -> None:
    """Policy 4: the form stood open while the ticket was solved; its words are a word of the customer."""
    desk.presses(SAM, ActName.SOLVE, words="Mended.")
    stage.later(minutes=5)
    reply = ada.presses(ActName.SUBMIT, subject="It fails again", category="incident", job="7001234")
    assert "Ticket #1001 is open again" in reply.text
    assert [one.number for one in stage.tickets()] == [1001]
    said = [str(one.words) for one in stage.history(1001) if one.kind is EntryKind.CUSTOMER_WORDS]
    assert said == ["It fails again\nJob number: 7001234"]
    assert stage.ticket(1001).waiting_since == stage.now


def test_a_form_sent_twice_adds_nothing_to_an_open_ticket(stage: Stage, ada: Speaker) -> None:
    """Policy 3: the second form tells what is known already."""
    before = stage.ticket(1001)
    ada.presses(ActName.SUBMIT, subject="The same", category="incident", job="7001234")
    assert [one.number for one in stage.tickets()] == [1001]
    assert stage.ticket(1001) == before
