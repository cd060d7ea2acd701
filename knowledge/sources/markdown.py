"""Elements of a page written as Markdown: paragraphs, lists, tables and code stay what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from knowledge.articles import https_address
from knowledge.sources.tree import Element


def markdown(element: Element) -> str:
    """The Markdown of what is in an element, blocks set apart by empty lines."""
    return "\n\n".join(_blocks(element.children))


def inline(element: Element | str) -> str:
    """Words on one line, with their formats; signs that would mean something in Markdown are escaped."""
    return " ".join(_lines([element]))


def escaped(text: str) -> str:
    """Text in which no sign is Markdown's."""
    return _LIVE.sub(r"\\\g<0>", text)


_LIVE = re.compile(r"[\\`*\[\]<>|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?:[#+=~>-]|\d+(?=[.)](?:\s|$)))")
_CORE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_FORMATTED = re.compile(r"[\[\]`\\*\0]")
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _blocks(children: Sequence[Element | str]) -> Iterator[str]:
    """The blocks among children; what stands between them runs together into paragraphs."""
    words: list[Element | str] = []
    for child in children:
        if isinstance(child, str) or not child.block:
            words.append(child)
            continue
        yield from _paragraph(words)
        words = []
        yield from _block(child)
    yield from _paragraph(words)


def _paragraph(words: Sequence[Element | str]) -> Iterator[str]:
    lines = [_LINE_START.sub(_disarmed, line) for line in _lines(words)]
    if lines:
        yield "\\\n".join(lines)


def _disarmed(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _block(element: Element) -> Iterator[str]:
    if element.tag in _HEADINGS:
        yield from _heading(element)
    elif element.tag in ("ul", "ol"):
        yield from _list(element)
    elif element.tag == "pre":
        yield from _listing(element)
    elif element.tag == "table":
        yield from _table(element)
    elif element.tag == "dl":
        yield from _definitions(element)
    elif element.tag == "blockquote":
        yield from ("\n".join(f"> {line}".rstrip() for line in markdown(element).split("\n")),)
    else:
        yield from _blocks(element.children)


def _heading(element: Element) -> Iterator[str]:
    words = inline(element).rstrip("#").rstrip()
    if words:
        yield f"{'#' * int(element.tag[1])} {words}"


def _list(element: Element) -> Iterator[str]:
    number = _start(element) if element.tag == "ol" else None
    items: list[str] = []
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if text := _item(child, "-" if number is None else f"{number}."):
            items.append(text)
            number = None if number is None else number + 1
    if items:
        yield "\n".join(items)


def _start(element: Element) -> int:
    written = element.attributes.get("start", "")
    return int(written) if re.fullmatch(r"\d{1,6}", written) else 1


def _item(element: Element, marker: str) -> str:
    """One item behind its marker; what follows its first lines is indented below it."""
    parts = list(_blocks(element.children if element.tag == "li" else [element]))
    if not parts:
        return ""
    text = parts[0]
    for part in parts[1:]:
        text += ("\n" if re.match(r"(?:-|\d+\.) ", part) else "\n\n") + part
    indent = " " * (len(marker) + 1)
    return f"{marker} " + text.replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n")


def _listing(element: Element) -> Iterator[str]:
    code = _code_of(element).strip("\n")
    if code.strip():
        fence = _fence(code, 3)
        yield f"{fence}\n{code}\n{fence}"


def _code_of(element: Element) -> str:
    """Code as it stands, a line break for each ``br``."""
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else _code_of(child)
        for child in element.children
    )


def _fence(code: str, least: int) -> str:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    return "`" * max(least, longest + 1)


def _definitions(element: Element) -> Iterator[str]:
    """A list of terms and what they mean: one item each."""
    items: list[str] = []
    for child in element.each("dt", "dd"):
        words = inline(child)
        if child.tag == "dt" or not items:
            items.append(f"- {words}")
        else:
            items[-1] += f": {words}"
    if items:
        yield "\n".join(items)


