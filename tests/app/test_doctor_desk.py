"""`infracare doctor` and what stands behind: the helpdesk, and the address that is told of tickets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.doctor import examine
from app.finding import Finding
from tests.app.homes import Home, new_home
from tests.fakes.request_tracker import TOKEN, RequestTracker
from tests.fakes.request_tracker_http import open_request_tracker
from tests.stories.stage import ROOT
from tickets.directory import import_directory

REACHED = "The helpdesk can be reached and takes DESK_TOKEN"
QUEUE = "The helpdesk has the queue Support"
FIELDS = "The helpdesk has the custom fields"
STANDS = "Somebody stands for the helpdesk's agents"
WEBHOOK = "The webhook's address can be called"


@dataclass
class Office:
    """An installation with a helpdesk behind."""

    home: Home
    tracker: RequestTracker
    environment: dict[str, str] = field(default_factory=dict)

    def findings(self) -> dict[str, Finding]:
        return {one.what: one for one in examine(self.home.config, self.environment, least_free=1)}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_request_tracker() as tracker:
        desk = {"kind": "request-tracker", "url": tracker.url, "queue": "Support", "webhook": "true"}
        home = new_home(tmp_path / "home")
        home.set(desk__staff="lea@infraware.example", **{f"desk__{name}": one for name, one in desk.items()})
        here = home.opened()
        with here.writing() as session:
            import_directory(session, ROOT / "sample" / "directory", force=True)
        here.engine.dispose()
        given = {"DESK_TOKEN": TOKEN, "DESK_WEBHOOK_URL": "https://desk.example/hook"}
        yield Office(home, tracker, given)


def no_token(office: Office) -> None:
    del office.environment["DESK_TOKEN"]


def no_field(office: Office) -> None:
    office.tracker.field_names.remove("Idempotency key")


def another_queue(office: Office) -> None:
    office.tracker.queue = "Elsewhere"


def nobody(office: Office) -> None:
    office.home.set(desk__staff="nobody@infraware.example")


def somebody_of_accounts(office: Office) -> None:
    office.home.set(desk__staff="gus@infraware.example")


def no_address(office: Office) -> None:
    del office.environment["DESK_WEBHOOK_URL"]


FAULTS = [
    (no_token, REACHED, "check desk.url and DESK_TOKEN"),
    (another_queue, QUEUE, "check desk.queue"),
    (no_field, FIELDS, "Idempotency key"),
    (nobody, STANDS, "names nobody@infraware.example"),
    (somebody_of_accounts, STANDS, "with the role support"),
    (no_address, WEBHOOK, "DESK_WEBHOOK_URL is not set"),
]


def test_nothing_is_missing_where_all_is_set(office: Office) -> None:
    found = office.findings()
    assert [found[what].remedy for what in (REACHED, QUEUE, FIELDS, STANDS, WEBHOOK)] == [""] * 5


@pytest.mark.parametrize(("fault", "what", "remedy"), FAULTS, ids=[one.__name__ for one, _, _ in FAULTS])
def test_a_fault_is_named_with_its_remedy(
    office: Office, fault: Callable[[Office], None], what: str, remedy: str
) -> None:
    fault(office)
    finding = office.findings()[what]
    assert not finding.ok
    assert remedy in finding.remedy


def test_settings_that_are_not_complete_are_refused(office: Office) -> None:
    office.home.set(desk__queue="", desk__open_by="mail")
    [can_read] = [one for one in office.findings().values() if not one.ok and "settings" in one.what.lower()]
    assert "desk.queue, desk.mail" in can_read.remedy
