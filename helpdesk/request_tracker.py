"""Request Tracker 5 by its REST 2 interface.

Our mark on a ticket is a custom field, on words it is the end of their subject line: both are written in the
same request as what they mark, so a process killed at any moment finds them again. As measured on 5.0.3, a
custom field that does not exist is passed over in silence, when it is written and when it is searched for;
therefore nothing is opened before the fields are known to be there.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import quote

from bot.delivery import NotNowError, NotThereError
from guard import Screened, fill, restored
from helpdesk import words
from helpdesk.calls import Calls, RefusedError
from helpdesk.html_text import as_text
from helpdesk.seam import Agent, Case, Heading, Move, News
from helpdesk.written import NOTHING, Written, heads_of
from tickets.values import DetailName, Status

OVERLAP = timedelta(minutes=10)
"""So much before the newest change is read again: numbers are given out before what they number is there."""

_WITHIN = timedelta(seconds=1, microseconds=-1)
"""Its clock tells seconds: what happened within one is taken to be at its end, not before its cause."""

_PAGE = 100
_MOVES = {"Correspond": Move.REPLY, "Comment": Move.NOTE}
_FALLBACK_CLOSED = frozenset({"resolved", "rejected"})
_HEADINGS = "Type,Creator,Created,NewValue,ObjectId"
_KEY = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True)
class Fields:
    """The names of the queue's custom fields; an empty one is not used."""

    user: str = "User"
    job: str = "Job number"
    error: str = "Error message"
    steps: str = "Steps"
    key: str = "Idempotency key"
    category: str = ""

    def named(self) -> tuple[str, ...]:
        return tuple(name for name in vars(self).values() if name)


@dataclass(frozen=True)
class Statuses:
    """What the queue's lifecycle calls our statuses."""

    open: str = "open"
    solved: str = "resolved"
    withdrawn: str = "rejected"


