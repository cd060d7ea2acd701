"""The views of a document, each a way to take it apart into terms, and the numbers of its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from classifier import views
from classifier.features import WEIGHT, frame, observe
from classifier.labelled import Document
from classifier.pipeline import SEEN_IN
from classifier.reading import Reading, opening, read

Numbers = npt.NDArray[np.float64]


class Cut(NamedTuple):
    """How a document is taken apart, and in how many documents a term must stand to count."""

    terms: Callable[[Document], list[str]]
    seen_in: int


class Flags(NamedTuple):
    """What holds for a document (0 or 1 each), and what that weighs beside views of length one."""

    values: Callable[[Document], Sequence[float]]
    weight: float


def _cut(terms: Callable[[Reading], list[str]], seen_in: int) -> Cut:
    return Cut(lambda document: terms(read(document)), seen_in)


def _of_text(cut: Callable[[str], list[str]], seen_in: int) -> Cut:
    return Cut(lambda document: cut(document.text), seen_in)


def words(text: str, longest: int = 2) -> list[str]:
    """The words of a cleaned text, and its runs of neighbours."""
    tokens = _WORD.findall(text)
    sizes = range(1, longest + 1)
    return [" ".join(tokens[at : at + size]) for size in sizes for at in range(len(tokens) - size + 1)]


def letters(text: str, shortest: int, longest: int) -> list[str]:
    """Runs of letters within words, as scikit-learn's ``char_wb`` cuts them."""
    return [run for word in text.split() for run in _runs(f" {word} ", shortest, longest)]


def _runs(padded: str, shortest: int, longest: int) -> list[str]:
    found: list[str] = []
    for size in range(shortest, longest + 1):
        if len(padded) <= size:
            return [*found, padded]
        found += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return found


def _frames(text: str) -> list[str]:
    tokens = frame(text).split()
    return [" ".join(tokens[at : at + size]) for size in (1, 2, 3) for at in range(len(tokens) - size + 1)]


def _begins(part: Reading) -> list[str]:
    """The tag before a title (*[Bug]*, *docs:*), its first words and its last."""
    tag, prefix = _TAG.match(part.title), _PREFIX.match(part.title)
    rest = _ALPHABETIC.findall(_TAG.sub("", part.title).lower())
    return [
        *([f"tag {tag[1].lower()}"] if tag else ()),
        *([f"prefix {prefix[1].lower()}"] if prefix else ()),
        f"first {' '.join(rest[:1])}",
        f"first two {' '.join(rest[:2])}",
        f"last {' '.join(rest[-1:])}",
    ]


CUTS: Mapping[str, Cut] = {
    **{name: _of_text(cut, SEEN_IN[name]) for name, cut in views.CUTS.items()},
    "headline words": _cut(lambda part: words(part.headline), 1),
    "headline letters": _cut(lambda part: letters(part.headline, 2, 5), 2),
    "headline frames": _cut(lambda part: _frames(part.headline), 2),
    "headline begins": _cut(_begins, 2),
    "body words": _cut(lambda part: words(part.body), 2),
    "body letters": _cut(lambda part: letters(part.body, 3, 5), 2),
    "opening": _cut(lambda part: words(opening(part.body, 60)), 1),
    "prose words": _cut(lambda part: words(part.prose), 2),
    "prose letters": _cut(lambda part: letters(opening(part.prose, 150), 3, 5), 2),
    "questions": _cut(lambda part: words(part.questions), 1),
    "form": _cut(lambda part: list(part.form), 2),
    "code": _cut(lambda part: list(part.code), 2),
}
"""The views in which terms are counted: those of a message, then those of a document with a headline."""


