"""Whatever is written into an address or a form, no page of the console fails: each answers in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.build import Installation
from tests.stories.stage import open_copy
from tests.web.console.addresses import PATHS
from tests.web.console.browser import URL, here_of, signed_in
from tests.web.console.morning import fill
from web.console.routes import PAGES

pytestmark = pytest.mark.slow
LEA = "lea@infraware.example"
HOSTILE = (
    "' OR '1'='1' -- \" NEAR(* AND ( %_\\",
    "-1",
    "9" * 30,
    "²",
    "😀é\u202e<script>alert(1)</script>../../etc/passwd",
    "x" * 3_000,
)
"""Quotes and operators of both databases and of the search, numbers that are none or too large, and more."""

PLACES = ("0", "-1", "9" * 30, "²", "a'b", "%2e%2e%2fetc", "%00", "x" * 500)
LONG = "/rehearsal"
"""A page that asks the whole search anew; it takes a second, and nothing from its address."""
_FORM = re.compile(r'<form[^>]*method="post"[^>]*action="([^"]+)".*?</form>', re.S)
_NAMES = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')
_QUERY = re.compile(r"[?&](?:amp;)?(\w+)=")


@pytest.fixture(scope="module")
def lea(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    installation = open_copy(sample, tmp_path_factory.mktemp("hostile") / "var")
    yield _signed_in(installation)
    installation.engine.dispose()


def _signed_in(installation: Installation) -> TestClient:
    stage = fill(installation)
    client = signed_in(here_of(installation, stage.now), LEA).client
    client.follow_redirects = False
    return client


def failed(client: TestClient, path: str, query: Mapping[str, str]) -> bool:
    return client.get(path, params=query).status_code >= 500


def test_no_address_makes_a_page_fail(lea: TestClient) -> None:
    found = []
    for path in PATHS.values():
        if path.endswith(LONG):
            continue
        names = {*_QUERY.findall(page := lea.get(path).text), *_NAMES.findall(page), "q", "page"}
        found += [(path, word) for word in HOSTILE if failed(lea, path, dict.fromkeys(names, word))]
    assert found == []


def test_no_name_in_an_address_makes_a_page_fail(lea: TestClient) -> None:
    paths = [page.path for page in PAGES if "{" in page.path and not page.post]
    tried = [re.sub(r"\{[^}]+\}", word, path) for path in paths for word in PLACES]
    assert [path for path in tried if failed(lea, path, {})] == []


def forms(client: TestClient) -> Mapping[str, set[str]]:
    """The fields of every form there is, by where it is sent to."""
    pages = (client.get(path).text for path in PATHS.values() if not path.endswith(LONG))
    found = [(form[1], set(_NAMES.findall(form[0]))) for page in pages for form in _FORM.finditer(page)]
    empty: dict[str, set[str]] = {re.sub(r"\{[^}]+\}", "1", page.path): set() for page in PAGES if page.post}
    return empty | {action: names for action, names in found if action != "/sign-out"}


def test_no_form_makes_a_page_fail(lea: TestClient) -> None:
    token = re.search(r'name="csrf" value="([^"]+)"', lea.get("/nowhere").text)
    assert token is not None
    found = []
    for number, (action, names) in enumerate(sorted(forms(lea).items())):
        for word in HOSTILE[::2]:
            once = f"{number:012x}{HOSTILE.index(word):012x}"
            fields = dict.fromkeys(names, word) | {"csrf": token[1], "once": once}
            answer = lea.post(action, data=fields, headers={"Origin": URL})
            found += [(action, word[:40])] if answer.status_code >= 500 else []
    assert found == []
