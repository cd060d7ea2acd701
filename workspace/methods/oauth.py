"""oauth.v2.*, auth.revoke and apps.uninstall: how the app gets its tokens and loses them."""

from __future__ import annotations

from workspace.consent import check_client, redeem
from workspace.core import ApiError, Core
from workspace.installing import install, revoke, uninstall
from workspace.things import Json
from workspace.webapi import Method


def access(core: Core, arguments: Json) -> Json:
    """A bot token for a code, or for a refresh token when tokens rotate."""
    check_client(core, arguments["client_id"], arguments["client_secret"])
    grant = arguments.get("grant_type", "authorization_code")
    if grant == "refresh_token":
        return _renewed(core, arguments.get("refresh_token", ""))
    if grant != "authorization_code":
        raise ApiError("invalid_grant_type")
    consent = redeem(core, arguments.get("code", ""), arguments.get("redirect_uri", ""), openid=False)
    install(core)
    shown = _shown(core, core.tokens.give(), consent.scopes)
    return shown | {"authed_user": {"id": consent.person.id}}


def exchange(core: Core, arguments: Json) -> Json:
    """A token that does not expire becomes one that does, and ends."""
    check_client(core, arguments["client_id"], arguments["client_secret"])
    if not core.tokens.rotating:
        raise ApiError("token_rotation_not_enabled")
    if problem := core.tokens.problem(arguments["token"]):
        raise ApiError(problem)
    core.tokens.revoke(arguments["token"])
    return _shown(core, core.tokens.give(), sorted(core.manifest.scopes))


def revoked(core: Core, arguments: Json) -> Json:
    """The token of the call ends; with `test` nothing happens."""
    if not arguments.get("test"):
        revoke(core, arguments["token"])
    return {"revoked": not arguments.get("test", False)}


def uninstalled(core: Core, arguments: Json) -> Json:
    check_client(core, arguments["client_id"], arguments["client_secret"])
    uninstall(core)
    return {}


def _renewed(core: Core, renewal: str) -> Json:
    tokens = core.tokens.renew(renewal)
    if tokens is None:
        raise ApiError("invalid_refresh_token")
    return _shown(core, tokens, sorted(core.manifest.scopes))


def _shown(core: Core, tokens: Json, scopes: list[str]) -> Json:
    return tokens | {
        "token_type": "bot",
        "scope": ",".join(scopes),
        "bot_user_id": core.app.bot.id,
        "app_id": core.app.app_id,
        "team": {"id": core.app.team.id, "name": core.app.team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


CLIENT = {"client_id": "text", "client_secret": "text"}
METHODS = {
    "oauth.v2.access": Method(
        access,
        needs=CLIENT,
        takes={"code": "text", "redirect_uri": "text", "grant_type": "text", "refresh_token": "text"},
        caller="anybody",
    ),
    "oauth.v2.exchange": Method(exchange, needs=CLIENT, caller="anybody", tells_token=True),
    "auth.revoke": Method(revoked, takes={"test": "truth"}, tells_token=True),
    "apps.uninstall": Method(uninstalled, needs=CLIENT),
}
