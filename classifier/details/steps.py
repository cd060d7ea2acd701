"""The steps that led to it: a list, a path through menus, a told sequence, or what was learnt to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.details.deeds import DEED
from classifier.details.places import Place
from classifier.details.tagger import FURTHER, OUT, Head, Numbers, likeliest_path
from classifier.details.view import View
from classifier.tables import any_of, either

LONGEST = 2_000
"""Characters of one account of steps."""

READ = 20_000
"""Characters of a text that are read; what follows is a log, no account."""


def find_steps(text: str) -> Place | None:
    """The steps as they stand in the text; a list counts before a path, and that before a told sequence."""
    for rule in (_numbered, _headed, _bulleted, _in_line, _orders, _path, _sequence, _moment):
        found = next(rule(text[:READ]), None)
        if found is not None:
            return Place(found.start, min(found.end, found.start + LONGEST))
    return None


def told_steps(seen: View, scores: Numbers, head: Head) -> Place | None:
    """The first account of steps that the tagger sees in a text; for texts in which no rule finds any."""
    path = likeliest_path(scores, head)
    start = next((at for at, tag in enumerate(path) if tag != OUT), None)
    if start is None:
        return None
    end = next((at for at in range(start + 1, len(path)) if path[at] != FURTHER), len(path))
    return seen.place(start, end)


def _numbered(text: str) -> Iterator[Place]:
    """Two numbered lines or more, with the lines between them."""
    run: list[re.Match[str]] = []
    for row in _NUMBERED.finditer(text):
        if row["number"] == "1":
            if len(run) > 1:
                break
            run = [row]
        elif run and row["number"] == str(len(run) + 1) and row.start() - run[-1].end() <= 300:
            run.append(row)
    if len(run) > 1:
        yield Place(run[0].start("row"), run[-1].end())


def _bulleted(text: str) -> Iterator[Place]:
    """Two lines or more with a dash or a dot before them, most of which tell a deed."""
    for items in _BULLETS.finditer(text):
        rows = [row for row in items[0].split("\n") if row.strip()]
        if 2 * sum(_BULLET_DEED.match(row) is not None for row in rows) > len(rows):
            yield Place(*items.span())


def _headed(text: str) -> Iterator[Place]:
    """What stands under "steps:" up to an empty line or the next heading."""
    for head in _HEADING.finditer(text):
        stop = _NEXT_HEADING.search(text, head.end(), head.end() + LONGEST)
        end = stop.start() if stop else min(len(text), head.end() + LONGEST)
        if text[head.end() : end].strip():
            yield Place(head.end(), end)


def _in_line(text: str) -> Iterator[Place]:
    """ "1) log in 2) open a job 3) press play" within a line."""
    for line in _IN_LINE.finditer(text):
        yield Place(*line.span())


def _path(text: str) -> Iterator[Place]:
    """ "Reports > Export > CSV", or two stations after "go to"."""
    for path in _PATH.finditer(text):
        stations = path[0].count(">")
        if stations >= 2 or _GOING.search(text[max(path.start() - 20, 0) : path.end()]):
            yield Place(*path.span())


def _orders(text: str) -> Iterator[Place]:
    """ "Open client. File > Audio. OK. Close client.": sentences of deeds, with a path among them."""
    for told in _ORDERS.finditer(text):
        if ">" in told[0]:
            yield Place(*told.span())


def _sequence(text: str) -> Iterator[Place]:
    """Two deeds or more told one after the other."""
    for told in _SEQUENCE.finditer(text):
        yield Place(*told.span(told.lastgroup or 0))


def _moment(text: str) -> Iterator[Place]:
    """ "after I clicked Save", "when I press Ctrl and S"; "when I click Save" tells when, not how."""
    for told in _MOMENT.finditer(text):
        if _ONCE.match(told[0]) or _KEY.search(told[0]):
            yield Place(*told.span())


_NUMBERED = re.compile(
    r"(?:(?<=\n)|^)[ \t>*-]{0,6}(?P<row>(?:[Ss]tep )?(?P<number>\d{1,2}))[.):]{1,2}[ \t]{1,4}\S[^\n]{0,400}"
)
_BULLETS = re.compile(
    r"(?:(?<=\n)|"
    r"^)[ \t]{0,6}[-*•–·][ \t]{1,4}\S[^\n]{0,300}(?:\n[ \t]{0,6}[-*•–·][ \t]{1,4}\S[^\n]{0,300}){1,30}"
)
_BULLET_DEED = re.compile(rf"\W*(?:(?:i|we|then|first|next|now),? ){{0,3}}{DEED}", re.I)
_HEADINGS = r"""
    steps(?: (?:to (?:reproduce|recreate|repeat)|(?:i|we) (?:took|followed|did)|taken|so far|
        that led to (?:it|this)))?
    (?:how )?to reproduce|repro(?: steps)?|reproduce|what (?:i|we) did
"""
_HEADING = re.compile(rf"\b{any_of(_HEADINGS)}\s?[:=](?:\s?\n)?[ \t]*", re.I)
_NEXT_HEADING = either(r"""
    \n[ \t]*\n
    (?:\n|[.;] )(?=(?:error|expected|actual|result|user|job|message|environment|version|outcome|
        browser)\b[^\n.]{0,20}[:=])
    \n(?=(?:thanks|thank you|regards|error)\b)
