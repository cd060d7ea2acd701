"""A working Request Tracker for tests: the part of REST 2 that we call, with faults on demand.

It answers as Request Tracker 5.0.3 does (``tests/helpdesk/test_request_tracker.py`` holds both to the same
tests): a custom field that does not exist is passed over without a word, the clock tells seconds, a letter is
marked by its way in.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import count
from threading import Event, Lock
from typing import Any

TOKEN = "1-28-0123456789abcdef0123456789abcdef"
FIELDS = ("User", "Job number", "Error message", "Steps", "Slack thread", "Idempotency key")
QUEUE = "Support"


class RefusalError(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class User:
    """Somebody it knows; who only writes letters is not privileged."""

    name: str
    real_name: str
    mail: str
    privileged: bool = True


@dataclass
class Ticket:
    """One ticket; ``requestors`` are addresses."""

    id: int
    subject: str
    status: str = "new"
    requestors: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Part:
    """One attachment of a transaction: the words, or a file."""

    id: int
    transaction: int
    subject: str
    headers: dict[str, str]
    content: str
    kind: str = "text/plain"
    filename: str = ""


@dataclass
class Transaction:
    """One line of a ticket's history."""

    id: int
    ticket: int
    type: str
    creator: str
    created: datetime
    new_value: str = ""
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Fault:
    """What goes wrong with a call: ``status`` is answered, or nothing (``cut``); ``done``: after the work."""

    status: int = 0
    cut: bool = False
    done: bool = False
    seconds: float = 0.0


