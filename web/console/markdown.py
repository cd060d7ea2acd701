"""Shows the Markdown of an article as HTML in which nothing runs, loads or frames anything."""

from __future__ import annotations

from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LONGEST: Final = 100_000
"""Characters that are shown of an article: what follows is to be read where it lies."""
BELOW: Final = 2
"""The headings of an article stand so many levels below those of the page it is shown in."""


def shown(text: str) -> Markup:
    """The HTML of an article's Markdown; links lead to https and mail addresses alone, images are words."""
    tokens = _MARKDOWN.parse(text[:LONGEST])
    for token in tokens:
        _lower(token)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "*": set()},
        url_schemes={"https", "mailto"},
        attribute_filter=_only_addresses,
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704 (nh3 has cleaned it)


_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS: Final = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("em", "strong", "a", "table", "thead", "tbody", "tr", "th", "td"),
}


def _lower(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) + BELOW, 6)}"
    for place, child in enumerate(token.children or ()):
        if child.type == "image" and token.children is not None:
            token.children[place] = Token("text", "", 0, content=child.content)


def _only_addresses(_tag: str, attribute: str, value: str) -> str | None:
    """A link within the folder an article lies in leads nowhere here."""
    leads = attribute != "href" or value.startswith(("https://", "mailto:"))
    return value if leads else None
