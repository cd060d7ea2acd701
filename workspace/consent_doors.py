"""The addresses of OAuth and OpenID Connect that are no methods.

Who opens the address of OAuth consents, as there is no page; who signs in says on a page who they are.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from workspace.consent import allow, checked, deny
from workspace.consent_page import page
from workspace.core import ApiError, Core
from workspace.methods.openid import configuration
from workspace.page_routes import GUARDED, here_alone
from workspace.signing import public_keys
from workspace.things import Json, Person

HEADERS = GUARDED | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
}
"""Nothing is said of forms: browsers also check where their answer leads, and it leads to the app."""


def consent_routes(core: Core, installer: Callable[[], Person]) -> list[BaseRoute]:
    """`installer` is the person who consents when the address of OAuth is opened."""

    async def authorize(request: Request) -> Response:
        asked = dict(request.query_params)
        return _answered(core, lambda: RedirectResponse(allow(core, installer(), asked, openid=False), 302))

    async def sign_in(request: Request) -> Response:
        asked = dict(request.query_params)
        return _answered(core, lambda: HTMLResponse(page(core, asked, checked(core, asked, openid=True))))

    async def signed_in(request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace")
        return _answered(core, lambda: RedirectResponse(_decided(core, dict(parse_qsl(body))), 302))

    async def keys(_request: Request) -> Response:
        return JSONResponse(public_keys())

    async def about(_request: Request) -> Response:
        return JSONResponse(configuration(core))

    return [
        Route("/oauth/v2/authorize", authorize),
        Route("/openid/connect/authorize", here_alone(sign_in, HEADERS), methods=["GET"]),
        Route("/openid/connect/authorize", here_alone(signed_in, HEADERS), methods=["POST"]),
        Route("/openid/connect/keys", keys),
        Route("/.well-known/openid-configuration", about),
    ]


def _answered(core: Core, answer: Callable[[], Response]) -> Response:
    """The answer, or what Slack's page would refuse with."""
    try:
        with core.world.changed:
            return answer()
    except ApiError as refused:
        return PlainTextResponse(str(refused), 400)


def _decided(core: Core, given: Json) -> str:
    """Where the browser goes after a press on the page."""
    who, answer = given.pop("as", ""), given.pop("answer", "")
    if answer != "allow":
        return deny(core, given)
    person = core.world.people.get(who)
    if person is None or person.bot_id:
        raise ApiError("user_not_found")
    return allow(core, person, given, openid=True)
