"""The pages of what staff do: what they offer to whom, what stays of what was typed, and what is refused."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update

from bot.desk.offers import rarer, usual
from bot.message import ActName
from bot.permissions import Side, side
from bot.words import clock
from tests.stories.stage import Stage, open_copy
from tests.stories.test_canaries import CANARIES, leaks
from tests.stories.test_canaries import WORDS as PATIENT
from tests.web.console.acts_played import DEV, KIM, LEA, SAM, VAL, beside_the_desk, calm, in_outage, opened
from tests.web.console.browser import URL, Browser, here_of, signed_in
from tickets.tables import IdentityRow, TicketRow
from tickets.timekeeping import RESPONSE
from tickets.values import EntryKind, Status
from web.console.acts import moments
from web.console.here import Here
from web.console.routes import PAGES

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"
ROOMS = ("letters", "links", "outages", "maintenance", "visits", "suggestions")


@pytest.fixture(scope="module")
def stage(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Stage(open_copy(sample, tmp_path_factory.mktemp("pages") / "var"))
    yield stage
    stage.here.engine.dispose()


@pytest.fixture(scope="module")
def console(stage: Stage) -> Here:
    return replace(here_of(stage.here), now=lambda: stage.now)


@pytest.fixture(scope="module")
def sam(console: Here) -> Browser:
    return signed_in(console, SAM, PAGES)


@pytest.fixture
def number(stage: Stage) -> int:
    return opened(stage).number or 0


def offered(page: str) -> set[str]:
    """The acts to which the ticket's page leads."""
    return set(re.findall(r'(?:action|href)="/tickets/[0-9]+/acts/([a-z_]+)"', page))


def test_the_page_of_a_ticket_offers_an_answer_first_and_a_note_apart(sam: Browser, number: int) -> None:
    page = sam.sees(f"/tickets/{number}")
    places = [page.index(f'action="/tickets/{number}/acts/{act}"') for act in ("answer", "note")]
    assert places == sorted(places)
    assert "The customer reads this." in page[: places[1]]
    assert "Only staff read this." in page[places[1] :]


@pytest.mark.parametrize(
    ("mail", "category", "acts"),
    [
        (KIM, "incident", {"note"}),
        (VAL, "feature", {"note", "to_sales", "to_development", "propose"}),
        (DEV, "service", {"note", "start_work"}),
    ],
)
def test_everybody_is_offered_what_their_roles_allow(
    console: Here, stage: Stage, mail: str, category: str, acts: set[str]
) -> None:
    ticket = opened(stage, category)
    assert offered(signed_in(console, mail, PAGES).sees(f"/tickets/{ticket.number}")) == acts


def test_support_is_offered_what_the_card_in_slack_offers(sam: Browser, stage: Stage, number: int) -> None:
    ticket = stage.ticket(number)
    card = {one.act.value for one in (*usual(ticket), *rarer(ticket))}
    assert offered(sam.sees(f"/tickets/{number}")) == card - {"propose"}


def test_a_form_sent_twice_is_done_once(sam: Browser, stage: Stage, number: int) -> None:
    hidden = sam.tokens(f"/tickets/{number}")
    for _ in range(2):
        page = sam.client.post(
            f"/tickets/{number}/acts/answer", data=hidden | {"words": "Restart it."}, headers={"Origin": URL}
        )
        assert "on its way to the customer" in page.text
    assert len([one for one in stage.history(number) if one.kind is EntryKind.STAFF_WORDS]) == 1


def test_a_form_without_its_id_is_refused(sam: Browser, stage: Stage, number: int) -> None:
    hidden = sam.tokens(f"/tickets/{number}") | {"once": "x"}
    answer = sam.client.post(
        f"/tickets/{number}/acts/answer", data=hidden | {"words": "Restart it."}, headers={"Origin": URL}
    )
    assert answer.status_code == 409
    assert stage.ticket(number).due_at is not None


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(sam: Browser, stage: Stage) -> None:
    service = opened(stage, "service").number
    page = sam.sends(
        f"/tickets/{service}/acts/quote",
        422,
        seen_at="/desk/visits",
        amount="much",
        currency="USD",
        words=HOSTILE,
    )
    assert "Nothing was sent yet" in page
    assert 'aria-invalid="true"' in page
    assert html.escape(HOSTILE) in page.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
    assert "<script>alert" not in page
    assert 'value="much"' in page


