"""Clean HTML as a tree of elements, with a limit on how deep it may go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from knowledge.sources.text import UnreadableError

DEEPEST = 200
"""Elements within each other; a page a person has written stays far below."""

_VOID = frozenset({"br", "hr", "img", "col", "wbr", "meta", "link"})
_BLOCK = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead
    tr ul""".split()  # noqa: SIM905 (a list of words is easier to read than a list of quotes)
)


@dataclass
class Element:
    """An element of a page; ``block`` says that it, or something in it, begins a line of its own."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    block: bool = False

    def each(self, *tags: str) -> Iterator[Element]:
        """The elements of these names below this one, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.each(*tags)

    def said(self) -> str:
        """The words in it, as they stand."""
        return "".join(child if isinstance(child, str) else child.said() for child in self.children)


def tree(html: str) -> Element:
    """The elements of HTML whose every tag is closed; raises :class:`UnreadableError` when too deep."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, block=tag in _BLOCK)
        self._open[-1].children.append(made)
        if made.block:
            self._mark_open()
        if tag not in _VOID:
            self._enter(made)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _enter(self, made: Element) -> None:
        self._open.append(made)
        if len(self._open) > DEEPEST:
            raise UnreadableError(
                f"its elements are nested more than {DEEPEST} deep", "save the page again from its source"
            )

    def _mark_open(self) -> None:
        for element in reversed(self._open):
            if element.block:
                return
            element.block = True
