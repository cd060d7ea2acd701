"""The way in: how staff sign in to the console."""

from __future__ import annotations

from web.console.page import Html, Knock, OpenPage


def _ways(knock: Knock) -> Html:
    return Html("sign_in.html", {"next": knock.query.get("next", "/")})


PAGES: tuple[OpenPage, ...] = (OpenPage("/sign-in", _ways),)
