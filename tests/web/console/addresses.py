"""An address for each page of the console that can be looked at, where :mod:`.morning` has filled it."""

from __future__ import annotations

from collections.abc import Mapping

from web.console.routes import OPEN_PAGES, PAGES

PATHS: Mapping[str, str] = {
    "/sign-in": "/sign-in",
    "/sign-in/link/{token}": "/sign-in/link/{link}",
    "/desk": "/desk",
    "/tickets/{number}": "/tickets/1001",
    "/customers/{key}": "/customers/northside",
    "/articles": "/articles",
    "/articles/{slug}": "/articles/reset-a-password",
    "/articles/{slug}/versions/{number}": "/articles/reset-a-password/versions/2",
    "/gaps": "/gaps",
    "/gaps/{id}": "/gaps/1",
    "/tickets/{number}/acts/{act}": "/tickets/1001/acts/tasks",
    "/desk/new": "/desk/new",
    "/desk/acts/{act}": "/desk/acts/declare",
    "/desk/letters": "/desk/letters",
    "/desk/links": "/desk/links",
    "/desk/outages": "/desk/outages",
    "/desk/maintenance": "/desk/maintenance",
    "/desk/visits": "/desk/visits",
    "/desk/suggestions": "/desk/suggestions",
    "/drafts": "/drafts",
    "/drafts/new": "/drafts/new",
    "/drafts/{id:int}": "/drafts/1",
    "/drafts/{id:int}/publish": "/drafts/1/publish",
    "/drafts/{id:int}/rehearsal": "/drafts/1/rehearsal",
    "/figures": "/figures",
    "/figures/{key}": "/figures/questions",
}
"""What to look at, for each path of :data:`web.console.routes.PAGES` and ``OPEN_PAGES``.

``{link}`` is a one-time link that holds.
"""

NOT_LOOKED_AT: Mapping[str, str] = {
    "/": "goes on to the page that somebody begins the day with",
    "/sign-in/slack": "goes to Slack",
    "/sign-in/slack/callback": "lets in, or says why not on the page that other ways in say it on",
    "/articles.csv": "is a file",
    "/drafts/{id:int}/file": "is a file",
    "/figures/{key}.csv": "is a file",
}
"""The paths at which there is nothing to be looked at, and why: files, parts of pages."""


def looked_at() -> list[str]:
    """The paths of all pages that are looked at in a browser."""
    shown = [page.path for page in PAGES if not page.post]
    shown += [page.path for page in OPEN_PAGES if not page.post]
    return [path for path in dict.fromkeys(shown) if path not in NOT_LOOKED_AT]
