"""Looks up which articles a press below an answer is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.message import ActName, Message
from bot.reply import Reply, ReplyKind, named_article
from bot.seen import Seen
from knowledge.verdicts import Source
from records.engine import Session
from records.facts import from_facts
from tickets import reads
from tickets.values import Conversation

JUDGES: Mapping[ActName, Source] = {
    ActName.SOLVED_IT: Source.SOLVED,
    ActName.NOT_QUITE: Source.NOT_QUITE,
}
"""What is said by a press below articles."""


def look_judged(session: Session, message: Message, seen: Seen) -> Seen:
    """Which articles a press is about: the one its button names, else those of the last reply."""
    act, talk = message.act, seen.conversation
    source = None if act is None else JUDGES.get(act.name)
    if act is None or talk is None or source is None:
        return seen
    named = named_article(act.value)
    slugs = (named,) if named else _of_last_reply(session, talk)
    unclear = source is Source.SOLVED and len(slugs) > 1
    return seen if unclear else replace(seen, judged=slugs)


def _of_last_reply(session: Session, talk: Conversation) -> tuple[str, ...]:
    """An answer is its first article; of several that came near, each may have been meant."""
    entry = None if talk.reply_entry is None else reads.entry(session, talk.reply_entry)
    if entry is None or "reply" not in entry.facts:
        return ()
    reply = from_facts(Reply, entry.facts["reply"])
    shown = reply.hits[:1] if reply.kind is ReplyKind.ANSWER else reply.hits
    return tuple(hit.slug for hit in shown)
