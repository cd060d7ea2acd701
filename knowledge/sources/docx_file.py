"""A Word file as text: looked at as an archive first, then read by way of HTML."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from xml.parsers import expat

from knowledge.sources.html_page import text_of
from knowledge.sources.text import Text, UnreadableError, day_of

MOST_PARTS = 2_000
LARGEST_PART = 50_000_000
"""Bytes unpacked of one part of the archive; of all together four times as many."""
HIGHEST_RATIO = 200
"""How much larger unpacked than packed; what people write stays below thirty."""
DEEPEST = 256

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Code'] => pre:separator('\\n')
p[style-name='Source Code'] => pre:separator('\\n')
p[style-name='HTML Preformatted'] => pre:separator('\\n')
r[style-name='HTML Code'] => code
"""


def read_docx(content: bytes) -> Text:
    """The text of a Word file; raises :class:`UnreadableError`."""
    import mammoth

    title, updated = _looked_through(content)
    found = mammoth.convert_to_html(
        io.BytesIO(content), style_map=_STYLES, convert_image=_no_picture, include_embedded_style_map=False
    )
    text = text_of(found.value)
    pictures = content.count(b"word/media/")
    notes = ("Its pictures were left out.",) if pictures else ()
    return Text(text.title or title, text.body, updated, notes=notes)


def _no_picture(_image: object) -> list[object]:
    return []


def _looked_through(content: bytes) -> tuple[str, date | None]:
    """Title and day of the file's own sheet of facts, after the whole archive has been found harmless."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _weigh(archive.infolist())
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _scan(archive.read(part))
            return _facts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableError(
            "this is no Word file, or a damaged or protected one", "open it in Word and save it as .docx"
        ) from error


def _weigh(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that unpacks to far more than anybody has written."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or max((part.file_size for part in parts), default=0) > LARGEST_PART
        or unpacked > 4 * LARGEST_PART
        or (unpacked > 1_000_000 and unpacked > HIGHEST_RATIO * max(packed, 1))
    ):
        raise UnreadableError(
            "it unpacks to far more than a document holds", "do not open it; ask who made the file"
        )
    if "word/document.xml" not in {part.filename for part in parts}:
        raise UnreadableError("this is an archive but no Word file", "save the document as .docx")


def _scan(xml: bytes) -> None:
    """Refuse declared entities, which can grow without end, and elements nested without end."""
    depth = 0

    def enter(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnreadableError("its elements are nested too deep", "save the document again in Word")

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declare(*_declared: object) -> None:
        raise UnreadableError("its XML declares entities, which no Word file does", "save it again in Word")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = enter, leave
    parser.StartDoctypeDeclHandler = declare
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise UnreadableError("its XML is damaged", "open it in Word and save it again") from error


_TITLE = re.compile(r"<dc:title>([^<]{1,300})</dc:title>")
_CHANGED = re.compile(r"<dcterms:modified[^>]{0,100}>([^<]{1,40})<")


def _facts(archive: zipfile.ZipFile) -> tuple[str, date | None]:
    from html import unescape

    if "docProps/core.xml" not in archive.namelist():
        return "", None
    facts = archive.read("docProps/core.xml").decode("utf-8", "replace")
    title, changed = _TITLE.search(facts), _CHANGED.search(facts)
    return unescape(title[1]) if title else "", day_of(changed[1]) if changed else None
