"""Decides what an asker hears of an outage, and whether what they say reports one (policy 7). Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.decision import Decision, OpenTicket, ReportOutage
from bot.message import ActName, Message
from bot.objecting import objection
from bot.reply import Reply, ReplyKind
from bot.rules import Rules
from bot.seen import Seen
from bot.settled import settled_category
from bot.trouble.state_words import outage_state, window_state
from bot.words import emergency_recorded
from bot.words import outages as words
from classifier.category import Category
from guard import Screened, join, own
from tickets.outages import How
from tickets.values import Stage


def with_troubles(message: Message, seen: Seen, rules: Rules, decision: Decision) -> Decision:
    """The decision, with the state of things in front of it and the report behind it.

    Whoever reports an outage counts and gets the lines, licensed or not: entitlement hides neither.
    """
    if seen.at_desk:
        return decision
    told_of = _told_of(message, seen, rules, decision)
    how = _how(told_of, seen, rules)
    decision = _heard_all_the_same(decision, seen, how)
    if decision.reply.kind is ReplyKind.QUIET:
        return decision
    maintenance = _maintenance(message, seen, rules, decision)
    news = join(_news(message, seen, rules, how), maintenance, by="\n")
    steps = _reported(decision, seen, how)
    return replace(decision, reply=replace(decision.reply, news=news), steps=(*decision.steps, *steps))


def _told_of(message: Message, seen: Seen, rules: Rules, decision: Decision) -> Category | None:
    """Emergency or incident, when that is what this message tells of; None for all else."""
    if _is_left_alone(message, seen, decision):
        return None
    said = message.act is None or message.act.name is ActName.FROM_MESSAGE
    said = said and objection(message, seen.conversation) is None
    triage = seen.question.triage if said and seen.question is not None else None
    if triage is not None and settled_category(triage, rules) is Category.EMERGENCY:
        return Category.EMERGENCY
    if decision.reply.triage is None and not _opens(decision):
        return None
    kept = decision.update.category
    return Category(kept) if kept in (Category.EMERGENCY, Category.INCIDENT) else None


def _is_left_alone(message: Message, seen: Seen, decision: Decision) -> bool:
    """Talk that is not for the bot, and answers to what it has asked: these report nothing."""
    talk = seen.conversation
    if decision.reply.kind is ReplyKind.QUIET:
        author = (message.author.team, message.author.user)
        theirs = talk is not None and talk.human and author == (talk.asker_team, talk.asker_user)
        return not theirs or message.amends is not None
    answering = talk is not None and talk.stage is Stage.DETAILS and decision.reply.triage is None
    return answering and not _opens(decision)


def _opens(decision: Decision) -> bool:
    return any(isinstance(step, OpenTicket) for step in decision.steps)


def _how(told_of: Category | None, seen: Seen, rules: Rules) -> How | None:
    """How this belongs to an outage, if it does."""
    troubles = seen.troubles
    if told_of is Category.EMERGENCY:
        return How.SAID
    if told_of is None:
        return None
    if troubles.like_it or troubles.joined or _customers(seen) >= rules.outage.customers:
        return How.LIKE
    return How.ASKED if troubles.declared else None


def _customers(seen: Seen) -> int:
    """How many customers tell of the same as this one, itself included; nobody's own twice."""
    if seen.customer is None:
        return 0
    return len({one.customer_id for one in seen.troubles.alike} | {seen.customer.id})


def _heard_all_the_same(decision: Decision, seen: Seen, how: How | None) -> Decision:
    """Where the bot keeps quiet as staff are speaking, an emergency is answered nevertheless."""
    if how is not How.SAID or decision.reply.kind is not ReplyKind.QUIET:
        return decision
    recorded = emergency_recorded(known=seen.troubles.declared)
    return replace(decision, reply=Reply(ReplyKind.OUTAGE, recorded))


def _news(message: Message, seen: Seen, rules: Rules, how: How | None) -> Screened:
    outage = seen.troubles.outage
    if how is None:
        return own("")
    if outage is not None:
        return join(outage_state(outage, message.at, rules), words.lines(rules.lines), by="\n")
    if how is How.LIKE:
        return join(words.SUSPECTED_BY_US, words.lines(rules.lines), by="\n")
    return words.lines(rules.lines)


def _maintenance(message: Message, seen: Seen, rules: Rules, decision: Decision) -> Screened:
    """Whoever asks during maintenance hears of it, whatever they ask."""
    if decision.reply.triage is None and not _opens(decision):
        return own("")
    told = (window_state(one, message.at, rules) for one in seen.troubles.windows)
    return join(*told, by="\n")


def _reported(decision: Decision, seen: Seen, how: How | None) -> tuple[ReportOutage, ...]:
    if how is None:
        return ()
    opened = _opens(decision) or (seen.conversation is not None and seen.conversation.stage is Stage.TICKET)
    also = tuple(one.conversation_id for one in seen.troubles.alike) if how is How.LIKE else ()
    return (ReportOutage(how, also, by_mail=how is How.SAID and not opened),)
