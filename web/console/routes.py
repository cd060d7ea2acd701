"""Every page of the console. A page that does not stand here does not exist."""

from __future__ import annotations

from bot.permissions import ALL_STAFF
from web.console import sign_in
from web.console.nav import begins_with
from web.console.page import Asked, Go, OpenPage, Page


def _start(asked: Asked) -> Go:
    return Go(begins_with(asked.person))


PAGES: tuple[Page, ...] = (Page("/", _start, ALL_STAFF),)
"""What only staff may ask for."""

OPEN_PAGES: tuple[OpenPage, ...] = (*sign_in.PAGES,)
"""The way in, for anybody."""
