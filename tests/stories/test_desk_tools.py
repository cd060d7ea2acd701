"""Staff's tools on a ticket, from both sides of the counter (policy 2, 4, 8, 13)."""

from __future__ import annotations

import pytest

from bot.message import ActName
from bot.reply import Reply
from classifier import corrections
from records.facts import from_facts
from tests.stories.stage import Desk, Speaker, Stage
from tickets.values import Audience, Entry, EntryKind

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
        labels = [str(one.label) for one in corrections.confirmed(session)]
    assert "service" in labels


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
