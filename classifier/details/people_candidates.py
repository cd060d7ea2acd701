"""Who may be meant in a text: directory entries, titles, names, user names and addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum, auto

from classifier.details.listed import Directory, is_odd, listed_in
from classifier.details.names import FIRST_NAMES, SURNAMES
from classifier.details.people_words import NO_LOGINS, NO_PERSON, SUFFIXES
from classifier.details.places import Place, apart
from classifier.details.table import Talk
from classifier.details.tokens import Token
from classifier.details.word_classes import classes_of

MOST = 200
"""People of one text that are looked at."""


class Kind(StrEnum):
    """By what somebody is told from other words."""

    LISTED = auto()
    TITLED = auto()
    NAMED = auto()
    LOGIN = auto()
    ADDRESS = auto()


def candidates(text: str, found: Sequence[Token], directory: Directory, talk: Talk) -> dict[Place, Kind]:
    """Whoever may be a person, each with the place of the name; the longer of two that overlap."""
    shouted = _is_shouted(found)
    kinds: dict[Place, Kind] = {}
    at = 0
    while at < len(found) and len(kinds) < MOST:
        end, place, kind = _next(found, at, directory, talk, shouted)
        if place:
            kinds[place] = kind
        at = end
    kinds |= dict.fromkeys(listed_in(text, directory), Kind.LISTED)
    return {place: kinds[place] for place in apart(kinds)}


def _next(
    found: Sequence[Token], at: int, directory: Directory, talk: Talk, shouted: bool
) -> tuple[int, Place | None, Kind]:
    """Where to go on, and who was found there."""
    token = found[at]
    if token.low in TITLES:
        end = _titled(found, at, shouted)
        if end:
            return end, _place(found, at, end, directory), Kind.TITLED
    elif _is_name(token):
        end = _run(found, at)
        return end, _trimmed(found, at, end, directory, talk), Kind.NAMED
    elif "@" in token.words and _ADDRESS.fullmatch(token.words):
        return at + 1, token.place, Kind.ADDRESS
    elif _is_login(found, at, directory, talk, shouted):
        return at + 1, _place(found, at, at + 1, directory), Kind.LOGIN
    return at + 1, None, Kind.NAMED


def _titled(found: Sequence[Token], at: int, shouted: bool) -> int:
    """Where the name behind a title ends; 0 where none follows."""
    start = at + 1
    if start < len(found) and found[start].words == ".":
        start += 1
    end = start
    while end < min(len(found), start + 4) and _goes_on(found, end, shouted):
        end += 1
        if found[end - 1].low.endswith("'s"):
            break
    return end if end > start and found[end - 1].words != "." else 0


def _goes_on(found: Sequence[Token], at: int, shouted: bool) -> bool:
    """Whether a name behind a title goes on with this token."""
    token, behind = found[at], found[at + 1] if at + 1 < len(found) else None
    first = found[at - 1].low in TITLES or found[at - 1].words == "."
    low = bare(token)
    if _is_name(token):
        return low not in NO_PERSON or first
    if token.low in _PARTICLES:
        return behind is not None and (_is_name(behind) or shouted)
    if len(token.words) == 1:
        return token.words.isupper() or (token.words == "." and len(found[at - 1].words) == 1)
    plain = token.words.isalpha() and not classes_of(low)
    return plain and len(token.words) > 2 and (shouted or first)


def _run(found: Sequence[Token], at: int) -> int:
    """Where the capitalised words that begin here end, four at the most."""
    end = at
    while end < min(len(found), at + 4) and _in_run(found, at, end):
        end += 1
        if found[end - 1].low.endswith("'s"):
            break
    return end


def _in_run(found: Sequence[Token], start: int, at: int) -> bool:
    if _is_name(found[at]):
        return True
    if at == start:
        return False
    if _is_cut_short(found, at):
        return True
    return at + 1 < len(found) and found[at].low in _PARTICLES and _is_name(found[at + 1])


def _trimmed(found: Sequence[Token], start: int, end: int, directory: Directory, talk: Talk) -> Place | None:
    """The run without the common words at its ends; None when nothing is left."""
    if _is_institution(found, start, end):
        return None
    after = end
    while start < end and _is_common(found[start], directory, talk):
        start += 1
    while end > start and _is_common(found[end - 1], directory, talk) and not _is_cut_short(found, end - 1):
        end -= 1
    if start >= end:
        return None
    while end == after and start > 1 and found[start - 1].words == "." and _is_initial(found[start - 2]):
        start -= 2
    return _place(found, start, end, directory)


def _is_institution(found: Sequence[Token], start: int, end: int) -> bool:
    """ "Grant Memorial Hospital", "Oak Street clinic"."""
    return any(token.low in _INSTITUTIONS for token in found[start + 1 : end + 1])


def _is_cut_short(found: Sequence[Token], at: int) -> bool:
    """The last letter of "Faye M."."""
    initial = found[at].words.removesuffix("'s")
    return len(initial) == 1 and initial.isupper() and initial != "I" and bare(found[at - 1]) in FIRST_NAMES


def _is_initial(token: Token) -> bool:
    return len(token.words) == 1 and token.words.isupper()


def _is_common(token: Token, directory: Directory, talk: Talk) -> bool:
    low = bare(token)
    if low in FIRST_NAMES or low in SURNAMES or low in directory.parts:
        return False
    return low in NO_PERSON or low in talk.heard or bool(classes_of(low))


def _is_login(found: Sequence[Token], at: int, directory: Directory, talk: Talk, shouted: bool) -> bool:
    """Built like a user name, called one, known, or a word that nobody has heard."""
    word, low = found[at].words, bare(found[at])
    if len(word) < 3 or not word[0].isalpha() or _NO_LOGIN.search(word) or low.rpartition(".")[2] in SUFFIXES:
        return False
    if low in directory.parts and low not in NO_PERSON:
        return True
    common = low in NO_PERSON or low in talk.heard or bool(classes_of(low))
    if is_login(low) or is_odd(low) or (len(word) > 4 and _JOINED.search(word)):
        return True
    if common:
        return False
    return low in FIRST_NAMES or _is_called(found, at) or (word.isalpha() and (word.islower() or shouted))


def _is_called(found: Sequence[Token], at: int) -> bool:
    """ "user X", "login: X"."""
    before = [token.low for token in found[max(at - 2, 0) : at]]
    if before and before[-1] in _CALLED:
        return True
    return len(before) > 1 and before[-1] in ":=(" and before[0] in _CALLED


def is_login(word: str) -> bool:
    """Built like a user name: initials and a surname, a surname and an initial, or two with a dot."""
    low = word.rstrip("0123456789")
    if low in NO_LOGINS or low in SURNAMES or low in FIRST_NAMES:
        return False
    if "." in low or "_" in low:
        left, _, right = low.replace("_", ".").partition(".")
        return bool({left, right} & (SURNAMES | FIRST_NAMES)) and right not in SUFFIXES
    parts = ((low[1:], 4), (low[2:], 5), (low[:-1], 5))
    return any(len(part) >= least and part in SURNAMES for part, least in parts)


def bare(token: Token) -> str:
    """The word in lower case without a genitive."""
    return token.low.removesuffix("'s")


def _is_name(token: Token) -> bool:
    word = token.words.removesuffix("'s")
    return token.low not in TITLES and word[0].isupper() and _NAME.fullmatch(word) is not None


def _is_shouted(found: Sequence[Token]) -> bool:
    """Whether most words are in capitals."""
    words = [token.words for token in found if token.words.isalpha() and len(token.words) > 2]
    return len(words) > 2 and sum(map(str.isupper, words)) > 0.6 * len(words)


def _place(found: Sequence[Token], start: int, end: int, directory: Directory) -> Place:
    """Where these tokens stand, without a genitive: "Vikrams" is Vikram's."""
    last = found[end - 1]
    stop = last.place.end - (2 if last.low.endswith("'s") else 0)
    short = last.low[:-1]
    if last.low.endswith("s") and last.low not in SURNAMES | directory.parts:
        stop -= short in FIRST_NAMES or short in directory.parts | directory.starts
    return Place(found[start].place.start, stop)


