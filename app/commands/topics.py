"""The commands that group unanswered questions by what they are about, and measure how well."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, Limit, print_json, say, under_way
from guard import Screened, screen

if TYPE_CHECKING:
    from knowledge.gap_topics import GapTopic
    from knowledge.gaps import Gap


def topics(config: Config, json: Json = False, limit: Limit = 50) -> None:
    """Group the questions nobody could answer yet by what they are about."""
    from app.grouping import TopicRounds
    from app.worker import utc_now
    from knowledge.topic_list import Wanted, listed, questions

    now = utc_now()
    with opened(config) as here:
        with under_way("Grouping"):
            TopicRounds(here, lambda: now).step()
        with here.reading() as session:
            found, total = listed(session, Wanted(), now, limit)
            asked = [questions(session, one, SHOWN) for one in found]
    if json:
        print_json([_as_json(one, gaps, now) for one, gaps in zip(found, asked, strict=True)])
        return
    if not found:
        say("No question is waiting for an article.")
    for one, gaps in zip(found, asked, strict=True):
        _show(one, gaps)
    if total > len(found):
        say(f"... and {total - len(found):,} more topics.", style="dim")


SHOWN = 20
"""So many questions of each topic are listed."""


def _as_json(topic: GapTopic, gaps: Sequence[Gap], now: datetime) -> dict[str, object]:
    from knowledge.topic_list import rank

    counts = topic.counts
    return {
        "id": topic.id,
        "name": topic.name,
        "rank": rank(counts, now),
        "questions": counts.questions,
        "people": counts.people,
        "customers": counts.customers,
        "tickets": counts.tickets,
        "oldest": None if counts.oldest is None else counts.oldest.isoformat(),
        "newest": None if counts.newest is None else counts.newest.isoformat(),
        "gaps": [one.id for one in gaps],
    }


def _show(topic: GapTopic, gaps: Sequence[Gap]) -> None:
    """How many asked, of how many customers; who is of no known customer counts as a person only."""
    counts = topic.counts
    said = f"{counts.questions} questions, {counts.people} people, {counts.customers} customers"
    say(f"{topic.id}  [bold]{escape(topic.name) or 'without words'}[/]  ({said}, {counts.tickets} tickets)")
    for one in gaps:
        say(f"    {one.id}  {escape(one.question)}", style="dim")
    if counts.questions > len(gaps):
        say(f"    ... and {counts.questions - len(gaps):,} more", style="dim")


def evaluate(
    data: Annotated[
        Path,
        typer.Option("--data", metavar="FILE", help="JSON lines with text and topic, in UTF-8."),
    ],
    json: Json = False,
) -> None:
    """Measure how well questions are grouped by topic. Needs no installation."""
    from knowledge.topic_scores import measured
    from knowledge.topics import MOST
    from knowledge.topics import topics as grouped

    questions, known = _read(data)
    if len(questions) > MOST:
        raise StopError(f"{data} holds {len(questions):,} questions; at most {MOST:,} are grouped at once.")
    found = measured(questions, known, grouped)
    if json:
        print_json(asdict(found))
        return
    say(f"{found.questions:,} questions of {found.known:,} topics: {found.found:,} topics were found.")
    say(f"adjusted Rand index {found.rand:.3f} (1: the same topics, 0: chance)")
    say(f"of the pairs put together {found.precision:.1%} belong together")
    say(f"of the pairs that belong together {found.recall:.1%} were put together")
    say(f"{found.seconds:.1f} s")


def _read(path: Path) -> tuple[list[Screened], list[str]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StopError(f"{path} cannot be read ({error}); give a file of JSON lines in UTF-8.") from error
    questions, known = [], []
    for number, line in enumerate(lines, 1):
        if line.strip():
            text, topic = _read_line(line, f"{path}, line {number}")
            questions.append(screen(text).text)
            known.append(topic)
    if not questions:
        raise StopError(f'{path} holds no question; write lines such as {{"text": "...", "topic": "fax"}}.')
    return questions, known


def _read_line(line: str, where: str) -> tuple[str, str]:
    try:
        row = jsonlib.loads(line)
        return str(row["text"]), str(row["topic"])
    except (ValueError, KeyError, TypeError):
        raise StopError(f'{where} must be like {{"text": "...", "topic": "fax"}}.') from None
