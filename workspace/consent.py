"""People allow the app what it asks for: from the authorize address to a code, from the code to the app."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from workspace.core import ApiError, Core
from workspace.things import Person
from workspace.tokens import CODE_LIVES, Consent


def allow(core: Core, person: Person, asked: Mapping[str, str], *, openid: bool) -> str:
    """Where the browser is sent with a code for what was asked; raises what Slack's page would say."""
    redirect_uri = _redirect_uri(core, asked)
    consent = Consent(
        f"{core.app.team.id}.{core.world.new_uuid('code')}",
        person,
        _scopes(core, asked, openid=openid),
        asked.get("redirect_uri", ""),
        core.world.clock(),
        asked.get("nonce", ""),
        openid,
    )
    core.tokens.consents[consent.code] = consent
    return _back(redirect_uri, asked, code=consent.code)


def checked(core: Core, asked: Mapping[str, str], *, openid: bool) -> list[str]:
    """The scopes that are asked for; raises what Slack's page would say instead of asking."""
    _redirect_uri(core, asked)
    return _scopes(core, asked, openid=openid)


def deny(core: Core, asked: Mapping[str, str]) -> str:
    """Where the browser is sent when the person does not allow it."""
    return _back(_redirect_uri(core, asked), asked, error="access_denied")


def redeem(core: Core, code: str, redirect_uri: str, *, openid: bool) -> Consent:
    """What the code stands for; it is used up. Raises invalid_code, code_already_used, bad_redirect_uri."""
    consent = core.tokens.consents.get(code)
    if consent is None or consent.openid != openid or core.world.clock() > consent.at + CODE_LIVES:
        raise ApiError("invalid_code")
    if consent.used:
        raise ApiError("code_already_used")
    if consent.redirect_uri != redirect_uri:
        raise ApiError("bad_redirect_uri")
    consent.used = True
    return consent


def check_client(core: Core, client_id: str, client_secret: str) -> None:
    if client_id != core.app.client_id:
        raise ApiError("invalid_client_id")
    if client_secret != core.app.client_secret:
        raise ApiError("bad_client_secret")


def _redirect_uri(core: Core, asked: Mapping[str, str]) -> str:
    if asked.get("client_id") != core.app.client_id:
        raise ApiError("invalid_client_id")
    declared = core.manifest.redirect_urls
    wanted = asked.get("redirect_uri") or (declared[0] if declared else "")
    if not any(wanted.startswith(url) for url in declared):
        raise ApiError("bad_redirect_uri")
    return wanted


def _scopes(core: Core, asked: Mapping[str, str], *, openid: bool) -> list[str]:
    wanted = [scope for scope in asked.get("scope", "").replace(" ", ",").split(",") if scope]
    if asked.get("user_scope"):
        core.complain("oauth/v2/authorize: user_scope is not simulated")
    if not wanted or set(wanted) - (core.manifest.user_scopes if openid else core.manifest.scopes):
        raise ApiError("invalid_scope")
    if openid and "openid" not in wanted:
        raise ApiError("invalid_scope")
    return wanted


def _back(redirect_uri: str, asked: Mapping[str, str], **told: str) -> str:
    fields = told | {"state": asked.get("state", "")}
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(fields)}"
