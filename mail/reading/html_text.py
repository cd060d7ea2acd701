"""The text of a letter that came as HTML: with its lines, lists, links and quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from mail.reading.shown import sanitised

_DEEPEST_QUOTE: Final = 5
_BLOCKS: Final = frozenset(("div", "table", "tr", "li", "ul", "ol", "pre", "blockquote"))
_SPACED: Final = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>|([^<]+|<)")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HREF = re.compile(r'href="([^"]*)"')
_ALT = re.compile(r'alt="([^"]{1,4})"')


def html_to_text(html: str) -> str:
    """Plain text: a line for each block, ``- `` for items, ``> `` for quotes, addresses behind links."""
    page = _Page()
    for end, name, rest, text in _PIECE.findall(sanitised(html)):
        if not name:
            page.say(unescape(text))
        elif end:
            page.close(name)
        else:
            page.open(name, rest)
    return page.text()


@dataclass
class _Page:
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    quotes: int = 0
    exact: int = 0
    lists: list[int | None] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)

    def say(self, words: str) -> None:
        if self.exact:
            *whole, rest = words.split("\n")
            for one in whole:
                self.line.append(one)
                self.end_line(always=True)
            self.line.append(rest)
            return
        words = _SPACE.sub(" ", words)
        if not self.line or self.line[-1].endswith(" "):
            words = words.lstrip(" ")
        if words:
            self.line.append(words)

    def end_line(self, *, always: bool = False) -> None:
        words = "".join(self.line).rstrip()
        if words or always:
            mark = ">" * min(self.quotes, _DEEPEST_QUOTE)
            self.lines.append(f"{mark} {words}".rstrip() if mark else words)
        self.line = []

    def gap(self) -> None:
        self.end_line()
        if self.lines and self.lines[-1].strip("> "):
            self.end_line(always=True)

    def open(self, name: str, rest: str) -> None:
        if name == "br":
            self.end_line(always=True)
        elif name in _SPACED:
            self.gap()
        elif name in _BLOCKS:
            self.end_line()
        self._begin(name, rest)

    def _begin(self, name: str, rest: str) -> None:
        if name == "blockquote":
            self.quotes += 1
        elif name == "pre":
            self.exact += 1
        elif name in ("ul", "ol"):
            self.lists.append(1 if name == "ol" else None)
        elif name == "li":
            self.line.append(self._mark())
        elif name == "hr":
            self.end_line()
            self.lines.append("_" * 32)
        elif name == "img":
            self.say("".join(map(unescape, _ALT.findall(rest))))
        elif name == "a":
            self.links.append((unescape("".join(_HREF.findall(rest)[:1])), len(self.line)))

    def _mark(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "- "
        self.lists[-1] = number + 1
        return f"{number}. "

    def close(self, name: str) -> None:
        if name == "a" and self.links:
            self._link(*self.links.pop())
        elif name in ("td", "th"):
            self.line.append(" \t")
        elif name in _SPACED:
            self.gap()
        elif name in _BLOCKS:
            self.end_line()
        if name == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif name == "pre":
            self.exact = max(0, self.exact - 1)
        elif name in ("ul", "ol") and self.lists:
            self.lists.pop()

    def _link(self, address: str, since: int) -> None:
        words = "".join(self.line[since:]).strip()
        bare = address.removeprefix("mailto:").removeprefix("tel:")
        if bare and words and bare.rstrip("/") not in words:
            self.line.append(f" <{bare}>")

    def text(self) -> str:
        self.end_line()
        return "\n".join(self.lines).strip("\n")
