"""Remembers what people say of articles as the answer to a question: the search learns from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.decision import Step
from bot.doing import Doing, Steps
from bot.seen import Seen
from knowledge import gaps, uses, verdicts
from knowledge.uses import How, Use, Where
from knowledge.verdicts import Source
from tickets.values import Conversation


@dataclass(frozen=True)
class Learn(Step):
    """Somebody says that these articles answer the conversation's question, or do not."""

    slugs: tuple[str, ...]
    source: Source


def taught(seen: Seen, source: Source) -> tuple[Learn, ...]:
    """The step that remembers what was said about the articles, when it is about any."""
    return (Learn(seen.judged, source),) if seen.judged else ()


def learn(doing: Doing, step: Learn) -> None:
    """Write the verdicts down; who has an answer is not told later that there is one."""
    talk = doing.seen.conversation
    if talk is None:
        return
    for slug in step.slugs:
        verdicts.record(
            doing.session,
            at=doing.message.at,
            slug=slug,
            source=step.source,
            question=talk.question,
            said_by=_who(doing),
            customer_id=talk.customer_id,
            conversation_id=talk.id,
        )
    _count(doing, step, talk)
    if step.source is not Source.NOT_QUITE:
        gaps.close_of(doing.session, talk.id)


_HOW: Mapping[Source, How] = {
    Source.SOLVED: How.SOLVED,
    Source.NOT_QUITE: How.NOT_QUITE,
    Source.STAFF: How.SENT,
}


def _count(doing: Doing, step: Learn, talk: Conversation) -> None:
    """Of one question the last word on an article counts; each time staff send it is one."""
    how = _HOW[step.source]
    about = f"judged:{talk.id}:{verdicts.essence_of(talk.question)}"
    cause = f"sent:{doing.entry}" if how is How.SENT else about
    found = [Use(slug, how, f"{cause}:{slug}") for slug in step.slugs]
    where = Where(doing.message.at, talk.id, talk.customer_id)
    uses.count(doing.session, found, where, [use.cause for use in found])


def _who(doing: Doing) -> str:
    person, author = doing.seen.person, doing.message.author
    known = f"person:{person.id}" if person else f"{doing.message.place.door}:{author.team}/{author.user}"
    return known[:255]


STEPS: Steps = {Learn: learn}
