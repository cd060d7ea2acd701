"""What staff do in the console does what the same does in Slack, and is offered by role and state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.desk.offers import MORE, usual
from bot.forms.registry import FORMS
from bot.message import ActName
from bot.permissions import Side, side
from records.work import WorkRow
from tests.stories.stage import Stage, open_copy
from tests.web.console.acts_played import CASES, Case, Situation, desk, opened
from tests.web.console.browser import URL, Browser, here_of, signed_in
from tickets import reads
from tickets.tables import ConversationRow, EntryRow
from tickets.values import Ticket
from web.console.acts import moments, staff
from web.console.here import Here
from web.console.routes import PAGES

ZONE = "America/New_York"
GUS = "gus@infraware.example"


@dataclass(frozen=True)
class Console:
    """An installation with a console, at the hour of its stage, and who is signed in to it."""

    stage: Stage
    here: Here
    browsers: dict[str, Browser] = field(default_factory=dict)

    def as_(self, mail: str) -> Browser:
        if mail not in self.browsers:
            self.browsers[mail] = signed_in(self.here, mail, PAGES)
        return self.browsers[mail]


@pytest.fixture(scope="module")
def console(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    copied = open_copy(sample, tmp_path_factory.mktemp("acts") / "var")
    slack = copied.settings.slack.model_copy(update={"support_channel": "C0DESK"})
    settings = copied.settings.model_copy(update={"slack": slack})
    stage = Stage(replace(copied, settings=settings))
    yield Console(stage, replace(here_of(stage.here), now=lambda: stage.now))
    stage.here.engine.dispose()


def address(act: ActName, at: Situation) -> str:
    if at.number is not None:
        return f"/tickets/{at.number}/acts/{act}"
    return staff.address(act, at.value)


def played_in_slack(console: Console, case: Case, at: Situation) -> None:
    fields = {name: typed if isinstance(typed, str) else _seconds(typed) for name, typed in _typed(case, at)}
    desk(console.stage, at).presses(case.by, case.act, at.value, **fields)


def played_in_console(console: Console, case: Case, at: Situation) -> str:
    """The page after it."""
    fields = {
        name: typed if isinstance(typed, str) else moments.shown(typed, ZONE)
        for name, typed in _typed(case, at)
    }
    browser = console.as_(case.by)
    hidden = browser.tokens("/desk/visits")
    answer = browser.client.post(
        address(case.act, at), data=hidden | fields, headers={"Origin": URL}, follow_redirects=False
    )
    assert answer.status_code == 303, answer.text
    return browser.sees("/desk/visits")


def _typed(case: Case, at: Situation) -> Any:
    return {**case.fields, **at.fields}.items()


def _seconds(moment: datetime) -> str:
    return str(int(moment.timestamp()))


@dataclass(frozen=True)
class Marks:
    """How far the books were written."""

    entry: int
    work: int


def marks(stage: Stage) -> Marks:
    with stage.here.reading() as session:
        last = session.scalar(select(func.max(EntryRow.id))) or 0
        return Marks(last, session.scalar(select(func.max(WorkRow.id))) or 0)


def written(stage: Stage, since: Marks, number: int | None) -> dict[str, Any]:
    """Everything that was written since, without what differs by door: places, ids and numbers.

    What goes to nobody but who has done it is the door's own: a message in Slack, a notice in the console.
    """
    with stage.here.reading() as session:
        entries = session.scalars(
            select(EntryRow).where(EntryRow.id > since.entry).order_by(EntryRow.id)
        ).all()
        own = set(
            session.scalars(select(ConversationRow.id).where(ConversationRow.asker_user.like("%@infraware%")))
        )
        theirs = {one.id for one in entries if one.conversation_id in own}
        work = session.scalars(select(WorkRow).where(WorkRow.id > since.work).order_by(WorkRow.id)).all()
        ticket = None if number is None else reads.ticket(session, number)
        return {
            "entries": [repr(_entry(one)) for one in entries],
            "work": sorted(_work(one) for one in work if not _is_doors_own(one, theirs)),
            "ticket": None if ticket is None else _ticket(ticket),
        }


def _entry(row: EntryRow) -> tuple[object, ...]:
    return (row.kind, row.actor, row.person_id, row.audience, row.at, _plain(row.words), _plain(row.facts))


def _is_doors_own(row: WorkRow, theirs: set[int]) -> bool:
    to = row.payload.get("recipient")
    return to == "author" or (to == "asker" and row.payload["entry"] in theirs)


def _work(row: WorkRow) -> str:
    return repr((row.queue, _plain(row.key), _plain(row.lane), _plain(row.payload)))


def _ticket(ticket: Ticket) -> object:
    assignee = None if ticket.assignee is None else ticket.assignee.mail
    clock = (ticket.tier, ticket.waiting_since, ticket.due_at, ticket.target_at, ticket.waits_since)
    return (ticket.status, ticket.category, assignee, clock, ticket.merged_into is None)


_IDS = frozenset(
    {
        "place",
        "conversation",
        "heard",
        "ticket",
        "entry",
        "replaces",
        "into",
        "from",
        "asking",
        "tasks",
        "gap",
    }
    | {"outage", "suggestion", "letter", "began", "start", "value", "message", "token", "number", "person"}
    | {"cause", "window", "solution", "visit", "quote"}
)


def _plain(value: object) -> object:
    """Without ids: those of keys that name one, and numbers in sentences."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in sorted(value.items()) if name not in _IDS}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return re.sub(r"\d+", "0", value) if isinstance(value, str) else value


