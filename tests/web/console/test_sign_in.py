"""The one-time link, as a browser opens it: it lets its person in, once, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient

from bot.console import address
from records.sessions import SessionRow
from tests.web.console.browser import URL, browser
from tests.web.console.small import ADA, KIM, SAM, small_here
from tickets import directory, sign_in_links
from tickets.tables import PersonRow
from tickets.values import Person
from web.console.here import Here

OURS = {"Origin": URL}


@pytest.fixture
def here(sqlite_template: Path, tmp_path: Path) -> Iterator[Here]:
    with small_here(sqlite_template, tmp_path) as found:
        yield found


def link(here: Here, mail: str) -> str:
    """The path of a link for this person, as it is shown to them."""
    with here.writing() as session:
        made = sign_in_links.make(session, of(here, mail).id, here.now())
    return address(made, here.url, here.secret).removeprefix(URL)


def of(here: Here, mail: str) -> Person:
    with here.reading() as session:
        person = directory.person_by_mail(session, mail)
    assert person is not None
    return person


def later(here: Here, **span: float) -> Here:
    moment = here.now() + timedelta(**span)
    return replace(here, now=lambda: moment)


def sessions_there(here: Here) -> list[int]:
    with here.reading() as session:
        return list(session.scalars(select(SessionRow.person_id)))


def change(here: Here, mail: str, **columns: object) -> None:
    with here.writing() as session:
        session.execute(update(PersonRow).where(PersonRow.mail == mail).values(**columns))


def test_a_link_says_whom_it_lets_in_and_lets_them_in(here: Here) -> None:
    client, path = browser(here).client, link(here, SAM)
    assert "Sign in as Sam Support" in client.get(path).text
    answer = client.post(path, headers=OURS, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert sessions_there(here) == [of(here, SAM).id]
    assert client.get("/sign-in-check", follow_redirects=False).status_code == 404
    assert "Sam Support" in client.get("/sign-in-check").text


def test_programs_that_look_at_a_link_use_nothing_up(here: Here) -> None:
    path = link(here, SAM)
    for _ in range(3):
        assert browser(here).client.get(path).status_code == 200
        assert browser(here).client.head(path).status_code in (200, 405)
    assert sessions_there(here) == []
    assert browser(here).client.post(path, headers=OURS, follow_redirects=False).status_code == 303


def test_a_link_works_once(here: Here) -> None:
    path = link(here, SAM)
    browser(here).client.post(path, headers=OURS, follow_redirects=False)
    for answer in (browser(here).client.get(path), browser(here).client.post(path, headers=OURS)):
        assert answer.status_code == 410
        assert "This link was used already" in answer.text
        assert "/infracare console" in answer.text
    assert len(sessions_there(here)) == 1


def test_a_link_expires(here: Here) -> None:
    path = link(here, SAM)
    answer = browser(later(here, minutes=10)).client.post(path, headers=OURS)
    assert (answer.status_code, sessions_there(here)) == (410, [])
    assert "has expired" in answer.text


def test_only_the_newest_link_works(here: Here) -> None:
    old, new = link(here, SAM), link(here, SAM)
    assert "newer link" in browser(here).client.post(old, headers=OURS).text
    assert sessions_there(here) == []
    assert browser(here).client.post(new, headers=OURS, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("token", ["x", "1.x", "1", "%3Cscript%3E", "..%2f..%2fetc", "1." + "A" * 43])
def test_a_forged_link_is_a_sentence(here: Here, token: str) -> None:
    link(here, SAM)
    for answer in (
        browser(here).client.get(f"/sign-in/link/{token}"),
        browser(here).client.post(f"/sign-in/link/{token}", headers=OURS),
    ):
        assert answer.status_code in (404, 410)
        assert "<script>" not in answer.text
    assert sessions_there(here) == []


def test_a_link_of_who_has_left_or_was_never_staff_opens_nothing(here: Here) -> None:
    paths = [link(here, SAM), link(here, KIM), link(here, ADA)]
    change(here, SAM, active=False)
    change(here, KIM, roles="")
    for path in paths:
        for answer in (browser(here).client.get(path), browser(here).client.post(path, headers=OURS)):
            assert answer.status_code in (403, 410)
    assert sessions_there(here) == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, OURS | {"Sec-Fetch-Site": "cross-site"}],
)
def test_another_site_signs_nobody_in(here: Here, headers: dict[str, str]) -> None:
    """A forged sign-in would let somebody work in another's name without noticing."""
    path = link(here, SAM)
    assert browser(here).client.post(path, headers=headers).status_code == 403
    assert sessions_there(here) == []


def test_a_session_is_a_new_one_after_signing_in(here: Here) -> None:
    """What somebody put into the browser before is worth nothing afterwards (fixation)."""
    planted = "planted-by-somebody-else"
    client = browser(here).client
    client.post(link(here, SAM), headers=OURS | {"Cookie": f"session={planted}"}, follow_redirects=False)
    assert client.cookies["session"] != planted
    assert is_out(here, planted)
    assert len(sessions_there(here)) == 1


def test_signing_in_again_ends_the_session_before(here: Here) -> None:
    client = browser(here).client
    client.post(link(here, SAM), headers=OURS, follow_redirects=False)
    before = client.cookies["session"]
    client.post(link(here, KIM), headers=OURS, follow_redirects=False)
    assert sessions_there(here) == [of(here, KIM).id]
    assert is_out(here, before)


def is_out(here: Here, name: str) -> bool:
    client = browser(here).client
    client.cookies.set("session", name)
    return client.get("/", follow_redirects=False).headers["location"].startswith("/sign-in")


def cookie_of(client: TestClient, path: str) -> str:
    return client.post(path, headers=OURS, follow_redirects=False).headers["set-cookie"].lower()


def test_the_cookie_is_hidden_from_scripts_and_other_sites(here: Here) -> None:
    found = cookie_of(browser(here).client, link(here, SAM))
    assert found.startswith("session=")
    assert "httponly" in found
    assert "samesite=lax" in found
    assert "path=/" in found


def test_over_https_the_cookie_belongs_to_this_host_and_to_https(here: Here) -> None:
    url = "https://console.vendor.example"
    secure = replace(here, url=url)
    client = browser(secure).client
    client.base_url = url
    path = link(here, SAM)
    answer = client.post(path, headers={"Origin": url}, follow_redirects=False)
    found = answer.headers["set-cookie"].lower()
    assert found.startswith("__host-session=")
    assert "secure" in found
    assert "path=/" in found
    assert "domain" not in found
    assert "max-age" in answer.headers["strict-transport-security"]


def test_the_name_of_a_session_stands_in_no_row(here: Here) -> None:
    client = browser(here).client
    client.post(link(here, SAM), headers=OURS, follow_redirects=False)
    name = client.cookies["session"]
    assert len(name) >= 43
    with here.reading() as session:
        [row] = session.scalars(select(SessionRow))
        assert name not in str(vars(row))
