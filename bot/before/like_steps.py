"""Carries out what concerns another ticket of the customer: what is added to it, and what was shown."""

from __future__ import annotations

from bot.before.likes import AddToOther
from bot.decision import ShowLikes
from bot.doing import Doing, Steps
from bot.replies import reason, with_person_offered
from bot.telling import Telling
from bot.words import likes as said
from guard import own
from records.facts import from_facts, to_facts
from tickets import reads, timekeeping, writes
from tickets.timekeeping import Cause
from tickets.values import Actor, Audience, EntryKind, FileRef, Ticket
from tickets.writes import NewEntry


def show_likes(doing: Doing, step: ShowLikes) -> None:
    """What was shown once is not shown again in this conversation."""
    at, staff, facts = doing.message.at, Audience.STAFF, {"tickets": list(step.numbers)}
    new = NewEntry(doing.conversation, at, EntryKind.LIKES_SHOWN, Actor.BOT, audience=staff, facts=facts)
    writes.add(doing.session, new)


def add_to_other(doing: Doing, step: AddToOther) -> None:
    """The words and files are the other ticket's; its clock runs, the desk reads them, its asker is told."""
    ticket, at = step.ticket, doing.message.at
    person = None if doing.seen.person is None else doing.seen.person.id
    facts = {"place": to_facts(doing.message.place), "from": doing.conversation}
    new = NewEntry(
        ticket.conversation_id,
        at,
        EntryKind.CUSTOMER_WORDS,
        Actor.PERSON,
        ticket.number,
        person,
        facts=facts,
        words=step.words,
    )
    entry = writes.add(doing.session, new)
    cause = Cause(own("the customer wrote"), entry)
    timekeeping.start(doing.session, ticket.number, at, doing.rules.promise, cause)
    tell = Telling(doing.session, ticket.conversation_id, at, doing.rules)
    tell.desk(entry, "words")
    tell.refresh_card(entry)
    _files(doing, ticket, tell)
    _tell_its_asker(doing, step, tell)


def _files(doing: Doing, ticket: Ticket, tell: Telling) -> None:
    for one in reads.history(doing.session, conversation_id=doing.conversation):
        if one.kind is EntryKind.FILE and one.audience is Audience.CUSTOMER:
            file = from_facts(FileRef, one.facts["file"])
            entry = writes.add_file(
                doing.session, ticket.conversation_id, ticket.number, file, doing.message.at
            )
            tell.file(entry, ticket.number, from_desk=False)


def _tell_its_asker(doing: Doing, step: AddToOther, tell: Telling) -> None:
    talk, author = reads.conversation(doing.session, step.ticket.conversation_id), doing.message.author
    if talk is None or (talk.asker_team, talk.asker_user) == (author.team, author.user):
        return
    name = "" if doing.seen.person is None else doing.seen.person.name
    reply = with_person_offered(reason(said.colleague_added(step.ticket.number, name, step.words)))
    facts = {"reply": to_facts(reply) | {"conversation": talk.id}}
    new = NewEntry(talk.id, doing.message.at, EntryKind.REPLIED, Actor.BOT, step.ticket.number, facts=facts)
    tell.asker(writes.add(doing.session, new), "news")


STEPS: Steps = {AddToOther: add_to_other, ShowLikes: show_likes}
