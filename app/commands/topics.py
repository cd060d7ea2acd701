"""The commands that group unanswered questions by what they are about, and measure how well."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say, under_way
from guard import Screened, screen

if TYPE_CHECKING:
    from knowledge.gaps import Gap
    from knowledge.topics import Topic


def topics(config: Config, json: Json = False) -> None:
    """Group the questions nobody could answer yet by what they are about."""
    from knowledge.gaps import list_open
    from knowledge.shelf import articles
    from knowledge.topics import MOST
    from knowledge.topics import topics as grouped

    with opened(config) as here, under_way("Grouping"):
        with here.reading() as session:
            gaps = list_open(session, limit=MOST)
            background = [f"{one.title} {one.body}" for one in articles(session)]
        questions = [gap.question for gap in gaps]
        vectors = None if here.encoder is None else here.encoder.encode(questions)
        found = grouped(questions, background, vectors)
    if json:
        print_json([_as_json(one, gaps) for one in found])
        return
    if not found:
        say("No question is waiting for an article.")
    for one in found:
        _show(one, [gaps[place] for place in one.members])


def _as_json(topic: Topic, gaps: Sequence[Gap]) -> dict[str, object]:
    of_it = [gaps[place] for place in topic.members]
    return {"name": topic.name, **_counts(of_it), "gaps": [one.id for one in of_it]}


def _counts(gaps: Sequence[Gap]) -> dict[str, object]:
    """How many asked, of how many customers; who is of no known customer counts as a person only."""
    return {
        "questions": len(gaps),
        "people": len({one.asker_ref for one in gaps}),
        "customers": len({one.customer_id for one in gaps if one.customer_id is not None}),
        "oldest": min(one.asked_at for one in gaps).isoformat(),
    }


def _show(topic: Topic, gaps: Sequence[Gap]) -> None:
    count = _counts(gaps)
    said = f"{count['questions']} questions, {count['people']} people, {count['customers']} customers"
    say(f"[bold]{escape(topic.name) or 'without words'}[/]  ({said})")
    for one in gaps:
        say(f"    {one.id}  {escape(one.question)}", style="dim")


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
