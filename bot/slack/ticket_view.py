"""One ticket as the people of its customer see it: how it stands, and what was said and done (policy 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import words
from bot.message import ActName
from bot.rules import Rules
from bot.slack.budget import Content, cut, fallback, line, within
from bot.slack.parts import Run, aside, button, buttons, grid, header, points, rich, run, stretch
from bot.slack.show import code
from bot.words import likes as said
from guard import Screened
from records.engine import Session
from tickets import reads
from tickets.clock import spoken_due
from tickets.values import Audience, Entry, Person, Status, Ticket

_MOST, _LONG = 15, 300


def may_see(session: Session, ticket: Ticket, person: Person | None) -> bool:
    """Licensed administrators of its own customer, and who asked it; and staff."""
    if person is None:
        return False
    talk = reads.conversation(session, ticket.conversation_id)
    asked = talk is not None and talk.person_id == person.id
    same = person.customer is not None and person.customer.id == ticket.customer.id
    return person.is_staff or (same and (person.licensed or asked))


def ticket_shown(
    ticket: Ticket, history: Sequence[Entry], reader: Person, rules: Rules, at: datetime
) -> Content:
    """How the ticket stands and its public history; open ones can be added to, one's own withdrawn."""
    title = f"#{ticket.number} {line(ticket.title, 140)}".rstrip()
    public = [one for one in history if one.audience is Audience.CUSTOMER and said.is_told(one.kind)]
    told = [_entry(one, rules, at) for one in public[-_MOST:]]
    blocks = [
        header(title),
        *grid(_facts(ticket, rules, at)),
        *rich(stretch(run(said.HISTORY, "bold")), points(told)),
        *aside(words.and_more(len(public) - len(told))),
    ]
    return within(blocks, keep=buttons(_pressable(ticket, reader))), fallback(title)


def _facts(ticket: Ticket, rules: Rules, at: datetime) -> list[tuple[str, str]]:
    return [
        (words.ASKED_BY, ticket.opener.name),
        (words.STATUS, words.STATUS_WORDS[ticket.status]),
        (words.PROMISE, _promised(ticket, rules, at)),
    ]


def _promised(ticket: Ticket, rules: Rules, at: datetime) -> Screened:
    if ticket.due_at is None:
        return words.NOTHING_OWED
    due = spoken_due(ticket.due_at, at, rules.promise)
    return words.should_be_answered(due) if at > ticket.due_at else words.answered_by(due)


def _entry(entry: Entry, rules: Rules, at: datetime) -> list[Run]:
    name = rules.vendor if entry.person is None else entry.person.name
    when = spoken_due(entry.at, at, rules.promise)
    shown = f": {line(cut(entry.words, _LONG), _LONG)}" if entry.words else ""
    return [*run(name, "bold"), *run(f" {said.told(entry.kind)} ({when}){shown}")]


def _pressable(ticket: Ticket, reader: Person) -> list[dict[str, object]]:
    if ticket.status is not Status.OPEN or reader.is_staff:
        return []
    add = [button(said.ADD, f"act:{ActName.ADD_WORDS}", code(None, str(ticket.number)), primary=True)]
    own = ticket.opener.id == reader.id
    away = button(words.WITHDRAW, f"act:{ActName.WITHDRAW}", code(ticket.conversation_id))
    return [*(add if reader.licensed else []), *([away] if own else [])]
