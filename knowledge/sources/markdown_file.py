"""A Markdown file of any making as text: with front matter or without, HTML in it turned to Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import yaml
from markdown_it import MarkdownIt

from knowledge.articles import https_address
from knowledge.sources.html_page import decoded, sanitised
from knowledge.sources.markdown import markdown
from knowledge.sources.text import Text
from knowledge.sources.tree import tree


def with_html_as_markdown(content: bytes) -> Text:
    """The text of a Markdown file; raises :class:`UnreadableError`."""
    text, notes = decoded(content)
    front, body = _parts(text.replace("\r\n", "\n"))
    body = _html_blocks_replaced(body)
    title, body = _without_title(body)
    said = {name: value for name in _SAID if (value := _word(front.get(name)))}
    return Text(
        _word(front.get("title"), 300) or title,
        body.strip("\n") + "\n",
        _day(front),
        https_address(_word(front.get("link"), 500) or _word(front.get("canonical_url"), 500)),
        notes,
        said,
        _aliases(front.get("aliases")),
    )


_SAID = ("kind", "audience", "area", "sample")
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_ATX = re.compile(r"\A\s*#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*(?:\n|\Z)")
_SETEXT = re.compile(r"\A\s*(\S.*)\n=+[ \t]*(?:\n|\Z)")


def _parts(text: str) -> tuple[Mapping[str, Any], str]:
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        fields = yaml.safe_load(found[1] or "")
    except (yaml.YAMLError, RecursionError, ValueError):
        fields = None
    return (fields if isinstance(fields, dict) else {}), text[found.end() :]


def _html_blocks_replaced(body: str) -> str:
    """The body with Markdown where blocks of HTML stood: a table, a fold-out, a note."""
    lines = body.split("\n")
    for token in reversed(_MARKDOWN.parse(body)):
        if token.type == "html_block" and token.map and token.level == 0:
            lines[token.map[0] : token.map[1]] = ["", markdown(tree(sanitised(token.content))), ""]
    return "\n".join(lines)


def _without_title(body: str) -> tuple[str, str]:
    """The heading a body begins with, and the body without it."""
    found = _ATX.match(body) or _SETEXT.match(body)
    if not found:
        return "", body
    words = "".join(
        child.content
        for token in _MARKDOWN.parseInline(found[1])
        for child in token.children or ()
        if child.type in ("text", "code_inline")
    )
    return " ".join(words.split()), body[found.end() :]


def _day(front: Mapping[str, Any]) -> date | None:
    for name in ("updated", "last_updated", "lastmod", "modified", "date"):
        value = front.get(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
    return None


def _word(value: object, longest: int = 60) -> str:
    """A plain value of the front matter on one line; lists and the like are none."""
    if isinstance(value, bool):
        return str(value).lower()
    words = " ".join(str(value).split()) if isinstance(value, str | int | float | date) else ""
    return words if len(words) <= longest else ""


def _aliases(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else []
    return tuple(words for one in given[:100] if isinstance(one, str) and (words := _word(one, 200)))