""")
_IN_LINE = re.compile(
    r"(?<![\w.])\(?1[.):] ?[A-Za-z][^\n]{2,200}?[ ,;.]\(?2[.):] ?[A-Za-z]"
    r"(?:[^\n]{2,200}?[ ,;.]\(?[3-9][.):] ?[A-Za-z]){0,8}[^\n.;]{2,150}"
)
_STATION = r"(?<![\w\"'])[\w\"'][\w\"'/&()-]{0,24}(?: [\w\"'/&()-]{1,24}){0,3}"
_PATH = re.compile(rf"{_STATION}(?: ?-?> ?{_STATION}(?:: ?[\w-]{{1,20}}(?= ?-?> )){{0,1}}){{1,10}}")
_ONCE = re.compile(
    r"(?:after|once|as soon as)(?: that)? [\w. ]{1,30}? "
    r"(?:[a-z]{2,}ed|chose|went|hit|ran|sent|put|set|took|held|left)\b",
    re.I,
)
"""One deed that was done, with its time."""

_KEY = re.compile(r"\b(?:ctrl|control|strg|alt|shift|cmd)\b", re.I)
_GOING = either(r"""
    \b(?:go(?:ing|es)? to|went to|click\w*|opens?|opened|under|via|through|from|choose|chose|select\w*|
        in|menu|navigat\w+)\b
""")
_OUTCOME = (
    r"the (?:\w+ )?(?:screen|page|app|text|audio|system|browser|tab|window|cursor|client|editor|"
    r"player|list|program|"
    r"sound|portal|job|recorder|recording|software|machine|pc|computer|words|file|report)"
    r" (?:\w{2,12}(?:s|ed)|is|are|was|were|went|goes|froze|hung|got|became|won't|can't|cannot)"
)
_IT = r"it(?![,.;\n]|$| (?:and|then|in|into|to|as|again|on|off|up|down|out|over|back|with|from|via)\b)"
_OBJECT = (
    r"(?! (?:is|was|are|were)\b)"
    rf"(?: (?!(?:and(?! (?-i:[A-Z]\b|Ctrl|Alt|Shift|F\d))|then|but|or|when|{_IT}|nothing|"
    rf"{_OUTCOME})\b)[^\s,.;:!?\n]{{1,30}}(?:\.[^\s,.;:!?]{{1,8}})?){{0,8}}"
)
_LINK = (
    r"(?:,? (?:and )?then |, and |,? and |, |; | -?> |\. (?:and )?(?:then|next|after that|afterwards|"
    r"finally),? "
    r"|\. (?=(?:i|we|he|she) ))(?:(?:i|we|she|he|they|then|just|also|again|"
    r"(?:had|made|let) (?:him|her|them)) ){0,2}"
)
_SUBJECT = (
    r"(?:i|we|she|he|they|users?|you|to|just|then|first|by|upon|when|while|after|on|dr\.? [a-z]+|"
    r"doctor|secretary|"
    r"typist|nurse|(?-i:[A-Z][a-z]+ [A-Z][a-z]+)|[a-z]{2,20}\.?[a-z]{0,20}(?= (?:opens|clicks|presses|"
    r"selects|logs|signs|goes|types|"
    r"enters))) "
)
_SEQUENCE = re.compile(
    rf"\b{_SUBJECT}(?P<deeds>{DEED}{_OBJECT}(?:{_LINK}{DEED}{_OBJECT}){{1,8}})"
    rf"|(?:^|(?<=[.!?:,\n] )|(?<=[\n(]))(?P<told>{DEED}{_OBJECT}(?:(?:{_LINK}|\. ){DEED}{_OBJECT}){{2,8}})",
    re.I,
)
_ORDERS = re.compile(
    rf"(?:^|(?<=[.!?:\n] )|(?<=\n)){DEED}{_OBJECT}"
    rf"(?:\. (?:{DEED}{_OBJECT}|{_PATH.pattern}|(?:OK|Yes|No|Next|Enter|Save)(?=\.))){{2,10}}",
    re.I,
)
_WHO = (
    r"(?:i|we|she|he|they|you|users?|someone|anyone|dr\.? [a-z]+|(?-i:[A-Z][a-z]+(?: [A-Z][a-z]+)?)|"
    r"[a-z]{2,20}(?:\.[a-z]+)?(?= (?:clicks|opens|presses|saves)))"
)
_MOMENT = re.compile(
    rf"\b(?:(?:when(?:ever)?|after|as soon as|every time|each time|once|the moment|any ?time|"
    rf"if)(?: that)? {_WHO} "
    r"(?:(?:try|tries|tried|attempt|attempts|want|wants|am|is|was|are|were|trying) (?:to )?)?"
    rf"(?:{DEED}|trying|(?:[a-z]{{2,12}}ing))"
    r"|(?:when|after|while|by|upon) (?:clicking|opening|pressing|saving|signing|logging|uploading|"
    r"selecting|choosing|"
    r"submitting|sending|printing|exporting|importing|typing|hitting|switching|entering|closing|"
    r"dictating|recording|"
    r"searching|playing|editing|restarting|pausing|resuming|refreshing|inserting|dragging|tapping))\b"
    r"(?: (?!(?:and(?! (?-i:[A-Z]\b|Ctrl|Alt|Shift|F\d))|but|it|nothing|then|the (?:screen|page|app|"
    r"text|audio|system)|i get|we get|i got|"
    r"he gets|she gets|"
    r"they get|please|any|why|how)\b)[^\s,.;:!?\n]{1,30}){0,10}",
    re.I,
)
