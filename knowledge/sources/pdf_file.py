"""A PDF as text: its lines are put together to paragraphs, lists and headings again."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from knowledge.sources.markdown import escaped
from knowledge.sources.text import LARGEST_TEXT, Text, UnreadableError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 500
LONGEST_HEAD = 80
"""Letters of a line that may be repeated on every page without being text."""


@dataclass(frozen=True)
class Line:
    """A line of a page, and how large its letters are, in points."""

    words: str
    size: float


def read_pdf(content: bytes) -> Text:
    """The text of a PDF; raises :class:`UnreadableError`."""
    reader = _opened(content)
    pages = _pages(reader)
    if not any(pages):
        raise UnreadableError(
            "it holds no text, only pictures of pages", "run it through text recognition (OCR) first"
        )
    lines = [line for page in _without_running_heads(pages) for line in page]
    title, body = laid_out(lines)
    silent = [str(number) for number, page in enumerate(pages, 1) if not page]
    notes = (f"No text was found on {len(silent)} of {len(pages)} pages.",) if silent else ()
    return Text(title or _named(reader), body, _changed(reader), notes=notes)


def laid_out(lines: Sequence[Line]) -> tuple[str, str]:
    """The title (the first line in large letters) and the Markdown of lines."""
    usual = _usual_size(lines)
    larger = sorted({line.size for line in lines if line.size >= 1.15 * usual}, reverse=True)
    level = {size: min(number, 4) for number, size in enumerate(larger, 1)}
    blocks: list[str] = []
    title = ""
    for kind, words in _joined(lines, level):
        if kind and not title and not blocks:
            title = words
        else:
            blocks.append(f"{'#' * max(kind, 2)} {escaped(words)}" if kind else words)
    return title, "\n\n".join(blocks).replace("\n\n\0", "\n").replace("\0", "") + "\n"


_BULLET = re.compile(r"^(?:[•‣▪●◦∙·–*-])\s+(?=\S)")
_STEP = re.compile(r"^(\d{1,3})[.)]\s+(?=\S)")
_HYPHENATED = re.compile(r"(?<=[a-zà-þ])[-\u00ad]$")
_ENDS = re.compile(r"[.!?:…\"”)]$")


def _opened(content: bytes) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("it is protected by a password", "save a copy without one")
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError) as error:
        raise UnreadableError(
            "this is no PDF, or a damaged one", "open it and save it again as PDF"
        ) from error
    if pages > MOST_PAGES:
        raise UnreadableError(
            f"it has {pages} pages; more than {MOST_PAGES} are a book", "split it by subject"
        )
    return reader


def _pages(reader: PdfReader) -> list[list[Line]]:
    pages: list[list[Line]] = []
    length = 0
    for page in reader.pages:
        pages.append(_lines(page))
        length += sum(len(line.words) + 1 for line in pages[-1])
        if length > LARGEST_TEXT:
            raise UnreadableError("it holds more than a million letters", "split it by subject")
    return pages


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page with the size most of their letters have."""
    pieces: list[tuple[str, float]] = []
    height = 0.0

    def seen(
        text: str, current: Sequence[float], matrix: Sequence[float], _font: object, size: float
    ) -> None:
        nonlocal height
        points = round(abs(size) * (abs(matrix[3] * current[3]) or abs(matrix[1]) or 1.0), 1)
        if abs(matrix[5] - height) > points / 2:
            pieces.append(("\n", points))
        height = matrix[5]
        pieces.append((text, points))

    page.extract_text(visitor_text=seen)
    return list(_by_line(pieces))


def _by_line(pieces: Sequence[tuple[str, float]]) -> Iterator[Line]:
    words, letters = "", Counter[float]()
    for text, size in [*pieces, ("\n", 0.0)]:
        for number, part in enumerate(text.split("\n")):
            if number and words.strip():
                yield Line(" ".join(words.split()), letters.most_common(1)[0][0])
            if number:
                words, letters = "", Counter()
            words += part
            letters[size] += len(part.strip())


def _usual_size(lines: Sequence[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.words)
    return letters.most_common(1)[0][0]


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Pages without page numbers and without what stands at the edge of most of them."""
    edges = Counter(_figures_out(page[at].words) for page in pages for at in _edge(page))
    often = {words for words, times in edges.items() if times >= 3 and times > len(pages) / 2}
    for page in pages:
        running = {at for at in _edge(page) if _is_running(page[at].words, often)}
        yield [line for at, line in enumerate(page) if at not in running]


def _edge(page: Sequence[Line]) -> set[int]:
    """The places of the first and the last lines of a page."""
    several = 2 if len(page) > 4 else 1
    return {*range(len(page))[:several], *range(len(page))[-several:]}


def _is_running(words: str, often: set[str]) -> bool:
    return len(words) <= LONGEST_HEAD and (
        _figures_out(words) in often
        or re.fullmatch(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?", words, re.I) is not None
    )


def _figures_out(words: str) -> str:
    return re.sub(r"\d+", "0", words)


def _joined(lines: Sequence[Line], level: dict[float, int]) -> Iterator[tuple[int, str]]:
    """Blocks of lines: (level of a heading or 0, words); a list item that follows another begins with NUL."""
    words, kind, item, before = "", 0, False, 0
    for line in lines:
        heading = level.get(line.size, 0) if len(line.words) <= 150 else 0
        start = _BULLET.match(line.words) or _STEP.match(line.words)
        if words and (
            heading != kind or (start and not heading) or _paragraph_ends(words, kind, before, line.words)
        ):
            yield kind, words
            words = ""
        if not words:
            follows = item and bool(start) and not heading
            item = bool(start) and not heading
            words = ("\0" if follows else "") + (line.words if heading else _begun(line.words))
        else:
            words = _HYPHENATED.sub("", words) if _HYPHENATED.search(words) else f"{words} "
            words += line.words if heading else escaped(line.words)
        kind, before = heading, len(line.words)
    if words:
        yield kind, words


def _paragraph_ends(words: str, kind: int, last: int, following: str) -> bool:
    """A line that was left short ends the paragraph: after a sentence, or when a capital follows."""
    if kind or last >= 60:
        return False
    return _ENDS.search(words) is not None or (last < 40 and following[:1].isupper())


def _begun(words: str) -> str:
    """The first line of a block, its bullet or number as Markdown writes it."""
    if bullet := _BULLET.match(words):
        return f"- {escaped(words[bullet.end() :])}"
    if step := _STEP.match(words):
        return f"{step[1]}. {escaped(words[step.end() :])}"
    return re.sub(r"^([#+=~>-])", r"\\\1", escaped(words))


def _named(reader: PdfReader) -> str:
    """The title the file gives itself, unless a program has put a file's name there."""
    title = _fact(reader, "/Title")
    return "" if re.search(r"\.\w{2,4}$|^untitled|^microsoft word", title, re.IGNORECASE) else title


def _fact(reader: PdfReader, name: str) -> str:
    facts = reader.metadata
    return str(facts.get(name) or "").strip() if facts else ""


def _changed(reader: PdfReader) -> date | None:
    written = _fact(reader, "/ModDate") or _fact(reader, "/CreationDate")
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})", written)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
