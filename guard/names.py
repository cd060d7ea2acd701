"""How much of a text that follows the word "patient" is a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard.common_names import COMMON_NAMES
from guard.words import (
    CAPITALISED_FIRST,
    JOINING,
    NO_NAMES,
    PARTICLES,
    PERHAPS,
    SHORT_NAMES,
    SUFFIXES,
    TITLES,
)

_TOKEN = re.compile(r"[ \t]{0,2}([^\W\d_][\w'-]*\.?|[,^&])")

# A name is read as a row of letters, one for each word: T title, N name, M may be a name, K short
# capitals (a name or an abbreviation), I initial, P particle, S suffix, C comma, A and.
_CAPITALISED = "T?P{0,3}[NMKI](?:CT?)?(?:P{0,3}[NMKI]){0,3}(?:CI)?(?:C?S)?"
_PERSON = re.compile(_CAPITALISED)
_PEOPLE = re.compile(f"{_CAPITALISED}(?:(?:CA?|A){_CAPITALISED}){{0,40}}")
_LOWER_CASE = re.compile("T?P{0,3}[NMKI](?:CT?)?(?:I?P{0,3}[NM])?S?")
_NO_PERSON = re.compile(
    r"[ ,]{0,2}(?i:hospitals?|clinics?|centers?|centre|health|healthcare|medical|memorial|group|site|systems?"
    r"|associates|university|college|department|dept|unit|street|road|county|valley|m\.?d|d\.?o|np|pa-?c?|rn|crnp|phd|rhi[ta]"
    r"|from(?! the (?:portal|list|chart|system|patient))|in him|in it|at|[(]?(?:qa|it|him)[)]?)(?![^\W_])"
)
_LABEL = re.compile(
    r"[ ,;/|-]{1,4}(?i:job|dob|d\.o\.b|mrn|ssn|born|date of birth|acct|wrong|missing)(?![^\W_])"
)
_GOES_ON = re.compile(
    r" (?:[A-Z][a-z]|(?i:team|queue|account|pool|users?|site))|'s (?i:team|queue|account)|[@_/\\]|\.\w"
)
_STUDY = re.compile(r"(?:ology|ics|ing|tion|ment|ity|ive|ware)\Z")
_LONG = re.compile(r"[^\W\d_]{2}")
_COUPLE = re.compile(r"(?i:mr)\.? (?:and|&) (?=(?i:mrs)\b)")
_BABY = re.compile(r"(?i:baby) (?i:boy|girl)(?: [A-D](?![^\W_]))?,? ")
_OF_PLACES = (" Station", " Lighthouse", " Airport", " Seashore")
_TRUSTED = re.compile("N|T[MK]|K[KI]|KCK|MM")


def capitalised(text: str) -> int:
    """Length of the name at the start of ``text`` when it is written with capitals; 0 when there is none."""
    length = _length(text, _PERSON, any_case=False)
    return 0 if text[:length].endswith(_OF_PLACES) else length


def several(text: str) -> int:
    """Length of the names at the start of ``text``, joined by commas or "and"; 0 when there is none."""
    return _length(text, _PEOPLE, any_case=False)


def any_case(text: str) -> int:
    """Length of the name at the start of ``text``, lower case allowed; 0 when there is none."""
    pattern = _LOWER_CASE if text[:1].islower() else _PERSON
    return _length(text, pattern, any_case=True)


def capitalised_in_full(text: str) -> int:
    return _in_full(text, capitalised(text))


def any_case_in_full(text: str) -> int:
    return _in_full(text, any_case(text))


def written_out(text: str) -> int:
    """Length of a name of two words or more that is not that of a hospital, a town's site or a clinician."""
    length = capitalised_in_full(text)
    words = [word for word in re.findall(r"[^\W\d_][\w'-]+", text[:length]) if word.lower() not in _LETTERS]
    return length if words and not _NO_PERSON.match(text, length) and not text.startswith("St") else 0


def alone(text: str) -> int:
    """Length of a name, of one word if need be, that does not go on as something else's; else 0."""
    length = capitalised(text)
    if length == 0 or _NO_PERSON.match(text, length) or _GOES_ON.match(text, length):
        return 0
    return length if _has_several(text[:length]) or _is_one_name(text[:length]) else 0


def alone_in_full(text: str) -> int:
    """The whole length if all of it is a name, of one word if need be; else 0."""
    return len(text) if alone(text) == len(text) else 0


def likely_alone(text: str) -> int:
    """Like :func:`alone`, a single word only when it is a frequent name or has a title."""
    length = alone(text)
    return length if _is_likely(text[:length]) else 0


