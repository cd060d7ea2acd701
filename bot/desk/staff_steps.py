"""How it is carried out that somebody is known from now on, and that somebody has phoned."""

from __future__ import annotations

from dataclasses import replace

from bot import words
from bot.desk.linking import DecideLink
from bot.desk.phoned import OpenPhoned
from bot.desk.steps import note_reply
from bot.doing import Doing, Steps
from bot.drafting import WITHDRAW
from bot.replies import known_details, reason
from bot.reply import Reply, ReplyKind
from bot.telling import SLACK, Telling
from bot.words import linking as said
from guard import join
from records.facts import to_facts
from tickets import directory, reads, writes
from tickets.clock import average_words, spoken_due
from tickets.values import Actor, EntryKind, Person, Place, Stage, Ticket
from tickets.writes import Asker, NewEntry, Opening


def decide_link(doing: Doing, step: DecideLink) -> None:
    talk = doing.seen.conversation
    confirmed = step.person is not None
    writes.decide_link(doing.session, step.request, confirmed, doing.message.at)
    if step.person is not None and talk is not None:
        asker = (talk.door, talk.asker_team, talk.asker_user)
        directory.link_identity(doing.session, *asker, step.person.id)
    if doing.entry is not None:
        doing.tell.link_decided(doing.entry, doing.message)


def open_phoned(doing: Doing, step: OpenPhoned) -> None:
    """The ticket has a conversation of its own, held with whom it is for; staff are told the number."""
    at, staff = doing.message.at, doing.seen.person
    conversation = _talk_with(doing, step)
    opening = Opening(
        conversation,
        step.caller,
        doing.message.id,
        at,
        step.category,
        None,
        step.subject,
        step.details,
        (),
        taken_by=staff,
    )
    number, entry = writes.open_ticket(
        doing.session, opening, at, doing.rules.promise, doing.rules.first_number
    )
    writes.change(
        doing.session,
        conversation,
        0,
        stage=Stage.TICKET,
        question=step.subject,
        category=step.category,
        details=writes.details_facts(step.details),
    )
    if step.charged:
        _note_agreement(doing, conversation, number, step.caller)
    telling = Telling(doing.session, conversation, at, doing.rules)
    telling.opened(entry, number)
    ticket = reads.ticket(doing.session, number)
    if ticket is None or ticket.due_at is None or ticket.tier is None:
        raise ValueError(f"ticket {number} was opened without a clock")
    _greet(doing, telling, ticket)
    due = spoken_due(ticket.due_at, at, doing.rules.promise)
    opened = join(said.opened_for(number, step.caller, due), said.looks_like(step.likes), by="\n")
    doing.tell.asker(note_reply(doing, reason(opened)), "reply")


def _note_agreement(doing: Doing, conversation: int, number: int, caller: Person) -> None:
    """The caller's agreement to the charge, as staff heard it, stands in the ticket's history (policy 11)."""
    staff = doing.seen.person
    facts = {"by_phone": True, "heard_by": None if staff is None else staff.id}
    new = NewEntry(
        conversation, doing.message.at, EntryKind.CHARGE_AGREED, Actor.STAFF, number, caller.id, facts=facts
    )
    writes.add(doing.session, new)


def _talk_with(doing: Doing, step: OpenPhoned) -> int:
    """In the caller's direct messages where Slack knows them; else it goes on by mail."""
    caller = step.caller
    known = directory.identity_of(doing.session, caller.id, SLACK)
    team, user = known or ("", caller.mail)
    customer = None if caller.customer is None else caller.customer.id
    asker = Asker(SLACK if known else "phone", team, user, caller, customer)
    place = Place(SLACK, team, user, f"new-phoned-{doing.entry}", True) if known else None
    return writes.begin(doing.session, asker, place, doing.message.at)


def _greet(doing: Doing, telling: Telling, ticket: Ticket) -> None:
    """What the caller finds in Slack: the number, the promise, and what was written down."""
    rules, at, staff = doing.rules.promise, doing.message.at, doing.seen.person
    rule = getattr(rules, ticket.tier or "night")
    due = spoken_due(ticket.due_at or at, at, rules)
    opened = words.opened(ticket.number, average_words(rule.promise_minutes), due)
    reply = Reply(
        ReplyKind.TICKET,
        join(said.you_phoned("" if staff is None else staff.name), opened, by="\n"),
        details=known_details(ticket.details),
        offers=(WITHDRAW,),
        conversation=ticket.conversation_id,
        ticket=ticket.number,
        due=ticket.due_at,
    )
    new = NewEntry(ticket.conversation_id, at, EntryKind.REPLIED, Actor.BOT, ticket.number)
    entry = writes.add(doing.session, replace(new, facts={"reply": to_facts(reply)}))
    if reads.place_of(doing.session, ticket.conversation_id, reads.ASKER) is not None:
        telling.asker(entry, "reply")


STEPS: Steps = {DecideLink: decide_link, OpenPhoned: open_phoned}
