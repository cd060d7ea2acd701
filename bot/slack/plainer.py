"""Shows a message where Slack does not know its newer blocks: Markdown as rich text, no thumbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.slack.budget import Block
from bot.slack.parts import FEEDBACK, MARKDOWN, Run, rich, run, stretch


def newer(blocks: Sequence[Block]) -> bool:
    """Whether there are any that an older Slack may not know."""
    return any(block["type"] in (FEEDBACK, MARKDOWN) for block in blocks)


def plainer(blocks: Sequence[Block]) -> list[Block]:
    """The same message of blocks that every Slack knows."""
    known = (block for block in blocks if block["type"] != FEEDBACK)
    return [one for block in known for one in (_as_rich(block) if block["type"] == MARKDOWN else [block])]


def _as_rich(block: Block) -> list[Block]:
    """Markdown as rich text; a table is set in columns, in letters of one width."""
    page = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(block["text"]))
    elements = list(_elements(page.children))
    spaced = (
        stretch(run("\n")) if number % 2 else elements[number // 2] for number in range(2 * len(elements) - 1)
    )
    return rich(*spaced)


def _elements(nodes: Sequence[SyntaxTreeNode]) -> Iterator[dict[str, object]]:
    for node in nodes:
        if node.type in ("fence", "code_block"):
            yield _preformatted(node.content.rstrip("\n"))
        elif node.type == "table":
            yield _preformatted(_columns(list(_rows(node))))
        elif node.type in ("bullet_list", "ordered_list"):
            yield stretch(list(_items(node, "")))
        else:
            yield stretch(list(_runs(node)))


def _preformatted(text: str) -> dict[str, object]:
    return {"type": "rich_text_preformatted", "elements": run(text)}


def _rows(table: SyntaxTreeNode) -> Iterator[list[str]]:
    for node in table.walk():
        if node.type == "tr":
            yield ["".join(piece["text"] for piece in _runs(cell)) for cell in node.children]


def _columns(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _items(node: SyntaxTreeNode, indent: str) -> Iterator[Run]:
    """A list as lines, those of a list within it further in."""
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, first):
        marker = "•" if node.type == "bullet_list" else f"{number}."
        yield from run(f"{indent}{marker} ")
        for child in item.children:
            if child.type in ("bullet_list", "ordered_list"):
                yield from _items(child, f"{indent}    ")
            else:
                yield from _runs(child)
                yield from run("\n")


def _runs(node: SyntaxTreeNode, *styles: str) -> Iterator[Run]:
    """The words of a node, the bold ones bold."""
    if node.type == "text":
        yield from run(node.content, *styles)
    elif node.type in ("softbreak", "hardbreak"):
        yield from run("\n")
    for child in node.children:
        yield from _runs(child, *(("bold",) if node.type == "strong" else styles))
