"""What attackers try at a web console, each with what becomes of it (OWASP ASVS 5.0, chapters 3 and 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient

from bot.permissions import ALL_STAFF
from records.sessions import SessionRow
from tests.web.console.browser import URL, Browser, browser, signed_in
from tests.web.console.small import KIM, SAM, small_here
from tickets.tables import PersonRow
from tickets.values import Role
from web.console.here import Here
from web.console.page import Asked, Go, Html, Page
from web.console.rendering import FOLDER
from web.console.sent import path_within

TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
done: list[str] = []


def _look(asked: Asked) -> Html:
    return Html("problem.html", {"sentence": f"{asked.person.name} looks for {asked.query.get('q', '')}"})


def _act(asked: Asked) -> Go:
    done.append(asked.person.name)
    return Go("/look")


def _fails(_asked: Asked) -> NoReturn:
    raise ZeroDivisionError("xoxb-a-secret")


TRIED = (
    Page("/look", _look, ALL_STAFF),
    Page("/fails", _fails, ALL_STAFF),
    Page("/act", _act, frozenset({Role.SUPPORT, Role.KNOWLEDGE}), post=True),
)


@pytest.fixture
def here(sqlite_template: Path, tmp_path: Path) -> Iterator[Here]:
    done.clear()
    with small_here(sqlite_template, tmp_path) as found:
        yield found


@pytest.fixture
def sam(here: Here) -> TestClient:
    return signed_in(here, SAM, TRIED).client


def change(here: Here, mail: str, **columns: Any) -> None:
    with here.writing() as session:
        session.execute(update(PersonRow).where(PersonRow.mail == mail).values(**columns))


def sends(client: TestClient, **given: str) -> int:
    """The status of the form of `/act`, as its page has it but for what is given."""
    fields = Browser(client).tokens("/look") | given
    return client.post("/act", data=fields, headers={"Origin": URL}, follow_redirects=False).status_code


def leads_out(client: TestClient) -> bool:
    return client.get("/look", follow_redirects=False).headers.get("location", "").startswith("/sign-in")


@pytest.mark.parametrize("columns", [{"active": False}, {"roles": ""}])
def test_who_leaves_is_out_with_the_next_request_and_for_good(
    here: Here, sam: TestClient, columns: dict[str, Any]
) -> None:
    fields = Browser(sam).tokens("/look")
    change(here, SAM, **columns)
    assert sam.post("/act", data=fields, headers={"Origin": URL}).status_code == 401
    assert (done, leads_out(sam)) == ([], True)
    change(here, SAM, active=True, roles="support")
    assert leads_out(sam), "a session that has ended does not come back"


def test_all_sessions_of_who_leaves_are_over(here: Here, sam: TestClient) -> None:
    elsewhere = signed_in(here, SAM, TRIED).client
    change(here, SAM, active=False)
    leads_out(sam)
    change(here, SAM, active=True)
    assert leads_out(elsewhere)


def test_a_role_that_is_taken_is_gone_with_the_next_request(here: Here, sam: TestClient) -> None:
    assert sends(sam) == 303
    change(here, SAM, roles="sales")
    assert sends(sam) == 403
    assert done == ["Sam Support"]
    assert not leads_out(sam)


def test_a_form_of_somebody_else_is_refused(here: Here, sam: TestClient) -> None:
    kims = Browser(signed_in(here, KIM, TRIED).client).tokens("/look")["csrf"]
    assert sends(sam, csrf=kims) == 403
    assert done == []


def test_a_form_of_a_session_before_is_refused(here: Here, sam: TestClient) -> None:
    before = Browser(sam).tokens("/look")["csrf"]
    assert sends(signed_in(here, SAM, TRIED).client, csrf=before) == 403
    assert done == []


@pytest.mark.parametrize(
    "spoilt", ["", " ", "é", "x" * 43, "x" * 100_000, "../../etc/passwd", "' OR '1'='1", "	"]
)
def test_a_cookie_that_was_tampered_with_is_nobodys(here: Here, spoilt: str) -> None:
    cookie = f"session={spoilt}".encode()
    client = browser(here, TRIED).client
    answer = client.get("/look", headers={b"Cookie": cookie}, follow_redirects=False)
    assert answer.headers["location"].startswith("/sign-in")


def test_a_session_is_found_by_its_whole_name_alone(here: Here, sam: TestClient) -> None:
    name = sam.cookies["session"]
    with here.reading() as session:
        key = session.scalars(select(SessionRow.key)).one()
    for other in (name[:-1], name + "A", name.swapcase(), key):
        client = browser(here, TRIED).client
        client.cookies.set("session", other)
        assert leads_out(client)


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\tevil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=1\r\nX: y",
        " //evil.example",
        "https:evil.example",
    ],
)
def test_no_link_to_us_leads_elsewhere(here: Here, to: str) -> None:
    found = browser(here, TRIED).client.get("/sign-in", params={"next": to}).text
    assert "evil.example" not in found
    assert path_within(to) == "/"


def test_a_link_leads_back_to_a_page_of_ours() -> None:
    for to in ("/desk?late=1", "/tickets/1001#history", "/articles/ü"):
        assert path_within(to) == to


@pytest.mark.parametrize("host", ["evil.example", "evil.example:3080", "127.0.0.1.evil.example", "", "[::1]"])
def test_another_host_is_not_answered(sam: TestClient, host: str) -> None:
    """An address in a page or a redirect is never made of what the request calls us."""
    answer = sam.get("/look", headers={"Host": host}, follow_redirects=False)
    assert answer.status_code == 400
    assert "Sam Support" not in answer.text


def test_the_host_is_not_taken_from_a_proxys_headers(here: Here) -> None:
    client = browser(here, TRIED).client
    answer = client.get("/look", headers={"X-Forwarded-Host": "evil.example"}, follow_redirects=False)
    assert "evil.example" not in str(answer.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../door.py",
        "/static/..%2fdoor.py",
        "/static/%2e%2e/%2e%2e/%2e%2e/app.yaml",
        "/static/..\\door.py",
        "/static//etc/passwd",
        "/static/%00",
        "/static/",
        "/static/vendor",
        "/static/../templates/base.html",
    ],
)
def test_nothing_but_the_files_that_come_along_is_served(here: Here, path: str) -> None:
    answer = browser(here, TRIED).client.get(path)
    assert answer.status_code in (400, 404)
    assert "import" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "POST"])
def test_an_address_takes_no_other_request(sam: TestClient, method: str) -> None:
    answer = sam.request(method, "/look")
    assert answer.status_code == 405
    assert_guarded(answer.headers)


def test_too_much_is_refused(sam: TestClient) -> None:
    assert sends(sam, words="x" * 1_048_577) == 413
    assert sends(sam, **{f"field{number}": "x" for number in range(200)}) == 413
    assert sam.get("/look", params={f"q{number}": "x" for number in range(201)}).status_code == 413
    assert done == []


def test_what_is_asked_for_comes_back_as_words(sam: TestClient) -> None:
    found = sam.get("/look", params={"q": "<img src=x onerror=alert(1)>{{7*7}}"}).text
    assert "&lt;img src=x onerror=alert(1)&gt;{{7*7}}" in found
    assert "<img" not in found


def test_words_of_another_site_are_not_shown_as_what_somebody_typed(here: Here) -> None:
    client = browser(here, TRIED).client
    told = {"words": "Call 555-0100 to unlock your account"}
    for headers in ({}, {"Origin": "https://evil.example"}):
        assert "555-0100" not in client.post("/act", data=told, headers=headers).text
    assert "555-0100" in client.post("/act", data=told, headers={"Origin": URL}).text


def assert_guarded(headers: Any) -> None:
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] in ("no-store", "no-cache")
    assert "server" not in headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/look", 200),
        ("/fails", 500),
        ("/nowhere", 404),
        ("/act", 405),
        ("/sign-in", 200),
        ("/sign-in/link/1.x", 410),
        ("/sign-in/slack/callback", 303),
        ("/static/console.css", 200),
        ("/static/nothing.css", 404),
        ("/healthz", 200),
        ("/look/", 307),
    ],
)
def test_every_answer_is_guarded(sam: TestClient, path: str, status: int) -> None:
    answer = sam.get(path, follow_redirects=False)
    assert answer.status_code == status
    assert_guarded(answer.headers)
    assert "xoxb-a-secret" not in answer.text


def test_answers_are_guarded_too_when_the_host_is_wrong_or_the_database_away(
    here: Here, sam: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    assert_guarded(sam.get("/look", headers={"Host": "evil.example"}).headers)

    def away() -> NoReturn:
        raise OSError("the disk is gone")

    client = browser(replace(here, reading=away), TRIED).client
    client.cookies.set("session", "x" * 43)
    for path in ("/look", "/nowhere"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "Something went wrong on our side" in answer.text
        assert "the disk is gone" not in answer.text
        assert_guarded(answer.headers)
    assert "the disk is gone" in caplog.text


def test_nobodys_pages_carry_no_token_and_no_names(here: Here) -> None:
    found = browser(here, TRIED).client.get("/sign-in").text
    assert "Sam Support" not in found
    assert 'name="csrf"' not in found


_INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|\shx-on|javascript:|\|\s*safe", re.I
)
_ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.I)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_scripts_or_styles_in_it_or_loads_from_elsewhere(template: Path) -> None:
    """The policy would stop them: what looks right in a test would not work in a browser."""
    source = template.read_text(encoding="utf-8")
    assert _INLINE.findall(source) == []
    assert _ELSEWHERE.findall(source) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_form_of_staff_carries_its_token(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    forms = re.findall(r'<form method="post".*?</form>', source, re.S)
    bare = [form for form in forms if "tokens()" not in form]
    assert bare == [] or template.name == "sign_in_link.html"
