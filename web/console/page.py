"""What a page of the console is made of: what was asked, by whom, and what may be answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from guard import Screened, own
from tickets.changes import Changes
from tickets.values import Person, Role
from web.console.here import Here


@dataclass(frozen=True)
class Asked:
    """One request of a member of staff who may make it.

    ``path``, ``query`` and ``form`` have the last value of each name, ``lists`` all that were posted.
    ``once`` is the id of the form: the same form sent twice has the same one. ``part`` says that a page
    which stands already asks for a part of itself.
    """

    here: Here
    person: Person
    at: datetime
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    once: str = ""
    part: bool = False


@dataclass(frozen=True)
class Html:
    """A page, or a part of one, made of a template."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True)
class Go:
    """Go on to another page of the console, which shows ``said`` once."""

    to: str
    said: Screened = field(default_factory=lambda: own(""))


@dataclass(frozen=True)
class File:
    """A file to keep."""

    name: str
    media_type: str
    body: bytes


Answer = Html | Go | File


class NotThere(Exception):  # noqa: N818 (it is an answer, and read as one where it is raised)
    """There is no such thing: one sentence that says so, and what to do."""


class Refused(Exception):  # noqa: N818
    """It cannot be done as things stand: one sentence that says why, and what to do."""


@dataclass(frozen=True)
class Page:
    """An address of the console: who may ask for it, and what answers. ``post`` ones change something."""

    path: str
    show: Callable[[Asked], Answer]
    who: frozenset[Role]
    post: bool = False


@dataclass(frozen=True)
class Stream:
    """An address that tells an open page when something it shows has changed (server-sent events).

    ``concerns`` says, by the address's query, whether a change is any news to it.
    """

    path: str
    concerns: Callable[[Mapping[str, str], Changes], bool]
    who: frozenset[Role]


@dataclass(frozen=True)
class Knock:
    """A request before anybody is signed in. ``pre`` is what the browser was told to hold meanwhile."""

    here: Here
    at: datetime
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    pre: str = ""


@dataclass(frozen=True)
class Enter:
    """This person is signed in from now on, and goes on to a page of the console."""

    person_id: int
    to: str = "/"


@dataclass(frozen=True)
class Leave:
    """Go to an address outside the console, to come back; the browser holds ``pre`` meanwhile."""

    to: str
    pre: str


@dataclass(frozen=True)
class OpenPage:
    """An address that anybody may ask for: the way in."""

    path: str
    show: Callable[[Knock], Answer | Enter | Leave]
    post: bool = False
