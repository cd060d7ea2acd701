"""Believes Slack's id tokens: who has signed in there, when everything about the token is right.

OpenID Connect Core 1.0, 3.1.3.7 (ID Token Validation); https://docs.slack.dev/authentication/sign-in-with-slack.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

TEAM = "https://slack.com/team_id"
"""The claim that names the workspace, wherever Slack runs."""
_LEEWAY = 60
"""Seconds that two clocks may differ."""
_OLDEST = 600
"""Seconds since a token was made, for it to be of this sign-in."""
_KEPT, _ASKED_AGAIN = timedelta(hours=1), timedelta(minutes=1)
_SECONDS = 5.0


class NotSignedInError(Exception):
    """Slack has not said who somebody is, in a way to be believed; for the log, without any of the token."""


@dataclass(frozen=True)
class Addresses:
    """Where Slack's OpenID Connect is, and the name it gives itself."""

    issuer: str
    authorize: str
    token: str
    keys: str


def addresses(api_url: str) -> Addresses:
    """Those that belong to the Web API at ``api_url``: the one place that knows where Slack is."""
    parts = urlsplit(api_url)
    there = f"{parts.scheme}://{parts.netloc}"
    return Addresses(
        there,
        f"{there}/openid/connect/authorize",
        f"{api_url.rstrip('/')}/openid.connect.token",
        f"{there}/openid/connect/keys",
    )


@dataclass(frozen=True)
class Identity:
    """How Slack knows a person, wherever else they are known by an address."""

    team: str
    user: str


@dataclass(frozen=True)
class Expected:
    """What a token of this sign-in has to say."""

    issuer: str
    client_id: str
    nonce: str


class Keys:
    """Slack's public keys, asked for when they are needed and kept for an hour."""

    def __init__(self, fetch: Callable[[], Mapping[str, Any]]) -> None:
        self._fetch, self._lock = fetch, Lock()
        self._keys: KeySet | None = None
        self._at: datetime | None = None

    def known(self, now: datetime, *, anew: bool = False) -> KeySet:
        """The keys; with ``anew`` those of this minute, as Slack changes them now and then.

        Raises :class:`NotSignedInError` when they cannot be had.
        """
        with self._lock:
            kept = _ASKED_AGAIN if anew else _KEPT
            if self._keys is None or self._at is None or now - self._at >= kept:
                self._keys, self._at = _rsa_keys(self._fetch()), now
            return self._keys


@dataclass(frozen=True)
class SlackSignIn:
    """Sign in with Slack as it is set up here. ``teams`` are the workspaces whose people may come in.

    ``redeem`` gives Slack a code and gets an id token for it; raises :class:`NotSignedInError`.
    """

    client_id: str
    client_secret: str
    teams: frozenset[str]
    at: Addresses
    keys: Keys
    redeem: Callable[[Mapping[str, str]], str]

    def __repr__(self) -> str:
        return f"SlackSignIn({self.client_id})"


def fetched(url: str) -> Mapping[str, Any]:
    """A JSON object from an address of Slack's; raises :class:`NotSignedInError`."""
    import httpx

    try:
        answer = httpx.get(url, timeout=_SECONDS, follow_redirects=False)
    except httpx.HTTPError as error:
        raise NotSignedInError(f"Slack's keys could not be fetched ({type(error).__name__})") from error
    return _object(answer.content)


def redeemed(token_url: str, fields: Mapping[str, str]) -> str:
    """The id token that Slack gives for a code; raises :class:`NotSignedInError`."""
    import httpx

    try:
        answer = httpx.post(token_url, data=dict(fields), timeout=_SECONDS, follow_redirects=False)
    except httpx.HTTPError as error:
        raise NotSignedInError(f"Slack could not be asked ({type(error).__name__})") from error
    told = _object(answer.content)
    if told.get("ok") is not True or not isinstance(told.get("id_token"), str):
        raise NotSignedInError(f"Slack refused the code ({told.get('error', 'no reason given')})")
    return str(told["id_token"])


def identity(token: str, keys: Keys, expected: Expected, now: datetime) -> Identity:
    """Who the token is about: signed by Slack (RS256), for us, now, and for this sign-in alone.

    Raises :class:`NotSignedInError`. Workspace and person are Slack's ids: an address proves nothing there.
    """
    claims = _checked(_signed(token, keys, now), expected, now)
    team = claims.get(TEAM)
    if not isinstance(team, str) or not team:
        raise NotSignedInError("the token names no workspace")
    return Identity(team, str(claims["sub"]))


def _signed(token: str, keys: Keys, now: datetime) -> Mapping[str, Any]:
    """The claims of a token that one of Slack's keys has signed; unknown keys are asked for once more."""
    try:
        return _opened(token, keys.known(now))
    except NotSignedInError:
        return _opened(token, keys.known(now, anew=True))


def _opened(token: str, keys: KeySet) -> Mapping[str, Any]:
    try:
        return jwt.decode(token, keys, algorithms=["RS256"]).claims
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise NotSignedInError(f"the token is not signed by Slack ({type(error).__name__})") from error


def _checked(claims: Mapping[str, Any], expected: Expected, now: datetime) -> Mapping[str, Any]:
    seconds = int(now.timestamp())
    registry = jwt.JWTClaimsRegistry(
        now=seconds,
        leeway=_LEEWAY,
        iss={"essential": True, "value": expected.issuer},
        aud={"essential": True},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": expected.nonce},
    )
    try:
        registry.validate(dict(claims))
    except (JoseError, ValueError, TypeError) as error:
        raise NotSignedInError(f"the token is not for this sign-in ({error})") from error
    if claims["aud"] not in (expected.client_id, [expected.client_id]):
        raise NotSignedInError("the token is for another application")
    if claims["iat"] < seconds - _OLDEST - _LEEWAY:
        raise NotSignedInError("the token is too old")
    return claims


def _rsa_keys(told: Mapping[str, Any]) -> KeySet:
    """The RSA keys of a key set: a shared secret among them would let its holder sign."""
    try:
        found = [key for key in told["keys"] if key["kty"] == "RSA" and key.get("use", "sig") == "sig"]
        return KeySet.import_key_set({"keys": found})
    except (JoseError, LookupError, TypeError, ValueError) as error:
        raise NotSignedInError(f"Slack's keys cannot be read ({type(error).__name__})") from error


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(content)
    except ValueError as error:
        raise NotSignedInError("Slack did not answer in JSON") from error
    if not isinstance(told, dict):
        raise NotSignedInError("Slack did not answer with an object")
    return told