def test_what_a_colleague_has_done_meanwhile_is_said_by_the_road_and_what_was_typed_stays(
    sam: Browser, stage: Stage, number: int
) -> None:
    stage.desk(number).presses(LEA, ActName.SOLVE, words="")
    page = sam.sends(f"/tickets/{number}/acts/solve", 409, seen_at="/desk/visits", words="My own words")
    assert "My own words" in page
    assert "closed" in page
    assert stage.ticket(number).status is Status.SOLVED


def test_what_was_typed_into_a_form_that_opens_no_more_is_shown(
    sam: Browser, stage: Stage, number: int
) -> None:
    stage.desk(number).presses(LEA, ActName.CLOCK_STOP, words="Settled.")
    path = f"/tickets/{number}/acts/clock_stop"
    page = sam.sends(path, 409, seen_at="/desk/visits", words="They called back.")
    assert str(clock.NOT_RUNNING) in html.unescape(page)
    assert "They called back." in page


def test_more_words_than_a_field_takes_are_never_cut_in_silence(
    sam: Browser, stage: Stage, number: int
) -> None:
    page = sam.sends(f"/tickets/{number}/acts/answer", 422, seen_at="/desk/visits", words="x" * 3_001)
    assert "3001 signs are more than 3000" in page
    assert "x" * 3_001 in page
    assert stage.ticket(number).due_at is not None


def test_where_an_outage_is_declared_already_the_next_thing_is_an_update(sam: Browser, stage: Stage) -> None:
    in_outage(stage)
    page = sam.client.get("/desk/acts/declare")
    assert page.url.path == "/desk/acts/outage_update"
    refused = sam.sends(
        "/desk/acts/declare", 409, seen_at="/desk/visits", title="Also down", words="", started=""
    )
    assert "Also down" in refused
    calm(stage)


def test_of_a_ticket_that_goes_on_as_another_nothing_is_done(sam: Browser, stage: Stage, number: int) -> None:
    into = opened(stage).number
    stage.desk(number).presses(SAM, ActName.MERGE, into=str(into))
    assert f"goes on as ticket #{into}" in sam.sees(f"/tickets/{number}")
    page = sam.sends(f"/tickets/{number}/acts/answer", 409, seen_at="/desk/visits", words="Restart it.")
    assert f"goes on as ticket #{into}" in page
    assert not [one for one in stage.history(int(into or 0)) if one.kind is EntryKind.STAFF_WORDS]


def test_an_answer_to_who_is_told_by_mail_is_a_written_one_policy_4(
    sam: Browser, console: Here, stage: Stage, number: int
) -> None:
    sam.sends(f"/tickets/{number}/acts/answer", seen_at="/desk/visits", words="Restart it.")
    with console.writing() as session:
        known = session.execute(delete(IdentityRow).returning(IdentityRow.__table__)).mappings().all()
    by_mail = opened(stage).number or 0
    sam.sends(f"/tickets/{by_mail}/acts/answer", seen_at="/desk/visits", words="Restart it, please.")
    with console.writing() as session:
        session.execute(insert(IdentityRow), [dict(one) for one in known])
    assert [_answered(stage, one) for one in (number, by_mail)] == ["live", "written"]
    bodies = [letter.body for letter in stage.letters("ada@northside.example")]
    assert sum("Restart it, please." in one for one in bodies) == 1


def _answered(stage: Stage, number: int) -> object:
    [said] = [one for one in stage.history(number) if one.kind is EntryKind.STAFF_WORDS]
    return said.facts[RESPONSE]


