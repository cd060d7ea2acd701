"""Every page of the console for people: axe finds nothing serious, by day and by night, also on a phone.

With CONSOLE_PICTURES=folder in the environment each page is photographed there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext

from app.build import Installation
from tests.fakes.chromium import chromium_running
from tests.stories.slack_stage import free_port
from tests.stories.stage import open_copy
from tests.web.console.acts_played import beside_the_desk
from tests.web.console.addresses import PATHS, looked_at
from tests.web.console.browser import here_of, signed_in
from tests.web.console.morning import fill
from tickets import directory, sign_in_links
from web.console.app import console_app
from web.console.here import Here
from web.server import HttpDoor

pytestmark = [pytest.mark.slow, pytest.mark.browser]

AXE = (Path(__file__).parent / "axe" / "axe.js").read_text(encoding="utf-8")
STAFF = "lea@infraware.example"
GRAVE = ("serious", "critical")
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 860}
Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Console:
    """A console that is served, and the session of a lead in it."""

    url: str
    session: str
    link: str


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium_running() as started:
        yield started


@pytest.fixture(scope="module")
def console(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    installation = open_copy(sample, tmp_path_factory.mktemp("axe") / "var")
    door, session, link = _served(installation)
    door.start()
    yield Console(f"http://127.0.0.1:{door.port}", session, link)
    door.stop()
    installation.engine.dispose()


def _served(installation: Installation) -> tuple[HttpDoor, str, str]:
    stage, port = fill(installation), free_port()
    beside_the_desk(stage)
    here = replace(here_of(installation, stage.now), url=f"http://127.0.0.1:{port}")
    door = HttpDoor(console_app(here), "127.0.0.1", port)
    return door, signed_in(here, STAFF).client.cookies["session"], _link(here)


def _link(here: Here) -> str:
    with here.writing() as session:
        person = directory.person_by_mail(session, STAFF)
        assert person is not None
        return sign_in_links.token(sign_in_links.make(session, person.id, here.now()), here.secret)


@pytest.mark.parametrize("path", looked_at())
@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_nothing_serious_stands_in_anybodys_way(
    browser: Browser, console: Console, path: str, size: Any, scheme: Scheme
) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    context.add_cookies([{"name": "session", "value": console.session, "url": console.url}])
    try:
        _is_fit_for_people(context, console.url + PATHS[path].format(link=console.link), f"{path}-{scheme}")
    finally:
        context.close()


def _is_fit_for_people(context: BrowserContext, address: str, name: str) -> None:
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    _photograph(page, name)
    page.evaluate(AXE)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    grave = [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
    ]
    assert grave == []
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"the page is {wider} pixels wider than the screen"
    assert complaints == []


def _photograph(page: Any, name: str) -> None:
    folder = os.environ.get("CONSOLE_PICTURES")
    if folder:
        file = name.strip("/").replace("/", "_").replace("{", "").replace("}", "") or "start"
        page.screenshot(path=str(Path(folder) / f"{file}.png"), full_page=True)


def test_every_page_has_an_address_at_which_it_is_looked_at() -> None:
    assert set(looked_at()) <= set(PATHS)
