"""How the steps about outages are carried out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.decision import ChangeOutage, LinkOutage, ReportOutage
from bot.doing import Doing, Steps
from bot.replies import reason, with_person_offered
from bot.reply import ReplyKind
from bot.trouble.outage_telling import CHANGES, Desk, carry_change, refresh, suspect, tell_of_suspicion
from bot.trouble.state_words import outage_state
from bot.words import outages as words
from guard import Screened, own, shorten
from records.facts import to_facts
from tickets import outages, reads, writes
from tickets.outages import Cause, How
from tickets.values import Actor, EntryKind
from tickets.writes import NewEntry

_SHOWN = 500


def report(doing: Doing, step: ReportOutage) -> None:
    """The conversation (and its ticket) belongs to the open outage; without one, a suspicion is raised."""
    desk = _desk(doing)
    cause = Cause.LIKE if step.how is How.LIKE else Cause.SAID
    outage, _ = suspect(desk, cause, _since(doing, step))
    earlier = [other for other in step.also if _join(doing, outage.id, other, How.LIKE)]
    tell_of_suspicion(desk, outage, earlier)
    if _join(doing, outage.id, doing.conversation, step.how):
        refresh(desk, outage, "reported", _who_reports(doing), shown=step.how is not How.ASKED)
    if step.by_mail and doing.entry is not None:
        doing.tell.outage_report(doing.entry)


def change(doing: Doing, step: ChangeOutage) -> None:
    """In the outage's own thread its history says what was done; elsewhere the reply does."""
    _, told = carry_change(_desk(doing), step)
    if doing.decision.reply.kind is not ReplyKind.QUIET:
        done = reason(words.confirmed(CHANGES[step.state], told))
        doing.decision = replace(doing.decision, reply=done)


def link(doing: Doing, _step: LinkOutage) -> None:
    """The ticket belongs to the open outage; its asker is told how that stands."""
    outage = doing.seen.troubles.outage
    if outage is None or doing.number is None:
        return
    _join(doing, outage.id, doing.conversation, How.STAFF)
    state = outage_state(outage, doing.message.at, doing.rules)
    reply = with_person_offered(reason(words.your_ticket(doing.number, state)))
    facts = {"reply": to_facts(replace(reply, conversation=doing.conversation, ticket=doing.number))}
    new = NewEntry(
        doing.conversation, doing.message.at, EntryKind.REPLIED, Actor.BOT, doing.number, facts=facts
    )
    doing.tell.asker(writes.add(doing.session, new), "news")
    refresh(_desk(doing), outage, "linked", words.linked(doing.number, outage.id))


def _desk(doing: Doing) -> Desk:
    person = doing.seen.person
    staff = person if person is not None and person.is_staff else None
    return Desk(doing.session, doing.rules, doing.message.at, staff)


def _join(doing: Doing, outage: int, conversation: int, how: How) -> bool:
    ticket = reads.ticket_of(doing.session, conversation)
    number = None if ticket is None else ticket.number
    return outages.join_outage(doing.session, outage, conversation, how, number, doing.message.at)


def _since(doing: Doing, step: ReportOutage) -> datetime:
    """When the first of them said so."""
    talks = (reads.conversation(doing.session, other) for other in step.also)
    return min([doing.message.at, *(talk.started_at for talk in talks if talk is not None)])


def _who_reports(doing: Doing) -> Screened:
    person, customer = doing.seen.person, doing.seen.customer
    question = doing.seen.question
    said = question.text if question is not None else doing.message.text or own("")
    named = "" if person is None else person.name
    return words.reported(named, "" if customer is None else customer.name, shorten(said, _SHOWN))


STEPS: Steps = {ReportOutage: report, ChangeOutage: change, LinkOutage: link}
