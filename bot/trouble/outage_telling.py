"""Carries changes of an outage: into its history, to the desk, and once to everybody who belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.decision import ChangeOutage
from bot.replies import reason, with_person_offered
from bot.reply import Reply, ReplyKind
from bot.rules import Rules
from bot.telling import Telling
from bot.trouble import outage_times
from bot.trouble.state_words import change_told
from bot.words import outages as words
from guard import Screened, join, own
from records.engine import Session
from records.facts import to_facts
from tickets import outages, reads, writes
from tickets.clock import spoken_due
from tickets.outages import Cause, Outage, OutageState, Report
from tickets.values import Actor, EntryKind, Person, Ticket
from tickets.writes import ChangedMeanwhileError, NewEntry

CHANGES = {
    OutageState.DECLARED: "declared",
    OutageState.RESOLVED: "resolved",
    OutageState.REFUSED: "refused",
    OutageState.LAPSED: "lapsed",
    None: "updated",
}


@dataclass(frozen=True)
class Desk:
    """Who changes an outage, when, and by which rules.

    Without a person it is who works at the command line, or ``by_itself`` the passing of time.
    """

    session: Session
    rules: Rules
    at: datetime
    person: Person | None = None
    by_itself: bool = False

    @property
    def actor(self) -> Actor:
        return Actor.BOT if self.person is None else Actor.STAFF

    @property
    def name(self) -> str:
        if self.person is not None:
            return self.person.name
        return words.BY_ITSELF if self.by_itself else words.AT_THE_COMMAND_LINE


@dataclass(frozen=True)
class _Recipient:
    """Somebody who belongs to an outage: by which report, who asked there, and the ticket linked to it."""

    report: Report
    asker: tuple[str, str, str]
    ticket: Ticket | None


def suspect(desk: Desk, cause: Cause, started_at: datetime) -> tuple[Outage, bool]:
    """A suspicion, unless an outage is open; staff are told of a new one, in their channel and by mail."""
    outage, new = outages.raise_outage(desk.session, cause, outages.UNTITLED, started_at, desk.at)
    if new:
        said = words.suspicion(words.CAUSES[cause])
        entry = _note(desk, outage, "suspected", said, subject=words.DESK_SUBJECT)
        telling = _telling(desk, outage)
        telling.outage_card(entry)
        telling.letter(entry, "desk")
        outage_times.keep(desk.session, outage, desk.rules.outage, desk.at)
    return outage, new


def remind_staff(desk: Desk, outage: Outage) -> None:
    """A suspicion still waits for somebody to decide: a message of its own in the channel, and a letter."""
    since = spoken_due(outage.raised_at, desk.at, desk.rules.promise)
    said = words.still_suspected(outage.id, since, words.CAUSES[outage.cause])
    entry = _note(desk, outage, "reminded", said, subject=words.DESK_SUBJECT)
    telling = _telling(desk, outage)
    telling.channel(entry)
    telling.letter(entry, "desk")


def carry_change(desk: Desk, step: ChangeOutage) -> tuple[Outage, int]:
    """Do what staff want of the open outage (or declare a new one); how many people are told of it.

    Raises :class:`tickets.writes.ChangedMeanwhileError` when it is not as whoever decided has seen it.
    """
    outage = outages.open_one(desk.session)
    if outage is not None and outage.state is step.state:
        raise ChangedMeanwhileError(f"outage {outage.id} is {outage.state} already")
    if outage is None and step.state is OutageState.DECLARED:
        outage, _ = outages.raise_outage(
            desk.session, Cause.STAFF, step.title or outages.UNTITLED, step.started_at or desk.at, desk.at
        )
    if outage is None:
        raise ChangedMeanwhileError("no outage is open any more")
    changed = outages.change(desk.session, outage.id, desk.at, **_values(step))
    told = broadcast(desk, changed)
    done = words.done(CHANGES[step.state], desk.name, step.words, told)
    entry = _note(desk, changed, CHANGES[step.state], done)
    telling = _telling(desk, changed)
    telling.outage_card(entry)
    telling.desk(entry, "reply")
    outage_times.keep(desk.session, changed, desk.rules.outage, desk.at)
    return changed, told


def broadcast(desk: Desk, outage: Outage) -> int:
    """Tell everybody who belongs to the outage how it stands now, once each; how many were told.

    Each where they asked last, and openers of linked tickets by mail as well. Everybody hears the same words.
    """
    said = change_told(outage, desk.at, desk.rules)
    known = _recipients(desk, outages.reports(desk.session, outage.id))
    latest = {one.asker: one for one in known}
    by_mail = {one.ticket.opener.id: one for one in known if one.ticket is not None}
    wanted = {one.report.conversation_id: one for one in (*latest.values(), *by_mail.values())}
    for one in wanted.values():
        _tell(desk, outage, one, said, there=latest[one.asker] is one, by_mail=one in by_mail.values())
    return len(latest)


def tell_of_suspicion(desk: Desk, outage: Outage, conversations: Collection[int]) -> None:
    """Tell those who reported something like it before that an outage is suspected, where they asked."""
    said = join(words.SUSPECTED_BY_US, words.lines(desk.rules.lines), by="\n")
    found = outages.reports(desk.session, outage.id)
    for one in _recipients(desk, [one for one in found if one.conversation_id in conversations]):
        _tell(desk, outage, one, said, there=True, by_mail=one.ticket is not None)


def refresh(desk: Desk, outage: Outage, change: str, said: Screened, *, shown: bool = True) -> None:
    """A line in the outage's history and thread; its message at the desk counts anew."""
    entry = _note(desk, outage, change, said)
    telling = _telling(desk, outage)
    telling.outage_card(entry)
    if shown:
        telling.desk(entry, "reply")


