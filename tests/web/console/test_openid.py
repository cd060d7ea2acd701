"""Which of Slack's tokens are believed: those that are right in everything, and no others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.web.console import issuer
from tests.web.console.issuer import CLIENT, NOW, Issuer, claims, key, signed, symmetric
from tests.web.console.small import NOON, TEAM
from tests.workspace.manifests import SOCKET
from web.console.openid import (
    TEAM as TEAM_CLAIM,
)
from web.console.openid import (
    Expected,
    Identity,
    Keys,
    NotSignedInError,
    addresses,
    fetched,
    identity,
    redeemed,
)
from workspace import Workspace

EXPECTED = Expected("https://slack.com", CLIENT, "n-1")


def told(token: str, slack: Issuer | None = None) -> Identity:
    return identity(token, Keys((slack or Issuer()).jwks), EXPECTED, NOON)


def test_a_token_names_workspace_and_person() -> None:
    assert told(signed(claims())) == Identity(TEAM, "USAM")


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("another issuer", {"iss": "https://slack.evil.example"}),
        ("an issuer that begins alike", {"iss": "https://slack.com.evil.example"}),
        ("no issuer", {"iss": None}),
        ("for another application", {"aud": "9.9"}),
        ("for another application too", {"aud": [CLIENT, "9.9"]}),
        ("for nobody", {"aud": None}),
        ("for nobody at all", {"aud": []}),
        ("expired", {"exp": NOW - 61}),
        ("never expires", {"exp": None}),
        ("expires at no time", {"exp": "tomorrow"}),
        ("made in the future", {"iat": NOW + 61}),
        ("made long ago", {"iat": NOW - 661}),
        ("made at no time", {"iat": None}),
        ("made at words", {"iat": "now"}),
        ("of another sign-in", {"nonce": "n-2"}),
        ("of no sign-in", {"nonce": None}),
        ("of an empty sign-in", {"nonce": ""}),
        ("about nobody", {"sub": None}),
        ("about nobody named", {"sub": ""}),
        ("about a number", {"sub": 7}),
        ("of no workspace", {TEAM_CLAIM: None}),
        ("of an empty workspace", {TEAM_CLAIM: ""}),
        ("of many workspaces", {TEAM_CLAIM: [TEAM]}),
        ("not valid yet", {"nbf": NOW + 61}),
    ],
)
def test_a_token_that_is_wrong_in_one_thing_is_not_believed(why: str, other: dict[str, Any]) -> None:
    with pytest.raises(NotSignedInError):
        told(signed(claims(**other)))


@pytest.mark.parametrize(
    "other", [{"aud": [CLIENT]}, {"exp": NOW - 59}, {"iat": NOW + 59}, {"iat": NOW - 600}]
)
def test_a_token_may_differ_in_what_does_not_matter(other: dict[str, Any]) -> None:
    assert told(signed(claims(**other))).user == "USAM"


@pytest.mark.parametrize(
    "token",
    [
        issuer.unsigned(claims()),
        issuer.unsigned(claims(), "None"),
        issuer.unsigned(claims(), "RS256"),
        issuer.signed_with_the_public_key(claims()),
        "",
        "..",
        "a.b.c",
        "é.é.é",
        "x" * 10_000,
    ],
    ids=[
        "none",
        "None",
        "no signature",
        "public key as secret",
        "empty",
        "dots",
        "letters",
        "accents",
        "long",
    ],
)
def test_a_token_without_slacks_signature_is_not_believed(token: str) -> None:
    with pytest.raises(NotSignedInError, match="not signed by Slack"):
        told(token)


def test_another_key_of_the_same_name_signs_nothing() -> None:
    with pytest.raises(NotSignedInError):
        told(signed(claims(), key("stranger"), kid=key().kid))
    with pytest.raises(NotSignedInError):
        told(signed(claims(), key("stranger"), jwk=key("stranger").as_dict(private=False)))


def test_words_changed_after_signing_are_noticed() -> None:
    head, _, proof = signed(claims()).split(".")
    _, other, _ = signed(claims(sub="UKIM")).split(".")
    with pytest.raises(NotSignedInError):
        told(f"{head}.{other}.{proof}")


def test_a_shared_secret_among_the_keys_is_left_aside() -> None:
    shared, token = symmetric()
    keys = Keys(lambda: {"keys": [shared, *Issuer().jwks()["keys"]]})
    with pytest.raises(NotSignedInError):
        identity(token, keys, EXPECTED, NOON)
    assert identity(signed(claims()), keys, EXPECTED, NOON).user == "USAM"


def test_keys_are_asked_for_once_and_again_when_slack_has_changed_them() -> None:
    slack = Issuer()
    keys = Keys(slack.jwks)
    for _ in range(3):
        identity(signed(claims()), keys, EXPECTED, NOON)
    assert slack.fetched == 1
    slack.keys = [key("next")]
    with pytest.raises(NotSignedInError):
        identity(signed(claims(), key("next")), keys, EXPECTED, NOON)
    assert slack.fetched == 1, "nobody makes us ask again and again within a minute"
    soon = NOON + timedelta(minutes=1)
    assert identity(signed(claims(), key("next")), keys, EXPECTED, soon).user == "USAM"
    assert slack.fetched == 2
    identity(
        signed(claims(iat=NOW + 3660, exp=NOW + 3960), key("next")), keys, EXPECTED, soon + timedelta(hours=1)
    )
    assert slack.fetched == 3


@pytest.mark.parametrize(
    "found", [{}, {"keys": None}, {"keys": [{}]}, {"keys": [{"kty": "RSA"}]}, {"keys": []}]
)
def test_keys_that_are_none_are_a_sentence(found: dict[str, Any]) -> None:
    with pytest.raises(NotSignedInError):
        identity(signed(claims()), Keys(lambda: found), EXPECTED, NOON)


def test_slack_is_in_one_place() -> None:
    there = addresses("https://slack.com/api/")
    assert there.issuer == "https://slack.com"
    assert there.authorize == "https://slack.com/openid/connect/authorize"
    assert there.token == "https://slack.com/api/openid.connect.token"
    assert there.keys == "https://slack.com/openid/connect/keys"
    assert addresses("https://slack-gov.com/api").token == "https://slack-gov.com/api/openid.connect.token"


def test_what_keeps_us_from_slack_is_a_sentence() -> None:
    nobody = "http://127.0.0.1:9/"
    with pytest.raises(NotSignedInError, match="could not be fetched"):
        fetched(nobody)
    with pytest.raises(NotSignedInError, match="could not be asked"):
        redeemed(nobody, {})
    with Workspace(SOCKET) as slack:
        app = {"client_id": slack.client_id, "client_secret": slack.client_secret}
        with pytest.raises(NotSignedInError, match=r"Slack refused the code \(invalid_code\)"):
            redeemed(addresses(slack.api_url).token, {**app, "code": "never"})
        with pytest.raises(NotSignedInError, match="did not answer in JSON"):
            fetched(f"{slack.world.base_url}/")
