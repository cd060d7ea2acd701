"""What staff read and can press on a ticket's card."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.offers import MORE, Rarer
from bot.message import Act
from bot.permissions import Side, side
from bot.rules import Rules
from bot.slack.card import card
from bot.slack.read import act_of
from guard import own
from tests.bot.slack.reading import HOSTILE, accepted, buttons, labels, parts, screened
from tickets.policy import PromiseRules
from tickets.values import (
    Actor,
    Audience,
    Customer,
    Detail,
    DetailName,
    DetailState,
    Entry,
    EntryKind,
    Person,
    ShownArticle,
    Status,
    Ticket,
)

RULES = Rules(PromiseRules())
OPENED = datetime(2026, 11, 23, 17, 35, tzinfo=UTC)  # 12:35 Eastern, a Monday
CLINIC = Customer(1, "northside", "Northside *Clinic*", True)
ADA = Person(1, "Ada Brook", "ada_b@northside.example", customer=CLINIC, licensed=True)
SAM = Person(2, "Sam Ortiz", "sam@infraware.example")
TICKET = Ticket(
    number=1042,
    conversation_id=7,
    customer=CLINIC,
    opener=ADA,
    opened_at=OPENED,
    asked_at=OPENED,
    status=Status.OPEN,
    category="incident",
    sure=0.834,
    subject=screened("The upload of job 8834127 hangs at 80 %"),
    details={
        DetailName.USER: Detail(DetailName.USER, DetailState.GIVEN, screened("abrook")),
        DetailName.JOB: Detail(DetailName.JOB, DetailState.GIVEN, screened("8834127")),
        DetailName.ERROR: Detail(DetailName.ERROR, DetailState.NOT_APPLICABLE),
        DetailName.STEPS: Detail(DetailName.STEPS),
    },
    shown=(ShownArticle("resume-an-upload", screened("Resume an upload"), 0.42),),
    assignee=None,
    tier="office",
    waiting_since=OPENED,
    due_at=OPENED + timedelta(hours=2),
    target_at=OPENED + timedelta(hours=2),
)
OPENING = Entry(
    1,
    7,
    1042,
    OPENED,
    EntryKind.OPENED,
    Actor.PERSON,
    ADA,
    Audience.CUSTOMER,
    {},
    screened("The upload of job 8834127 hangs at 80 %.\nIt worked yesterday."),
)
FILE = replace(
    OPENING,
    kind=EntryKind.FILE,
    words=None,
    facts={"file": {"id": "F1", "name": screened("shot.png"), "size": 240_000}},
)


def shown(ticket: Ticket = TICKET, *history: Entry, at: datetime = OPENED) -> str:
    """What a person reads on the card."""
    return accepted(card(ticket, history=history, rules=RULES, at=at))


def test_the_header_names_number_and_subject() -> None:
    assert shown().startswith("#1042 The upload of job 8834127 hangs at 80 %\n")


def test_the_customer_and_the_person_with_their_address_are_named() -> None:
    text = shown()
    assert "*Customer*\nNorthside \u200b*\u200bClinic\u200b*\u200b" in text
    assert "*Asked by*\nAda Brook (ada_b@northside.example)" in text


def test_the_category_is_said_in_words_with_how_sure_it_is() -> None:
    assert "*Taken as*\nsomething is broken (83 % sure)" in shown()


def test_a_category_said_by_a_person_is_not_given_a_percentage() -> None:
    assert "*Taken as*\na how-to question (said by a person)" in shown(
        replace(TICKET, category="education", sure=None)
    )


def test_of_a_wish_no_details_are_missing() -> None:
    """Policy 3: the details belong to what is broken; what was given all the same is shown."""
    text = shown(replace(TICKET, category="feature"))
    assert "not given yet" not in text
    assert "User involved:" in text


def test_every_detail_is_given_or_missing_or_does_not_apply() -> None:
    lines = [line for line in shown().splitlines() if line]
    assert lines[lines.index("User involved: ") :][:8] == [
        "User involved: ",
        "abrook",
        "Job number: ",
        "8834127",
        "Error message: ",
        "does not apply",
        "Steps that led to it: ",
        "not given yet",
    ]


def test_the_whole_question_is_shown_in_its_own_words() -> None:
    assert "In their words\nThe upload of job 8834127 hangs at 80 %.\nIt worked yesterday." in shown(
        TICKET, OPENING
    )


def test_what_was_searched_and_shown_is_listed_with_how_sure_it_was() -> None:
    assert "Searched and shown\nResume an upload (42 % sure)" in shown()
    assert "Searched and shown\nNothing near was found." in shown(replace(TICKET, shown=()))


def test_files_are_named() -> None:
    assert "Files\nshot.png (240 kB)" in shown(TICKET, OPENING, FILE)


def test_the_promise_is_told_in_the_office_s_time() -> None:
    assert "*Promise*\nby 14:35 Eastern (office hours)" in shown()


def test_a_target_before_the_promise_is_told_beside_it() -> None:
    early = replace(TICKET, tier="night", target_at=OPENED + timedelta(hours=1))
    assert "by 14:35 Eastern (night and weekend); our target: 13:35 Eastern" in shown(early)


@pytest.mark.parametrize(("late", "missed"), [(0, False), (1, True)])
def test_a_broken_promise_is_said_from_the_first_moment_after_it(late: int, missed: bool) -> None:
    text = shown(at=OPENED + timedelta(hours=2, seconds=late))
    assert ("missed: it was due by 14:35 Eastern" in text) is missed


def test_an_answered_ticket_owes_nothing() -> None:
    assert "no answer is owed now" in shown(replace(TICKET, due_at=None, target_at=None, tier=None))


def test_staff_are_told_where_their_words_go() -> None:
    assert "Words in this thread go to the customer. Begin with note: to keep them here." in shown()


def test_every_button_names_its_act_and_its_conversation() -> None:
    pressable = buttons(card(TICKET, history=(), rules=RULES, at=OPENED)[0])
    assert [one["action_id"] for one in pressable] == [
        "desk:claim",
        "desk:answer",
        "desk:ask_detail",
        "desk:article",
        "desk:note",
        "desk:solve",
    ]
    assert {one["value"] for one in pressable} == {"7"}


def test_the_rarer_acts_stand_in_one_menu() -> None:
    blocks, _ = card(TICKET, history=(), rules=RULES, at=OPENED)
    (more,) = [one for one in parts(blocks) if one.get("action_id") == "desk:more"]
    values = [option["value"] for option in more["options"]]
    assert values == [
        f"{one.act}:7" + (f"|{one.value}" if one.value else "") for one in MORE if one.when(TICKET)
    ]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("rarer", MORE, ids=lambda one: f"{one.act}-{one.value}")
def test_an_act_of_the_menu_is_an_act_of_staff_and_read_as_such(rarer: Rarer) -> None:
    carried = f"{rarer.act}:7" + (f"|{rarer.value}" if rarer.value else "")
    chosen = {"action_id": "desk:more", "selected_option": {"value": carried}}
    assert act_of(chosen) == Act(rarer.act, 7, rarer.value)
    assert side(rarer.act) is Side.DESK


def test_a_taken_ticket_names_who_has_it_and_can_be_taken_over() -> None:
    taken = replace(TICKET, assignee=SAM)
    assert "*Taken by*\nSam Ortiz" in shown(taken)
    assert labels(card(taken, history=(), rules=RULES, at=OPENED)[0])[0] == "Take over"


def test_a_closed_ticket_that_nobody_had_taken_names_who_closed_it() -> None:
    solved = replace(TICKET, status=Status.SOLVED)
    by_sam = replace(OPENING, kind=EntryKind.SOLVED, actor=Actor.STAFF, person=SAM)
    assert "*Closed by*\nSam Ortiz" in shown(solved, OPENING, by_sam)
    assert "*Closed by*\nnobody had taken it" in shown(solved)
    assert "Closed by" not in shown(replace(solved, assignee=SAM), OPENING, by_sam)
    assert "*Taken by*\nnobody yet" in shown(TICKET)


@pytest.mark.parametrize("status", [Status.SOLVED, Status.WITHDRAWN])
def test_a_closed_ticket_can_only_be_noted_on(status: Status) -> None:
    closed = replace(TICKET, status=status, due_at=None, target_at=None)
    assert labels(card(closed, history=(), rules=RULES, at=OPENED)[0]) == ["Note"]
    assert "This ticket is closed" in shown(closed)


@pytest.mark.parametrize("said", ["x" * 100_000, "😀" * 50_000, HOSTILE * 700, "", " \n "])
def test_any_words_make_a_card_that_slack_takes(said: str) -> None:
    text = screened(said)
    details = {name: Detail(name, DetailState.GIVEN, text) for name in DetailName}
    named = replace(FILE, facts={"file": {"name": text, "size": 1}})
    ticket = replace(TICKET, subject=text, details=details, shown=(ShownArticle("a", text, 0.5),) * 30)
    read = accepted(
        card(ticket, history=(replace(OPENING, words=text), *[named] * 40), rules=RULES, at=OPENED)
    )
    assert "and 30 more\nWords in this thread go to the customer." in read
    assert len(labels(card(ticket, history=(), rules=RULES, at=OPENED)[0])) == 6


@given(st.text(max_size=200))
def test_any_names_make_a_card_that_slack_takes(said: str) -> None:
    customer = replace(CLINIC, name=said)
    ticket = replace(TICKET, customer=customer, opener=replace(ADA, name=said), subject=screened(said))
    accepted(card(ticket, history=(), rules=RULES, at=OPENED))


def test_a_ticket_without_a_subject_is_headed_by_its_number() -> None:
    assert shown(replace(TICKET, subject=own(""))).startswith("#1042\n")


def test_a_merged_ticket_names_the_one_that_goes_on_and_offers_nothing() -> None:
    """Policy 8."""
    merged = replace(TICKET, status=Status.MERGED, merged_into=1001, due_at=None, target_at=None)
    text = shown(merged)
    assert "*Status*\nmerged into #1001" in text
    assert "Words in this thread reach the customer as words on the ticket that goes on." in text
    blocks, _ = card(merged, history=(), rules=RULES, at=OPENED)
    assert [one for one in parts(blocks) if "action_id" in one] == []
