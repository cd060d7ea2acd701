"""The error message in a text: pasted, quoted, coded, or told in the asker's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from classifier.details.error_codes import codes
from classifier.details.error_shown import COUNTED, NAMED_AFTER, NEXT_SENTENCE, SCREEN, STATE_OF_THING, STATUS
from classifier.details.error_words import (
    FAULT,
    HINTS,
    KIND,
    LABEL,
    LABEL_AFTER,
    LEAD,
    MACHINE,
    OWN_TROUBLE,
    PEOPLE_SAY,
    PERSONAL,
    PHRASE,
    QUESTION,
    SOUNDS,
    STOP,
    TALKS,
    TELLS,
    TELLS_AFTER,
    VAGUE,
    WEAK_LEAD,
)
from classifier.details.names import FIRST_NAMES
from classifier.details.pasted import pasted
from classifier.details.places import Place

LONGEST = 300
"""Characters of one error message."""

READ = 20_000
"""Characters in which one is looked for that is not pasted; what follows is a log."""

MOST_CODES = 20
"""Codes of one text before which a sentence is looked for."""


def find_error(text: str) -> Place | None:
    """The likeliest error message: pasted counts before quoted, and quoted before told."""
    found = next(pasted(text), None)
    if found is not None:
        return _bounded(text, _with_reference(text, found))
    head = text[:READ]
    asserted = (_quoted, _named_after, _introduced, _sounding, _sentence_with_code, _status, codes)
    for rule in (*asserted, _shown, _announced, _told, _alone):
        found = next(rule(head), None)
        if found is not None:
            return _bounded(head, _with_reference(head, found))
    return None


def _with_reference(text: str, place: Place) -> Place:
    """The message with what programs add to it: "Reference 4711-B", "Please contact your administrator"."""
    added = _REFERENCE.match(text, place.end) or NEXT_SENTENCE.match(text, place.end)
    return Place(place.start, added.end()) if added else place


def _quoted(text: str) -> Iterator[Place]:
    """What stands in quotation marks and is told as a message."""
    for quote in _quotes(text):
        before = text[max(quote.start() - 60, 0) : quote.start()]
        told = TELLS.search(before) or (HINTS.search(before) and _words(quote).count(" ") >= 2)
        if (told and not LABEL.search(before) and not PEOPLE_SAY.search(before)) or TELLS_AFTER.match(
            text, quote.end()
        ):
            yield _inside(quote)


def _sounding(text: str) -> Iterator[Place]:
    """What stands in quotation marks and sounds like a message, or is a sentence of its own."""
    for quote in _quotes(text):
        before = text[max(quote.start() - 60, 0) : quote.start()]
        if not LABEL.search(before) and (FAULT.search(_words(quote)) or _is_sentence(text, quote)):
            yield _inside(quote)


def _quotes(text: str) -> Iterator[re.Match[str]]:
    """Whatever stands in quotation marks and may be a message."""
    for quote in _QUOTE.finditer(text):
        if _is_worth_it(_words(quote), most=4) and not LABEL_AFTER.match(text, quote.end()):
            yield quote


def _is_worth_it(words: str, most: int = 0) -> bool:
    """Whether this may be a message: a single common word tells a state ("pending"), a number how many.

    ``most`` are the words from which on it may begin with a number all the same; 0 for none.
    """
    plain = words.strip(" .!")
    says = " " in plain or not plain.isalpha()
    counts = plain[:1].isdigit() and not COUNTED.match(plain) and not 0 < most <= len(plain.split())
    return (says and not counts) or FAULT.search(words) is not None


def _is_sentence(text: str, quote: re.Match[str]) -> bool:
    """Whether the quotation of three words or more stands where a sentence would."""
    begins = _SENTENCE_BEFORE.search(text[max(quote.start() - 4, 0) : quote.start()])
    if not _SENTENCE_AFTER.match(text, quote.end()):
        return False
    if STATE_OF_THING.match(_words(quote)):
        return True
    if _THEN_BEFORE.search(text[max(quote.start() - 12, 0) : quote.start()]):
        return _FIVE_WORDS.search(_words(quote)) is not None
    return bool(begins and _words(quote).count(" ") >= 2)


def _introduced(text: str) -> Iterator[Place]:
    """What follows "error:", "it says" or "the message is"."""
    for lead in LEAD.finditer(text):
        end = _clause(text, lead.end())
        if (
            end - lead.end() >= 3
            and _is_worth_it(text[lead.end() : end])
            and not VAGUE.match(text, lead.end())
        ):
            kept = lead["kept"] and not _is_listed(text, lead.start())
            yield Place(lead.start("kept") if kept else lead.end(), end)


def _named_after(text: str) -> Iterator[Place]:
    """ "Cannot reach server is what the popup says"."""
    for told in NAMED_AFTER.finditer(text):
        if _may_be_one(text, Place(*told.span("words"))) and FAULT.search(told["words"]):
            yield Place(*told.span("words"))


def _status(text: str) -> Iterator[Place]:
    """ "Status: NO ANSWER (3/3)", "marked ORPHANED RECORD", "shows SUSPENDED - carrier error 34"."""
    for shown in STATUS.finditer(text):
        yield Place(*shown.span(shown.lastgroup or 0))


def _shown(text: str) -> Iterator[Place]:
    """ "Save gives Name already in use": begins in the middle of a sentence with a capital letter."""
    for lead in SCREEN.finditer(text):
        place = Place(lead.end(), _clause(text, lead.end()))
        words = text[slice(*place)]
        human = any(not word[0].lower().startswith("user") for word in PERSONAL.finditer(words))
        human = human or words.split(" ")[0].lower() in FIRST_NAMES
        if not human and " " in words and FAULT.search(words):
            yield place


def _is_listed(text: str, start: int) -> bool:
    """Whether "Error:" is one label of several, as in a form that was filled in."""
    return _FORM_LINE.search(text, 0, start) is not None and text[max(start - 1, 0) : start] in ("\n", "")


def _announced(text: str) -> Iterator[Place]:
    """What sounds like a message after "I get", "it shows", a colon, a dash, or on a line of its own."""
    for lead in WEAK_LEAD.finditer(text):
        place = Place(lead.end(), _clause(text, lead.end()))
        words = text[slice(*place)]
        if _may_be_one(text, place) and _is_announced(text, lead, words):
            yield _with_code_before(text, place)


def _with_code_before(text: str, place: Place) -> Place:
    """ "NAK AR - Segment missing" where "Segment missing" was found."""
    first = max(place.start - 60, 0)
    code = _CODE_BEFORE.search(text[first : place.start])
    return Place(first + code.start("code"), place.end) if code else place


def _is_announced(text: str, lead: re.Match[str], words: str) -> bool:
    """Whether these words, by the way they follow, are a message: the vaguer the way, the surer the words."""
    way = lead[0].strip()
    if way[:1].isalpha():
        return SOUNDS.match(words) is not None or (words[:1].isupper() and FAULT.search(words) is not None)
    if way in ("", "."):
        return words[:1].isupper() and MACHINE.search(words) is not None
    if OWN_TROUBLE.match(words):
        return False
    told = words[:1].isupper() or TALKS.search(text[max(lead.start() - 60, 0) : lead.start() + 1])
    return bool(told and FAULT.search(words))


def _may_be_one(text: str, place: Place) -> bool:
    """Whether programs may have said this: several words, none that only people use, and no question."""
    words = text[slice(*place)]
    theirs = PERSONAL.search(words) or QUESTION.match(words)
    asked = text[place.end : place.end + 1] == "?"
    return " " in words and not theirs and not asked


def _sentence_with_code(text: str) -> Iterator[Place]:
    """A sentence of a program with the code that follows it: "It could not be done. (Domain error -9)"."""
    for code in islice(codes(text), MOST_CODES):
        first = max(code.start - LONGEST, 0)
        for place in _announced(text[first : code.start]):
            between = text[first + place.end : code.start]
            if len(between) <= 30 and "\n" not in between:
                closing = _CLOSING.match(text, code.end)
                yield Place(first + place.start, closing.end() if closing else code.end)


def _told(text: str) -> Iterator[Place]:
    """ "a connection timeout error" and "fails with access denied"."""
    for kind in KIND.finditer(text):
        if kind["named"] or FAULT.search(kind["warned"]):
            yield Place(*kind.span(kind.lastgroup or 0))
    for phrase in PHRASE.finditer(text):
        yield Place(*phrase.span())


def _alone(text: str) -> Iterator[Place]:
    """A text that begins as programs speak: "Access to the path 'C:/x' is denied."."""
    place = Place(0, _clause(text, 0))
    if text[:1].isupper() and MACHINE.search(text, *place) and _may_be_one(text, place):
        yield place


def _inside(quote: re.Match[str]) -> Place:
    return Place(*quote.span(quote.lastgroup or 0))


def _words(quote: re.Match[str]) -> str:
    return quote[quote.lastgroup or 0]


def _clause(text: str, start: int) -> int:
    """Where the clause that begins here ends."""
    stop = STOP.search(text, start, start + LONGEST)
    return stop.start() if stop else min(start + LONGEST, len(text))


def _bounded(text: str, place: Place) -> Place:
    stripped = text[place.start : place.end].rstrip(" \t\n,;")
    return Place(place.start, place.start + min(len(stripped), LONGEST))


_QUOTE = re.compile(
    r"\"(?P<double>[^\"\n]{3,300})\""
    r"|(?<!\w)'(?P<single>[^'\n]{1,150}(?:'[a-z]{1,2}\b[^'\n]{1,150}){0,3})'(?!\w)"
    r"|`(?P<tick>[^`\n]{3,300})`"
)
_CLOSING = re.compile(r"\.?\)")
_REFERENCE = re.compile(
    r"(?:[.;,] ?| ?\()(?:(?:(?:Reference|Ref|(?:Error|Event|Support|Correlation|Trace|Incident) "
    r"(?:ID|Id|id|code|no|number|reference))\b[.:#]* ?(?=[\w-]{0,40}\d)[\w-]{2,40})"
    r"|(?:Please )?(?:[Cc]ontact|[Aa]sk) (?:your|the) (?:\w+ )?administrator|"
    r"(?:Please )?[Tt]ry again later)\)?"
)
_CODE_BEFORE = re.compile(
    r"\b(?:giv(?:es|ing)|gave|gets?|got|getting|with|shows?|says|sends?|sending|answers?|returns?|"
    r"returned|returning|receiv\w{1,4}) (?:an? |the )?"
    r"(?P<code>[A-Z][A-Z0-9]{1,9}(?:[ -][A-Z0-9]{1,9}){0,3})(?: (?:-{1,2}|–|—) |: )$"
)
_THEN_BEFORE = re.compile(r"(?:\bthen|\bdann),? $", re.I)
_FIVE_WORDS = re.compile(r"^\W*[A-Z]\w*(?: [\w'-]+){4}")
_SENTENCE_BEFORE = re.compile(r"(?:^|\n|[.!?:-] )$")
_SENTENCE_AFTER = re.compile(
    r"\s*(?:$|[\n.,!?–—-]|(?:on|when|every|since|for|but|and|after|again|what|why)\b)"
)
_FORM_LINE = re.compile(
    r"(?:(?<=\n)|^)[ \t]*(?:user|job|author|facility|browser|where|what|site|"
    r"version)\b[^:\n]{0,20}:[ \t]*\S",
    re.I,
)
