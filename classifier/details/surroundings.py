"""Where each token of a text stands: in which line, quotation, sentence, clause and part of a letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from classifier.details.tokens import Token
from classifier.details.word_classes import classes_of

Rows = list[list[str]]
"""A list of attributes for every token."""

LONGEST_QUOTE = 80
"""Tokens between two quotation marks."""

LONGEST_LINE = 400
"""Characters of a line by which its kind is told."""

ENDS = frozenset((".", "!", "?", "\n"))


def stretches(found: Sequence[Token], signs: frozenset[str]) -> Iterator[range]:
    """The tokens between such signs, in order, without the signs; none of them empty."""
    start = 0
    for at, token in enumerate(found):
        if token.words in signs:
            if at > start:
                yield range(start, at)
            start = at + 1
    if len(found) > start:
        yield range(start, len(found))


def ends_sentence(found: Sequence[Token], at: int) -> bool:
    """Whether a sentence ends here: a line break, or a mark with a space behind it."""
    token = found[at]
    if token.words not in ENDS:
        return False
    last = at + 1 == len(found)
    return token.words == "\n" or last or found[at + 1].place.start > token.place.end


def in_quotes(found: Sequence[Token]) -> Rows:
    """Whether a token stands in quotation marks or brackets, and among how many words."""
    rows: Rows = [[] for _ in found]
    for sign in "\"'`":
        for opened, closed in _pairs(found, sign):
            _quoted(found, rows, opened, closed)
    opened = -1
    for at, token in enumerate(found):
        if token.words in "([":
            opened = at
        elif token.words in ")]":
            opened = -1
        elif opened >= 0 and at - opened < 30:
            rows[at].append("(in)")
    return rows


def _pairs(found: Sequence[Token], sign: str) -> Iterator[tuple[int, int]]:
    """Opening and closing mark, both in one line."""
    opened = -1
    for at, token in enumerate(found):
        if token.words == "\n" or (opened >= 0 and at - opened > LONGEST_QUOTE):
            opened = -1
        if token.words != sign:
            continue
        if opened < 0:
            opened = at
        else:
            if at > opened + 1:
                yield opened, at
            opened = -1


def _quoted(found: Sequence[Token], rows: Rows, opened: int, closed: int) -> None:
    inside = closed - opened - 1
    size = "1" if inside == 1 else "2" if inside <= 3 else "many"
    case = "A" if found[opened + 1].words[:1].isupper() else "a"
    for at in range(opened + 1, closed):
        rows[at] += ["qin", f"qin{size}{case}"]
    rows[opened].append("qopen")
    rows[opened + 1].append("qfirst")
    rows[closed - 1].append("qlast")
    rows[closed].append("qclose")


def in_lines(text: str, found: Sequence[Token]) -> Rows:
    """What kind of line a token stands in."""
    rows: Rows = [["nl"] for _ in found]
    breaks, fenced = text.count("\n"), False
    for line in stretches(found, frozenset("\n")):
        start = found[line[0]].place.start
        begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
        words = text[begin : end if end >= 0 else len(text)][:LONGEST_LINE]
        fenced ^= words.count("```") % 2 == 1
        kinds = [*_line_kinds(words), *(["fence"] if fenced else [])]
        if breaks > 1:
            kinds += ["multi", "line1" if not line[0] else "lineN" if line[-1] + 2 >= len(found) else "line+"]
        for at in line:
            rows[at] = kinds
        rows[line[0]] = [*kinds, "lstart"]
    return rows


def _line_kinds(line: str) -> list[str]:
    size = len(line)
    kinds = ["l<20" if size < 20 else "l<60" if size < 60 else "l>60"]
    kinds += [name for name, pattern in _KINDS if pattern.search(line)]
    if level := _LEVEL.search(line):
        kinds.append(f"l={level[0].lower()[:4]}")
    if label := _LABEL.match(line):
        named = label[1].strip().lower()
        kinds += ["l=label", f"l={named[:14]}:", *(name for name, words in _LABELS if words.search(named))]
    return kinds


def in_sentences(found: Sequence[Token]) -> Rows:
    """Where a token stands in its sentence, and how far behind words that announce something."""
    rows: Rows = []
    since: dict[str, int] = {}
    begin, sign, first = 0, "", True
    for at, token in enumerate(found):
        rows.append(_in_sentence(token, at - begin, sign, first))
        rows[-1] += [f"{cue}~{_near(at - before)}" for cue, before in since.items()]
        if ends_sentence(found, at):
            since, begin, sign, first = {}, at + 1, "", False
            continue
        if token.words in ",:;-–—(>":
            sign = token.words
        since.update(dict.fromkeys(_CUES.intersection(classes_of(token.low)), at))
    return rows


def _in_sentence(token: Token, at: int, sign: str, first: bool) -> list[str]:
    row = [f"s={at if at < 4 else '+'}"]
    if first:
        row.append("s1")
    if sign:
        row.append(f"after{sign}")
    if at and len(token.words) > 1 and token.words[0].isupper():
        row.append("Mid")
    return row


def _near(distance: int) -> str:
    return str(distance) if distance < 5 else "5" if distance < 9 else "+"


def in_clauses(found: Sequence[Token]) -> Rows:
    """What else stands in the same clause, between which signs, and what comes behind it."""
    rows: Rows = [[] for _ in found]
    for clause in stretches(found, _CLAUSE_SIGNS):
        row = _clause(found, clause)
        for at in clause:
            rows[at] = row
    return [[*row, *ahead] for row, ahead in zip(rows, _ahead(found), strict=True)]


def _clause(found: Sequence[Token], clause: range) -> list[str]:
    start, end = clause[0], clause[-1] + 1
    inside = Counter(name for at in clause for name in classes_of(found[at].low))
    row = [f"C{name}{'2' if inside[name] > 1 else ''}" for name in _WATCHED if inside[name]]
    personal = any(inside[name] for name in ("i", "they", "you", "person"))
    row.append("Cpersonal" if personal else "Cmachine" if inside["fault"] else "Cplain")
    row.append(f"Cn{_size(len(clause))}")
    if found[start].words[0].isupper():
        row.append("CA")
    before, behind = ("^" if not start else found[start - 1].words), _sign(found, end)
    row += [f"C^{before}", f"C${behind}"]
    if end + 1 < len(found):
        row += [f"C>{name}" for name in classes_of(found[end + 1].low)[:2]]
    whole = (not start or before in ENDS) and (behind == "$" or behind in ENDS)
    if whole and not personal and found[start].words[0].isupper():
        row.append("Cwhole")
    return row


def _size(many: int) -> str:
    return str(many) if many < 4 else "4" if many < 7 else "7" if many < 13 else "+"


def _sign(found: Sequence[Token], at: int) -> str:
    return found[at].words if at < len(found) else "$"


def _ahead(found: Sequence[Token]) -> Rows:
    """How soon words come that a message does not go on with."""
    rows: Rows = []
    until: dict[str, int] = {}
    for at in range(len(found) - 1, -1, -1):
        if found[at].words in ENDS:
            until = {}
        near = [(name, where - at) for name, where in until.items() if where - at < 6]
        rows.append([f"{name}~>{min(distance, 4)}" for name, distance in near])
        until.update(dict.fromkeys(_AHEAD.intersection(classes_of(found[at].low)), at))
    return rows[::-1]


class _Zone(NamedTuple):
    """What a line or a letter has come to."""

    route: bool = False
    greeting: bool = False
    closed: int = -1


def in_zones(text: str, found: Sequence[Token]) -> Rows:
    """Greeting, address lines and signature of a letter, its beginning and its end."""
    rows: Rows = []
    zone = _Zone()
    for at, token in enumerate(found):
        zone = _next_zone(text, found, at, zone)
        row = [name for name, holds in (("route", zone.route), ("greeting", zone.greeting)) if holds]
        if zone.closed >= 0:
            distance = at - zone.closed
            row.append(f"closed{distance if distance < 3 else '3' if distance < 8 else '+'}")
        left = len(found) - at
        rows.append(row + [f"end{left}"] * (left <= 6) + [f"begin{at}"] * (at < 3))
        if token.words in ",.!-":
            zone = zone._replace(greeting=False)
    return rows


def _next_zone(text: str, found: Sequence[Token], at: int, zone: _Zone) -> _Zone:
    token = found[at]
    if token.words == "\n":
        zone = zone._replace(route=False, greeting=False)
    elif at == 0 or found[at - 1].words == "\n":
        route = _ROUTE.match(text, token.place.start) is not None
        zone = zone._replace(route=route, greeting=at < 40 and "greet" in classes_of(token.low))
    dashes = token.words == "-" and at > 2 and found[at - 1].words == "-"
    if dashes or (2 * at > len(found) and _CLOSING.fullmatch(token.low)):
        zone = zone._replace(closed=at)
    return zone


_CUES = frozenset(
    (
        "say",
        "show",
        "give",
        "get",
        "broke",
        "message",
        "job",
        "paper",
        "i",
        "they",
        "person",
        "talk",
        "act",
        "when",
    )
)
_WATCHED = (
    *("i", "you", "they", "fault", "machine", "person", "thanks", "please", "wh", "time", "patient", "be"),
    *("get", "do", "talk"),
)
_AHEAD = frozenset(("when", "and", "i", "they", "fault", "so", "can", "trouble", "be", "talk", "adverb"))
_CLAUSE_SIGNS = frozenset('.!?\n,;:()-–—>"/=')
_LEVEL = re.compile(r"\b(?:ERROR|FATAL|SEVERE|CRITICAL|CRIT|EMERG|ERR|WARN|WARNING|INFO|DEBUG)\b")
_LABEL = re.compile(r"[ \t]*([A-Z][\w /]{1,24}):(?: |$)")
_KINDS = (
    (
        "l=log",
        re.compile(
            r"^[ \t>]*(?:\[?\d{1,4}[-:/.]\d{1,2}[-:/.]\d|\[?\d\d:\d\d|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:)"
        ),
    ),
    ("l=at", re.compile(r"^(?:[ \t]+(?:at|File|in) |Traceback|\s*\.\.\. \d+ more)")),
    ("l=item", re.compile(r"^[ \t]*(?:\d{1,2}[.):]|[-*•–]|[Ss]tep \d)[ \t]")),
    ("l=thrown", re.compile(r"\w(?:Error|Exception|Fault)\b")),
    ("l=path", re.compile(r"\S.*>")),
)
_LABELS = tuple(
    (f"label={words.split('|')[0]}", re.compile(words))
    for words in (
        *(
            "user|who|affected|login|account|name",
            "from|caller|reporter|contact|requested",
            "to|cc",
            "job|sample",
        ),
        *("subject", "patient|pt", "author|dictator|provider|doctor|physician|typist|mt"),
        "error|message|what|problem|text|issue|shown",
    )
)
"""Kinds of labels at the beginning of a line."""

_CLOSING = re.compile(
    r"thanks|thank|thx|regards|cheers|sincerely|wishes|yours|truly|best|br|rgds|mfg|gr(?:ü|ue)(?:ß|ss)en?|"
    r"cordialement|saludos|respectfully"
)
_ROUTE = re.compile(
    r"[ \t>]*(?:from|to|cc|von|an|subject|sent|date|re|fwd?|caller|reporter|requested by|reported by) ?:",
    re.I,
)
