"""Units of an article written back as Markdown: in it nothing is alive but what is written here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from knowledge.sections import CELLS, Shape, Unit, cells
from knowledge.words import where


def as_markdown(units: Sequence[Unit], stems: Collection[str]) -> str:
    """Paragraphs, lists, tables and listings; words with one of ``stems`` in bold, except in code."""
    blocks = groupby(units, key=lambda unit: (unit.block, _KINDS[unit.shape]))
    return "\n\n".join(_block(kind, list(group), stems) for (_, kind), group in blocks)


def escaped(text: str) -> str:
    """Words that stay as they are: no sign formats, and none makes a link or a mention in Slack.

    Addresses are left alone, so that they can be opened and copied.
    """
    parts = _ADDRESS.split(text)
    return "".join(
        _entities(part) if number % 2 else _LIVE.sub(r"\\\g<0>", _entities(part))
        for number, part in enumerate(parts)
    )


_KINDS = {
    Shape.SENTENCE: "paragraph",
    Shape.STEP: "list",
    Shape.BULLET: "list",
    Shape.ROW: "table",
    Shape.CODE: "listing",
}
_ADDRESS = re.compile(r"(https?://[^\s<>()|*`\"]+)")
_LIVE = re.compile(r"[\\`*\[\]|~]|(?<!\w)_|_(?!\w)")
_LINE_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)](?:\s|$)))")
_ITEM = re.compile(r"^((?:  )*)(\d+\.|-|  ) ?(.*)$", re.DOTALL)


def _block(kind: str, units: Sequence[Unit], stems: Collection[str]) -> str:
    if kind == "paragraph":
        return _paragraph(" ".join(_marked(unit.text, stems) for unit in units))
    if kind == "list":
        return "\n".join(_items(units, stems))
    if kind == "table":
        return "\n".join(_rows(units, stems))
    return _listing("\n".join(unit.text for unit in units))


def _paragraph(text: str) -> str:
    found = _LINE_START.match(text)
    if not found:
        return text
    return f"{found[0]}\\{text[found.end() :]}" if found[0].isdigit() else f"\\{text}"


def _items(units: Sequence[Unit], stems: Collection[str]) -> Iterator[str]:
    """List items, four blanks deeper for each level below the first of them."""
    parts = [found.groups() for unit in units if (found := _ITEM.match(unit.text))]
    least = min((len(indent) for indent, _, _ in parts), default=0)
    for indent, marker, text in parts:
        deeper = "    " * ((len(indent) - least) // 2)
        lead = f"{deeper}{marker} " if marker.strip() else f"{deeper}    "
        yield lead + _paragraph(_marked(text, stems))


def _rows(units: Sequence[Unit], stems: Collection[str]) -> Iterator[str]:
    rows = [[_marked(cell, stems) for cell in cells(unit.text)] for unit in units]
    width = max(map(len, rows))
    for number, row in enumerate(rows):
        yield f"| {CELLS.join([*row, *[''] * (width - len(row))])} |"
        if not number:
            yield f"| {CELLS.join(['---'] * width)} |"


def _listing(code: str) -> str:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code}\n{fence}"


def _marked(text: str, stems: Collection[str]) -> str:
    """The text escaped, the words that matched in bold."""
    written, at = "", 0
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    for start, end in where(text, stems):
        if not any(first <= start < last for first, last in addresses):
            written += f"{escaped(text[at:start])}**{escaped(text[start:end])}**"
            at = end
    return written + escaped(text[at:])


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
