"""How the steps of staff's tools are carried out."""

from __future__ import annotations

from dataclasses import replace

from bot.desk.acts import AssignTicket, ReopenTicket, ShowCategory
from bot.doing import Doing, Steps
from bot.outside import STATUS
from bot.replied import write_reply
from bot.replies import reason
from bot.reply import Reply, ReplyKind, Sorted
from bot.words import desk as said
from guard import Screened, join
from records.facts import from_facts
from tickets import reads, timekeeping, writes
from tickets.clock import spoken_due
from tickets.timekeeping import Cause
from tickets.unanswered import left_unanswered
from tickets.values import Actor, Audience, Entry, EntryKind, Person, Status
from tickets.writes import NewEntry


def note_reply(
    doing: Doing,
    reply: Reply,
    audience: Audience = Audience.CUSTOMER,
    instead_of: int | None = None,
    **more: object,
) -> int:
    """Something the bot says besides the answer to the message, as a line of the history.

    ``instead_of`` is the entry of a reply that it brings up to date.
    """
    new = NewEntry(doing.conversation, doing.message.at, EntryKind.REPLIED, Actor.BOT, doing.number)
    whole = replace(reply, conversation=doing.conversation)
    return write_reply(
        doing.session, replace(new, audience=audience, facts=more), whole, instead_of=instead_of
    )


def assign(doing: Doing, step: AssignTicket) -> None:
    ticket, by = doing.seen.ticket, doing.seen.person
    if ticket is None or by is None:
        return
    writes.claim(doing.session, ticket.number, step.to)
    if step.to.id != by.id:
        text = said.handed_to_you(by, ticket.number, ticket.subject)
        _tell_colleague(doing, step.to, text)
    doing.refresh_card()


def _tell_colleague(doing: Doing, colleague: Person, text: Screened) -> None:
    word = doing.decision.said
    told = reason(join(text, word, by="\n") if word else text)
    doing.tell.notify(note_reply(doing, told, Audience.STAFF), colleague)


def show_category(doing: Doing, step: ShowCategory) -> None:
    """The message with the ticket's number is brought up to date; where there is none, nothing is said."""
    shown = _ticket_reply(doing)
    if shown is not None:
        reply = from_facts(Reply, shown.facts["reply"])
        entry = note_reply(doing, replace(reply, triage=Sorted(step.category, 1.0)), instead_of=shown.id)
        doing.tell.asker(entry, "reply", replaces=shown.id)
    doing.refresh_card()


def _ticket_reply(doing: Doing) -> Entry | None:
    """The newest reply that gave the asker the number of this ticket."""
    history = reads.history(doing.session, conversation_id=doing.conversation)
    replies = (one for one in reversed(history) if one.kind is EntryKind.REPLIED and "reply" in one.facts)
    return next((one for one in replies if _gives_number(one, doing.number)), None)


def _gives_number(entry: Entry, number: int | None) -> bool:
    reply = from_facts(Reply, entry.facts["reply"])
    return reply.kind is ReplyKind.TICKET and reply.ticket == number


def reopen(doing: Doing, _step: ReopenTicket) -> None:
    """The customer is told, and by when a person answers where somebody waits; staff's reason stays here."""
    if doing.number is None:
        return
    at, rules = doing.message.at, doing.rules.promise
    waited = left_unanswered(reads.history(doing.session, number=doing.number))
    writes.set_status(doing.session, doing.number, Status.OPEN, at, doing.entry)
    if doing.entry is not None:
        doing.tell.outside(doing.entry, STATUS)
    if waited is not None:
        cause = Cause(said.OPEN_AGAIN, doing.entry)
        timekeeping.start(doing.session, doing.number, waited.at, rules, cause)
    ticket = reads.ticket(doing.session, doing.number)
    due = None if ticket is None or ticket.due_at is None else spoken_due(ticket.due_at, at, rules)
    doing.tell.asker(note_reply(doing, reason(said.reopened_for_you(doing.number, due))), "news")
    doing.refresh_card()


STEPS: Steps = {
    AssignTicket: assign,
    ShowCategory: show_category,
    ReopenTicket: reopen,
}
