"""Which files are read, and by what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from knowledge.sources.docx_file import read_docx
from knowledge.sources.html_page import read_html, text_of
from knowledge.sources.markdown_file import with_html_as_markdown
from knowledge.sources.pdf_file import read_pdf
from knowledge.sources.text import Text

Parser = Callable[[bytes], Text]

PARSERS: Final[Mapping[str, Parser]] = {
    "docx": read_docx,
    "html": read_html,
    "fragment": lambda content: text_of(content.decode()),
    "markdown": with_html_as_markdown,
    "pdf": read_pdf,
}
"""By format; each raises :class:`knowledge.sources.text.UnreadableError`, or whatever else."""

FORMATS: Final[Mapping[str, str]] = {
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".pdf": "pdf",
    ".xhtml": "html",
}
"""The format of a file by the end of its name."""

SAVE_AS: Final[Mapping[str, str]] = {
    ".doc": "open it in Word and save it as .docx",
    ".odt": "save it as .docx",
    ".pptx": "export it as PDF",
    ".rtf": "save it as .docx",
    ".rst": "convert it to Markdown",
    ".txt": "rename it to .md",
}
"""What to do about texts in other formats."""

_ASSET = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|ico|css|js|map|woff2?|ttf|eot|json|ya?ml|toml|xml|mp4|webm|lock|gitignore)$"
)


def format_of(name: str) -> str:
    """The format of a file by its name; empty where none of ours."""
    return FORMATS.get(ending(name), "")


def ending(name: str) -> str:
    """``.pdf`` of ``Guide.PDF``; empty without one."""
    return "." + name.rpartition(".")[2].lower() if "." in name else ""


def is_asset(name: str) -> bool:
    """Whether a file only serves others: pictures, styles, settings. Nobody misses it among the articles."""
    return _ASSET.search(name.lower()) is not None
