"""The addresses of OAuth and OpenID Connect that are no methods; without a page, who comes consents."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from workspace.consent import allow
from workspace.core import ApiError, Core
from workspace.methods.openid import configuration
from workspace.signing import public_keys
from workspace.things import Person


def consent_routes(core: Core, installer: Callable[[], Person]) -> list[BaseRoute]:
    """`installer` is the person who consents when an authorize address is opened."""

    async def authorize(request: Request) -> Response:
        openid = request.url.path.startswith("/openid")
        try:
            with core.world.changed:
                return RedirectResponse(
                    allow(core, installer(), dict(request.query_params), openid=openid), 302
                )
        except ApiError as refused:
            return PlainTextResponse(str(refused), 400)

    async def keys(_request: Request) -> Response:
        return JSONResponse(public_keys())

    async def about(_request: Request) -> Response:
        return JSONResponse(configuration(core))

    return [
        Route("/oauth/v2/authorize", authorize),
        Route("/openid/connect/authorize", authorize),
        Route("/openid/connect/keys", keys),
        Route("/.well-known/openid-configuration", about),
    ]
