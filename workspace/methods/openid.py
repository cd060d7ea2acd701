"""openid.connect.*: who has signed in with Slack."""

from __future__ import annotations

from workspace.consent import check_client, redeem
from workspace.core import ApiError, Core
from workspace.signing import half_hash, signed
from workspace.things import Json
from workspace.tokens import Consent
from workspace.webapi import Method

CLAIMS = "https://slack.com/"  # Slack's own claims are named so, wherever it runs
LIVES = 300


def token(core: Core, arguments: Json) -> Json:
    """An id token for a code, and an access token for userInfo."""
    check_client(core, arguments["client_id"], arguments["client_secret"])
    if arguments.get("grant_type", "authorization_code") != "authorization_code":
        raise ApiError("invalid_grant_type")
    consent = redeem(core, arguments.get("code", ""), arguments.get("redirect_uri", ""), openid=True)
    access_token = core.tokens.sign_in(consent)
    claims = _told_in_token(core, consent, access_token) | _about(consent)
    return {"access_token": access_token, "token_type": "Bearer", "id_token": signed(claims)}


def user_info(core: Core, arguments: Json) -> Json:
    consent = core.tokens.signed_in[arguments["token"]]
    return {"sub": consent.person.id} | _about(consent)


def _told_in_token(core: Core, consent: Consent, access_token: str) -> Json:
    now = core.world.seconds()
    times = {"exp": now + LIVES, "iat": now, "auth_time": now}
    told = {"iss": core.world.base_url, "sub": consent.person.id, "aud": core.app.client_id} | times
    return told | {"at_hash": half_hash(access_token)} | ({"nonce": consent.nonce} if consent.nonce else {})


def _about(consent: Consent) -> Json:
    person, scopes = consent.person, consent.scopes
    first, _, last = person.real_name.partition(" ")
    about: Json = {f"{CLAIMS}user_id": person.id, f"{CLAIMS}team_id": person.team.id}
    if "email" in scopes and person.email:
        about |= {"email": person.email, "email_verified": True, "date_email_verified": 0}
    if "profile" in scopes:
        about |= {"name": person.real_name, "given_name": first, "family_name": last, "locale": "en-US"}
        about |= {f"{CLAIMS}team_name": person.team.name, f"{CLAIMS}team_domain": person.team.domain}
    return about


def configuration(core: Core) -> Json:
    """What stands at /.well-known/openid-configuration."""
    here = core.world.base_url
    return {
        "issuer": here,
        "authorization_endpoint": f"{here}/openid/connect/authorize",
        "token_endpoint": f"{here}/api/openid.connect.token",
        "userinfo_endpoint": f"{here}/api/openid.connect.userInfo",
        "jwks_uri": f"{here}/openid/connect/keys",
        "scopes_supported": ["openid", "profile", "email"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["form_post"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["sub", "auth_time", "iss"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": True,
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
    }


METHODS = {
    "openid.connect.token": Method(
        token,
        needs={"client_id": "text", "client_secret": "text"},
        takes={"code": "text", "redirect_uri": "text", "grant_type": "text"},
        caller="anybody",
    ),
    "openid.connect.userInfo": Method(user_info, caller="person", tells_token=True),
}
