"""Tells an address of everything in a ticket that its customer can see: the webhook out.

The schema is described in docs/helpdesks.md; what is only added to it keeps its version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import outside
from bot.delivery import Delivered, NotThereError
from records.engine import Session, Transactions
from records.work import Work
from tickets import reads
from tickets.values import Actor, Audience, Entry, EntryKind, Ticket
from web.webhook import Receiver

VERSION = 1

_EVENTS = {
    outside.TICKET: "ticket.opened",
    outside.DETAILS: "ticket.details",
    outside.STATUS: "ticket.status",
    outside.SAID: "ticket.bot",
}
_BY = {Actor.PERSON: "customer", Actor.STAFF: "staff", Actor.BOT: "bot"}


@dataclass(frozen=True)
class EventPost:
    """Delivers to the webhook. A repeated attempt tells the same under the same id."""

    reading: Transactions
    receiver: Receiver

    def deliver(self, work: Work, now: datetime) -> Delivered:
        """Carry out one delivery; raises as :meth:`web.webhook.Receiver.call` does."""
        with self.reading() as session:
            event = _event(session, work)
        if event is None:
            return Delivered({})
        body = json.dumps(event, ensure_ascii=False, sort_keys=True).encode()
        return self.receiver.call(work.key, body, now)


def _event(session: Session, work: Work) -> Mapping[str, Any] | None:
    """None for what is none of the customer's business."""
    payload = work.payload
    entry = reads.entry(session, int(payload["entry"]))
    ticket = reads.ticket(session, int(payload["number"]))
    if entry is None or ticket is None:
        raise NotThereError("the entry to be told is not in the history")
    show = str(payload["show"])
    shown = entry.audience is Audience.CUSTOMER
    if not shown and show not in (outside.STATUS, outside.DETAILS):
        return None
    return {
        "version": VERSION,
        "id": work.key,
        "event": _EVENTS.get(show) or _of_words(entry),
        "sequence": work.id,
        "at": entry.at.isoformat(),
        "by": {"kind": _BY[entry.actor], "name": entry.person.name if entry.person else ""},
        "words": _words(entry) if shown else "",
        "ticket": _about(ticket, payload),
    }


def _of_words(entry: Entry) -> str:
    if entry.kind is EntryKind.FILE:
        return "ticket.file"
    return "ticket.staff" if entry.actor is Actor.STAFF else "ticket.customer"


def _words(entry: Entry) -> str:
    """Screened words: the person's, a file's name, or what the bot replied."""
    file, reply = entry.facts.get("file"), entry.facts.get("reply")
    if isinstance(file, dict):
        return str(file["name"])
    if isinstance(reply, dict):
        return "\n\n".join(str(reply[part]) for part in ("news", "text", "after") if reply.get(part))
    return str(entry.words or "")


def _about(ticket: Ticket, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The ticket as it stood when it happened."""
    details = {
        name: {"state": one["state"], "value": one["value"]} for name, one in payload["details"].items()
    }
    return {
        "number": ticket.number,
        "subject": str(ticket.subject),
        "customer": {"key": ticket.customer.key, "name": ticket.customer.name},
        "opened_by": {"name": ticket.opener.name, "mail": ticket.opener.mail},
        "opened_at": ticket.opened_at.isoformat(),
        "status": payload["status"],
        "category": payload["category"],
        "details": details,
        "due": payload["due"],
    }
