"""The tokens of the app: given out, renewed, expired, revoked."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from workspace.installed import Installed
from workspace.things import Json, Person

LIVES = 43_200  # seconds an access token is good for: docs.slack.dev/authentication/using-token-rotation
CODE_LIVES = 600  # seconds


@dataclass
class Consent:
    """What a person allowed the app, and the code the app gets it for, once."""

    code: str
    person: Person
    scopes: list[str]
    redirect_uri: str
    at: float
    nonce: str = ""
    openid: bool = False
    used: bool = False


@dataclass
class Tokens:
    """Bot tokens of the one team the app is installed in, and the tokens of people who signed in.

    The token the workspace starts with never expires. With `rotating` all that are given out later do, by
    the workspace's clock, and each comes with a refresh token that is good for one renewal.
    """

    app: Installed
    clock: Callable[[], float]
    new_id: Callable[[str], str]
    rotating: bool
    installed: bool = True
    consents: dict[str, Consent] = field(default_factory=dict)
    signed_in: dict[str, Consent] = field(default_factory=dict)
    _until: dict[str, float] = field(default_factory=dict)
    _ended: dict[str, str] = field(default_factory=dict)
    _renewals: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._until[self.app.bot_token] = math.inf

    def problem(self, token: str) -> str:
        """The error a call with this bot token is refused with, "" for none."""
        if token in self._ended:
            return self._ended[token]
        if token not in self._until:
            return "invalid_auth"
        return "token_expired" if self.clock() >= self._until[token] else ""

    def give(self) -> Json:
        """A bot token, in the fields of oauth.v2.access; without rotation it is always the same one."""
        if not self.rotating:
            token = self.app.bot_token if not self.problem(self.app.bot_token) else self._new("xoxb")
            self._until[token] = math.inf
            return {"access_token": token}
        token, renewal = self._new("xoxe.xoxb-1"), self._new("xoxe-1")
        self._until[token] = self.clock() + LIVES
        self._renewals[renewal] = token
        return {"access_token": token, "expires_in": LIVES, "refresh_token": renewal}

    def renew(self, renewal: str) -> Json | None:
        """New tokens for a refresh token, which is used up; None when it is not good."""
        token = self._renewals.pop(renewal, "")
        return self.give() if token and token not in self._ended else None

    def revoke(self, token: str, error: str = "token_revoked") -> None:
        self._until.pop(token, None)
        self._ended[token] = error

    def live(self) -> list[str]:
        """The bot tokens that are still good."""
        return [token for token in self._until if not self.problem(token)]

    def end_all(self) -> None:
        """The app was uninstalled: nothing is good any more."""
        for token in list(self._until):
            self.revoke(token, "account_inactive")
        self._renewals.clear()
        self.signed_in.clear()

    def sign_in(self, consent: Consent) -> str:
        """A token of a person who signed in."""
        token = f"xoxp-{self.app.team.id}-{consent.person.id}-{self.new_id('sign-in')}"
        self.signed_in[token] = consent
        return token

    def _new(self, kind: str) -> str:
        return f"{kind}-{self.app.team.id}-{self.app.bot.id}-{self.new_id('token')}"
