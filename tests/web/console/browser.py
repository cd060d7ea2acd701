"""A browser without a screen: somebody signed in to the console, who looks at pages and sends forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from starlette.testclient import TestClient

from app.build import Installation
from app.console import console_here
from records import sessions
from tickets import directory
from web.console.app import console_app
from web.console.here import Here
from web.console.page import Page
from web.console.routes import PAGES

URL = "http://127.0.0.1:3080"
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass
class Browser:
    """A browser at the console."""

    client: TestClient

    def sees(self, path: str, status: int = 200) -> str:
        """The page at ``path``."""
        answer = self.client.get(path)
        assert answer.status_code == status, f"{path}: {answer.status_code}\n{answer.text}"
        return answer.text

    def tokens(self, seen_at: str) -> dict[str, str]:
        """What the forms of a page carry unseen."""
        return dict(_HIDDEN.findall(self.client.get(seen_at).text))

    def sends(self, path: str, status: int = 200, *, seen_at: str = "/", **fields: str) -> str:
        """Send a form as the page ``seen_at`` offers it; returns the page that is shown after it."""
        hidden = self.tokens(seen_at)
        answer = self.client.post(path, data=hidden | fields, headers={"Origin": URL})
        assert answer.status_code == status, f"{path}: {answer.status_code}\n{answer.text}"
        return answer.text


def browser(here: Here, pages: Sequence[Page] = PAGES) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(TestClient(console_app(here, pages), base_url=URL, raise_server_exceptions=False))


def signed_in(here: Here, mail: str, pages: Sequence[Page] = PAGES) -> Browser:
    """A browser in which the person of that address is signed in."""
    opened = browser(here, pages)
    with here.writing() as session:
        person = directory.person_by_mail(session, mail)
        assert person is not None
        name = sessions.begin(session, person.id, here.now(), here.terms)
    opened.client.cookies.set("session", name)
    return opened


def here_of(installation: Installation, at: datetime | None = None) -> Here:
    """The console's tools of an installation, at that moment."""
    moment = at or datetime(2026, 11, 23, 17, tzinfo=UTC)
    settings = installation.settings.model_copy(
        update={"console": installation.settings.console.model_copy(update={"url": URL})}
    )
    opened = replace(installation, settings=settings)
    return console_here(opened, opened.road, lambda: None, lambda: moment)