@dataclass
class RequestTracker:
    """The helpdesk. ``faults`` befall the calls that change something, one each; ``slow`` all of them."""

    url: str = ""
    queue: str = QUEUE
    field_names: list[str] = field(default_factory=lambda: list(FIELDS))
    users: dict[str, User] = field(default_factory=dict)
    tickets: dict[int, Ticket] = field(default_factory=dict)
    transactions: list[Transaction] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    slow: Callable[[], float] = lambda: 0.0
    calls: list[tuple[str, str]] = field(default_factory=list)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    lock: Lock = field(default_factory=Lock)
    opened: int = 0
    at_work: int = 0
    """How many calls that change something are being made just now."""
    _ids: Iterator[int] = field(default_factory=lambda: count(1))
    stopping: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.add_user(User("bot", "Support bot", "bot@vendor.test"))
        self.add_user(User("alice", "Alice Agent", "alice@vendor.test"))
        self.add_user(User("sam", "Sam Ortiz", "sam@infraware.example"))

    def add_user(self, user: User) -> None:
        self.users[user.name] = user

    # What people do.

    def writes(
        self,
        ticket: int,
        user: str,
        words: str,
        *,
        internal: bool = False,
        by: str = "Web",
        html: bool = False,
        files: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Transaction:
        """Somebody writes into a ticket: in the pages (``by`` "Web") or by letter ("Email")."""
        with self.lock:
            name = "Comment" if internal else "Correspond"
            told = self._add(ticket, name, self._user_of(user) if "@" in user else user)
            heads = {**(headers or {}), "X-RT-Interface": by}
            kind = "text/html" if html else "text/plain"
            self._attach(told, "Re", words, heads, kind)
            for filename, content in (files or {}).items():
                self._attach(told, "", content, {}, "text/plain", filename)
            self._opens(ticket)
        return told

    def sets_status(self, ticket: int, user: str, status: str) -> None:
        """Somebody solves a ticket, or opens it again."""
        with self.lock:
            self._set_status(self.tickets[ticket], status, user)

    def takes_letter(self, data: bytes) -> int:
        """A letter arrives at the queue's address: its ticket."""
        letter = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        sender = str(letter["From"].addresses[0].addr_spec)
        subject, body = str(letter["Subject"]), _plain(letter)
        tagged = re.search(r"\[vendor\.test #(\d+)\]", subject)
        heads = {name: str(value) for name, value in letter.items()}
        with self.lock:
            user = self._user_of(sender)
            if tagged is None:
                number = self._open(subject, {}, user, [sender])
                told = next(one for one in self.transactions if one.ticket == number)
            else:
                number = int(tagged.group(1))
                told = self._add(number, "Correspond", user)
            self._attach(told, subject, body, {**heads, "X-RT-Interface": "Email"})
        return number

    def said(self, ticket: int) -> list[str]:
        """The words in a ticket, oldest first."""
        with self.lock:
            own = (one for one in self.transactions if one.ticket == ticket and one.type != "Create")
            return [part.content for one in own for part in one.parts]

    # The inside.

    def _user_of(self, mail: str) -> str:
        for one in self.users.values():
            if one.mail == mail:
                return one.name
        self.users[mail] = User(mail, mail, mail, privileged=False)
        return mail

    def _open(self, subject: str, fields: Mapping[str, str], user: str, requestors: list[str]) -> int:
        self.opened += 1
        number = self.opened
        known = {name: value for name, value in fields.items() if name in self.field_names}
        self.tickets[number] = Ticket(number, subject, "new", requestors, known)
        self._add(number, "Create", user)
        return number

    def _add(self, ticket: int, type: str, user: str, new_value: str = "") -> Transaction:
        created = self.now().replace(microsecond=0)
        made = Transaction(next(self._ids), ticket, type, user, created, new_value)
        self.transactions.append(made)
        return made

    def _attach(
        self,
        told: Transaction,
        subject: str,
        content: str,
        headers: Mapping[str, str],
        kind: str = "text/plain",
        filename: str = "",
    ) -> None:
        heads = {"Message-ID": f"<rt-{next(self._ids)}@vendor.test>", **headers}
        told.parts.append(Part(next(self._ids), told.id, subject, heads, content, kind, filename))

    def _opens(self, ticket: int) -> None:
        if self.tickets[ticket].status != "open":
            self._set_status(self.tickets[ticket], "open", "RT_System")

    def _set_status(self, ticket: Ticket, status: str, user: str) -> None:
        if ticket.status != status:
            ticket.status = status
            self._add(ticket.id, "Status", user, status)

    # The interface.

    def about(self) -> tuple[int, Any]:
        return 200, {"Version": "5.0.3"}

    def user(self, name: str) -> tuple[int, Any]:
        known = self.users.get("bot" if name == "28" else name)
        if known is None:
            raise RefusalError(404, "Not Found")
        told = {"Name": known.name, "RealName": known.real_name, "EmailAddress": known.mail}
        return 200, {**told, "Privileged": int(known.privileged)}

    def queue_told(self, name: str) -> tuple[int, Any]:
        if name != self.queue:
            raise RefusalError(403, "Forbidden")
        fields = [{"name": one, "type": "customfield"} for one in self.field_names]
        return 200, {"Name": name, "TicketCustomFields": fields}

    def create(self, body: Mapping[str, Any]) -> tuple[int, Any]:
        if body.get("Queue") != self.queue:
            raise RefusalError(403, f"No permission to create tickets in the queue '{body.get('Queue')}'")
        requestors = [str(body["Requestor"])] if body.get("Requestor") else []
        number = self._open(str(body["Subject"]), body.get("CustomFields", {}), "bot", requestors)
        told = next(one for one in self.transactions if one.ticket == number)
        self._attach(told, str(body["Subject"]), str(body["Content"]), {"X-RT-Interface": "REST"})
        return 201, {"id": str(number), "type": "ticket"}

    def ticket(self, number: str) -> Ticket:
        known = self.tickets.get(int(number))
        if known is None:
            raise RefusalError(404, "Ticket not found")
        return known

    def ticket_told(self, number: str) -> tuple[int, Any]:
        one = self.ticket(number)
        fields = [{"name": name, "values": [value]} for name, value in one.fields.items()]
        requestors = [{"type": "user", "id": each} for each in one.requestors]
        told = {"id": one.id, "Subject": one.subject, "Status": one.status}
        return 200, {**told, "CustomFields": fields, "Requestor": requestors}

    def update(self, number: str, body: Mapping[str, Any]) -> tuple[int, Any]:
        one = self.ticket(number)
        if "Status" in body:
            self._set_status(one, str(body["Status"]), "bot")
        wanted = body.get("CustomFields", {}).items()
        one.fields.update({name: str(value) for name, value in wanted if name in self.field_names})
        if "Requestor" in body:
            given = body["Requestor"]
            one.requestors = list(given) if isinstance(given, list) else [str(given)]
        return 200, ["updated"]

    def message(self, number: str, kind: str, body: Mapping[str, Any]) -> tuple[int, Any]:
        if int(number) not in self.tickets:
            raise RefusalError(400, "Permission Denied")
        told = self._add(int(number), kind.capitalize(), "bot")
        subject = str(body.get("Subject", ""))
        self._attach(told, subject, str(body["Content"]), {"X-RT-Interface": "REST"})
        if kind == "correspond":
            self._opens(int(number))
        return 201, ["Correspondence added"]

    def search(self, query: Mapping[str, list[str]]) -> tuple[int, Any]:
        wanted = re.fullmatch(r"Queue = '(.*)' AND 'CF\.\{(.*)\}' = '(.*)'", query["query"][0])
        assert wanted is not None, query
        _queue, name, value = wanted.groups()
        found = [one for one in self.tickets.values() if one.fields.get(name) == value]
        return 200, _page([{"id": str(one.id), "type": "ticket"} for one in found], query)

    def parts_of_ticket(self, number: str, query: Mapping[str, list[str]]) -> tuple[int, Any]:
        own = [one for one in self.transactions if one.ticket == int(number)]
        return 200, _page([_part(part) for one in own for part in one.parts], query)

    def parts(self, query: Mapping[str, list[str]], body: Any) -> tuple[int, Any]:
        [wanted] = body
        if "Parent" in query["fields"][0]:
            raise RefusalError(500, 'Can\'t call method "can" on an undefined value')
        known = [part for one in self.transactions for part in one.parts]
        if wanted["field"] == "MessageId":
            found = [one for one in known if one.headers["Message-ID"].strip("<>") == wanted["value"]]
        else:
            assert wanted["field"] == "TransactionId", wanted
            found = [one for one in known if one.transaction == int(wanted["value"])]
        return 200, _page([_part(one) for one in found], query)

    def part(self, number: str) -> tuple[int, Any]:
        known = [part for one in self.transactions for part in one.parts if part.id == int(number)]
        return 200, {"Content": b64encode(known[0].content.encode()).decode()}

    def news(self, query: Mapping[str, list[str]]) -> tuple[int, Any]:
        after = re.search(r"id > (\d+)", query["query"][0])
        kinds = set(re.findall(r"Type = '(\w+)'", query["query"][0]))
        found = [
            one
            for one in self.transactions
            if one.id > int(after.group(1) if after else 0) and (not kinds or one.type in kinds)
        ]
        ordered = found[::-1] if query.get("order") == ["DESC"] else found
        return 200, _page([_told(one) for one in ordered], query)

    def transaction(self, number: str) -> tuple[int, Any]:
        known = [one for one in self.transactions if one.id == int(number)]
        if not known:
            raise RefusalError(404, "Not Found")
        return 200, {**_told(known[0]), "Object": {"type": "ticket", "id": str(known[0].ticket)}}


def _plain(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return "" if body is None else str(body.get_content())


def _part(one: Part) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "TransactionId": str(one.transaction),
        "Subject": one.subject,
        "ContentType": one.kind,
        "Filename": one.filename,
        "Headers": "\n".join(f"{name}: {value}" for name, value in one.headers.items()),
    }


def _told(one: Transaction) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "Type": one.type,
        "NewValue": one.new_value,
        "ObjectId": str(one.ticket),
        "Created": one.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Creator": {"Name": one.creator, "id": one.creator, "type": "user"},
    }


def _page(items: list[dict[str, Any]], query: Mapping[str, list[str]]) -> dict[str, Any]:
    size, page = int(query.get("per_page", ["20"])[0]), int(query.get("page", ["1"])[0])
    shown = items[(page - 1) * size : page * size]
    return {"items": shown, "count": len(shown), "per_page": size, "page": page, "total": None}
