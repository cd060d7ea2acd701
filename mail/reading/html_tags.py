"""HTML of others, reduced to a few tags that are closed and not deep, in linear time.

A parser of HTML mends what is broken, as the standard says; of a hostile letter of 100 KB that makes
megabytes, and deep ones take quadratic time. What comes out of here has neither in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

DEEPEST: Final = 60

KEPT: Final = frozenset(
    """a b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s strong table tbody td th thead
    tr u ul""".split()  # noqa: SIM905
)
_EMPTY: Final = frozenset(("br", "hr", "img"))
_SILENT: Final = frozenset(("script", "style", "title", "template", "noscript", "iframe", "object", "svg"))
_ENDS: Final = {
    "p": {"p"},
    "div": {"p"},
    "table": {"p"},
    "blockquote": {"p"},
    "ul": {"p"},
    "ol": {"p"},
    "pre": {"p"},
    "li": {"p", "li"},
    "td": {"p", "td", "th"},
    "th": {"p", "td", "th"},
    "tr": {"p", "td", "th", "tr"},
}
"""Which open tags a new one ends, as their ends may be left out."""

_RUN: Final = 2_000
"""References to characters (``&amp;``) in a row."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>")
_LOOSE_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,20})([^<>]*)>")
_OTHER = re.compile(r"<[!?/][^<>]*>")
_ADDRESS = re.compile(r"\b(href|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[!#-;=?-~]{1,2000}", re.IGNORECASE)


def reduced(html: str) -> str:
    """The same words with only the tags in :data:`KEPT`, each of them closed."""
    return "".join(_balanced(html))


def _balanced(html: str) -> Iterator[str]:
    open_tags: list[str] = []
    for text, end, name, rest in _pieces(html):
        yield _escaped(text)
        if name in _EMPTY and not end:
            yield _opened(name, rest)
        elif name in KEPT and not end:
            while open_tags and open_tags[-1] in _ENDS.get(name, ()):
                yield f"</{open_tags.pop()}>"
            if len(open_tags) < DEEPEST:
                open_tags.append(name)
                yield _opened(name, rest)
        elif end and name in open_tags:
            yield from _closed(open_tags, name)
    yield from (f"</{name}>" for name in reversed(open_tags))


def _escaped(text: str) -> str:
    """Text whose signs are no tags; long runs of references are parted, as nh3 is quadratic in them."""
    pieces = text.replace("<", "&lt;").split("&")
    runs = ("&".join(pieces[at : at + _RUN]) for at in range(0, len(pieces), _RUN))
    return "<i></i>&".join(runs)


def _closed(open_tags: list[str], name: str) -> Iterator[str]:
    while (last := open_tags.pop()) != name:
        yield f"</{last}>"
    yield f"</{name}>"


def _opened(name: str, rest: str) -> str:
    wanted = {"a": "href", "img": "alt"}.get(name)
    if wanted is None:
        return f"<{name}>"
    said = {one[1].lower(): unescape(one[2] or one[3] or one[4] or "") for one in _ADDRESS.finditer(rest)}
    value = said.get(wanted, "").strip()
    if wanted == "href" and not _LINK.fullmatch(value):
        value = ""
    return f'<{name} {wanted}="{escape(value)}">' if value else f"<{name}>"


def _pieces(html: str) -> Iterator[tuple[str, str, str, str]]:
    """Text, and the tag behind it: ``/`` for an end, its name, its attributes. The last one has no name."""
    at = text_from = 0
    never = set[str]()
    while (at := html.find("<", at)) >= 0:
        found = _TAG.match(html, at) or _LOOSE_TAG.match(html, at)
        name = found[2].lower() if found else ""
        stop = found.end() if found else _passed_over(html, at, never)
        if stop == at:
            at += 1
            continue
        yield html[text_from:at], found[1] if found else "", name, found[3] if found else ""
        if found and not found[1] and name in _SILENT:
            stop = _after_end(html, stop, name, never)
        at = text_from = stop
    yield html[text_from:], "", "", ""


def _passed_over(html: str, at: int, never: set[str]) -> int:
    """Where a comment or a declaration that begins here ends; ``at`` when none does."""
    if html.startswith("<!--", at) and "-->" not in never:
        end = html.find("-->", at + 4)
        if end >= 0:
            return end + 3
        never.add("-->")
    found = _OTHER.match(html, at)
    return found.end() if found else at


def _after_end(html: str, at: int, name: str, never: set[str]) -> int:
    """Behind the end of an element whose inside is no text; ``at`` when it has no end."""
    if name in never:
        return at
    found = re.compile(rf"</{name}[^<>]*>", re.IGNORECASE).search(html, at)
    if found is None:
        never.add(name)
        return at
    return found.end()
