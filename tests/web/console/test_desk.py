"""The desk to look at: the queue, a ticket with its clock and its history, a customer."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from app.build import Installation
from bot.message import ActName
from bot.words import clock_explained, history
from guard import own
from records import deliveries, work
from records.engine import Session
from tests.stories.stage import Stage
from tests.stories.test_review import INCIDENT
from tests.web.console.browser import Browser, browser, here_of, signed_in
from tickets import directory, maintenance, merging, outages, writes
from tickets.history_clock import recompute
from tickets.maintenance import Plan
from tickets.outages import Cause
from tickets.tables import CustomerRow, PersonRow, TicketRow
from tickets.values import (
    Actor,
    Audience,
    Detail,
    DetailName,
    DetailState,
    EntryKind,
    FileRef,
    Place,
)
from tickets.writes import NewEntry
from web.console.here import Here
from web.console.ticket_facts import slack_link

SAM, KIM, ADA = "sam@infraware.example", "kim@infraware.example", "ada@northside.example"
CLEO = "cleo@lakeview.example"
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def stage(installation: Installation) -> Stage:
    return Stage(installation)


def page(stage: Stage, mail: str = SAM) -> Browser:
    """The console as it is at the hour of the stage."""
    return signed_in(here_of(stage.here, stage.now), mail)


def opens(stage: Stage, words: str = INCIDENT, mail: str = ADA, category: str = "incident") -> int:
    """A ticket that the person opens now, in these words (a literal of the test)."""
    with stage.here.writing() as session:
        person = directory.person_by_mail(session, mail)
        assert person is not None
        assert person.customer is not None
        asker = writes.Asker("terminal", "local", mail, person, person.customer.id)
        talk = writes.begin(session, asker, None, stage.now)
        opening = writes.Opening(talk, person, f"act:{talk}", stage.now, category, 0.87, own(words), {}, ())
        number, _ = writes.open_ticket(session, opening, stage.now, stage.here.rules.promise, 1001)
    return number


def text(page: str) -> str:
    """What a person reads of it, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def order(page: str) -> list[int]:
    """The tickets of the queue, from the top."""
    return [int(number) for number in re.findall(r'id="t(\d+)"', page)]


def test_an_empty_desk_says_what_to_wait_for(stage: Stage) -> None:
    shown = text(page(stage).sees("/desk"))
    assert "No ticket is open. Tickets that customers open in Slack or by mail appear here" in shown
    assert "No ticket is like that. Choose fewer filters" in text(page(stage).sees("/desk?late=1"))


def test_a_ticket_opened_by_a_customer_stands_in_the_queue_until_it_is_solved(stage: Stage) -> None:
    assert stage.person(ADA).says(INCIDENT).ticket == 1001
    shown = text(page(stage).sees("/desk"))
    for words in (
        "1001",
        "Northside",
        "2 h left",
        "office hours",
        "nobody yet",
        "1 ticket, by the time left",
    ):
        assert words in shown
    stage.desk(1001).presses(SAM, ActName.SOLVE, words="Please load the job again")
    assert order(page(stage).sees("/desk")) == []
    assert order(page(stage).sees("/desk?status=solved")) == [1001]


def test_the_queue_is_by_the_time_left_and_says_what_is_late_warned_or_waits(stage: Stage) -> None:
    first = opens(stage)
    stage.later(minutes=70)
    second = opens(stage, mail=CLEO)
    stage.later(minutes=20)
    shown = page(stage).sees("/desk")
    assert order(shown) == [first, second]
    assert "50 % of the time is gone" in shown
    stage.later(minutes=31)
    shown = page(stage).sees("/desk")
    assert "promise broken" in shown
    assert "1 min late" in shown
    stage.desk(first).says(SAM, "Please load it once more.")
    shown = page(stage).sees("/desk")
    assert order(shown) == [second, first]
    assert "no answer owed" in shown


