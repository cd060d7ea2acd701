"""Turns what an agent wrote in a helpdesk's rich editor into plain text.

Customers' letters may come this way too, so whatever is written takes time linear in its length; the standard
library's parser does not promise that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

LONGEST = 200_000
"""Characters of HTML that are read; what an agent writes is far below."""

_BREAKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol"})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "table"})
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "blockquote"})

_PART = re.compile(r"<!--|<(/?)([A-Za-z][A-Za-z0-9]{0,20})[^<>]{0,2000}>|[^<]+|<")


def as_text(html: str) -> str:
    """The words of a page; what it quotes (``blockquote``) and what nobody sees is left out."""
    lines = (" ".join(line.split()) for line in "".join(_seen(html[:LONGEST])).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _seen(html: str) -> Iterator[str]:
    """The text that is seen, with an end of line where a block begins or ends."""
    at, hidden = 0, 0
    while (part := _PART.match(html, at)) is not None:
        at, tag = part.end(), (part[2] or "").lower()
        if part[0] == "<!--":
            end = html.find("-->", at)
            at = len(html) if end < 0 else end + 3
        elif tag in _UNSEEN:
            hidden = max(0, hidden + (-1 if part[1] else 1))
        elif tag:
            yield _break(tag, closes=bool(part[1]))
        elif not hidden:
            yield unescape(re.sub(r"\s+", " ", part[0]))


def _break(tag: str, *, closes: bool) -> str:
    if closes:
        return "\n\n" if tag in _PARAGRAPHS else ""
    return "\n- " if tag == "li" else ("\n" if tag in _BREAKS else "")
