"""Who gets into the console: sessions, roles, forged forms, headers; and that nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from starlette.testclient import TestClient

from bot.permissions import ALL_STAFF
from guard import own
from tests.web.console.browser import URL, Browser, browser, signed_in
from tickets.values import Role
from web.console.here import Here
from web.console.page import Asked, Go, Html, NotThere, Page, Refused
from web.console.routes import PAGES

SAM, KIM, ADA = "sam@infraware.example", "kim@infraware.example", "ada@northside.example"
done: list[str] = []


def _look(asked: Asked) -> Html:
    return Html("problem.html", {"sentence": f"{asked.person.name} looks"})


def _act(asked: Asked) -> Go:
    done.append(asked.once)
    return Go("/look", own("It is done."))


def _no(_asked: Asked) -> Html:
    raise Refused("It is settled already.")


def _none(_asked: Asked) -> Html:
    raise NotThere("There is no such ticket.")


def _broken(_asked: Asked) -> Html:
    raise ZeroDivisionError("secret words")


TRIED = (
    Page("/look", _look, ALL_STAFF),
    Page("/act", _act, frozenset({Role.SUPPORT}), post=True),
    Page("/no", _no, ALL_STAFF),
    Page("/none", _none, ALL_STAFF),
    Page("/broken", _broken, ALL_STAFF),
)


@pytest.fixture
def tried(here: Here) -> TestClient:
    done.clear()
    return signed_in(here, SAM, TRIED).client


def _moment(moment: datetime) -> datetime:
    return moment


def form(client: TestClient) -> dict[str, str]:
    return Browser(client).tokens("/look")


def test_nobody_is_shown_the_way_in_and_comes_back_to_where_they_went(here: Here) -> None:
    answer = browser(here).client.get("/?a=1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/%3Fa%3D1")


def test_a_customers_person_is_nobody_here(here: Here) -> None:
    answer = signed_in(here, ADA).client.get("/", follow_redirects=False)
    assert answer.headers["location"].startswith("/sign-in")


def test_a_form_is_done_and_told_once(tried: TestClient) -> None:
    fields = form(tried)
    page = tried.post("/act", data=fields, headers={"Origin": URL}).text
    assert "It is done." in page
    assert "It is done." not in tried.get("/look").text
    assert done == [f"web:{done[0].split(':')[1]}:{fields['once']}"]


@pytest.mark.parametrize(
    ("why", "fields", "headers"),
    [
        ("no token", {"csrf": ""}, {"Origin": URL}),
        ("another's token", {"csrf": "x" * 43}, {"Origin": URL}),
        ("another site", {}, {"Origin": "https://evil.example"}),
        ("a sandboxed page", {}, {"Origin": "null"}),
        ("another site, as the browser says", {}, {"Origin": URL, "Sec-Fetch-Site": "cross-site"}),
        ("nothing says where it is from", {}, {}),
    ],
)
def test_a_forged_form_changes_nothing(
    tried: TestClient, why: str, fields: dict[str, str], headers: dict[str, str]
) -> None:
    answer = tried.post("/act", data=form(tried) | fields, headers=headers)
    assert (answer.status_code, done) == (403, []), why
    assert "did not come from a page of the console" in answer.text


def test_who_has_not_the_role_is_told_so(here: Here) -> None:
    client = signed_in(here, KIM, TRIED).client
    answer = client.post("/act", data=form(client), headers={"Origin": URL})
    assert answer.status_code == 403
    assert "Your roles do not allow this" in answer.text


def test_what_was_typed_is_shown_when_the_session_has_ended(tried: TestClient) -> None:
    fields = form(tried)
    tried.cookies.clear()
    answer = tried.post("/act", data=fields | {"words": "A long <b>answer</b>"}, headers={"Origin": URL})
    assert answer.status_code == 401
    assert "A long &lt;b&gt;answer&lt;/b&gt;" in answer.text
    assert fields["csrf"] not in answer.text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/no", 409, "It is settled already."),
        ("/none", 404, "There is no such ticket."),
        ("/broken", 500, "Something went wrong on our side"),
        ("/nowhere", 404, "There is no such page."),
        ("/act", 405, "This address takes no such request"),
    ],
)
def test_whatever_goes_wrong_is_a_sentence(tried: TestClient, path: str, status: int, words: str) -> None:
    answer = tried.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "secret words" not in answer.text
    assert "Traceback" not in answer.text


def test_a_form_of_a_megabyte_is_refused(tried: TestClient) -> None:
    answer = tried.post("/act", data=form(tried) | {"words": "x" * 1_100_000}, headers={"Origin": URL})
    assert (answer.status_code, done) == (413, [])


@pytest.mark.parametrize(
    "path", ["/look", "/nowhere", "/broken", "/sign-in", "/static/console.css", "/healthz"]
)
def test_every_answer_is_guarded(tried: TestClient, path: str) -> None:
    headers = tried.get(path).headers
    assert "script-src 'self';" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] in ("no-store", "no-cache")


def test_a_session_ends_when_it_stands_still_and_in_any_case(here: Here) -> None:
    for wait, status in ((timedelta(hours=1, minutes=59), 200), (timedelta(hours=2), 303)):
        name = signed_in(here, SAM).client.cookies["session"]
        moment = here.now() + wait
        later = browser(replace(here, now=partial(_moment, moment)), TRIED).client
        later.cookies.set("session", name)
        assert later.get("/look", follow_redirects=False).status_code == status


def test_another_host_is_not_answered(tried: TestClient) -> None:
    assert tried.get("/look", headers={"Host": "evil.example"}).status_code == 400


def test_signing_out_ends_the_session(here: Here) -> None:
    sam = signed_in(here, SAM)
    name = sam.client.cookies["session"]
    assert "Sign in" in sam.sends("/sign-out", seen_at="/nowhere")
    sam.client.cookies.set("session", name)
    assert sam.client.get("/", follow_redirects=False).headers["location"].startswith("/sign-in")


def test_every_page_says_who_may_see_it() -> None:
    assert all(page.who and page.who <= set(Role) for page in PAGES)