def test_filters_are_kept_in_the_address_and_counted(stage: Stage) -> None:
    mine, other = opens(stage, "The merge is stuck"), opens(stage, "Nothing is printed", CLEO, "service")
    stage.desk(mine).presses(SAM, ActName.CLAIM)
    browser = page(stage)
    asked = {
        "who=mine": [mine],
        "who=nobody": [other],
        "customer=lakeview": [other],
        "category=service": [other],
        "tier=night": [],
        "late=1": [],
        "text=merge": [mine],
        f"text={other}": [other],
        "status=all&who=somebody": [mine],
        "who=everybody&tier=&late=&after=x~y&category=%00": [mine, other],
    }
    assert {query: order(browser.sees(f"/desk?{query}")) for query in asked} == asked
    shown = browser.sees("/desk?who=mine&text=merge")
    assert '<option value="mine" selected>me (1)</option>' in shown
    assert 'value="merge"' in shown
    for words in ("All open 2", "Mine 1", "Nobody's 1", "Late 0", "Wait on the customer 0"):
        assert words in text(shown)


def test_a_number_finds_its_ticket_whatever_the_filters_say(stage: Stage) -> None:
    number = opens(stage)
    stage.desk(number).presses(SAM, ActName.SOLVE, words="Load it again")
    assert f'<a href="/tickets/{number}">' in page(stage).sees(f"/desk?text=%23{number}")


def test_a_long_queue_has_pages(stage: Stage) -> None:
    numbers = [opens(stage) for _ in range(52)]
    browser = page(stage)
    shown = browser.sees("/desk")
    assert order(shown) == numbers[:50]
    [address] = re.findall(r'<a href="([^"]*)" rel="next">', shown)
    assert order(browser.sees(html.unescape(address))) == numbers[50:]
    assert "52 tickets" in text(shown)


def test_what_is_in_force_stands_above_the_queue(stage: Stage) -> None:
    with stage.here.writing() as session:
        outages.raise_outage(session, Cause.STAFF, own("Uploads fail"), stage.now, stage.now)
        plan = Plan(stage.now, stage.now + timedelta(hours=1), own("New disks"), scheduled=True)
        maintenance.announce(session, plan, stage.now - timedelta(days=1))
        talk = writes.begin(session, writes.Asker("slack", "T1", "U1", None, None), None, stage.now)
        writes.ask_link(session, writes.Asker("slack", "T1", "U1", None, None), ADA, talk, stage.now)
    shown = text(page(stage).sees("/desk"))
    assert "An outage is suspected since" in shown
    assert "Uploads fail" in shown
    assert "Maintenance is on until" in shown
    assert "New disks" in shown
    assert "1 person waits to be confirmed" in shown


