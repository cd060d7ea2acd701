"""Remembers what people say of articles as the answer to a question: the search learns from it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.decision import Step
from bot.doing import Doing, Steps
from bot.seen import Seen
from knowledge import gaps, verdicts
from knowledge.verdicts import Source


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
    if step.source is not Source.NOT_QUITE:
        gaps.close_of(doing.session, talk.id)


def _who(doing: Doing) -> str:
    person, author = doing.seen.person, doing.message.author
    known = f"person:{person.id}" if person else f"{doing.message.place.door}:{author.team}/{author.user}"
    return known[:255]


STEPS: Steps = {Learn: learn}
