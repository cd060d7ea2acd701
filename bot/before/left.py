"""A ticket that is not open yet is left as it is while something else is asked; it is pointed at. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot import words
from bot.drafting import AGREE, GIVE_DETAILS, missing_details_of
from bot.message import ActName, Message
from bot.reply import QUIET, Offer, Reply
from bot.seen import Seen
from bot.words import drafts as said
from bot.words import likes
from classifier.wishes import asks_for_help, is_acknowledgement, is_greeting, wants_person, wants_ticket
from guard import Screened, join
from tickets.values import Conversation, Stage

_WAITING = frozenset({Stage.DETAILS, Stage.LIKE, Stage.CHARGE, Stage.ADDRESS})


def is_left(message: Message, seen: Seen) -> bool:
    """Whether the words, which do not answer what we wait for, begin a conversation of their own.

    So do those that follow a draft which was handed over: each draft is opened by itself. Where others
    read along it stays one: its answer could have no other place.
    """
    talk = seen.conversation
    if talk is None or not (talk.stage in _WAITING or seen.handed_to):
        return False
    if not seen.private or message.amends is not None:
        return False
    return seen.question is not None and not _is_said_of_the_draft(message.text)


def _is_said_of_the_draft(text: Screened) -> bool:
    spoken = (is_acknowledgement, is_greeting, asks_for_help, wants_person, wants_ticket)
    return any(one(text) for one in spoken)


def pointed_at(reply: Reply, left: Conversation | None) -> Reply:
    """The reply, with what is still waiting below it."""
    if left is None or left.stage not in _WAITING or reply == QUIET:
        return reply
    how, offers = _how(left)
    pressed = tuple(replace(one, main=False, conversation=left.id) for one in offers)
    told = said.kept(left.question, how)
    return replace(reply, after=join(reply.after, told, by="\n"), offers=(*reply.offers, *pressed))


def _how(left: Conversation) -> tuple[Screened, tuple[Offer, ...]]:
    missing = missing_details_of(left.details)
    if left.stage is Stage.DETAILS and missing:
        return said.asked(missing[0]), (GIVE_DETAILS,)
    if left.stage is Stage.LIKE:
        return said.LIKE, (Offer(ActName.NEW_ONE, likes.NEW_ONE),)
    if left.stage is Stage.CHARGE:
        return said.CHARGE, (AGREE,)
    return (said.ADDRESS, ()) if left.stage is Stage.ADDRESS else (words.NOTHING, (GIVE_DETAILS,))
