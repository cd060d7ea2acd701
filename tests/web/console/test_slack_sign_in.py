"""Sign in with Slack, as a browser goes through it: who is let in, and what becomes of all who are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update
from starlette.testclient import TestClient

from tests.web.console.browser import URL, browser
from tests.web.console.issuer import CLIENT, CLIENT_SECRET, Issuer
from tests.web.console.small import NOON, SAM, SECRET, TEAM, small_here
from tickets.tables import IdentityRow, PersonRow
from web.console import entering
from web.console.here import Here
from web.console.openid import TEAM as TEAM_CLAIM
from web.console.openid import NotSignedInError

BACK = "/sign-in/slack/callback"


@pytest.fixture
def slack() -> Issuer:
    return Issuer()


@pytest.fixture
def here(sqlite_template: Path, tmp_path: Path, slack: Issuer) -> Iterator[Here]:
    with small_here(sqlite_template, tmp_path, slack.sign_in()) as found:
        yield found


def away(client: TestClient, slack: Issuer, to: str = "/") -> dict[str, str]:
    """Go to Slack; what its page is asked there."""
    answer = client.get("/sign-in/slack", params={"next": to}, follow_redirects=False)
    assert answer.status_code == 303
    return slack.page(answer.headers["location"])


def back(client: TestClient, **told: str) -> Any:
    return client.get(BACK, params=told, follow_redirects=False)


def through(here: Here, slack: Issuer, to: str = "/") -> tuple[TestClient, Any]:
    """To Slack and back with a code."""
    client = browser(here).client
    asked = away(client, slack, to)
    return client, back(client, code="c-1", state=asked["state"])


def is_in(client: TestClient) -> bool:
    return not client.get("/", follow_redirects=False).headers["location"].startswith("/sign-in")


def test_staff_are_let_in_where_they_wanted_to_go(here: Here, slack: Issuer) -> None:
    client, answer = through(here, slack, "/tickets/1001?all=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/tickets/1001?all=1")
    assert is_in(client)
    assert "entering" not in client.cookies


def test_slack_is_asked_for_no_more_than_who_it_is(here: Here, slack: Issuer) -> None:
    client = browser(here).client
    location = client.get("/sign-in/slack", follow_redirects=False).headers["location"]
    asked = slack.page(location)
    assert location.startswith("https://slack.com/openid/connect/authorize?")
    assert asked["scope"] == "openid"
    assert asked["redirect_uri"] == f"{URL}{BACK}"
    assert (asked["client_id"], asked["team"]) == (CLIENT, TEAM)
    assert CLIENT_SECRET not in location
    assert not {asked["state"], asked["nonce"]} & set(client.cookies.values())
    back(client, code="c-1", state=asked["state"])
    assert slack.asked[0]["client_secret"] == CLIENT_SECRET
    assert slack.asked[0]["redirect_uri"] == asked["redirect_uri"]


def test_each_way_in_has_a_state_and_a_nonce_of_its_own(here: Here, slack: Issuer) -> None:
    client = browser(here).client
    asked = [away(client, slack) for _ in range(3)]
    assert len({one["state"] for one in asked}) == 3
    assert len({one["nonce"] for one in asked}) == 3


@pytest.mark.parametrize(
    "says",
    [
        {"sub": "UADA"},
        {"sub": "UDAN"},
        {"sub": "UNOBODY"},
        {TEAM_CLAIM: "T0OTHER"},
        {TEAM_CLAIM: "T0OTHER", "sub": "USAM", "email": SAM, "email_verified": True},
        {"sub": "UNOBODY", "email": SAM, "email_verified": True},
    ],
    ids=[
        "an administrator",
        "a customer",
        "a stranger",
        "elsewhere",
        "elsewhere with an address",
        "by address",
    ],
)
def test_who_is_no_staff_here_is_told_whom_to_ask(here: Here, slack: Issuer, says: dict[str, Any]) -> None:
    slack.says = says
    client, answer = through(here, slack)
    assert answer.status_code == 403
    assert "you have no access to this console" in answer.text
    assert "whoever keeps the directory" in answer.text
    assert not is_in(client)


def test_an_identity_of_another_workspace_is_nobody_even_if_the_directory_has_it(
    here: Here, slack: Issuer
) -> None:
    with here.writing() as session:
        session.execute(update(IdentityRow).values(team="T0OTHER"))
    slack.says = {TEAM_CLAIM: "T0OTHER"}
    assert through(here, slack)[1].status_code == 403


@pytest.mark.parametrize("columns", [{"active": False}, {"roles": ""}])
def test_who_has_left_is_nobody(here: Here, slack: Issuer, columns: dict[str, Any]) -> None:
    with here.writing() as session:
        session.execute(update(PersonRow).where(PersonRow.mail == SAM).values(**columns))
    assert through(here, slack)[1].status_code == 403


def test_no_role_is_taken_from_the_token(here: Here, slack: Issuer) -> None:
    slack.says = {"sub": "UADA", "roles": ["support"], "https://slack.com/is_admin": True}
    assert through(here, slack)[1].status_code == 403


@pytest.mark.parametrize("says", [{"nonce": "another"}, {"aud": "9.9"}, {"iss": "https://evil.example"}])
def test_a_token_that_is_not_believed_lets_nobody_in(here: Here, slack: Issuer, says: dict[str, Any]) -> None:
    slack.says = says
    client, answer = through(here, slack)
    assert answer.status_code == 400
    assert "Slack did not tell us who you are" in answer.text
    assert not is_in(client)


def test_the_token_of_an_earlier_way_in_is_worth_nothing(here: Here, slack: Issuer) -> None:
    """A replayed token names another nonce."""
    through(here, slack)
    client = browser(here).client
    earlier = slack.nonce
    asked = away(client, slack)
    slack.nonce = earlier
    assert back(client, code="c-2", state=asked["state"]).status_code == 400
    assert not is_in(client)


@pytest.mark.parametrize("state", ["", "x", "é", "A" * 43])
def test_another_state_is_not_taken_and_slack_is_not_asked(here: Here, slack: Issuer, state: str) -> None:
    client = browser(here).client
    away(client, slack)
    answer = back(client, code="c-1", state=state)
    assert answer.status_code == 400
    assert "in another browser" in answer.text
    assert slack.asked == []


def test_another_browser_is_not_let_in(here: Here, slack: Issuer) -> None:
    """An address from Slack that was sent to somebody does not sign them in as another."""
    asked = away(browser(here).client, slack)
    victim = browser(here).client
    assert back(victim, code="c-1", state=asked["state"]).status_code == 400
    away(victim, slack)
    assert back(victim, code="c-1", state=asked["state"]).status_code == 400
    assert slack.asked == []


def test_coming_back_twice_lets_nobody_in_twice(here: Here, slack: Issuer) -> None:
    client = browser(here).client
    asked = away(client, slack)
    back(client, code="c-1", state=asked["state"])
    assert back(client, code="c-1", state=asked["state"]).status_code == 400
    assert len(slack.asked) == 1


def test_who_comes_back_late_begins_again(here: Here, slack: Issuer) -> None:
    client = browser(here).client
    asked = away(client, slack)
    held = client.cookies["entering"]
    late = browser(replace(here, now=lambda: NOON + timedelta(seconds=601))).client
    answer = late.get(
        BACK, params={"code": "c", "state": asked["state"]}, headers={"Cookie": f"entering={held}"}
    )
    assert answer.status_code == 400
    assert "Begin again" in answer.text


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"error": "access_denied"}, "You did not allow it in Slack"),
        ({"error": "invalid_team_for_non_distributed_app"}, "Slack did not tell us who you are"),
        ({"error": "<script>alert(1)</script>"}, "Slack did not tell us who you are"),
        ({}, "Slack did not tell us who you are"),
    ],
)
def test_what_slack_says_instead_of_a_code_is_a_sentence(
    here: Here, slack: Issuer, told: dict[str, str], sentence: str
) -> None:
    client = browser(here).client
    asked = away(client, slack)
    answer = back(client, state=asked["state"], **told)
    assert answer.status_code in (400, 403)
    assert sentence in answer.text
    assert "<script>alert" not in answer.text


def test_a_slack_that_is_away_is_a_sentence_and_the_log_says_why(
    here: Here, slack: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(_fields: object) -> str:
        raise NotSignedInError("Slack could not be asked (ConnectError)")

    client, answer = through(replace(here, slack=replace(slack.sign_in(), redeem=gone)), slack)
    assert answer.status_code == 400
    assert "ConnectError" in caplog.text
    assert "c-1" not in caplog.text
    assert not is_in(client)


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
    ],
)
def test_nobody_is_sent_elsewhere_afterwards(here: Here, slack: Issuer, to: str) -> None:
    _, answer = through(here, slack, to)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "x" not in answer.cookies


def test_where_it_is_not_set_up_the_page_does_not_offer_it(here: Here) -> None:
    without = browser(replace(here, slack=None)).client
    assert "Sign in with Slack" not in without.get("/sign-in").text
    for path in ("/sign-in/slack", BACK):
        assert without.get(path, follow_redirects=False).headers["location"] == "/sign-in"
    assert "Sign in with Slack" in browser(here).client.get("/sign-in").text


@pytest.mark.parametrize("spoilt", ["", "x", "a.b.c.d", "..."])
def test_a_cookie_that_is_not_ours_is_nothing(spoilt: str) -> None:
    assert entering.held(spoilt, SECRET, NOON) is None


def test_a_cookie_is_ours_unchanged_and_for_ten_minutes() -> None:
    way = entering.begun("/desk?a=ü", NOON)
    cookie = way.cookie(SECRET)
    assert entering.held(cookie, SECRET, NOON + timedelta(seconds=600)) == way
    assert entering.held(cookie, SECRET, NOON + timedelta(seconds=601)) is None
    assert entering.held(cookie, SECRET, NOON - timedelta(seconds=1)) is None
    assert entering.held(cookie, b"another secret", NOON) is None
    assert entering.held(cookie.replace(str(way.at), str(way.at + 1)), SECRET, NOON) is None


def test_the_secret_of_the_app_is_not_told_when_it_is_printed(slack: Issuer) -> None:
    assert CLIENT_SECRET not in repr(slack.sign_in())


def test_somebody_whose_identity_was_taken_away_is_nobody(here: Here, slack: Issuer) -> None:
    slack.says = {"sub": "UKIM"}
    assert is_in(through(here, slack)[0])
    with here.writing() as session:
        session.execute(delete(IdentityRow).where(IdentityRow.user == "UKIM"))
    assert through(here, slack)[1].status_code == 403