NOTE_AT_DESK = repr(
    (
        "deliveries.slack",
        "0:desk",
        "slack:desk:0",
        {"door": "slack", "recipient": "desk", "show": "words"},
    )
)
"""A note that is written in the console is read in the ticket's thread too."""


def test_every_act_of_staff_is_played_here() -> None:
    assert sorted(case.act for case in CASES) == sorted(
        act for act in ActName if side(act) is not Side.CUSTOMER
    )


def asks_for_all_its_fields(console: Console, case: Case, at: Situation) -> None:
    if case.act in FORMS:
        page = console.as_(case.by).sees(address(case.act, at))
        assert {name for name, _ in _typed(case, at)} <= set(re.findall(r'name="([a-z_]+)"', page))


def is_refused_to_others(console: Console, case: Case, at: Situation) -> None:
    """By the page, or with the road's own sentence; only a note may be written by everybody."""
    if case.act is ActName.NOTE:
        return
    gus, before = console.as_(GUS), marks(console.stage)
    page = gus.client.post(
        address(case.act, at), data=gus.tokens("/desk/visits") | {"words": "x"}, headers={"Origin": URL}
    )
    assert page.status_code == (409 if at.number else 403)
    assert "Your role does not allow that" in page.text or not at.number
    assert "clock stopped" not in repr(written(console.stage, before, at.number)["entries"])
    assert gus.client.get(address(case.act, at)).status_code == page.status_code


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.act)
def test_an_act_in_the_console_does_what_it_does_in_slack(console: Console, case: Case) -> None:
    """Entries, deliveries, and the ticket with its clock: equal but for the door and ids."""
    stage = console.stage
    in_slack = case.before(stage)
    before = marks(stage)
    played_in_slack(console, case, in_slack)
    there = written(stage, before, in_slack.number)
    in_console = case.before(stage)
    asks_for_all_its_fields(console, case, in_console)
    is_refused_to_others(console, case, in_console)
    before = marks(stage)
    page = played_in_console(console, case, in_console)
    here = written(stage, before, in_console.number)
    if case.act is ActName.NOTE:
        here["work"].remove(NOTE_AT_DESK)
    assert here == there
    assert there["entries"]
    assert 'class="notice"' in page


def test_every_act_of_staff_is_offered_somewhere(console: Console) -> None:
    """A new act of staff fails here until the console offers it."""
    at_desk = {one.act for one in MORE} | {one.act for one in usual(_open(console))}
    assert at_desk == {act for act in ActName if side(act) is Side.DESK}
    assert set(staff.OFFERED_AT) == {act for act in ActName if side(act) is Side.STAFF}
    assert set(staff.OFFERED_AT.values()) <= {page.path for page in PAGES}


def _open(console: Console) -> Ticket:
    return console.stage.ticket(opened(console.stage).number or 0)
