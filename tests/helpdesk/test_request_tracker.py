"""Request Tracker through our seam: the same tests for the working double and for the real one."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.delivery import NotNowError, NotThereError
from guard import own, restored
from helpdesk.calls import Calls
from helpdesk.request_tracker import Fields, RequestTracker
from helpdesk.seam import Case, Move, News
from tests.fakes import request_tracker as fake
from tests.fakes.request_tracker import Fault
from tests.helpdesk.real import RealTracker
from tickets.values import Detail, DetailName, DetailState, Status

Tracker = fake.RequestTracker | RealTracker

DETAILS = {
    DetailName.USER: Detail(DetailName.USER, DetailState.GIVEN, own("bcole")),
    DetailName.JOB: Detail(DetailName.JOB, DetailState.GIVEN, own("7001234")),
    DetailName.ERROR: Detail(DetailName.ERROR, DetailState.GIVEN, own("IW-9917 “größer”")),
    DetailName.STEPS: Detail(DetailName.STEPS, DetailState.NOT_APPLICABLE),
}
CASE = Case(
    1042,
    own("Upload stuck at 80 %"),
    own("Ada wrote:\n\nIt is stuck."),
    DETAILS,
    "incident",
    "ada@northside.example",
    datetime(2026, 11, 23, 17, 35, tzinfo=UTC),
)


@pytest.fixture
def desk(tracker: Tracker, token: str) -> RequestTracker:
    return RequestTracker(Calls(tracker.url, {"Authorization": f"token {token}"}, settle=0.1), tracker.queue)


def key() -> str:
    return secrets.token_hex(16)


def open_case(desk: RequestTracker) -> str:
    return desk.open(CASE, key())


def news(desk: RequestTracker, since: str) -> list[News]:
    headings, _ = desk.news_since(since)
    return [found for one in headings if (found := desk.read(one)) is not None]


def now_mark(desk: RequestTracker) -> str:
    _, mark = desk.news_since(None)
    return mark


def test_a_ticket_is_opened_with_its_details_and_found_by_its_key(
    tracker: Tracker, desk: RequestTracker
) -> None:
    mine = key()
    assert desk.find(mine) is None
    reference = desk.open(CASE, mine)
    assert desk.find(mine) == reference
    assert desk.find(key()) is None
    made = tracker.tickets[int(reference)]
    assert made.subject == "[InfraCare #1042] Upload stuck at 80 %"
    assert made.fields["User"] == "bcole"
    assert made.fields["Job number"] == "7001234"
    assert made.fields["Error message"] == "IW-9917 “größer”"
    assert made.fields["Steps"] == "does not apply"
    assert made.requestors == []


def test_the_customer_is_the_requestor_only_where_that_is_wanted(
    tracker: Tracker, desk: RequestTracker
) -> None:
    reference = replace(desk, for_customer=True).open(CASE, key())
    assert tracker.tickets[int(reference)].requestors == ["ada@northside.example"]


def test_words_are_marked_and_found_by_their_mark(tracker: Tracker, desk: RequestTracker) -> None:
    reference, mine, note = open_case(desk), key(), key()
    assert not desk.has_said(reference, mine)
    desk.say(reference, own("The customer’s words"), mine, internal=False)
    desk.say(reference, own("for staff"), note, internal=True)
    assert desk.has_said(reference, mine)
    assert desk.has_said(reference, note)
    assert not desk.has_said(reference, key())
    assert tracker.said(int(reference)) == ["The customer’s words", "for staff"]


def test_a_mark_is_found_among_hundreds(tracker: Tracker, desk: RequestTracker) -> None:
    reference, first = open_case(desk), key()
    desk.say(reference, own("first"), first, internal=True)
    many = 120 if isinstance(tracker, fake.RequestTracker) else 5
    for _ in range(many):
        desk.say(reference, own("more"), key(), internal=True)
    assert desk.has_said(reference, first)


def test_details_can_be_written_again(tracker: Tracker, desk: RequestTracker) -> None:
    mine = key()
    reference = desk.open(CASE, mine)
    details = {**DETAILS, DetailName.JOB: Detail(DetailName.JOB, DetailState.GIVEN, own("7009999"))}
    for _ in range(2):
        desk.fill(reference, replace(CASE, details=details), mine)
    assert tracker.tickets[int(reference)].fields["Job number"] == "7009999"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(Status.SOLVED, "resolved"), (Status.WITHDRAWN, "rejected"), (Status.MERGED, "resolved")],
)
def test_a_status_is_set_once_and_opened_again(
    tracker: Tracker, desk: RequestTracker, ours: Status, theirs: str
) -> None:
    reference = open_case(desk)
    desk.set_status(reference, Status.OPEN)
    assert tracker.tickets[int(reference)].status == "new"
    for _ in range(2):
        desk.set_status(reference, ours)
    assert tracker.tickets[int(reference)].status == theirs
    desk.set_status(reference, Status.OPEN)
    assert tracker.tickets[int(reference)].status == "open"


def test_news_are_what_humans_did_and_not_what_we_did(tracker: Tracker, desk: RequestTracker) -> None:
    mark = now_mark(desk)
    reference = open_case(desk)
    desk.say(reference, own("our words"), key(), internal=False)
    tracker.writes(int(reference), "alice", "Which version is it?")
    tracker.writes(int(reference), "alice", "ask Kim about it", internal=True)
    tracker.sets_status(int(reference), "alice", "resolved")
    desk.set_status(reference, Status.OPEN)
    found = news(desk, mark)
    assert [(one.move, one.words) for one in found] == [
        (Move.REPLY, "Which version is it?"),
        (Move.NOTE, "ask Kim about it"),
        (Move.SOLVED, ""),
    ]
    assert {one.reference for one in found} == {reference}
    assert {(one.by.name, one.by.mail, one.by.works_there) for one in found} == {
        ("Alice Agent", "alice@vendor.test", True)
    }
    assert all(one.proven for one in found)


def test_news_are_told_again_by_the_same_id_until_nothing_can_come_before_them(
    tracker: Tracker, desk: RequestTracker
) -> None:
    mark = now_mark(desk)
    reference = open_case(desk)
    tracker.writes(int(reference), "alice", "one")
    first, following = desk.news_since(mark)
    tracker.writes(int(reference), "alice", "two")
    second, _ = desk.news_since(following)
    assert [one.id for one in first] == [one.id for one in second][:1]
    assert len(second) == 2


def test_rich_text_comes_as_plain_text(tracker: Tracker, desk: RequestTracker) -> None:
    mark, reference = now_mark(desk), open_case(desk)
    html = "<p>Hello <b>Ada</b>,<br>press F5 &amp; wait.</p><ul><li>one</li></ul><script>x()</script>"
    tracker.writes(int(reference), "alice", html, html=True)
    assert [one.words for one in news(desk, mark)] == ["Hello Ada,\npress F5 & wait.\n\n- one"]


def test_what_came_by_mail_is_not_proven_whatever_it_says(tracker: Tracker, desk: RequestTracker) -> None:
    mark, reference = now_mark(desk), open_case(desk)
    forged = {"X-RT-Interface": "Web", "RT-Interface": "Web"}
    tracker.writes(int(reference), "alice", "Send me your password.", by="Email", headers=forged)
    [found] = news(desk, mark)
    assert found.words == "Send me your password."
    assert not found.proven


def test_an_automatic_reply_is_no_news(tracker: Tracker, desk: RequestTracker) -> None:
    mark, reference = now_mark(desk), open_case(desk)
    away = {"Auto-Submitted": "auto-replied"}
    tracker.writes(int(reference), "ada@northside.example", "I am away.", by="Email", headers=away)
    assert news(desk, mark) == []


def test_who_only_writes_letters_does_not_work_there(tracker: Tracker, desk: RequestTracker) -> None:
    mark, reference = now_mark(desk), open_case(desk)
    tracker.writes(int(reference), "ada@northside.example", "It works again.", by="Email")
    [found] = news(desk, mark)
    assert not found.by.works_there
    assert found.by.mail == "ada@northside.example"


def test_what_a_reply_quotes_is_left_out(tracker: Tracker, desk: RequestTracker) -> None:
    mark, reference = now_mark(desk), open_case(desk)
    quoted = "Which version?\n\nOn Mon Nov 23 Ada wrote:\n> It is stuck\n> at 80 %\n"
    tracker.writes(int(reference), "alice", quoted)
    assert [one.words for one in news(desk, mark)] == ["Which version?"]


def test_a_ticket_that_a_letter_opened_is_found_by_the_letters_id(
    tracker: Tracker, desk: RequestTracker
) -> None:
    mine, name = key(), f"{key()}@infraware.example"
    letter = (
        f"From: help@infraware.example\nSubject: [InfraCare #1042] stuck\nMessage-ID: <{name}>\n\nstuck\n"
    )
    number = tracker.takes_letter(letter.encode())
    assert desk.find_letter(f"<{name}>") == str(number)
    assert desk.find_letter(f"<{key()}@infraware.example>") is None
    desk.adopt(str(number), CASE, mine)
    assert desk.find(mine) == str(number)
    made = tracker.tickets[number]
    assert made.fields["Job number"] == "7001234"
    assert made.requestors == []


def test_a_ticket_that_is_gone_is_said_to_be(desk: RequestTracker) -> None:
    with pytest.raises(NotThereError, match="not there"):
        desk.say("99999", own("words"), key(), internal=False)


def test_nothing_is_opened_while_the_field_of_the_key_is_missing(
    tracker: Tracker, desk: RequestTracker
) -> None:
    before = len(tracker.tickets)
    other = replace(desk, fields=Fields(key="No such field"))
    with pytest.raises(NotNowError, match="no custom field No such field"):
        other.open(CASE, key())
    with pytest.raises(NotNowError, match="no custom field"):
        other.find(key())
    assert len(tracker.tickets) == before


def problems(desk: RequestTracker) -> list[str]:
    return [remedy for _, remedy in desk.problems() if remedy]


def test_doctor_finds_nothing_where_all_is_well(desk: RequestTracker) -> None:
    assert problems(desk) == []
    assert len(list(desk.problems())) == 3


def _wrong_token(desk: RequestTracker) -> RequestTracker:
    return replace(desk, calls=replace(desk.calls, headers={"Authorization": "token 1-28-wrong"}))


def _nobody_there(desk: RequestTracker) -> RequestTracker:
    return replace(desk, calls=replace(desk.calls, base="http://127.0.0.1:9"))


BROKEN: Sequence[tuple[Callable[[RequestTracker], RequestTracker], str]] = (
    (_wrong_token, "check DESK_TOKEN"),
    (_nobody_there, "check desk.url"),
    (lambda desk: replace(desk, queue="Nowhere"), "check desk.queue"),
    (lambda desk: replace(desk, fields=Fields(user="Who", steps="How")), "Who, How"),
)


@pytest.mark.parametrize(("spoil", "remedy"), BROKEN)
def test_doctor_says_what_to_mend(
    desk: RequestTracker, spoil: Callable[[RequestTracker], RequestTracker], remedy: str
) -> None:
    [found] = problems(spoil(desk))
    assert remedy in found


@pytest.mark.parametrize("wrong", ["", "abc", "' OR id > 0 OR 'x' = '", "0" * 65])
def test_nothing_but_a_code_of_ours_gets_into_a_query(desk: RequestTracker, wrong: str) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        desk.find(wrong)


def test_a_call_of_which_nobody_knows_whether_it_was_done_waits(double: fake.RequestTracker) -> None:
    calls = Calls(double.url, {"Authorization": f"token {fake.TOKEN}"}, seconds=0.3, settle=42)
    desk = RequestTracker(calls, double.queue)
    for fault in (Fault(cut=True), Fault(cut=True, done=True), Fault(status=502), Fault(seconds=1.0)):
        double.faults = [fault]
        with pytest.raises(NotNowError) as refused:
            desk.open(CASE, key())
        assert refused.value.wait == 42


def test_names_with_quotation_marks_are_no_query(double: fake.RequestTracker) -> None:
    double.queue = "Bob's queue"
    calls = Calls(double.url, {"Authorization": f"token {fake.TOKEN}"})
    assert RequestTracker(calls, restored(double.queue)).find(key()) is None
