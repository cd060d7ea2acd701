"""Carries out what comes before a ticket: a draft handed over, the documentation first."""

from __future__ import annotations

from dataclasses import replace

from bot.decision import HandOver, Refer
from bot.doing import Doing, Steps
from bot.words import entitled
from classifier.category import Category
from tickets import writes
from tickets.values import Actor, Audience, EntryKind
from tickets.writes import NewEntry


def hand_over(doing: Doing, step: HandOver) -> None:
    talk = doing.seen.conversation
    if talk is None:
        return
    facts = {
        "to": step.to.id,
        "category": talk.category or Category.OTHER.value,
        "sure": talk.sure,
        "details": writes.details_facts(talk.details),
        "shown": writes.shown_facts(talk.shown),
    }
    at, asker = doing.message.at, talk.person_id
    new = NewEntry(doing.conversation, at, EntryKind.HANDED_OVER, Actor.PERSON, None, asker, facts=facts)
    doing.tell.person(writes.add(doing.session, replace(new, words=talk.question)), "handover", step.to)


def refer(doing: Doing, step: Refer) -> None:
    note_figure(doing, step.tickets, None)


def note_figure(doing: Doing, count: int, number: int | None) -> None:
    """Staff can read the figure; the customer is told of it in the bot's own sentence alone."""
    words_of_it = entitled.misuse_figure(count, doing.rules.misuse.days)
    at, staff = doing.message.at, Audience.STAFF
    new = NewEntry(doing.conversation, at, EntryKind.REFERRED, Actor.BOT, number, audience=staff)
    writes.add(doing.session, replace(new, facts={"tickets": count}, words=words_of_it))


STEPS: Steps = {HandOver: hand_over, Refer: refer}