def test_a_ticket_is_told_with_its_past_and_its_clock(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(INCIDENT)
    desk = stage.desk(1001)
    stage.later(minutes=15)
    desk.says(SAM, "note: the log says disk full")
    desk.says(SAM, "Please load the job again.")
    stage.later(minutes=5)
    ada.says("It still does not load")
    shown = text(page(stage).sees("/tickets/1001"))
    for words in (
        "Ada Brook (ada@northside.example)",
        "Ada Brook opened the ticket",
        "Sam Ortiz noted",
        "the log says disk full",
        "Sam Ortiz answered the customer",
        "Ada Brook wrote",
        "Arrived at 12:35 Eastern on Monday 23 November 2026: office hours, 2 hours, due 14:35 Eastern; "
        "Sam Ortiz answered at 12:50 Eastern.",
        "It runs.",
        clock_explained.SAME,
    ):
        assert words in shown
    for line in clock_explained.explained(recompute(stage.history(1001))):
        assert line.strip() in shown or line.split(". ", 1)[1] in shown
    noted = shown.index("Sam Ortiz noted")
    assert "staff only" in shown[noted : shown.index("the log says disk full")]


def test_a_category_is_explained_while_no_person_has_said_it(stage: Stage) -> None:
    stage.person(ADA).says(INCIDENT)
    shown = text(page(stage).sees("/tickets/1001"))
    why = shown[shown.index("Taken so by") : shown.index("Status")]
    assert "shows an error text" in why
    assert "% sure, by the model" in shown
    stage.desk(1001).presses(SAM, ActName.SORT, category="service")
    shown = text(page(stage).sees("/tickets/1001"))
    assert "Taken so by" not in shown
    assert "something to be done for you (said by a person)" in shown
    assert "Sam Ortiz corrected the category: something to be done for you" in shown


def test_a_clock_that_is_stored_otherwise_than_the_history_says_is_a_warning(stage: Stage) -> None:
    number = opens(stage)
    with stage.here.writing() as session:
        session.execute(update(TicketRow).values(due_at=stage.now))
    shown = text(page(stage).sees(f"/tickets/{number}"))
    assert "The clock is stored otherwise than the history says (stored / recomputed)" in shown
    assert clock_explained.SAME not in shown


def note(stage: Stage, number: int, **values: object) -> int:
    """A line more in the history."""
    talk = stage.ticket(number).conversation_id
    new = NewEntry(talk, stage.now, EntryKind.NOTE, Actor.STAFF, number, audience=Audience.STAFF)
    with stage.here.writing() as session:
        return writes.add(session, replace(new, **values))  # type: ignore[arg-type]


def test_files_and_letters_that_did_not_arrive_stand_in_the_history(stage: Stage) -> None:
    number = opens(stage)
    talk = stage.ticket(number).conversation_id
    with stage.here.writing() as session:
        writes.add_file(session, talk, number, FileRef("F1", own("log.txt"), "text/plain", 2000), stage.now)
    entry = note(
        stage, number, words=own("Please call"), kind=EntryKind.STAFF_WORDS, audience=Audience.CUSTOMER
    )
    with stage.here.writing() as session:
        deliveries.tell(session, entry, "asker", "slack", "staff_words", "asker:1", stage.now)
        [taken] = work.claim(session, "deliveries.slack", stage.now, lease=9)
        work.bury(session, taken, {"why": "refused"})
    shown = text(page(stage).sees(f"/tickets/{number}"))
    assert "log.txt (2 kB)" in shown
    assert "Please call Not delivered in Slack: it was given up (refused)." in shown


def test_a_long_history_has_pages_the_newest_first_and_each_line_once(stage: Stage) -> None:
    number = opens(stage)
    talk = stage.ticket(number).conversation_id
    new = NewEntry(talk, stage.now, EntryKind.NOTE, Actor.STAFF, number, audience=Audience.STAFF)
    with stage.here.writing() as session:
        for _ in range(250):
            writes.add(session, replace(new, words=own("noted")))
    browser, address = page(stage), f"/tickets/{number}"
    seen: list[int] = []
    while address:
        shown = browser.sees(address)
        seen = [int(entry) for entry in re.findall(r'id="entry(\d+)"', shown)] + seen
        [address] = re.findall(r'<a href="([^"]*)">Earlier', shown) or [""]
    assert seen == [entry.id for entry in stage.history(number)]
    assert re.findall(r'<a href="([^"]*)">Later', browser.sees(f"/tickets/{number}?before={seen[52]}")) == [
        f"/tickets/{number}?before={seen[152]}"
    ]


def test_nothing_that_people_wrote_is_taken_for_a_page(stage: Stage) -> None:
    number = opens(stage, EVIL)
    with stage.here.writing() as session:
        session.execute(update(PersonRow).where(PersonRow.mail == ADA).values(name=EVIL))
        session.execute(update(CustomerRow).values(name=EVIL))
        details = {DetailName.ERROR: Detail(DetailName.ERROR, DetailState.GIVEN, own(EVIL))}
        writes.set_details(session, number, details)
        talk = stage.ticket(number).conversation_id
        writes.add_file(session, talk, number, FileRef("F1", own(EVIL), "text/plain", 1), stage.now)
    note(stage, number, words=own(EVIL))
    browser = page(stage)
    query = "text=" + quote(EVIL)
    for address in ("/desk", f"/desk?{query}", f"/tickets/{number}", "/customers/northside"):
        shown = browser.sees(address)
        assert "alert(1)" in shown
        assert "<script>alert" not in shown
        assert "<img" not in shown


def test_what_is_not_there_is_said(stage: Stage) -> None:
    browser = page(stage)
    for number in ("1", "0", "x", "²", "99999999999999999999"):
        assert "There is no such ticket." in browser.sees(f"/tickets/{quote(number)}", 404)
    assert "There is no such customer" in browser.sees("/customers/nobody", 404)


def test_merged_tickets_lead_to_each_other(stage: Stage) -> None:
    old, into = opens(stage), opens(stage)
    with stage.here.writing() as session:
        sam = directory.person_by_mail(session, SAM)
        assert sam is not None
        said = note_in(session, old, stage)
        merging.merge(session, old, into, stage.now, stage.here.rules.promise, (said, said, sam))
    browser = page(stage)
    assert f'It goes on as <a href="/tickets/{into}">' in browser.sees(f"/tickets/{old}")
    assert f'<a href="/tickets/{old}">#{old}' in browser.sees(f"/tickets/{into}")


def note_in(session: Session, number: int, stage: Stage) -> int:
    row = session.get_one(TicketRow, number)
    return writes.add(
        session, NewEntry(row.conversation_id, stage.now, EntryKind.MERGED, Actor.STAFF, number)
    )


def test_a_customers_page_has_its_tickets_its_people_and_its_standing(stage: Stage) -> None:
    open_one, solved, others = opens(stage), opens(stage), opens(stage, mail=CLEO)
    stage.desk(solved).presses(SAM, ActName.SOLVE, words="Load it again")
    shown = page(stage).sees("/customers/northside")
    links = [int(number) for number in re.findall(r'href="/tickets/(\d+)"', shown)]
    assert links == [open_one, solved]
    assert others not in links
    for words in ("in good standing", "Ada Brook", "ada@northside.example", "No visit is scheduled."):
        assert words in text(shown)
    assert "account on hold" in page(stage).sees("/customers/harbor")


def test_the_desk_is_where_support_begins_and_for_staff_alone(stage: Stage) -> None:
    client = page(stage).client
    assert client.get("/", follow_redirects=False).headers["location"] == "/desk"
    assert "Desk" in page(stage, KIM).sees("/desk")
    as_ada = signed_in(here_of(stage.here), ADA).client
    assert as_ada.get("/desk", follow_redirects=False).status_code == 303


def test_a_page_that_brings_itself_up_to_date_gets_a_part_and_does_not_keep_the_session(
    stage: Stage,
) -> None:
    number = opens(stage)
    browser = page(stage)
    live = {"HX-Request": "true", "X-Live": "1"}
    for address in ("/desk", f"/tickets/{number}"):
        part = browser.client.get(address, headers=live).text
        assert "<html" not in part
        assert "<form" not in part
        assert "2 h left" in text(part)
    stage.later(hours=1)
    late = here_of(stage.here, stage.now)
    held = browser_of(late, browser)
    assert held.get("/desk", headers=live).status_code == 200
    stage.later(minutes=90)
    late = here_of(stage.here, stage.now)
    answer = browser_of(late, browser).get("/desk", headers=live)
    assert (answer.status_code, answer.text, answer.headers.get("hx-redirect")) == (401, "", None)


def browser_of(here: Here, before: Browser) -> TestClient:
    """The same browser at another hour."""
    client = browser(here).client
    client.cookies.set("session", before.client.cookies["session"])
    return client


@pytest.mark.parametrize(
    ("place", "link"),
    [
        (
            Place("slack", "T1", "C1", "1700000000.000100", False),
            "https://app.slack.com/client/T1/C1/thread/C1-1700000000.000100",
        ),
        (Place("slack", "T1", "C1", "new-1", False), None),
        (Place("mail", "", "a@b.example", "1.1", True), None),
        (
            Place("slack", "T/1?", "C#1", "1.1", False),
            "https://app.slack.com/client/T%2F1%3F/C%231/thread/C%231-1.1",
        ),
        (None, None),
    ],
)
def test_threads_in_slack_are_linked_where_they_are_known(place: Place | None, link: str | None) -> None:
    assert slack_link(place) == link


def test_every_line_of_a_history_can_be_told() -> None:
    assert set(history.DID) == set(EntryKind)
