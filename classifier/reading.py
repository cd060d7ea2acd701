"""A document taken apart, before its views are cut: headline, body, prose, form, questions, code."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from classifier.labelled import Document

LONGEST = 12_000
"""Characters of a field that are looked at."""

HEADLINE = 12
"""Words of a text without a title that take the place of one."""

SHORT_ANSWER = 25
"""Characters below which what stands under a heading is taken for the answer to it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of a document. All but ``raw``, ``title`` and ``form`` are cleaned and in lower case.

    ``form`` holds what stems from a form rather than from the writer: headings, short answers below them,
    named values, ticked boxes, hidden instructions. ``prose`` is what remains without all that and code.
    """

    title: str
    raw: str
    headline: str
    body: str
    prose: str
    form: tuple[str, ...]
    questions: str
    code: tuple[str, ...]


@lru_cache(maxsize=8_192)
def read(document: Document) -> Reading:
    """The parts of a document, in time linear in its length."""
    fields = [html.unescape(field[:LONGEST]) for field in document.fields]
    raw = "\n".join(fields[1:]) if len(fields) > 1 else fields[0]
    prose = cleaned("\n".join(_prose(raw)))
    title = fields[0] if len(fields) > 1 else ""
    return Reading(
        title=title or " ".join(prose.split()[:HEADLINE]),
        raw=raw,
        headline=cleaned(title) if title else " ".join(prose.split()[:HEADLINE]),
        body=cleaned(raw),
        prose=prose,
        form=tuple(_form(raw)),
        questions=" ".join(sentence for sentence in _SENTENCES.split(prose) if sentence.endswith("?")),
        code=tuple(_NAME.findall(" ".join(_FENCE.findall(raw))[:3_000].lower())),
    )


def cleaned(text: str) -> str:
    """Lower case; code, pictures, links, people, paths, versions and numbers as tokens; comments gone."""
    text = _FENCE.sub(" codeblock ", _COMMENT.sub(" ", text))
    for pattern, token in _TOKENS:
        text = pattern.sub(token, text)
    return " ".join(text.lower().split())


def opening(text: str, words: int) -> str:
    """The first words of a cleaned text."""
    return " ".join(text.split(None, words)[:words])


def _prose(raw: str) -> Iterator[str]:
    """The lines somebody wrote as sentences."""
    for line in _FENCE.sub("\n", _FOLDED.sub(" ", _COMMENT.sub(" ", raw))).splitlines():
        words = line.strip()
        if words and not _is_form(words):
            yield words


def _is_form(line: str) -> bool:
    if _HEADING.match(line) or _BOX.match(line) or line[0] in "|>":
        return True
    return (len(line) < SHORT_ANSWER and line[-1] not in ".?!") or _is_named_value(line)


def _is_named_value(line: str) -> bool:
    return len(line) < 60 and _NAMED.match(line) is not None


def _form(raw: str) -> Iterator[str]:
    for comment in _COMMENT.findall(raw):
        yield "comment " + _plain(comment)[:60]
    below = ""
    for line in _FENCE.sub("\n```\n", _COMMENT.sub("", raw)).splitlines():
        words = line.strip()
        if not words:
            continue
        if heading := _HEADING.match(words):
            below = _LETTERLESS.sub(" ", next(filter(None, heading.groups())).lower()).strip()[:50]
            yield f"heading {below}"
            continue
        yield from _named(words)
        if below:
            answer = _plain(words)
            yield f"under {below}: {answer if len(answer) < SHORT_ANSWER else 'a text'}"
            below = ""


def _named(line: str) -> Iterator[str]:
    if found := _NAMED.match(line):
        name, value = found[1].lower().strip(), found[2].lower().strip()
        yield f"named {name}"
        yield f"named {name}: {value}"
    if box := _BOX.match(line):
        yield f"box {box[1].lower()} {_plain(box[2])[:40]}"


def _plain(text: str) -> str:
    return _WORDLESS.sub(" ", text.lower()).strip()


_FENCE = re.compile(r"```.*?(?:```|\Z)", re.S)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_FOLDED = re.compile(r"<details>.*?(?:</details>|\Z)", re.S)
_HEADING = re.compile(r"#{1,6}\s*(\S.*)|\*\*([^*\n]{2,80})\*\*:?$|<summary>([^<]{1,60})</summary>")
_BOX = re.compile(r"[-*]\s*\[(.)\]\s*(.*)")
_NAMED = re.compile(r"[^\w\s]{0,4}([A-Za-z][\w /]{1,30})(?:\]\(url\))?[:=]\s*(?:<b>)?([\w ]{1,30})")
_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_NAME = re.compile(r"[A-Za-z_]{3,40}")
_LETTERLESS = re.compile(r"[\W\d]+")
_WORDLESS = re.compile(r"\W+")
_TOKENS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"`[^`\n]{1,200}`"), " codeword "),
    (
        re.compile(
            r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|<img[^>\n]{0,500}>|https?://\S{0,200}assets\S{0,300}"
        ),
        " image ",
    ),
    (re.compile(r"https?://[^\s/]{1,100}/\S{1,100}/pull/\d+\S{0,100}"), " pulllink "),
    (re.compile(r"https?://[^\s/]{1,100}/\S{1,100}/issues/\d+\S{0,100}"), " issuelink "),
    (re.compile(r"https?://\S{1,1000}|\bwww\.\S{1,500}"), " link "),
    (re.compile(r"</?\w[^>\n]{0,200}>"), " "),
    (re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"), " mailaddress "),
    (re.compile(r"(?<!\w)@[\w-]{1,60}"), " person "),
    (re.compile(r"(?<!\w)#\d{1,9}"), " reference "),
    (re.compile(r"\b[0-9a-f]{7,64}\b"), " hash "),
    (re.compile(r"\b0x[0-9a-fA-F]{1,32}\b"), " hash "),
    (re.compile(r"(?:[A-Za-z]:)?(?:[/\\][\w.-]{1,100}){2,30}"), " path "),
    (re.compile(r"\bv?\d{1,9}(?:\.\d{1,9}){1,6}\S{0,40}"), " version "),
    (re.compile(r"\d+"), " 0 "),
)
