"""A draft of an article, made of staff's replies and the questions they answered. Nothing is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from knowledge.learnt import likeness
from knowledge.words import meaning
from knowledge.writing.aliases import aliases
from knowledge.writing.neutral import neutral
from knowledge.writing.private import Private
from knowledge.writing.replies import Piece, pieces
from knowledge.writing.telling import LONGEST, in_bold, is_statement, step_of
from knowledge.writing.titles import heading

REPLIES: Final = 5
"""Replies that are taken from at the most."""
STEPS: Final = 12
STATEMENTS: Final = 3
MORE: Final = 6
SAME: Final = 0.6
"""From this share of common words on (Jaccard) two sentences say the same."""
ABOUT: Final = 2
"""Words a statement shares with the questions, to be about the same."""

NOTHING_FOUND: Final = (
    "Nothing that tells what to do was found in staff's replies. "
    "Write here what to do, and remove this sentence."
)
"""Stands in an empty draft; a draft that still holds it cannot be published."""
EMPTY: Final = f"{NOTHING_FOUND}\n\n## Steps\n\n1. \n\n## If it does not help\n\n"


@dataclass(frozen=True)
class Material:
    """What a draft is made of: the questions, staff's replies (best first), and what must not stand in it."""

    questions: Sequence[str]
    replies: Sequence[str]
    known: Private
    is_usual: Callable[[str], bool] = field(default=lambda _word: False)


@dataclass(frozen=True)
class Extract:
    """The words of a draft; ``empty`` when no reply tells what to do."""

    title: str
    aliases: tuple[str, ...]
    body: str
    empty: bool


def extract(material: Material) -> Extract:
    """The draft, by rules alone: the same material gives the same draft."""
    title = heading(material.questions, material.known)
    found = _ranked([_told(reply, material) for reply in material.replies])
    body = _clean_body(found, material.known)
    others = aliases(material.questions, title, material.known, material.is_usual)
    return Extract(title, others, body or EMPTY, empty=not body)


@dataclass(frozen=True)
class _Told:
    """What one reply tells: what to do, and how things are."""

    steps: tuple[str, ...]
    statements: tuple[str, ...]


def _told(reply: str, material: Material) -> _Told:
    about = frozenset().union(*(meaning(question) for question in material.questions))
    steps, statements = [], []
    for piece in pieces(reply):
        said = (
            ""
            if piece.text.endswith(":") or len(piece.text) > LONGEST
            else neutral(piece.text, material.known)
        )
        if step := _step(piece, said):
            steps.append(_ended(in_bold(step)))
        elif is_statement(said) and is_statement(piece.text) and len(meaning(said) & about) >= ABOUT:
            statements.append(said)
    return _Told(_distinct(steps), _distinct(statements))


def _step(piece: Piece, said: str) -> str:
    """An item of a list is a step however it is put, unless it is a question or too short to be one."""
    if step := step_of(said):
        return step
    return said if piece.step and len(said.split()) > 1 and is_statement(_ended(said).ljust(20, ".")) else ""


def _ended(step: str) -> str:
    return step if step.endswith((".", "!", ":")) else f"{step.rstrip(',;')}."


def _ranked(found: Sequence[_Told]) -> list[_Told]:
    """The replies that tell anything, those with most steps first; of equals the first."""
    telling = [one for one in found if one.steps or one.statements]
    return sorted(telling, key=lambda one: -len(one.steps))[:REPLIES]


def _distinct(sentences: Sequence[str], beside: Sequence[str] = ()) -> tuple[str, ...]:
    """Those that say nothing an earlier one (or one of ``beside``) says."""
    kept: list[str] = []
    for one in sentences:
        if not any(_same(one, other) for other in (*beside, *kept)):
            kept.append(one)
    return tuple(kept)


def _same(one: str, other: str) -> bool:
    return likeness(meaning(one), meaning(other)) >= SAME


def _clean_body(found: Sequence[_Told], known: Private) -> str:
    """The body; a sentence that makes private words together with its neighbour is left out."""
    steps = found[0].steps[:STEPS] if found else ()
    statements = _distinct([said for one in found for said in one.statements])[:STATEMENTS]
    more = _distinct([step for one in found[1:] for step in one.steps], steps)[:MORE]
    parts = [list(statements), list(steps), list(more)]
    while (body := _body(*parts)) and (private := known.found(body)):
        _drop(parts, body[private[0].start : private[0].end])
    return body


def _drop(parts: Sequence[list[str]], private: str) -> None:
    """Leave out a sentence that holds the beginning of what is private, or else the last one there is."""
    first = private.split("\n", 1)[0].strip()
    for sentences in parts:
        for sentence in sentences:
            if first and first in sentence:
                sentences.remove(sentence)
                return
    next(sentences for sentences in reversed(parts) if sentences).pop()


def _body(statements: Sequence[str], steps: Sequence[str], more: Sequence[str]) -> str:
    return "\n\n".join(_sections(statements, steps, more)) + "\n" if statements or steps or more else ""


def _sections(statements: Sequence[str], steps: Sequence[str], more: Sequence[str]) -> Iterator[str]:
    if statements:
        yield " ".join(statements)
    if steps:
        yield "## Steps"
        yield "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    if more:
        yield "## If that does not help"
        yield "\n".join(f"- {step}" for step in more)