def likely(text: str) -> int:
    """The whole length if all of it is a name: a full one, or a single frequent one; else 0."""
    return (
        len(text) if capitalised(text) == len(text) and _is_likely(text) and not text.startswith("St") else 0
    )


def familiar(text: str) -> int:
    """The whole length if all of it is a full name, one word of it frequent or a comma in it; else 0."""
    surname_first = "," in text and not text.isupper()
    return likely(text) if _has_several(text) and (surname_first or _words_known(text)) else 0


def last_first_or_familiar(text: str) -> int:
    """Length of a full name that is written surname first or has a frequent name in it; else 0."""
    length = written_out(text)
    return length if "," in text[:length] or _words_known(text[:length]) else 0


def _is_likely(text: str) -> bool:
    return (_has_several(text) and bool(_LONG.search(text))) or _words_known(text)


def _words_known(text: str) -> bool:
    return any(word.lower() in COMMON_NAMES for word in re.findall(r"[^\W\d_]+", text))


def _is_one_name(text: str) -> bool:
    """Whether a single word may be a name: mixed case or known, and no word of a department or a study."""
    return text.lower() in COMMON_NAMES or (not text.isupper() and not _STUDY.search(text))


def in_file_name(text: str) -> int:
    """The whole length if its two parts, joined by a dash or "_", are a name with a frequent word; else 0."""
    words = re.split("[_-]", text.lower())
    return len(text) if _words_known(text) and all(_LETTERS.get(word, "N") == "N" for word in words) else 0


def before_a_label(text: str) -> int:
    """Length of a name of two words or more, in any case, that a label of another thing follows; else 0."""
    length = any_case_in_full(text)
    return length if _LABEL.match(text, length) else 0


def newborn(text: str) -> int:
    """Length of a name such as "Baby Boy Doe", given until the child has one of its own; else 0."""
    baby = _BABY.match(text)
    length = capitalised(text[baby.end() :]) if baby else 0
    return baby.end() + length if baby and length else 0


def titled(text: str) -> int:
    """Length of the titles ("Mr. and Mrs.") and the name at the start of ``text``; 0 when no name follows."""
    couple = _COUPLE.match(text)
    start = couple.end() if couple else 0
    length = capitalised(text[start:])
    return start + length if length else 0


def is_telling(word: str) -> bool:
    """Whether a word of a name is long enough, and no ordinary word, to mean a person by itself."""
    return len(word) > 3 and word[0].isupper() and word.lower() not in _LETTERS


def _in_full(text: str, length: int) -> int:
    """The length of a name of two words or more; 0 for a single word, which may be an ordinary one."""
    return length if _has_several(text[:length]) else 0


def _has_several(text: str) -> bool:
    return len(re.split(r"[ ,\t]+", text.strip(" ,"))) > 1


def _length(text: str, pattern: re.Pattern[str], *, any_case: bool) -> int:
    letters, ends = "", [0]
    for letter, end in _read(text, any_case):
        letters += letter
        ends.append(end)
    name = pattern.match(letters)
    if name is None or not _TRUSTED.search(name[0]):
        return 0
    return ends[name.end()]


def _read(text: str, any_case: bool) -> Iterator[tuple[str, int]]:
    """Letter and end of each word, as long as words of a name may follow."""
    at = 0
    while token := _TOKEN.match(text, at):
        word, at = token[1], token.end()
        bare = word.rstrip(".").removesuffix("'s").removesuffix("'S").rstrip("'-")
        letter = _letter(word, bare, any_case)
        if letter == "X":
            return
        if letter in "TSI":
            yield letter, at
            continue
        yield letter, token.start(1) + len(bare)
        if len(bare) < len(word):
            return


def _letter(word: str, bare: str, any_case: bool) -> str:
    low = bare.lower()
    if len(word) == 2 and word[1] == "." and word[0].isupper():
        return "I"
    if letter := "M" if bare in CAPITALISED_FIRST else _LETTERS.get(low):
        return "X" if letter in "MN" and word[0].islower() and not any_case else letter
    if word[0].islower() and not any_case:
        return "X"
    if len(bare) == 1 and bare.isascii():
        return "I" if bare.isupper() or word.endswith(".") else "X"
    if not bare.isalpha() and not bare.replace("'", "").replace("-", "").isalpha():
        return "X"
    return "K" if len(bare) < 4 and bare.isupper() else "N"


_LETTERS = (
    dict.fromkeys(SHORT_NAMES, "N")
    | dict.fromkeys(PERHAPS, "M")
    | dict.fromkeys(NO_NAMES, "X")
    | dict.fromkeys(PARTICLES, "P")
    | dict.fromkeys(SUFFIXES, "S")
    | dict.fromkeys(TITLES, "T")
    | dict.fromkeys(JOINING, "A")
    | dict.fromkeys(",^", "C")
)