@pytest.mark.parametrize("act", [act for act in ActName if side(act) is Side.CUSTOMER])
def test_what_customers_do_cannot_be_done_here(sam: Browser, act: ActName) -> None:
    for path in (f"/tickets/1001/acts/{act}", f"/desk/acts/{act}"):
        assert sam.client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/tickets/1001/acts/declare", "/desk/acts/answer", "/tickets/99999999999/acts/answer", "/desk/acts/x"],
)
def test_what_there_is_not_is_not_there(sam: Browser, path: str, number: int) -> None:
    assert sam.client.get(path).status_code == 404
    assert sam.sends(path, 404, seen_at="/desk/visits", words="x")


def test_a_part_of_a_page_holds_the_form_alone(sam: Browser, number: int) -> None:
    whole = sam.sees(f"/tickets/{number}/acts/solve")
    part = sam.client.get(f"/tickets/{number}/acts/solve", headers={"HX-Request": "true"}).text
    assert "<html" in whole
    assert "<html" not in part
    assert "<form" in part
    refused = sam.client.get(f"/tickets/{number}/acts/call", headers={"HX-Request": "true"})
    assert refused.status_code == 409
    assert "<html" not in refused.text
    assert "more replies first" in refused.text


def test_hostile_words_are_shown_as_words_everywhere(console: Here, stage: Stage, sam: Browser) -> None:
    """Each list beside the queue, each form of a ticket, its page."""
    subject = stage.screened(HOSTILE)
    number = opened(stage).number or 0
    with console.writing() as session:
        session.execute(update(TicketRow).where(TicketRow.number == number).values(subject=subject))
    beside_the_desk(stage, HOSTILE)
    paths = [f"/desk/{room}" for room in ROOMS] + ["/desk/new", f"/tickets/{number}"]
    paths += [f"/tickets/{number}/acts/{act}" for act in ("answer", "merge", "assign", "article", "tasks")]
    lea = signed_in(console, LEA, PAGES)
    shown = {path: lea.client.get(path).text for path in paths}
    assert [path for path, page in shown.items() if "<script>alert" in page or "<img" in page] == []
    assert all("&lt;script&gt;" in shown[f"/desk/{room}"] for room in ROOMS)


def test_no_patients_data_that_staff_type_is_kept(stage: Stage, sam: Browser, number: int) -> None:
    """Policy 12: whatever the form."""
    for act in ("answer", "note"):
        page = sam.sends(f"/tickets/{number}/acts/{act}", seen_at="/desk/visits", words=f"It is {PATIENT}.")
        assert "was hidden and not kept" in page
    sam.sends(f"/tickets/{number}/acts/tasks", seen_at="/desk/visits", tasks=f"Phone {PATIENT}", words="")
    sam.sends(
        "/desk/acts/phoned",
        seen_at="/desk/visits",
        caller="1",
        category="incident",
        subject=PATIENT,
        steps=PATIENT,
        user="abrook",
    )
    stage.letters("ada@northside.example")
    assert leaks(stage.here.folder) == []
    assert CANARIES


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-11-23T12:35", datetime(2026, 11, 23, 17, 35, tzinfo=UTC)),
        ("2026-07-01T12:35", datetime(2026, 7, 1, 16, 35, tzinfo=UTC)),
        ("2026-11-01T01:30", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("2026-03-08T02:30", datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_on_the_wall_clock_of_the_office(typed: str, moment: datetime) -> None:
    assert moments.sent(typed, "America/New_York") == str(int(moment.timestamp()))


def test_a_moment_that_was_left_alone_is_the_very_moment() -> None:
    shown_with = datetime(2026, 11, 1, 6, 30, 17, tzinfo=UTC)
    typed = moments.shown(shown_with, "America/New_York")
    assert moments.sent(typed, "America/New_York", shown_with) == str(int(shown_with.timestamp()))
    assert moments.sent("soon", "America/New_York") == "soon"
    assert moments.sent("", "America/New_York") == ""