def shape(document: Document) -> list[float]:
    """Lengths, counts and marks of a document, as plain numbers in a fixed order."""
    part = read(document)
    body, headline = part.body.split(), part.headline.split()
    return [
        *(np.log1p([len(body), len(part.raw), len(part.prose), len(headline)]).tolist()),
        *_marks(part.title, part.headline),
        *_marks(part.raw, part.body),
        *(len(pattern.findall(part.raw)) for pattern in _COUNTED),
        *(float(part.body.count(f" {token} ")) for token in _TOKENS),
        *(sum(word in some for word in body) / (len(body) + 1) for some in _PERSONS),
        *(float(word in headline) for word in _HEADLINE_WORDS),
        *(float(word in part.body) for word in _BODY_WORDS),
        *(float(word in part.prose.split(None, many)[:many]) for word, many in _EARLY_WORDS),
        *(float(pattern.search(part.prose) is not None) for pattern in _TURNS),
        float(len(body) <= 10),
        float(len(body) > 60),
        float(np.log1p(sum(map(len, part.code)))),
        float(np.mean([len(word) for word in headline] or [0])),
        sum(word[:1].isupper() for word in part.title.split()) / (len(headline) + 1),
    ]


def observations(document: Document) -> list[float]:
    """The classifier's observations of the headline, then of the opening of the prose."""
    part = read(document)
    return [float(seen) for text in (part.headline, opening(part.prose, 60)) for seen in observe(text)]


def _marks(raw: str, text: str) -> list[float]:
    return [
        float("?" in text),
        float(raw.rstrip().endswith("?")),
        float(text.count("?")),
        float("!" in text),
        float(raw.startswith("[")),
        float(raw[:1].islower()),
        float(":" in raw[:60]),
        float(raw.count("`")),
        float(sum(not letter.isascii() for letter in raw[:2_000])),
    ]


NUMBERS: Mapping[str, Callable[[Document], list[float]]] = {"shape": shape}
FLAGS: Mapping[str, Flags] = {
    "message seen": Flags(lambda document: observe(document.text), WEIGHT),
    "document seen": Flags(observations, 0.35),
}

_WORD = re.compile(r"[\w']+|[?!]")
_ALPHABETIC = re.compile(r"[A-Za-z']+|\?")
_TAG = re.compile(r"\s*[\[(]([^\])]{2,40})[\])]\s*:?")
_PREFIX = re.compile(r"\s*([\w /.-]{2,30}):\s")
_EARLY_WORDS = (("how", 12), ("what", 12), ("why", 12), ("can", 8), ("is", 6), ("any", 20), ("i", 4))
_TURNS = tuple(
    re.compile(pattern)
    for pattern in (
        *(r"\b(?:not|no)\b|n't\b", r"\bbut\b", r"\bwhen\b", r"\bafter\b", r"\btr(?:ied|ying)\b"),
        *(r"\bway\b", r"\bbest\b", r"\bget(?:ting)?\b", r"\bwork(?:s|ing|ed)?\b", r"\bwant\b"),
        *(r"\?$", r"\?.*\?", r"\bdifference\b", r"\bsupport(?:s|ed)?\b", r"\bexpect\w*"),
    )
)
_COUNTED: Sequence[re.Pattern[str]] = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"```", 0),
        (r"Traceback", 0),
        (r"\b\w{1,60}(?:Error|Exception)\b", 0),
        (r"\berror\b", re.I),
        (r"\bat \S{1,100} ?\(", 0),
        (r"<!--", 0),
        (r"^#", re.M),
        (r"^[-*] ", re.M),
        (r"^\d{1,3}[.)]", re.M),
        (r"\[[xX]\]", 0),
        (r"\[ \]", 0),
        (r"\|", 0),
        (r"\n", 0),
    )
)
_TOKENS = ("codeblock", "image", "link", "issuelink", "pulllink", "reference", "path", "version", "hash")
_PERSONS = ({"i", "my", "me", "i'm", "i've"}, {"we", "our"}, {"you", "your"})
_HEADLINE_WORDS = (
    *("how", "what", "why", "can", "is", "add", "support", "feature", "bug", "allow", "not", "error"),
    *("fail", "fails", "crash", "should", "proposal", "request", "question", "doc", "test"),
)
_BODY_WORDS = (
    *("thank", "please", " how ", " why ", "should", "expected", "would", "proposal", "motivation"),
    *("reproduce", "steps", "hello", "hi ", "feature", "fail", "work", "tried", "possible", "recommend"),
)
