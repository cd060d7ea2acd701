"""A duplicate goes on in another ticket of the same customer (policy 3, 4, 8)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.forms.desk import FORMS, merge_blocks
from bot.message import ActName
from bot.reply import Reply
from bot.slack.budget import OPTIONS
from records.facts import from_facts
from tests.stories.stage import Desk, Speaker, Stage
from tickets.history_clock import compared, recompute
from tickets.report import lines, runs
from tickets.values import Audience, EntryKind, Status

ADA, BEN, CLEO = "ada@northside.example", "ben@northside.example", "cleo@lakeview.example"
SAM, KIM = "sam@infraware.example", "kim@infraware.example"
FIRST = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
SECOND = (
    'Job 7005678 fails with "IW-9977 checksum mismatch on segment 9" for user abrook '
    "after I opened the job, pressed F12 and then chose Merge."
)


def two(stage: Stage, *, first: str = ADA, second: str = BEN) -> tuple[Speaker, Speaker]:
    """Tickets 1001 and, ten minutes later, 1002."""
    ada = stage.person(first)
    ada.says(FIRST)
    stage.later(minutes=10)
    ben = stage.person(second)
    opens(ben, SECOND)
    stage.later(minutes=10)
    return ada, ben


def opens(speaker: Speaker, words: str) -> None:
    """A ticket of their own, although another is shown as its likely duplicate."""
    shown = speaker.says(words)
    anew = next((offer for offer in shown.offers if offer.act is ActName.NEW_ONE), None)
    if anew is not None:
        speaker.presses(anew.act, anew.value)


def told(stage: Stage, number: int) -> list[str]:
    """What customers were told in the history of that ticket."""
    lines = [one for one in stage.history(number) if one.kind is EntryKind.REPLIED]
    mine = [one for one in lines if one.audience is Audience.CUSTOMER]
    return [str(from_facts(Reply, one.facts["reply"]).text) for one in mine]


def faults(stage: Stage, *numbers: int) -> Sequence[object]:
    """Where a clock is otherwise than its history says."""
    return [
        one for number in numbers for one in compared(stage.ticket(number), recompute(stage.history(number)))
    ]


def merged(stage: Stage, duplicate: int, into: int) -> Desk:
    desk = stage.desk(duplicate)
    desk.presses(SAM, ActName.MERGE, into=str(into))
    return desk


def test_a_duplicate_is_closed_and_its_words_stand_in_the_ticket_that_goes_on(stage: Stage) -> None:
    """Policy 8: who and why in both histories, and the words are reachable."""
    two(stage)
    merged(stage, 1002, 1001)
    gone = stage.ticket(1002)
    assert (gone.status, gone.merged_into, gone.due_at) == (Status.MERGED, 1001, None)
    [line] = [one for one in stage.history(1001) if one.kind is EntryKind.MERGED]
    assert line.person is not None
    assert (line.person.mail, line.audience, line.facts["from"]) == (SAM, Audience.STAFF, 1002)
    assert SECOND in str(line.words)
    assert [one.facts["into"] for one in stage.history(1002) if one.kind is EntryKind.MERGED] == [1001]


def test_the_asker_is_told_which_number_goes_on(stage: Stage) -> None:
    """Policy 8: where they asked, and by mail."""
    two(stage)
    merged(stage, 1002, 1001)
    assert "Your ticket #1002 is about the same thing as #1001" in told(stage, 1002)[-1]
    assert any("goes on there" in letter.body for letter in stage.letters(BEN))


def test_what_is_said_in_the_old_thread_belongs_to_the_ticket_that_goes_on(stage: Stage) -> None:
    """Policy 4, 8."""
    _ada, ben = two(stage)
    merged(stage, 1002, 1001)
    reply = ben.says("Job 7005679 fails as well.")
    assert "Added to ticket #1001" in reply.text
    assert "Job 7005679 fails as well." in [str(one.words) for one in stage.history(1001)]
    assert faults(stage, 1001, 1002) == []


@pytest.mark.parametrize(("duplicate", "into"), [(1002, 1001), (1001, 1002)])
def test_the_oldest_unanswered_message_carries_the_clock(stage: Stage, duplicate: int, into: int) -> None:
    """Policy 4: whichever of the two goes on, with the promise of the message's own arrival."""
    two(stage)
    oldest = stage.ticket(1001)
    merged(stage, duplicate, into)
    now = stage.ticket(into)
    assert (now.waiting_since, now.due_at) == (oldest.waiting_since, oldest.due_at)
    assert faults(stage, 1001, 1002) == []


def test_an_unanswered_duplicate_brings_its_clock_to_an_answered_ticket(stage: Stage) -> None:
    """Policy 4."""
    two(stage)
    waiting = stage.ticket(1002)
    stage.desk(1001).says(SAM, "Please restart the player.")
    assert stage.ticket(1001).due_at is None
    merged(stage, 1002, 1001)
    assert stage.ticket(1001).due_at == waiting.due_at
    assert faults(stage, 1001, 1002) == []


