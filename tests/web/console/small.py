"""A console with a database and people, and nothing behind it: for what concerns the way in alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.rules import Rules
from guard import screen
from records.engine import open_database, transactions
from records.sessions import Terms
from tests.web.console.browser import URL
from tickets.policy import PromiseRules
from tickets.tables import CustomerRow, IdentityRow, PersonRow
from tickets.values import Role
from web.console.here import Here
from web.console.openid import SlackSignIn

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
TEAM = "T0HOME"
SAM, KIM, ADA, DAN = "sam@vendor.example", "kim@vendor.example", "ada@north.example", "dan@north.example"
STAFF = {SAM: "Sam Support", KIM: "Kim Knowledge"}
SECRET = b"a secret of the tests, long enough"


def mail_of(role: Role) -> str:
    """The address of somebody who has that role alone."""
    return f"{role.value}@vendor.example"


@contextmanager
def small_here(template: Path, folder: Path, slack: SlackSignIn | None = None) -> Iterator[Here]:
    """The console on a copy of an empty database, at noon; everybody is U followed by their name in Slack."""
    engine = open_database(f"sqlite:///{shutil.copy(template, folder)}")
    here = Here(
        url=URL,
        reading=transactions(engine, only_reading=True),
        writing=transactions(engine),
        respond=_nothing,
        screen=screen,
        rules=Rules(PromiseRules()),
        search=_NOTHING,
        find=_NOTHING,
        nearest=_nothing,
        told=lambda: None,
        articles_changed=lambda: False,
        now=lambda: NOON,
        terms=Terms(),
        secret=SECRET,
        slack=slack,
    )
    _people(here)
    yield here
    engine.dispose()


def _nothing(*_: object, **__: object) -> Any:
    raise AssertionError("nothing stands behind this console")


_NOTHING: Any = None


def _people(here: Here) -> None:
    with here.writing() as session:
        north = CustomerRow(key="north", name="North Clinic")
        session.add_all(
            [
                _staff(SAM, STAFF[SAM], Role.SUPPORT),
                _staff(KIM, STAFF[KIM], Role.KNOWLEDGE),
                *(_staff(mail_of(role), f"Some {role.value}", role) for role in Role),
                PersonRow(mail=ADA, name="Ada Admin", customer=north, licensed=True),
                PersonRow(mail=DAN, name="Dan Desk", customer=north),
            ]
        )
        session.flush()
        for person in session.query(PersonRow):
            user = f"U{person.mail.partition('@')[0].upper()}"
            session.add(IdentityRow(door="slack", team=TEAM, user=user, person=person))


def _staff(mail: str, name: str, role: Role) -> PersonRow:
    return PersonRow(mail=mail, name=name, roles=role.value)
