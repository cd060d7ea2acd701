"""The text as its reader sees it: entities and links of chat undone, every character's place kept."""

from __future__ import annotations

import html
import re

from guard.page import Page

LONGEST = 100_000
"""Characters of a text that are read for details."""


def surface(text: str) -> Page:
    """The readable text, with ``index`` leading back into the text given."""
    page = Page.of(text[:LONGEST].translate(_PLAIN))
    for pattern in (_LINK, _ENTITY):
        page = page.changed(
            (found.start(), found.end(), _shown(found)) for found in pattern.finditer(page.text)
        )
    return page


_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "→": ">", "\u00a0": " "})
_LINK = re.compile(r"<(?:https?|mailto):[^>|\s]{1,1000}(?:\|(?P<label>[^>\n]{1,300}))?>")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|#39);")


def _shown(found: re.Match[str]) -> str:
    if found.re is _LINK:
        return found["label"] or found[0][1:-1]
    return html.unescape(found[0])