def test_an_answered_duplicate_brings_no_clock(stage: Stage) -> None:
    """Policy 4."""
    two(stage)
    stage.desk(1001).says(SAM, "Please restart the player.")
    stage.desk(1002).says(SAM, "Please restart the player.")
    merged(stage, 1002, 1001)
    assert stage.ticket(1001).due_at is None
    assert faults(stage, 1001, 1002) == []


def test_words_of_staff_in_the_thread_of_the_duplicate_answer_the_ticket_that_goes_on(stage: Stage) -> None:
    """Policy 4: one ticket, one clock."""
    two(stage)
    desk = merged(stage, 1002, 1001)
    desk.says(SAM, "Please restart the player.")
    assert stage.ticket(1001).due_at is None
    assert faults(stage, 1001, 1002) == []


@pytest.mark.parametrize(("duplicate", "into"), [(1002, 1001), (1001, 1002)])
def test_two_that_were_merged_are_one_clock_in_the_report_from_the_oldest_message_policy_4(
    stage: Stage, duplicate: int, into: int
) -> None:
    """Answered 30 minutes after the older question: one clock, one answer, none that ended without."""
    two(stage)
    merged(stage, duplicate, into)
    stage.later(minutes=10)
    stage.desk(into).says(SAM, "Please restart the player.")
    with stage.here.reading() as session:
        [line] = lines(runs(session), stage.here.rules.promise, stage.now)
    assert (line.count, line.answered, line.average_minutes, line.kept, line.missed) == (1, 1, 30, 1, 0)
    assert faults(stage, 1001, 1002) == []


def test_a_merged_ticket_that_nobody_answered_in_time_is_missed_once_policy_4(stage: Stage) -> None:
    two(stage)
    stage.later(hours=3)
    merged(stage, 1001, 1002)
    with stage.here.reading() as session:
        [line] = lines(runs(session), stage.here.rules.promise, stage.now)
    assert (line.count, line.kept, line.missed) == (1, 0, 1)


def test_tickets_of_two_customers_are_never_merged(stage: Stage) -> None:
    """Policy 12 and the bar of the product: nobody is shown another customer's words."""
    two(stage, second=CLEO)
    before = stage.ticket(1001), stage.ticket(1002), stage.history(1001), stage.history(1002)
    desk = stage.desk(1002)
    assert desk.presses(SAM, ActName.MERGE, into="1001").only_to_author
    after = stage.ticket(1001), stage.ticket(1002)
    assert after == before[:2]
    assert stage.history(1001) == before[2]


@pytest.mark.parametrize("into", ["1002", "1003", "", "x", "9" * 30])
def test_a_ticket_is_merged_into_another_open_one_and_nothing_else(stage: Stage, into: str) -> None:
    two(stage)
    desk = stage.desk(1002)
    assert desk.presses(SAM, ActName.MERGE, into=into).only_to_author
    assert stage.ticket(1002).status is Status.OPEN


def test_a_ticket_that_no_list_holds_is_named_by_its_number(stage: Stage) -> None:
    """Only where there are more than a list can show; one of both, and a number."""
    two(stage)
    few, many = (merge_blocks([stage.ticket(1001)] * count) for count in (OPTIONS, OPTIONS + 1))
    assert [one.name for one in few] == ["into"]
    assert [one.name for one in many] == ["into", "number"]
    wrong = FORMS[ActName.MERGE].errors
    for fields in (
        {"into": "", "number": ""},
        {"into": "", "number": "x"},
        {"into": "1001", "number": "1001"},
    ):
        assert list(wrong(fields, stage.here.rules, stage.now)) == ["number"]
    assert wrong({"into": "", "number": "#1001"}, stage.here.rules, stage.now) == {}
    stage.desk(1002).presses(SAM, ActName.MERGE, into="", number="#1001")
    assert stage.ticket(1002).merged_into == 1001


def test_a_closed_ticket_takes_nothing_in(stage: Stage) -> None:
    two(stage)
    stage.desk(1001).presses(SAM, ActName.SOLVE)
    assert stage.desk(1002).presses(SAM, ActName.MERGE, into="1001").only_to_author
    assert stage.ticket(1002).status is Status.OPEN


def test_what_was_merged_before_goes_along(stage: Stage) -> None:
    """Policy 8: messages of the first thread reach the last ticket."""
    _ada, ben = two(stage)
    third = stage.person(ADA)
    opens(third, FIRST.replace("7001234", "7009999"))
    merged(stage, 1002, 1001)
    merged(stage, 1001, 1003)
    assert stage.ticket(1002).merged_into == 1003
    assert "Added to ticket #1003" in ben.says("Any news of it?").text


def test_only_support_and_leads_merge(stage: Stage) -> None:
    """Policy 13."""
    two(stage)
    assert stage.desk(1002).presses(KIM, ActName.MERGE, into="1001").only_to_author
    assert stage.ticket(1002).status is Status.OPEN
