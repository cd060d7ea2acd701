"""Pages that stand open are told what has changed: by whom, to whom, and until when."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import httpx
import pytest
from sqlalchemy import update

from app.build import Installation
from records import sessions
from records.engine import Session
from tests.stories.stage import Stage
from tests.stories.test_review import ADA, INCIDENT, KIM, SAM
from tests.web.console.browser import here_of
from tickets import directory
from tickets.changes import Changes
from tickets.tables import PersonRow
from web.console.app import console_app
from web.console.desk import concerns
from web.console.here import Here
from web.console.live import MOST, Watch
from web.server import HttpDoor

PAUSE = 0.05


@dataclass
class Console:
    """The console, served; and somebody's browser."""

    here: Here
    door: HttpDoor
    name: str = ""

    def enters(self, mail: str) -> None:
        with self.here.writing() as session:
            person = directory.person_by_mail(session, mail)
            assert person is not None
            self.name = sessions.begin(session, person.id, self.here.now(), self.here.terms)

    @contextmanager
    def listens(self, query: str = "", status: int = 200) -> Iterator[Callable[[], str]]:
        """What is told next; a comment is only a sign of life. An empty line ends each."""
        url = f"http://127.0.0.1:{self.door.port}/desk/events?{query}"
        with httpx.stream("GET", url, cookies={"session": self.name}, timeout=20) as answer:
            assert answer.status_code == status
            lines = answer.iter_lines()

            def told() -> str:
                return next((line for line in lines if line and line != "data: "), "the end")

            yield told


@pytest.fixture
def stage(installation: Installation) -> Stage:
    return Stage(installation)


@pytest.fixture
def console(stage: Stage) -> Iterator[Console]:
    here = replace(here_of(stage.here), now=lambda: stage.now)
    door = HttpDoor(console_app(here, pause=PAUSE), "127.0.0.1", 0)
    door.start()
    try:
        yield Console(here, door)
    finally:
        door.stop()


def event(told: Callable[[], str]) -> str:
    """The next thing told that is no sign of life."""
    return next(one for one in iter(told, None) if one != ": ")


def test_a_reply_of_staff_is_told_to_the_queue_and_to_its_own_ticket_alone(
    console: Console, stage: Stage
) -> None:
    stage.person(ADA).says(INCIDENT)
    console.enters(SAM)
    talk = stage.ticket(1001).conversation_id
    with (
        console.listens() as queue,
        console.listens(f"ticket=1001&talk={talk}") as its,
        console.listens("ticket=1002&talk=999") as another,
    ):
        assert [queue(), its(), another()] == [": "] * 3
        stage.desk(1001).says(SAM, "Please load the job again.")
        assert [event(queue), event(its)] == ["event: changed"] * 2
        assert [another(), another()] == [": "] * 2


def test_what_was_written_since_the_page_was_made_is_told_at_once(console: Console, stage: Stage) -> None:
    stage.person(ADA).says(INCIDENT)
    console.enters(SAM)
    newest = max(one.id for one in stage.history(1001))
    with console.listens(f"since={newest - 1}") as told:
        assert told() == "event: changed"
    for since in ("", "x", "²", "9" * 30, str(10**9)):
        with console.listens(f"since={since}") as told:
            assert told() == ": "


def test_nobody_listens_who_is_not_signed_in_or_left_or_lost_the_role(console: Console, stage: Stage) -> None:
    with console.listens(status=401):
        pass
    console.enters(ADA)
    with console.listens(status=401):
        pass
    console.enters(KIM)
    with console.listens() as told:
        assert told() == ": "
        with console.here.writing() as session:
            session.execute(update(PersonRow).where(PersonRow.mail == KIM).values(roles=""))
        assert event(told) == "event: ended"
        assert told() == "the end"


def test_a_stream_ends_with_its_session_which_it_does_not_keep(console: Console, stage: Stage) -> None:
    console.enters(SAM)
    with console.listens() as told:
        assert told() == ": "
        stage.later(hours=1, minutes=59)
        assert [told(), told()] == [": "] * 2
        stage.later(minutes=2)
        assert event(told) == "event: ended"


def test_one_person_has_so_many_streams_and_others_have_their_own(console: Console) -> None:
    console.enters(SAM)
    names = [console.name]
    open_ones = [console.listens() for _ in range(MOST)]
    for one in open_ones:
        assert one.__enter__()() == ": "
    with console.listens(status=429):
        pass
    console.enters(KIM)
    with console.listens() as told:
        assert told() == ": "
    open_ones.pop().__exit__(None, None, None)
    [console.name] = names
    give_up = time.monotonic() + 20
    while _status(console) == 429 and time.monotonic() < give_up:
        time.sleep(0.02)
    assert _status(console) == 200
    for one in open_ones:
        one.__exit__(None, None, None)


def _status(console: Console) -> int:
    url = f"http://127.0.0.1:{console.door.port}/desk/events"
    with httpx.stream("GET", url, cookies={"session": console.name}, timeout=20) as answer:
        return answer.status_code


def test_the_server_stops_while_pages_listen(console: Console) -> None:
    console.enters(SAM)
    with console.listens() as told:
        assert told() == ": "
        console.door.stop()
        assert [one for one in iter(told, "the end") if one != ": "] == []


def test_however_many_ask_the_database_is_looked_at_once_in_a_while(stage: Stage) -> None:
    looks = []

    @contextmanager
    def counted() -> Iterator[Session]:
        looks.append(1)
        with stage.here.reading() as session:
            yield session

    watch = Watch(counted, pause=3600)
    assert watch.look() is watch.look()
    assert len(looks) == 1


@pytest.mark.parametrize(
    ("query", "found", "is_news"),
    [
        ({}, Changes(talks=frozenset({3})), True),
        ({}, Changes(desk=True), True),
        ({"ticket": "7", "talk": "3"}, Changes(frozenset({7}), frozenset({9})), True),
        ({"ticket": "7", "talk": "3"}, Changes(frozenset({8}), frozenset({3})), True),
        ({"ticket": "7", "talk": "3"}, Changes(frozenset({8}), frozenset({9})), False),
        ({"ticket": "7", "talk": "3"}, Changes(desk=True), False),
        ({"ticket": "7", "talk": "3"}, Changes(all=True), True),
        ({"ticket": "x"}, Changes(frozenset({8}), frozenset({9})), False),
    ],
)
def test_a_ticket_is_told_its_own_news(query: dict[str, str], found: Changes, is_news: bool) -> None:
    assert concerns(query, found) is is_news