def _tell(desk: Desk, outage: Outage, one: _Recipient, said: Screened, *, there: bool, by_mail: bool) -> None:
    talk, number = one.report.conversation_id, one.report.ticket_number
    source = f"outage:{outage.id}:{outage.changes}:{talk}"
    if reads.entry_from(desk.session, source) is not None:
        return
    reply = with_person_offered(Reply(ReplyKind.OUTAGE, said, conversation=talk, ticket=number))
    facts = {"reply": to_facts(reply), "subject": words.NOTICE_SUBJECT, "outage": outage.id}
    new = NewEntry(talk, desk.at, EntryKind.REPLIED, Actor.BOT, number, facts=facts, source=source)
    entry = writes.add(desk.session, new)
    telling = Telling(desk.session, talk, desk.at, desk.rules)
    if there:
        telling.asker(entry, "news")
    if by_mail:
        telling.letter(entry, "opener")


def _recipients(desk: Desk, found: Iterable[Report]) -> list[_Recipient]:
    return [one for one in map(partial(_recipient, desk), found) if one is not None]


def _recipient(desk: Desk, report: Report) -> _Recipient | None:
    talk = reads.conversation(desk.session, report.conversation_id)
    number = report.ticket_number
    ticket = None if number is None else reads.ticket(desk.session, number)
    if talk is None:
        return None
    return _Recipient(report, (talk.door, talk.asker_team, talk.asker_user), ticket)


def _values(step: ChangeOutage) -> dict[str, object]:
    values = {
        "state": step.state,
        "title": step.title,
        "started_at": step.started_at,
        "ended_at": step.ended_at,
    }
    known = {name: value for name, value in values.items() if value is not None}
    return {**known, "last_words": step.words if step.words.strip() else None}


def _note(desk: Desk, outage: Outage, change: str, said: Screened, subject: Screened | None = None) -> int:
    facts: dict[str, object] = {"reply": to_facts(reason(said)), "outage": outage.id}
    if subject is not None:
        facts["subject"] = subject
    person = None if desk.person is None else desk.person.id
    talk = outage.conversation_id
    return outages.note(desk.session, talk, desk.at, change, desk.actor, person, own(""), **facts)


def _telling(desk: Desk, outage: Outage) -> Telling:
    return Telling(desk.session, outage.conversation_id, desk.at, desk.rules)