def _table(element: Element) -> Iterator[str]:
    """A table of data as one; a table that only lays the page out gives its blocks one after the other."""
    rows = [_cells(row) for row in _rows(element)]
    if len(rows) < 2 or max(map(len, rows)) < 2 or any(element.each("table", "pre", *_HEADINGS)):
        for cell in element.each("td", "th", "caption"):
            if not _within_another(element, cell):
                yield from _blocks(cell.children)
        return
    width = max(map(len, rows))
    filled = [[*row, *[""] * (width - len(row))] for row in _spanned(rows)]
    rule = ["---"] * width
    yield "\n".join("| " + " | ".join(row[:width]) + " |" for row in (filled[0], rule, *filled[1:]))


def _within_another(table: Element, cell: Element) -> bool:
    """Whether a cell belongs to a table within this one, which gives its own blocks."""
    return any(cell is inner for below in table.each("table") for inner in below.each("td", "th", "caption"))


def _rows(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            if child.tag == "tr":
                yield child
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from _rows(child)


_Cell = tuple[str, int, int]
"""The words of a cell, over how many columns and rows it reaches."""


def _cells(row: Element) -> list[_Cell]:
    cells = [one for one in row.children if isinstance(one, Element) and one.tag in ("td", "th")]
    return [(_in_a_cell(inline(cell)), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells]


def _in_a_cell(words: str) -> str:
    """In a table the sign between cells is escaped in code as well."""
    return re.sub(r"(?<!\\)\|", r"\|", words)


def _span(cell: Element, name: str) -> int:
    written = cell.attributes.get(name, "")
    return min(int(written), 50) if re.fullmatch(r"\d{1,3}", written) and int(written) else 1


def _spanned(rows: Sequence[Sequence[_Cell]]) -> Iterator[list[str]]:
    """Rows of words: a cell over several columns stands in the first, one over several rows in each."""
    open_cells: dict[int, tuple[int, str]] = {}
    for row in rows:
        line: list[str] = []
        for words, columns, down in row:
            _take_open(line, open_cells)
            if down > 1:
                open_cells[len(line)] = (down - 1, words)
            line += [words, *[""] * (columns - 1)]
        _take_open(line, open_cells)
        yield line


def _take_open(line: list[str], open_cells: dict[int, tuple[int, str]]) -> None:
    while len(line) in open_cells:
        left, words = open_cells.pop(len(line))
        if left > 1:
            open_cells[len(line)] = (left - 1, words)
        line.append(words)


def _lines(words: Sequence[Element | str]) -> list[str]:
    """Words as lines; a line ends where the page breaks it."""
    written = "".join(_inline(one) for one in words).replace("\xa0", " ")
    return [line for line in (" ".join(part.split()) for part in written.split("\0")) if line]


def _inline(one: Element | str) -> str:
    if isinstance(one, str):
        return escaped(one.replace("\0", ""))
    if one.tag in _LEAVES:
        return _LEAVES[one.tag](one)
    inner = "".join(_inline(child) for child in one.children)
    if one.tag == "a":
        return _link(inner, one.attributes.get("href", ""))
    if one.tag in _MARKS:
        return _marked(inner, _MARKS[one.tag])
    return f" {inner}{'; ' if one.tag == 'li' else ' '}" if one.block else inner


_LEAVES: dict[str, Callable[[Element], str]] = {
    "br": lambda _: "\0",
    "img": lambda one: escaped(one.attributes.get("alt", "")),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), lambda one: _code_span(one.said())),
}


def _code_span(text: str) -> str:
    code = " ".join(text.split())
    if not code:
        return " "
    fence = _fence(code, 1)
    blank = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{blank}{code}{blank}{fence}"


def _link(inner: str, address: str) -> str:
    label = " ".join(inner.replace("\0", " ").split())
    there = https_address(address.replace("(", "%28").replace(")", "%29").replace(" ", "%20"))
    return f"[{label}]({there})" if label and there else inner


def _marked(inner: str, mark: str) -> str:
    """Marks around words; blanks and signs at the edges stay outside, where Markdown wants them."""
    found = _CORE.match(inner)
    if not found or not found[2] or _FORMATTED.search(inner):
        return inner
    return f"{found[1]}{mark}{found[2]}{mark}{found[3]}"
