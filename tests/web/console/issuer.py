"""An issuer of tokens of our own making: as Slack would sign them, and in every way that is wrong."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.web.console.small import NOON, TEAM
from web.console.openid import TEAM as TEAM_CLAIM
from web.console.openid import Keys, SlackSignIn, addresses

SLACK = addresses("https://slack.com/api/")
CLIENT, CLIENT_SECRET = "1.2", "the app's secret"
NOW = int(NOON.timestamp())


@cache
def key(name: str = "slack") -> RSAKey:
    """A key of that name; the same one in the whole run, as making one takes a moment."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


def claims(**other: Any) -> dict[str, Any]:
    """What a good token says; None leaves a claim out."""
    good = {
        "iss": "https://slack.com",
        "sub": "USAM",
        "aud": CLIENT,
        "exp": NOW + 300,
        "iat": NOW,
        "nonce": "n-1",
        TEAM_CLAIM: TEAM,
    }
    return {name: value for name, value in (good | other).items() if value is not None}


def signed(said: Mapping[str, Any], by: RSAKey | None = None, **header: Any) -> str:
    """A token that says so, signed as Slack does."""
    chosen = by or key()
    return jwt.encode({"alg": "RS256", "kid": chosen.kid, **header}, dict(said), chosen)


def unsigned(said: Mapping[str, Any], alg: str = "none") -> str:
    """A token that claims to need no signature."""
    header = {"alg": alg, "kid": key().kid, "typ": "JWT"}
    return f"{_part(header)}.{_part(said)}."


def signed_with_the_public_key(said: Mapping[str, Any]) -> str:
    """A token signed with what everybody knows, in the hope that it is taken for a shared secret."""
    public = key().as_pem(private=False)
    header = _part({"alg": "HS256", "kid": key().kid, "typ": "JWT"})
    body = f"{header}.{_part(said)}"
    import hashlib
    import hmac

    proof = hmac.new(public, body.encode(), hashlib.sha256).digest()
    return f"{body}.{_text(proof)}"


def symmetric() -> tuple[dict[str, Any], str]:
    """A shared secret, and a good token signed with it."""
    shared = OctKey.generate_key(256, {"kid": "shared", "alg": "HS256"})
    token = jwt.encode({"alg": "HS256", "kid": "shared"}, claims(), shared)
    return dict(shared.as_dict(private=True)), token


@dataclass
class Issuer:
    """Slack, as far as signing in goes: its keys, and a token for every code, as ``says`` has it."""

    keys: list[RSAKey] = field(default_factory=lambda: [key()])
    says: dict[str, Any] = field(default_factory=dict)
    nonce: str = ""
    fetched: int = 0
    asked: list[Mapping[str, str]] = field(default_factory=list)

    def jwks(self) -> dict[str, Any]:
        self.fetched += 1
        return {"keys": [one.as_dict(private=False) for one in self.keys]}

    def sign_in(self) -> SlackSignIn:
        """Sign in with this Slack."""
        teams = frozenset({TEAM})
        return SlackSignIn(CLIENT, CLIENT_SECRET, teams, SLACK, Keys(self.jwks), self._redeem)

    def page(self, location: str) -> dict[str, str]:
        """What the authorize page is asked; the nonce is remembered for the token."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        self.nonce = asked["nonce"]
        return asked

    def _redeem(self, fields: Mapping[str, str]) -> str:
        self.asked.append(fields)
        return signed(claims(nonce=self.nonce) | self.says, self.keys[0])


def _part(said: Mapping[str, Any]) -> str:
    return _text(json.dumps(said).encode())


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