@dataclass(frozen=True)
class RequestTracker:
    """One queue of a Request Tracker. ``for_customer`` makes the customer the requestor of their tickets."""

    calls: Calls
    queue: str
    fields: Fields = field(default_factory=Fields)
    statuses: Statuses = field(default_factory=Statuses)
    for_customer: bool = False
    name: str = "request-tracker"

    def open(self, case: Case, key: str) -> str:
        self._needs_fields()
        made = self.calls.change(
            "POST",
            "/REST/2.0/ticket",
            {
                "Queue": self.queue,
                "Subject": str(words.subject(case.number, case.subject)),
                "Content": str(case.words),
                "ContentType": "text/plain",
                "CustomFields": self._custom(case, key),
                **self._requestor(case),
            },
        )
        return str(made["id"])

    def find(self, key: str) -> str | None:
        self._needs_fields()
        query = f"Queue = {_quoted(self.queue)} AND 'CF.{{{self.fields.key}}}' = {_quoted(_code(key))}"
        found = self.calls.get("/REST/2.0/tickets", query=query, orderby="id", per_page="5")
        return min((str(one["id"]) for one in found["items"]), key=int, default=None)

    def find_letter(self, message_id: str) -> str | None:
        """The ticket that a letter with this Message-ID has opened."""
        wanted = [{"field": "MessageId", "value": message_id.strip("<>")}]
        found = self.calls.look("/REST/2.0/attachments", wanted, fields="TransactionId", per_page="20")
        begun = sorted(int(one["TransactionId"]) for one in found["items"])
        references = (self._opened_by(number) for number in begun)
        return next((one for one in references if one is not None), None)

    def _opened_by(self, transaction: int) -> str | None:
        told = self.calls.get(f"/REST/2.0/transaction/{transaction}")
        opened = told["Type"] == "Create" and told["Object"]["type"] == "ticket"
        return str(told["Object"]["id"]) if opened else None

    def fill(self, reference: str, case: Case, key: str) -> None:
        self._needs_fields()
        self.calls.change("PUT", _ticket(reference), {"CustomFields": self._custom(case, key)})

    def adopt(self, reference: str, case: Case, key: str) -> None:
        """A ticket that our letter opened has our own address as its requestor: no letters of it for us."""
        self._needs_fields()
        requestor: dict[str, Any] = self._requestor(case) or {"Requestor": []}
        body = {"CustomFields": self._custom(case, key), **requestor}
        self.calls.change("PUT", _ticket(reference), body)

    def say(self, reference: str, words: Screened, key: str, *, internal: bool) -> None:
        """The mark stands in the subject line of the words, the only head line that a caller may set."""
        try:
            self.calls.change(
                "POST",
                f"{_ticket(reference)}/{'comment' if internal else 'correspond'}",
                {"Subject": str(_marked(key)), "Content": str(words), "ContentType": "text/plain"},
            )
        except RefusedError as error:
            if error.status == _BAD and not self._is_there(reference):
                raise NotThereError(f"ticket {reference} of the helpdesk is not there any more") from error
            raise

    def has_said(self, reference: str, key: str) -> bool:
        marked = str(_marked(key))
        pages = self._pages(f"{_ticket(reference)}/attachments", fields="Subject", orderby="id", order="DESC")
        return any(one.get("Subject") == marked for one in pages)

    def set_status(self, reference: str, status: Status) -> None:
        """A ticket that is new stays new while ours is open; closed is closed, whatever it is called."""
        now = str(self.calls.get(_ticket(reference))["Status"])
        wanted = self._called(status)
        if (now in self._closed) != (status is not Status.OPEN):
            self.calls.change("PUT", _ticket(reference), {"Status": wanted})

    def news_since(self, mark: str | None) -> tuple[Sequence[Heading], str]:
        if mark is None:
            return (), self._newest()
        self._told.clear()
        found = list(self._transactions(int(mark)))
        headings = [self._heading(one) for one in found if self._is_of_human(one)]
        return headings, str(_next_mark(int(mark), found))

    def read(self, heading: Heading) -> News | None:
        told = self._told.pop(heading.id, None)
        move = None if told is None else self._move(told)
        if told is None or move is None:
            return None
        letter = self._letter(heading.id) if told["Type"] in _MOVES else NOTHING
        if letter.is_automatic:
            return None
        moment = datetime.fromisoformat(str(told["Created"])) + _WITHIN
        by = self._agent(str(told["Creator"]["Name"]))
        return News(heading.id, heading.reference, moment, move, by, not letter.came_by_mail, letter.words)

    def address(self, reference: str) -> str:
        return f"{self.calls.base}/Ticket/Display.html?id={reference}"

    def problems(self) -> Iterator[tuple[str, str]]:
        try:
            self.calls.get("/REST/2.0/rt")
        except NotNowError as error:
            yield (
                "The helpdesk can be reached and takes DESK_TOKEN",
                f"{error}; check desk.url and DESK_TOKEN.",
            )
            return
        yield "The helpdesk can be reached and takes DESK_TOKEN", ""
        queue = f"The helpdesk has the queue {self.queue}"
        try:
            missing = self._missing()
        except (NotNowError, NotThereError) as error:
            yield queue, f"{error}; check desk.queue, and that its user has SeeQueue there."
            return
        yield queue, ""
        told = (
            f"Give the queue {self.queue} the custom fields {', '.join(missing)}, and the right to see them."
        )
        yield "The helpdesk has the custom fields", told if missing else ""

    @cached_property
    def us(self) -> str:
        """The name of the user whose token it is: what they did, we did."""
        token = self.calls.headers.get("Authorization", "").removeprefix("token ")
        number = token.split("-")[1] if token.count("-") >= 2 else ""
        if not number.isdigit():
            raise RefusedError("DESK_TOKEN is no token of a Request Tracker: it looks like 1-28-4dd0...", 401)
        told = self.calls.get(f"/REST/2.0/user/{number}")
        return str(told["Name"])

    @cached_property
    def _told(self) -> dict[str, Mapping[str, Any]]:
        """What the last look at the news has brought, until it is read."""
        return {}

    @cached_property
    def _agents(self) -> dict[str, Agent]:
        return {}

    @cached_property
    def _closed(self) -> frozenset[str]:
        return _FALLBACK_CLOSED | {self.statuses.solved, self.statuses.withdrawn}

    def _called(self, status: Status) -> str:
        names = {Status.OPEN: self.statuses.open, Status.WITHDRAWN: self.statuses.withdrawn}
        return names.get(status, self.statuses.solved)

    def _custom(self, case: Case, key: str) -> dict[str, str]:
        named = {
            DetailName.USER: self.fields.user,
            DetailName.JOB: self.fields.job,
            DetailName.ERROR: self.fields.error,
            DetailName.STEPS: self.fields.steps,
        }
        told = {named[name]: str(words.value_of(one)) for name, one in case.details.items() if named[name]}
        more = {self.fields.category: case.category} if self.fields.category else {}
        return {**told, **more, self.fields.key: _code(key)}

    def _requestor(self, case: Case) -> dict[str, str]:
        return {"Requestor": case.requestor} if self.for_customer and case.requestor else {}

    def _needs_fields(self) -> None:
        """Without its field the key would be passed over, and the next attempt open another ticket."""
        if "fields" not in self._checked:
            missing = self._missing()
            if missing:
                named = ", ".join(missing)
                raise RefusedError(f"the queue {self.queue} has no custom field {named}", _BAD)
            self._checked.add("fields")

    @cached_property
    def _checked(self) -> set[str]:
        return set()

    def _missing(self) -> list[str]:
        told = self.calls.get(f"/REST/2.0/queue/{quote(self.queue, safe='')}")
        there = {str(one["name"]) for one in told.get("TicketCustomFields", [])}
        return [name for name in self.fields.named() if name not in there]

    def _is_there(self, reference: str) -> bool:
        try:
            self.calls.get(_ticket(reference))
        except NotThereError:
            return False
        except RefusedError as error:
            return error.status not in (_BAD, _FORBIDDEN)
        return True

    def _newest(self) -> str:
        asked = {"query": f"TicketQueue = {_quoted(self.queue)}", "orderby": "id", "order": "DESC"}
        found = self.calls.get("/REST/2.0/transactions", **asked, per_page="1")["items"]
        return str(found[0]["id"]) if found else "0"

    def _transactions(self, after: int) -> Iterator[Mapping[str, Any]]:
        kinds = " OR ".join(f"Type = '{kind}'" for kind in (*_MOVES, "Status"))
        query = f"TicketQueue = {_quoted(self.queue)} AND id > {after} AND ({kinds})"
        shown = {"fields": _HEADINGS, "fields[Creator]": "Name"}
        return self._pages("/REST/2.0/transactions", query=query, orderby="id", **shown)

    def _pages(self, path: str, **query: str) -> Iterator[Mapping[str, Any]]:
        page, full = 1, True
        while full:
            items = self.calls.get(path, **query, per_page=str(_PAGE), page=str(page))["items"]
            yield from items
            page, full = page + 1, len(items) >= _PAGE

    def _is_of_human(self, told: Mapping[str, Any]) -> bool:
        return str(told["Creator"].get("Name", "")) not in {self.us, "RT_System", "Nobody", ""}

    def _heading(self, told: Mapping[str, Any]) -> Heading:
        found = Heading(str(told["id"]), str(told["ObjectId"]))
        self._told[found.id] = told
        return found

    def _move(self, told: Mapping[str, Any]) -> Move | None:
        if told["Type"] != "Status":
            return _MOVES[str(told["Type"])]
        return Move.SOLVED if told["NewValue"] in self._closed else Move.REOPENED

    def _letter(self, transaction: str) -> Written:
        wanted = [{"field": "TransactionId", "value": int(transaction)}]
        shown = "Headers,ContentType,Filename"
        found = self.calls.look("/REST/2.0/attachments", wanted, fields=shown, orderby="id", per_page="50")
        parts = found["items"]
        return Written(
            heads_of(str(parts[0].get("Headers", ""))) if parts else {},
            self._words(parts),
            tuple(str(one["Filename"]) for one in parts if one.get("Filename")),
        )

    def _words(self, parts: Sequence[Mapping[str, Any]]) -> str:
        """The first part that is text: the plain one where there are two."""
        shown = [one for one in parts if not one.get("Filename")]
        for kind in ("text/plain", "text/html"):
            for one in shown:
                if one.get("ContentType") == kind:
                    text = self._content(str(one["id"]))
                    return as_text(text) if kind == "text/html" else text
        return ""

    def _content(self, attachment: str) -> str:
        told = self.calls.get(f"/REST/2.0/attachment/{attachment}")
        return b64decode(str(told.get("Content", ""))).decode("utf-8", "replace")

    def _agent(self, name: str) -> Agent:
        if name not in self._agents:
            told = self.calls.get(f"/REST/2.0/user/{quote(name, safe='')}")
            works_there = str(told.get("Privileged", "0")) == "1"
            called, mail = str(told.get("RealName") or name), str(told.get("EmailAddress") or "")
            self._agents[name] = Agent(name, called, mail, works_there)
        return self._agents[name]


_BAD, _FORBIDDEN = 400, 403


def _next_mark(mark: int, found: Sequence[Mapping[str, Any]]) -> int:
    """The last number that nothing can come before any more."""
    if not found:
        return mark
    moments = {int(one["id"]): datetime.fromisoformat(str(one["Created"])) for one in found}
    settled = max(moments.values(), default=datetime.min.replace(tzinfo=UTC)) - OVERLAP
    return max((number for number, moment in moments.items() if moment <= settled), default=mark)


def _marked(key: str) -> Screened:
    return fill("From InfraCare Assist ({key})", key=restored(_code(key)))


def _code(key: str) -> str:
    """Queries are strings: nothing but a code of ours may stand in one."""
    if not _KEY.fullmatch(key):
        raise ValueError("a key is 16 to 64 hexadecimal digits")
    return key


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _ticket(reference: str) -> str:
    if not reference.isdigit():
        raise ValueError("a reference of Request Tracker is a number")
    return f"/REST/2.0/ticket/{reference}"
