"""Installing, renewing, revoking and signing in, as Slack's own client sees it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator, OpenIDConnectAuthorizeUrlGenerator
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from tests.workspace import manifests
from workspace import ClientError, Workspace
from workspace.signing import signed

Json = dict[str, Any]
REDIRECT = "https://app.example/oauth"


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rotating(clock: Clock) -> Iterator[Workspace]:
    with Workspace(manifests.rotating(), clock=clock) as slack:
        yield slack


def asks(slack: Workspace, *scopes: str, state: str = "s-1") -> str:
    generator = AuthorizeUrlGenerator(
        client_id=slack.client_id,
        redirect_uri=REDIRECT,
        scopes=scopes or ["chat:write", "im:history"],
        authorization_url=f"{slack.world.base_url}/oauth/v2/authorize",
    )
    return generator.generate(state)


def told(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def bare(slack: Workspace) -> WebClient:
    return WebClient(base_url=slack.api_url)


def of(slack: Workspace) -> Json:
    return {"client_id": slack.client_id, "client_secret": slack.client_secret}


def redeemed(slack: Workspace, location: str, **more: Any) -> Json:
    arguments = of(slack) | {"code": told(location)["code"], "redirect_uri": REDIRECT} | more
    answer = bare(slack).oauth_v2_access(**arguments).data
    assert isinstance(answer, dict)
    return answer


def error(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return str(refused.value.response["error"])


def test_an_installation_gives_the_bot_token_of_the_team(slack: Workspace) -> None:
    ada = slack.person("ada")
    location = ada.approves(asks(slack, state="opaque-1"))
    assert location.startswith(f"{REDIRECT}?")
    assert told(location)["state"] == "opaque-1"
    answer = redeemed(slack, location)
    assert (answer["access_token"], answer["token_type"]) == (slack.bot_token, "bot")
    assert answer["scope"] == "chat:write,im:history"
    assert (answer["team"], answer["enterprise"]) == ({"id": "T0001", "name": "Home"}, None)
    assert (answer["bot_user_id"], answer["app_id"]) == (slack.bot.id, "A0001")
    assert answer["authed_user"] == {"id": ada.id}
    assert "refresh_token" not in answer


def test_without_a_page_the_address_itself_consents(slack: Workspace) -> None:
    answer = httpx.get(asks(slack))
    assert answer.status_code == 302
    assert redeemed(slack, answer.headers["location"])["ok"]
    refused = httpx.get(asks(slack).replace("client_id=", "client_id=9"))
    assert (refused.status_code, refused.text) == (400, "invalid_client_id")


def test_what_slack_refuses_at_the_authorize_address(slack: Workspace) -> None:
    ada = slack.person("ada")
    assert told(ada.denies(asks(slack))) == {"error": "access_denied", "state": "s-1"}
    with pytest.raises(ClientError, match="bad_redirect_uri"):
        ada.approves(asks(slack).replace("app.example", "evil.example"))
    with pytest.raises(ClientError, match="invalid_scope"):
        ada.approves(asks(slack, "admin"))


def test_a_code_is_good_once_for_ten_minutes_and_its_own_address(rotating: Workspace, clock: Clock) -> None:
    ada, access = rotating.person("ada"), bare(rotating).oauth_v2_access
    location = ada.approves(asks(rotating))
    code = told(location)["code"]
    assert error(access, **of(rotating), code=code) == "bad_redirect_uri"
    assert error(access, client_id="1", client_secret="2", code=code) == "invalid_client_id"
    assert error(access, client_id=rotating.client_id, client_secret="2", code=code) == "bad_client_secret"
    redeemed(rotating, location)
    assert error(access, **of(rotating), code=code, redirect_uri=REDIRECT) == "code_already_used"
    assert error(access, **of(rotating), code="never") == "invalid_code"
    assert error(access, **of(rotating), grant_type="password") == "invalid_grant_type"
    late = told(ada.approves(asks(rotating)))["code"]
    clock.now += 601
    assert error(access, **of(rotating), code=late, redirect_uri=REDIRECT) == "invalid_code"


def test_rotating_tokens_expire_and_are_renewed_once(rotating: Workspace, clock: Clock) -> None:
    first = redeemed(rotating, rotating.person("ada").approves(asks(rotating)))
    assert first["access_token"].startswith("xoxe.xoxb-")
    assert first["expires_in"] == 43_200
    web = WebClient(token=first["access_token"], base_url=rotating.api_url)
    assert web.auth_test()["ok"]
    clock.now += 43_200
    assert error(web.auth_test) == "token_expired"
    renews = of(rotating) | {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = bare(rotating).oauth_v2_access(**renews)
    assert second["token_type"] == "bot"
    assert WebClient(token=second["access_token"], base_url=rotating.api_url).auth_test()["ok"]
    assert error(bare(rotating).oauth_v2_access, **renews) == "invalid_refresh_token"


def test_slacks_own_rotator_renews_a_token(rotating: Workspace) -> None:
    given = redeemed(rotating, rotating.person("ada").approves(asks(rotating)))
    bot = Bot(
        bot_token=given["access_token"],
        bot_id=rotating.bot.bot_id,
        bot_user_id=rotating.bot.id,
        bot_refresh_token=given["refresh_token"],
        bot_token_expires_in=0,
        installed_at=0.0,
    )
    renewed = TokenRotator(**of(rotating), client=bare(rotating)).perform_bot_token_rotation(bot=bot)
    assert renewed
    assert renewed.bot_token not in ("", given["access_token"])
    assert WebClient(token=renewed.bot_token, base_url=rotating.api_url).auth_test()["ok"]


def test_a_lasting_token_is_exchanged_for_one_that_rotates(rotating: Workspace, slack: Workspace) -> None:
    old = WebClient(token=rotating.bot_token, base_url=rotating.api_url)
    new = old.oauth_v2_exchange(token=rotating.bot_token, **of(rotating))
    assert new["expires_in"] == 43_200
    assert error(old.auth_test) == "token_revoked"
    exchange = bare(slack).oauth_v2_exchange
    assert error(exchange, token=slack.bot_token, **of(slack)) == "token_rotation_not_enabled"


def test_revoking_the_last_token_uninstalls_the_app(slack: Workspace, web: WebClient) -> None:
    assert not web.auth_revoke(test=True)["revoked"]
    slack.channel("help", members=["ada"])
    assert web.auth_revoke()["revoked"]
    kinds = [delivery.payload["event"]["type"] for delivery in slack.deliveries]
    assert kinds == ["tokens_revoked", "app_uninstalled"]
    assert slack.deliveries[0].payload["event"]["tokens"] == {"oauth": [], "bot": [slack.bot.id]}
    assert error(web.auth_test) == "token_revoked"


def test_one_of_two_tokens_may_go(rotating: Workspace) -> None:
    given = redeemed(rotating, rotating.person("ada").approves(asks(rotating)))
    one = WebClient(token=given["access_token"], base_url=rotating.api_url)
    one.auth_revoke()
    assert error(one.auth_test) == "token_revoked"
    assert [d.payload["event"]["type"] for d in rotating.deliveries] == ["tokens_revoked"]
    assert WebClient(token=rotating.bot_token, base_url=rotating.api_url).auth_test()["ok"]


def test_an_uninstalled_app_hears_nothing_until_it_is_installed_again(slack: Workspace) -> None:
    place = slack.channel("help", members=["ada"])
    ada = slack.person("ada")
    slack.uninstall()
    slack.uninstall()
    ada.says("@helper anybody?", in_="help")
    with pytest.raises(ClientError, match="not installed"):
        ada.says("hello?")
    with pytest.raises(ClientError, match="not installed"):
        ada.command("/help-me")
    assert len(slack.deliveries) == 2
    given = redeemed(slack, ada.approves(asks(slack)))
    assert given["access_token"] != slack.bot_token
    web = WebClient(token=given["access_token"], base_url=slack.api_url)
    assert error(web.chat_postMessage, channel=place.id, text="back") == "not_in_channel"
    ada.says("hello again")
    assert slack.deliveries[-1].payload["event"]["text"] == "hello again"


def test_the_app_can_uninstall_itself(slack: Workspace, web: WebClient) -> None:
    web.apps_uninstall(**of(slack))
    assert error(web.auth_test) == "account_inactive"


def signs_in(slack: Workspace, name: str, *scopes: str) -> Json:
    generator = OpenIDConnectAuthorizeUrlGenerator(
        client_id=slack.client_id,
        redirect_uri=REDIRECT,
        scopes=scopes or ["openid", "profile", "email"],
        authorization_url=f"{slack.world.base_url}/openid/connect/authorize",
    )
    location = slack.person(name).approves(generator.generate("s-1", nonce="n-1"))
    arguments = of(slack) | {"code": told(location)["code"], "redirect_uri": REDIRECT}
    answer = bare(slack).openid_connect_token(**arguments).data
    assert isinstance(answer, dict)
    return answer


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def number(part: str) -> int:
    return int.from_bytes(decoded(part), "big")


def verified(slack: Workspace, token: str) -> Json:
    """The claims of an id token, verified by the arithmetic of RFC 8017 with the published key."""
    about = httpx.get(f"{slack.world.base_url}/.well-known/openid-configuration").json()
    assert about["issuer"] == slack.world.base_url
    (key,) = httpx.get(about["jwks_uri"]).json()["keys"]
    header, claims, signature = token.split(".")
    assert json.loads(decoded(header)) == {"typ": "JWT", "alg": "RS256", "kid": key["kid"]}
    opened = f"{pow(number(signature), number(key['e']), number(key['n'])):0512x}"
    digest = hashlib.sha256(f"{header}.{claims}".encode()).hexdigest()
    assert opened.endswith(f"00{'3031300d060960864801650304020105000420'}{digest}")
    assert opened.startswith("0001ffff")
    read: Json = json.loads(decoded(claims))
    return read


def test_somebody_signs_in_with_slack(slack: Workspace) -> None:
    slack.person("ada", real_name="Ada Lovelace")
    given = signs_in(slack, "ada")
    claims = verified(slack, given["id_token"])
    assert (claims["sub"], claims["aud"], claims["nonce"]) == ("U0002", slack.client_id, "n-1")
    assert (claims["iat"], claims["exp"]) == (1_700_000_000, 1_700_000_300)
    assert (claims["email"], claims["given_name"]) == ("ada@home.example", "Ada")
    assert claims["https://slack.com/team_id"] == "T0001"
    info = WebClient(token=given["access_token"], base_url=slack.api_url).openid_connect_userInfo()
    assert (info["sub"], info["https://slack.com/user_id"], info["name"]) == (
        "U0002",
        "U0002",
        "Ada Lovelace",
    )
    assert error(WebClient(token=given["access_token"], base_url=slack.api_url).auth_test) == (
        "not_allowed_token_type"
    )


def test_only_what_was_asked_for_is_told(slack: Workspace) -> None:
    claims = verified(slack, signs_in(slack, "ada", "openid")["id_token"])
    assert not {"email", "name"} & claims.keys()
    stranger = slack.person("eve", team="Other Ltd", email=None)
    claims = verified(slack, signs_in(slack, "eve")["id_token"])
    assert (claims["https://slack.com/team_id"], "email" in claims) == (stranger.person.team.id, False)
    with pytest.raises(ClientError, match="invalid_scope"):
        signs_in(slack, "ada", "profile")


def test_a_signature_is_the_one_other_libraries_verify() -> None:
    """This token was verified with joserfc 1.8.0 over cryptography 50.0.2."""
    assert signed({"sub": "U0002"}) == KNOWN


KNOWN = (
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6InNpbXVsYXRlZCJ9.eyJzdWIiOiJVMDAwMiJ9.O4UpoOm6KbBCGE"
    "dbv-JnWs7cHi6vaFCHBO-DvDK7mbax4FXIXrvLkiZyt4UK7NiPTWf3iUlfPkDc_5M7mErhQYk1C3SXfcqN7vnthZ8iXrBYiA"
    "eweilirtAw30ESvqa8vtx7Bnp1jw-OcO9BqrHPQloPTa8tzgHs9da3TM5AXIMuKLW71ixCKTFytc_LmRseVZRCUU4ZhYFITY"
    "A_chPaB0Q4ionnQipcf9ucuOMbJmieYNMxqdL5NuCNlf1sv27_C_hzYuBtGmz-"
    "qmdAyDNw6xzg4_YtiUYH3WqAfItk6gAUDZ1QlT9IY-f-QJfBz6tqEtmRWGIZNgPbjgZ4mNenBw"
)


def asks_who(slack: Workspace, **other: str) -> Json:
    """What the app asks at the page on which people sign in."""
    asked = {"client_id": slack.client_id, "redirect_uri": REDIRECT, "scope": "openid", "state": "s-1"}
    return asked | {"nonce": "n-1", "response_type": "code"} | other


def test_on_the_page_one_says_who_one_is(slack: Workspace) -> None:
    ada = slack.person("ada", real_name="Ada <b>Lovelace</b>")
    there = f"{slack.world.base_url}/openid/connect/authorize"
    page = httpx.get(there, params=asks_who(slack))
    assert page.status_code == 200
    assert "Ada &lt;b&gt;Lovelace" in page.text
    assert "your address" not in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
    assert hidden == asks_who(slack)
    answer = httpx.post(there, data=hidden | {"as": ada.id, "answer": "allow"})
    assert answer.status_code == 302
    location = answer.headers["location"]
    assert told(location)["state"] == "s-1"
    arguments = of(slack) | {"code": told(location)["code"], "redirect_uri": REDIRECT}
    given = bare(slack).openid_connect_token(**arguments).data
    assert isinstance(given, dict)
    assert verified(slack, given["id_token"])["sub"] == ada.id
    denied = httpx.post(there, data=hidden | {"as": ada.id, "answer": "deny"}).headers["location"]
    assert told(denied) == {"error": "access_denied", "state": "s-1"}


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"client_id": "9"}, "invalid_client_id"),
        ({"redirect_uri": "https://evil.example"}, "bad_redirect_uri"),
        ({"scope": "admin"}, "invalid_scope"),
    ],
)
def test_the_page_refuses_before_it_asks(slack: Workspace, other: Json, error: str) -> None:
    there = f"{slack.world.base_url}/openid/connect/authorize"
    asked = asks_who(slack, **other)
    for answer in (
        httpx.get(there, params=asked),
        httpx.post(there, data=asked | {"as": slack.person("ada").id, "answer": "allow"}),
    ):
        assert (answer.status_code, answer.text) == (400, error)


def test_the_page_knows_no_bots_and_answers_this_machine_alone(slack: Workspace) -> None:
    there = f"{slack.world.base_url}/openid/connect/authorize"
    for nobody in (slack.bot.id, "U9", ""):
        answer = httpx.post(there, data=asks_who(slack) | {"as": nobody, "answer": "allow"})
        assert (answer.status_code, answer.text) == (400, "user_not_found")
    elsewhere = httpx.get(there, params=asks_who(slack), headers={"Host": "evil.example"})
    assert elsewhere.status_code == 403
