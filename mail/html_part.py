"""The HTML part of a letter, made from its plain text."""

from __future__ import annotations

import re
from html import escape

_LINK = re.compile(r"https://[^\s<>\"']+")
_PAGE = """<!doctype html>
<html>
<head><meta charset="utf-8"></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
{paragraphs}
</body>
</html>
"""


def page(text: str) -> str:
    """A page with a paragraph for each block of lines. All is escaped; only ``https`` addresses are links."""
    blocks = (block.strip("\n") for block in re.split(r"\n\s*\n", text))
    return _PAGE.format(paragraphs="\n".join(map(_paragraph, filter(None, blocks))))


def _paragraph(block: str) -> str:
    lines = "<br>\n".join(map(_line, block.split("\n")))
    return f'<p dir="auto">{lines}</p>'


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
    return re.sub(" (?= )", "&nbsp;", escape(words.replace("\t", "    ")))
