"""A workspace with the helper app, and Debian's Chromium looking at its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from slack_sdk import WebClient

from tests.fakes.chromium import chromium_running
from tests.workspace import manifests
from tests.workspace.helper_app import in_socket_mode
from workspace import Workspace

LETTERS = [
    {
        "id": "<1@vendor.example>",
        "to": "ada@example.org",
        "subject": "Your ticket",
        "body": "It was opened.",
        "at": 0,
    }
]
TOUR = [
    {"title": "Ask", "text": "A question.", "act_as": "bob", "say": "how do I?", "in": "help"},
    {"title": "Report", "text": "An incident.", "act_as": "ada", "say": "it is stuck", "in": ""},
    {"title": "Get help", "text": "A command.", "act_as": "ada", "say": "/help-me now", "in": "help"},
]
WRITTEN: list[dict[str, Any]] = []
"""The letters that people have written in the page."""
Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with chromium_running() as browser:
        yield browser


@pytest.fixture
def slack() -> Iterator[Workspace]:
    """Ada and Bob in #help, Eve of another organisation, and the helper app connected."""
    with Workspace(
        manifests.SOCKET, letters=lambda: LETTERS, write_letter=WRITTEN.append, tour=TOUR
    ) as workspace:
        WRITTEN.clear()
        ada = "ada@northside.example"
        workspace.person("ada", real_name="Ada Okafor", email=ada, role="administrator, Northside Clinic")
        workspace.person("bob", real_name="Bob Lindqvist", role="support agent")
        workspace.person("eve", real_name="Eve Stone", team="Elsewhere")
        workspace.channel("help", members=["ada", "bob"])
        with in_socket_mode(workspace):
            workspace.wait_for_app()
            yield workspace


@pytest.fixture
def web(slack: Workspace) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def opens(slack: Workspace, chromium: Browser) -> Iterator[Opens]:
    """opens("ada", "C0001"): the page as that person sees it. No script of it may fail."""
    contexts, failures = [], []

    def open_page(name: str = "ada", place: str = "", *, tour: bool = False, **more: Any) -> Page:
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda failure: failures.append(str(failure)))
        page.set_default_timeout(8000)
        if not tour:
            page.add_init_script("sessionStorage.setItem('tour', 'closed')")
        page.goto(f"{slack.page_url}?as={name}#/{place}")
        page.get_by_role("navigation", name="Workspace").wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert failures == []
