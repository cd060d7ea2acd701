"""Makes a desk of years with its history: python -m bench.large_desk FILE [--tickets N] [--queries N]"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, insert

from bench.large_stories import Story, answered_story, query_story, ticket_story
from classifier.corrections import Correction
from knowledge.gaps import UnansweredRow
from knowledge.verdicts import VerdictRow
from records.base import Base
from records.engine import open_database
from records.migrate import upgrade
from tickets.tables import (
    ConversationRow,
    CounterRow,
    CustomerRow,
    EntryRow,
    IdentityRow,
    PersonRow,
    PlaceRow,
    TicketRow,
)

TEAM: Final = "T0LARGE"
CUSTOMERS: Final = 200
ADMINISTRATORS: Final = 3
"""Of each customer."""
STAFF: Final = (
    *(("support", f"agent{number}") for number in range(8)),
    ("lead", "lead"),
    ("knowledge", "writer"),
    ("sales", "seller"),
    ("development", "maker"),
    ("accounts", "keeper"),
)
YEARS: Final = 2
FIRST_NUMBER: Final = 1001
_BATCH: Final = 4_000


@dataclass(frozen=True)
class Size:
    """How much there is: tickets, unanswered queries, and questions that an article answered.

    A ticket has about five entries of its own, a query and an answer two or three.
    """

    tickets: int = 100_000
    queries: int = 50_000
    answered: int = 30_000


def make(engine: Engine, size: Size, now: datetime, seed: int = 7) -> dict[str, int]:
    """Fill an empty database that has all tables; how many rows each of them got.

    The moments lie in the two years before ``now``, most of them in office hours; the last of the tickets are
    open. The same seed makes the same desk. 100,000 tickets take about a minute.
    """
    chance = random.Random(seed)
    with engine.begin() as connection:
        for table, rows in _directory(size):
            connection.execute(insert(table), rows)
        counted: dict[str, int] = {}
        for batch in _batches(_stories(size, now, chance)):
            for name, rows in batch.items():
                connection.execute(insert(Base.metadata.tables[name]), rows)
                counted[name] = counted.get(name, 0) + len(rows)
    return counted


def staff_mail(role: str) -> str:
    """The address of somebody with this role."""
    return f"{next(name for known, name in STAFF if known == role)}@vendor.example"


def _directory(size: Size) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    yield (
        CustomerRow,
        [{"id": n, "key": f"clinic{n}", "name": f"Clinic {n}"} for n in range(1, CUSTOMERS + 1)],
    )
    people = [_administrator(number) for number in range(1, CUSTOMERS * ADMINISTRATORS + 1)]
    first = len(people) + 1
    people += [_member(first + number, role, name) for number, (role, name) in enumerate(STAFF)]
    yield PersonRow, people
    yield IdentityRow, [_identity(one["id"]) for one in people]
    yield CounterRow, [{"name": "ticket", "value": FIRST_NUMBER + size.tickets - 1}]


def _administrator(number: int) -> dict[str, Any]:
    customer = (number - 1) // ADMINISTRATORS + 1
    return {
        "id": number,
        "mail": f"a{number}@clinic{customer}.example",
        "name": f"Ada {number}",
        "customer_id": customer,
        "licensed": True,
        "roles": "",
    }


def _member(number: int, role: str, name: str) -> dict[str, Any]:
    mail = f"{name}@vendor.example"
    return {
        "id": number,
        "mail": mail,
        "name": name.title(),
        "customer_id": None,
        "licensed": False,
        "roles": role,
    }


def _identity(person: int) -> dict[str, Any]:
    return {"door": "slack", "team": TEAM, "user": f"U{person:06}", "person_id": person}


def _stories(size: Size, now: datetime, chance: random.Random) -> Iterator[Story]:
    """Every conversation in the order in which it began, with ids that grow."""
    kinds = [ticket_story] * size.tickets + [query_story] * size.queries + [answered_story] * size.answered
    chance.shuffle(kinds)
    moments = sorted(_moment(now, chance) for _ in kinds)
    entry, number = 1, FIRST_NUMBER
    for talk, (kind, at) in enumerate(zip(kinds, moments, strict=True), 1):
        person = chance.randint(1, CUSTOMERS * ADMINISTRATORS)
        story = Story(talk, entry, number, at, person, (person - 1) // ADMINISTRATORS + 1, now, chance)
        kind(story)
        entry, number = story.entry, number + (kind is ticket_story)
        yield story


_BY_HOUR: Final = (1, 1, 1, 1, 1, 2, 3, 8, 14, 18, 18, 16, 13, 15, 17, 15, 12, 8, 5, 4, 3, 3, 2, 1)
"""How much is asked in each hour of the day, as the customers' clocks have it."""


def _moment(now: datetime, chance: random.Random) -> datetime:
    days = 365 * YEARS
    day = now - timedelta(days=chance.randrange(days) + 1)
    if day.weekday() > 4 and chance.random() < 0.8:
        day -= timedelta(days=2)
    [hour] = chance.choices(range(24), _BY_HOUR)
    moment = day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour + 5)
    return min(moment + timedelta(seconds=chance.randrange(3600)), now - timedelta(minutes=1))


def _batches(stories: Iterator[Story]) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """The rows of many conversations, by table, in an order in which none names one that is not there."""
    while some := list(islice(stories, _BATCH)):
        names = dict.fromkeys(name for story in some for name in story.rows)
        order = sorted(names, key=_ORDER.index)
        yield {name: [row for story in some for row in story.rows.get(name, ())] for name in order}


_TABLES: Final[tuple[type[Base], ...]] = (
    ConversationRow,
    PlaceRow,
    TicketRow,
    EntryRow,
    UnansweredRow,
    Correction,
    VerdictRow,
)
_ORDER: Final = tuple(one.__tablename__ for one in _TABLES)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make a new SQLite file, or fill the empty database of an address."""
    parser = argparse.ArgumentParser(prog="python -m bench.large_desk", description=__doc__)
    parser.add_argument("place", help="a new file, or postgresql://...")
    parser.add_argument("--tickets", type=int, default=Size.tickets)
    parser.add_argument("--queries", type=int, default=Size.queries)
    given = parser.parse_args(arguments)
    url = given.place if "://" in given.place else f"sqlite:///{Path(given.place).resolve()}"
    engine = open_database(url)
    upgrade(engine)
    began, size = time.monotonic(), Size(given.tickets, given.queries, given.queries * 3 // 5)
    counted = make(engine, size, datetime.now(UTC))
    engine.dispose()
    print(", ".join(f"{number:,} {name}" for name, number in counted.items()))
    print(f"{time.monotonic() - began:.0f} seconds")


if __name__ == "__main__":
    main()