def without_title(name: str) -> str:
    """The name by which a person is known again in the same text."""
    return " ".join(word for word in _WORDS.findall(name.casefold()) if word not in TITLES)


TITLES = frozenset(
    {
        "dr",
        "drs",
        "mr",
        "mrs",
        "ms",
        "miss",
        "prof",
        "professor",
        "doctor",
        "nurse",
        "sister",
        "frau",
        "herr",
        "señora",
        "señor",
        "dra",
        "sra",
        "sir",
        "monsieur",
        "madame",
    }
)
_PARTICLES = frozenset(
    {
        "van",
        "de",
        "von",
        "al",
        "el",
        "la",
        "den",
        "di",
        "da",
        "bin",
        "del",
        "der",
        "ter",
        "le",
        "du",
        "dos",
        "do",
        "das",
        "y",
    }
)
_CALLED = frozenset(
    {
        "user",
        "username",
        "login",
        "account",
        "id",
        "userid",
        "named",
        "called",
        "logon",
        "uid",
    }
)
_INSTITUTIONS = frozenset(
    {
        *("hospital", "hospitals", "clinic", "clinics", "klinik", "center", "centre", "practice", "street"),
        *("medical", "memorial", "healthcare", "pediatrics", "orthopedics", "cardiology", "imaging"),
        *("associates", "institute", "university", "foundation", "campus", "avenue", "blvd"),
    }
)
_NAME = re.compile(r"(?=\w*[a-z\u00df-\u00ff])(?:[^\W\d_]|[-'](?=\w))+")
_ADDRESS = re.compile(r"[A-Za-z][\w.-]*@[\w.-]+\.\w+")
_NO_LOGIN = re.compile(r"[/:\\@]")
_JOINED = re.compile(r"[._\-\d]")
_WORDS = re.compile(r"\w+")
