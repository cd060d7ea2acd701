"""Every page of the console, for everybody there is: made out of the pages, so none can be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.permissions import ALL_STAFF, MANAGING_KNOWLEDGE
from records import sessions
from tests.web.console.browser import URL, Browser, browser, signed_in
from tests.web.console.small import ADA, DAN, mail_of, small_here
from tickets import directory
from tickets.values import Role
from web.console.here import Here
from web.console.page import Asked, Html, Page, Stream
from web.console.routes import OPEN_PAGES, PAGES, STREAMS

SHOWN = "it was shown"


def _shown(_asked: Asked) -> Html:
    return Html("problem.html", {"sentence": SHOWN})


BARE = tuple(replace(page, show=_shown) for page in PAGES)
"""The pages as they are guarded, without what stands on them."""


def _name(page: Page) -> str:
    return f"{'POST' if page.post else 'GET'} {page.path}"


each_page = pytest.mark.parametrize("page", BARE, ids=_name)


@pytest.fixture(scope="module")
def here(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    with small_here(sqlite_template, tmp_path_factory.mktemp("matrix")) as found:
        yield found


@pytest.fixture(scope="module")
def people(here: Here) -> Mapping[str, Browser]:
    """A browser for everybody; in those of customers a session stands that nobody should have."""
    staff = {role.value: signed_in(here, mail_of(role), BARE) for role in Role}
    return staff | {
        "nobody": browser(here, BARE),
        "an administrator": signed_in(here, ADA, BARE),
        "a customer's person": signed_in(here, DAN, BARE),
        "whose session has ended": ended(here),
        "whose session is made up": made_up(here),
    }


def ended(here: Here) -> Browser:
    with here.writing() as session:
        person = directory.person_by_mail(session, mail_of(Role.LEAD))
        assert person is not None
        name = sessions.begin(session, person.id, here.now() - timedelta(days=1), here.terms)
    return holding(here, name)


def made_up(here: Here) -> Browser:
    return holding(here, "x" * 43)


def holding(here: Here, name: str) -> Browser:
    opened = browser(here, BARE)
    opened.client.cookies.set("session", name)
    return opened


OUTSIDE = (
    "nobody",
    "an administrator",
    "a customer's person",
    "whose session has ended",
    "whose session is made up",
)


def address(path: str) -> str:
    """The path with something in the place of its names; the pages behind it are not looked at here."""
    return re.sub(r"\{\w+(:\w+)?\}", "1001", path)


def asked(client: TestClient, page: Page) -> Any:
    """The page as its own form or link asks for it."""
    if not page.post:
        return client.get(address(page.path), follow_redirects=False)
    ours, headers = hidden(client), {"Origin": URL}
    return client.post(address(page.path), data=ours, headers=headers, follow_redirects=False)


@cache
def hidden(client: TestClient) -> dict[str, str]:
    """What the forms of this browser's session carry."""
    return Browser(client).tokens("/nowhere")


@each_page
def test_nobody_from_outside_is_shown_anything(people: Mapping[str, Browser], page: Page) -> None:
    for who in OUTSIDE:
        answer = asked(people[who].client, page)
        assert SHOWN not in answer.text, who
        leads = answer.headers.get("location", "").partition("?")[0]
        assert (answer.status_code, leads) == ((401, "") if page.post else (303, "/sign-in")), who


@each_page
def test_staff_are_shown_what_their_role_may_see(people: Mapping[str, Browser], page: Page) -> None:
    for role in Role:
        answer = asked(people[role.value].client, page)
        found = answer.status_code, SHOWN in answer.text
        assert found == ((200, True) if role in page.who else (403, False)), role


@each_page
def test_what_changes_something_wants_a_form_of_ours(people: Mapping[str, Browser], page: Page) -> None:
    lead = people[Role.LEAD.value].client
    if page.post:
        ours = hidden(lead)
        for fields, origin in (({}, URL), (ours, "https://evil.example"), (ours, "null")):
            answer = lead.post(address(page.path), data=fields, headers={"Origin": origin})
            assert (answer.status_code, SHOWN in answer.text) == (403, False)
    else:
        assert asked(lead, page).status_code in (200, 403)


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.path)
def test_nobody_from_outside_listens(people: Mapping[str, Browser], stream: Stream) -> None:
    for who in OUTSIDE:
        assert people[who].client.get(address(stream.path)).status_code == 401, who
    for role in set(Role) - stream.who:
        assert people[role.value].client.get(address(stream.path)).status_code == 403, role


MOST: Mapping[str, frozenset[Role]] = {
    "": ALL_STAFF,
    "articles": MANAGING_KNOWLEDGE,
    "drafts": MANAGING_KNOWLEDGE,
    "gaps": MANAGING_KNOWLEDGE,
}
"""Who may change something at the most, by how the address begins; in other places the road decides."""


@each_page
def test_nobody_may_do_more_than_their_role_is_for(page: Page) -> None:
    assert page.who, "a page says who may see it"
    assert page.who <= (MOST.get(page.path.split("/")[1], ALL_STAFF) if page.post else ALL_STAFF)


def test_an_address_answers_in_one_way() -> None:
    assert len({(page.path, page.post) for page in PAGES}) == len(PAGES)
    streams = {stream.path for stream in STREAMS}
    assert streams.isdisjoint({page.path for page in PAGES} | {page.path for page in OPEN_PAGES})


def test_only_the_way_in_is_for_anybody() -> None:
    assert {page.path.split("/")[1] for page in OPEN_PAGES} == {"sign-in"}
    assert {page.path for page in OPEN_PAGES}.isdisjoint({page.path for page in PAGES})
