"""The HTML part of a letter, made of the same blocks as its text. All is escaped; only ``https`` links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt

from mail.blocks import Block, Choices, Heading, Items, Pairs, Paragraphs, Passage, Small, Words
from mail.clean import plain

_LINK = re.compile(r"https://[^\s<>\"']+")
_PAGE = """<!doctype html>
<html>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="font: 15px/1.5 system-ui, sans-serif; color: #1c2733; max-width: 40em; margin: 1em auto">
{blocks}
</body>
</html>
"""
_QUIET = "color: #5b6770; font-size: 13px"
_FRAME = "margin: 0 0 1em; padding: .1em 1em; border-left: 3px solid"


def page(blocks: Sequence[Block]) -> str:
    """The whole page."""
    return _PAGE.format(blocks="\n".join(filter(None, map(_html, blocks))))


def _html(block: Block) -> str:
    return _SHOWN[type(block)](block)


def _said(block: Paragraphs) -> str:
    return _paragraphs(block.text, "font-size: 17px" if block.main else "")


def _heading(block: Heading) -> str:
    return _element("h2", _line(block.text), "font-size: 15px; margin: 1.5em 0 .5em") if block.text else ""


def _items(block: Items) -> str:
    return _element("ul", "".join(f'<li dir="auto">{_line(one)}</li>' for one in block.lines))


def _words(block: Words) -> str:
    return _paragraphs(block.by) + _element("blockquote", _paragraphs(block.text), f"{_FRAME} #2f7d6b")


def _table(block: Pairs) -> str:
    """Labels at the left, values with their lines at the right."""
    label, value = "color: #5b6770; padding: .15em 1em .15em 0; vertical-align: top", "vertical-align: top"
    lines = (
        f'<tr><td style="{label}">{_line(name)}</td><td dir="auto" style="{value}">{_lines(given)}</td></tr>'
        for name, given in block.rows
    )
    return _element("table", "".join(lines), "border-collapse: collapse; margin: 0 0 1em")


def _choices(block: Choices) -> str:
    if not block.labels:
        return ""
    items = "".join(f"<li>{_line(label)}</li>" for label in block.labels)
    frame = "background: #f3f6f8; border-radius: 6px; padding: .1em 1em; margin: 1.5em 0"
    return _element("div", _paragraphs(block.lead) + f"<ol>{items}</ol>", frame)


def _passage(passage: Passage) -> str:
    title = f"<b>{_line(passage.title)}</b><br>{_element('span', _line(passage.source), _QUIET)}"
    where = f"<br>{_link(passage.link)}" if _LINK.fullmatch(passage.link) else ""
    said = _markdown(passage.markdown) if passage.markdown else _marked(passage.text, passage.marks)
    note = _paragraphs(passage.note, _QUIET)
    return _element("div", f'<p dir="auto">{title}{where}</p>{said}{note}', f"{_FRAME} #9fb3c8")


def _small(block: Small) -> str:
    small = "".join(_paragraphs(text, "margin: .5em 0") for text in block.texts)
    rule = "border-top: 1px solid #d5dbe0; margin-top: 2em; padding-top: .5em"
    return _element("div", small, f"{rule}; {_QUIET}") if small else ""


_SHOWN: Mapping[type[Block], Callable[[Any], str]] = {
    Paragraphs: _said,
    Heading: _heading,
    Items: _items,
    Pairs: _table,
    Words: _words,
    Passage: _passage,
    Choices: _choices,
    Small: _small,
}


def _marked(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """The passage with the words that matched in bold."""
    shown, at = [], 0
    for start, end in sorted(marks):
        if at <= start < end <= len(text):
            shown += [_text(text[at:start]), f"<b>{_text(text[start:end])}</b>"]
            at = end
    whole = "".join([*shown, _text(text[at:])]).strip("\n").replace("\n", "<br>\n")
    return f'<p dir="auto">{whole}</p>' if whole else ""


def _markdown(source: str) -> str:
    return str(_reader().render(plain(source)))


@cache
def _reader() -> MarkdownIt:
    """CommonMark with tables; HTML in it is text, pictures and links elsewhere than ``https`` are none."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    reader.validateLink = lambda url: _LINK.fullmatch(url) is not None  # type: ignore[method-assign]
    reader.add_render_rule("heading_open", lambda *_: "<p><b>")
    reader.add_render_rule("heading_close", lambda *_: "</b></p>\n")
    return reader


def _paragraphs(text: str, style: str = "") -> str:
    """A paragraph for each block of lines."""
    blocks = (block.strip("\n") for block in re.split(r"\n\s*\n", text))
    styled = f' style="{style}"' if style else ""
    return "\n".join(f'<p dir="auto"{styled}>{_lines(block)}</p>' for block in blocks if block)


def _lines(text: str) -> str:
    return "<br>\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    shown, end = [], 0
    for found in _LINK.finditer(line):
        address = found.group().rstrip(".,;:!?)]}")
        shown += [_text(line[end : found.start()]), _link(address)]
        end = found.start() + len(address)
    return "".join([*shown, _text(line[end:])])


def _link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def _text(words: str) -> str:
    """Escaped, with runs of spaces kept (steps and log lines are often indented)."""
    return re.sub(" (?= )", "&nbsp;", escape(plain(words).replace("\t", "    ")))


def _element(name: str, inside: str, style: str = "") -> str:
    styled = f' style="{style}"' if style else ""
    return f"<{name}{styled}>{inside}</{name}>"
