"""Paragraphs that were broken for the way, put together again (RFC 3676, ``format=flowed``)."""

from __future__ import annotations

from collections.abc import Iterator


def unflowed(text: str, *, delete_space: bool) -> str:
    """The text with soft breaks taken out; lines of different depth of quoting are never joined."""
    return "\n".join(_lines(text, delete_space))


def _lines(text: str, delete_space: bool) -> Iterator[str]:
    held: list[str] = []
    depth = 0
    for line in text.split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        words = line[marks:].removeprefix(" ")
        signature = words == "-- "
        if held and (marks != depth or signature):
            yield _quoted(depth, held)
            held = []
        soft = words.endswith(" ") and not signature
        held.append(words[:-1] if soft and delete_space else words)
        depth = marks
        if not soft:
            yield _quoted(depth, held)
            held = []
    if held:
        yield _quoted(depth, held)


def _quoted(depth: int, pieces: list[str]) -> str:
    return ">" * depth + " " * bool(depth) + "".join(pieces)
