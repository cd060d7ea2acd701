"""Looks up what a letter about an entry of the history offers, so that a number can choose it."""

from __future__ import annotations

from bot.choices import numbered
from bot.message import ActName
from bot.replies import OPEN
from bot.reply import Offer, Reply
from records.engine import Session
from records.facts import from_facts
from tickets import reads
from tickets.values import Entry, EntryKind


def offers_of(session: Session, entry: Entry) -> tuple[Offer, ...]:
    """What can be chosen by its number in a letter that tells this entry, in the order shown, from 1.

    A draft that was handed over can be opened; the receipt of a ticket offers what the reply to the words
    that opened it does. Each offer names the conversation it is about.
    """
    if entry.kind is EntryKind.HANDED_OVER:
        return (_about(Offer(ActName.OPEN, OPEN.label, str(entry.id), main=True), entry.conversation_id),)
    told = _reply_of_opening(session, entry) if entry.kind is EntryKind.OPENED else entry
    if told is None or "reply" not in told.facts:
        return ()
    reply = from_facts(Reply, told.facts["reply"])
    about = reply.conversation or told.conversation_id
    return tuple(_about(one, one.conversation or about) for one in numbered(reply))


def _about(offer: Offer, conversation: int) -> Offer:
    return Offer(offer.act, offer.label, offer.value, offer.main, conversation)


def _reply_of_opening(session: Session, opened: Entry) -> Entry | None:
    """The reply that returned the number, written with the ticket."""
    history = reads.history(session, conversation_id=opened.conversation_id)
    return next((one for one in history if one.id > opened.id and "reply" in one.facts), None)
