"""Every page of the console. A page that does not stand here does not exist."""

from __future__ import annotations

from bot.permissions import ALL_STAFF
from web.console import (
    article,
    article_acts,
    articles,
    customers,
    desk,
    drafts,
    gaps,
    publishing,
    sign_in,
    ticket,
)
from web.console.acts import rooms, staff
from web.console.acts import ticket as ticket_acts
from web.console.figures import pages as figures
from web.console.nav import begins_with
from web.console.page import Asked, Go, OpenPage, Page, Stream


def _start(asked: Asked) -> Go:
    return Go(begins_with(asked.person))


PAGES: tuple[Page, ...] = (
    Page("/", _start, ALL_STAFF),
    *desk.PAGES,
    *ticket.PAGES,
    *ticket_acts.PAGES,
    *staff.PAGES,
    *rooms.PAGES,
    *customers.PAGES,
    *articles.PAGES,
    *article.PAGES,
    *article_acts.PAGES,
    *gaps.PAGES,
    *drafts.PAGES,
    *publishing.PAGES,
    *figures.PAGES,
)
"""What only staff may ask for."""

OPEN_PAGES: tuple[OpenPage, ...] = (*sign_in.PAGES,)
"""The way in, for anybody."""

STREAMS: tuple[Stream, ...] = (*desk.STREAMS,)
"""What tells open pages that something has changed."""
