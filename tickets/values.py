"""The desk's values: who somebody is, what a ticket holds, where a conversation stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from guard import Screened, own, restored


class Role(StrEnum):
    """What a member of staff may do (policy 13)."""

    SUPPORT = "support"
    LEAD = "lead"
    SALES = "sales"
    DEVELOPMENT = "development"
    ACCOUNTS = "accounts"
    KNOWLEDGE = "knowledge"


@dataclass(frozen=True)
class Customer:
    """A customer; tickets need one in good standing (policy 5)."""

    id: int
    key: str
    name: str
    good_standing: bool


@dataclass(frozen=True)
class Person:
    """Somebody in the directory."""

    id: int
    name: str
    mail: str
    user_name: str | None = None
    customer: Customer | None = None
    licensed: bool = False
    roles: frozenset[Role] = frozenset()

    @property
    def is_staff(self) -> bool:
        return bool(self.roles)

    @property
    def may_answer(self) -> bool:
        """May answer customers on behalf of the desk (policy 13): support and leads."""
        return bool(self.roles & {Role.SUPPORT, Role.LEAD})

    @property
    def entitled(self) -> bool:
        """May open tickets: a licensed administrator of a customer in good standing (policy 5)."""
        return self.licensed and self.customer is not None and self.customer.good_standing


class DetailName(StrEnum):
    """The four required details, in the order in which they are asked (policy 3)."""

    USER = "user"
    JOB = "job"
    ERROR = "error"
    STEPS = "steps"


class DetailState(StrEnum):
    """A detail is given, still missing, or was said not to apply."""

    GIVEN = "given"
    MISSING = "missing"
    NOT_APPLICABLE = "n/a"


@dataclass(frozen=True)
class Detail:
    """One required detail of a ticket; ``source`` is the file it was read from, None for words."""

    name: DetailName
    state: DetailState = DetailState.MISSING
    value: Screened | None = None
    source: Screened | None = None


Details = Mapping[DetailName, Detail]


class Stage(StrEnum):
    """What the bot waits for in a conversation."""

    FREE = "free"
    CATEGORY = "category"
    DETAILS = "details"
    CHARGE = "charge"
    LIKE = "like"
    ADDRESS = "address"
    TICKET = "ticket"
    CLOSED = "closed"


class Status(StrEnum):
    """Where a ticket stands."""

    OPEN = "open"
    SOLVED = "solved"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class EntryKind(StrEnum):
    """What a line of the history tells."""

    ASKED = "asked"
    AMENDED = "amended"
    ERASED = "erased"
    REPLIED = "replied"
    PRESSED = "pressed"
    OPENED = "opened"
    CUSTOMER_WORDS = "customer words"
    STAFF_WORDS = "staff words"
    NOTE = "note"
    FILE = "file"
    CLAIMED = "claimed"
    ASSIGNED = "assigned"
    MERGED = "merged"
    TASKS_SETTLED = "tasks settled"
    SOLVED = "solved"
    CONFIRMED = "confirmed"
    RATED = "rated"
    RELATED = "related"
    REFERRED = "referred"
    LIKES_SHOWN = "likes shown"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    SORTED = "sorted"
    HANDED_OVER = "handed over"
    LINKED = "linked"
    LINK_REFUSED = "link refused"
    PHONED = "phoned"
    FAULT = "fault"
    NOT_DELIVERED = "not delivered"
    CLOCK_STARTED = "clock started"
    CLOCK_STOPPED = "clock stopped"
    VISIT_BOOKED = "visit booked"
    VISIT_CHANGED = "visit changed"
    VISIT_CANCELLED = "visit cancelled"
    CLOCK_WARNED = "clock warned"
    PROMISE_BROKEN = "promise broken"
    CALL_BEGUN = "call begun"
    CALL_TRIED = "call not answered"
    CONFERENCE_BEGUN = "conference begun"
    CONFERENCE_TRIED = "conference not joined"
    STEP_ASKED = "next step asked for"
    OUTAGE = "outage"
    CHARGE_AGREED = "charge agreed to"
    QUOTED = "quoted"
    QUOTE_APPROVED = "quote approved"
    QUOTE_DECLINED = "quote declined"
    WORK_STARTED = "work started"
    ROUTED = "routed"
    RELEASED = "released"
    COVERED = "covered"
    DETAILS = "details"
    IN_HELPDESK = "in helpdesk"


class Actor(StrEnum):
    """Who did it."""

    PERSON = "person"
    STAFF = "staff"
    BOT = "bot"


class Audience(StrEnum):
    """Who may read an entry."""

    CUSTOMER = "customer"
    STAFF = "staff"


@dataclass(frozen=True)
class Place:
    """Where words were said or are to be shown. ``thread`` is the id of the thread's first message."""

    door: str
    team: str
    channel: str
    thread: str
    direct: bool
    enterprise: str = ""


@dataclass(frozen=True)
class ShownArticle:
    """An article the person was shown, and how sure the search was of it."""

    slug: str
    title: Screened
    sure: float


@dataclass(frozen=True)
class Conversation:
    """A conversation as it stands. ``model`` is the version of the classifier that sorted its question."""

    id: int
    door: str
    asker_team: str
    asker_user: str
    person_id: int | None
    customer_id: int | None
    last_heard_at: datetime
    stage: Stage
    question: Screened
    category: str | None
    sure: float | None
    details: Details
    shown: tuple[ShownArticle, ...]
    questions_back: int
    human: bool
    reply_entry: int | None
    revision: int
    started_at: datetime
    model: str | None = None


@dataclass(frozen=True)
class Ticket:
    """A ticket as it stands. ``waits_since`` says since when it waits on tasks of the customer.

    ``merged_into`` is the ticket as which it goes on; ``model`` is the version of the classifier that sorted
    its question, ``sure`` how sure it was (None: the category is a human's word).
    """

    number: int
    conversation_id: int
    customer: Customer
    opener: Person
    opened_at: datetime
    asked_at: datetime
    status: Status
    category: str
    sure: float | None
    subject: Screened
    details: Details
    shown: tuple[ShownArticle, ...]
    assignee: Person | None
    tier: str | None
    waiting_since: datetime | None
    due_at: datetime | None
    target_at: datetime | None
    waits_since: datetime | None = None
    merged_into: int | None = None
    model: str | None = None

    @property
    def title(self) -> Screened:
        """The first line of the subject: of a letter, what it says it is about."""
        first: Screened = restored(self.subject.strip().partition("\n")[0])
        return first


@dataclass(frozen=True)
class Entry:
    """One line of the history."""

    id: int
    conversation_id: int
    ticket_number: int | None
    at: datetime
    kind: EntryKind
    actor: Actor
    person: Person | None
    audience: Audience
    facts: Mapping[str, object]
    words: Screened | None


@dataclass(frozen=True)
class FileRef:
    """A file that belongs to a ticket; its content stays where it is until it is passed on.

    Its address is asked for then, and not kept: it holds the file's name as it was given. ``left_out`` is a
    sentence that says why it is not passed on, empty when it is.
    """

    id: str
    name: Screened
    media_type: str
    size: int
    origin: Mapping[str, str] = field(default_factory=dict)
    left_out: Screened = field(default_factory=lambda: own(""))


@dataclass(frozen=True)
class LinkRequest:
    """An unknown person, as a door knows them, and the registered address they named.

    ``confirmed`` is what staff decided, None while they have not.
    """

    door: str
    team: str
    user: str
    mail: str
    id: int = 0
    confirmed: bool | None = None
    conversation_id: int | None = field(default=None, compare=False)
    asked_at: datetime | None = field(default=None, compare=False)
