"""The users a text is about: by user name, by title or full name, and by the customer's directory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from classifier.details.listed import has_part, is_odd, listed
from classifier.details.names import FIRST_NAMES, SURNAMES
from classifier.details.people_words import (
    AFTER_NAME,
    ANOTHERS,
    BOTH,
    CLOSED,
    CONTACT,
    FROM_WHERE,
    GREETED,
    HEADER,
    IN_BRACKETS,
    INFLECTED,
    INITIAL,
    INSTITUTION,
    INTRODUCED,
    LIKENED,
    LINE_ENDS,
    LOGIN,
    MIXED_UP,
    NAME_WORD,
    NO_FIRST,
    NO_LOGINS,
    NO_PERSON,
    ONE_NAME,
    OPENING,
    OUR_OWN,
    PASSES_ON,
    PATIENT,
    REACHED_AT,
    RECIPIENT,
    SAME_FOR,
    SIGNED,
    SPEAKING,
    STREETS,
    SUFFIXES,
    THANKS,
    TITLE,
    TOO,
    TWO_NAMES,
    USER_WORD,
    WROTE,
)
from classifier.details.places import Place, apart

READ = 20_000
"""Characters of a text that are read; what follows is a log, no account."""


def find_people(text: str, known: Sequence[str] = ()) -> tuple[Place, ...]:
    """The users named, in order, each once. The asker ("I", a signature) is not one of them."""
    text = text[:READ]
    places = [*_titled(text), *_called(text), *_logins(text), *_full_names(text), *_first_names(text)]
    places += [*_others(text), *listed(text, known)]
    places += _bracketed(text, apart(places))
    found: dict[str, Place] = {}
    for each in (each for each in apart(places) if not _passed_over(text, each)):
        place = _with_initial(text, each)
        found.setdefault(text[place.start : place.end].casefold(), place)
    return tuple(found.values())


def _with_initial(text: str, place: Place) -> Place:
    """ "L. Fischbach" where "Fischbach" was found."""
    before = INITIAL.search(text[max(place.start - 4, 0) : place.start])
    capital = text[place.start].isupper() and " " not in text[slice(*place)]
    return Place(place.start - len(before[0]), place.end) if before and capital else place


def _titled(text: str) -> Iterator[Place]:
    """ "Dr. Jane Porter", "dr lee"."""
    for title in TITLE.finditer(text):
        end = _name_end(text, title.end())
        if end > title.end():
            yield Place(title.start(), end)


def _name_end(text: str, start: int) -> int:
    """Where the name that begins here ends: up to three capitalised words, or one in lower case."""
    end = start
    for _ in range(3):
        word = NAME_WORD.match(text, end)
        if not word or word["name"].lower() in NO_PERSON or not word["name"][0].isupper():
            break
        end = word.end("name")
    if end == start and (word := NAME_WORD.match(text, start)) and _could_be_name(word["name"]):
        end = word.end("name")
    return end


def _called(text: str) -> Iterator[Place]:
    """ "user jmorales", "login: awong", "account of ptaylor", "a user for Omar Haddad"."""
    for lead in USER_WORD.finditer(text):
        word = LOGIN.match(text, lead.end())
        if not word:
            continue
        if word[0][0].isupper() and word[0].lower() not in NO_PERSON:
            yield Place(word.start(), _name_end(text, word.start()))
        elif _is_login(word[0]) or is_odd(word[0]) or (lead["sure"] and _could_be_name(word[0])):
            yield Place(*word.span())


def _logins(text: str) -> Iterator[Place]:
    """Words that are built like a user name, or begin like no word where a person is due."""
    for word in LOGIN.finditer(text):
        if _is_login(word[0]) or (is_odd(word[0]) and has_part(text, Place(*word.span()))):
            yield Place(*word.span())


def _full_names(text: str) -> Iterator[Place]:
    """A first name with a surname, or two unknown capitalised words where a person is due."""
    for name in TWO_NAMES.finditer(text):
        first, last = name["first"].lower(), name["last"].lower()
        place = Place(name.start("first"), name.end("last"))
        if (
            last in NO_PERSON
            or (last in STREETS and first not in FIRST_NAMES)
            or INSTITUTION.match(text, place.end)
            or first in NO_FIRST
        ):
            continue
        due = first not in NO_PERSON and has_part(text, place)
        if first in FIRST_NAMES or (last in SURNAMES and first not in NO_PERSON) or due:
            yield place


def _first_names(text: str) -> Iterator[Place]:
    """A first name alone, where something is done for or by that person."""
    for word in ONE_NAME.finditer(text):
        place = Place(*word.span())
        if word[0].lower() in FIRST_NAMES - NO_PERSON and has_part(text, place):
            yield place


def _others(text: str) -> Iterator[Place]:
    """ "same for Svea at the next desk": a name that nobody knows, told as one more who is troubled."""
    for told in (*SAME_FOR.finditer(text), *TOO.finditer(text)):
        if told["name"].lower() not in NO_PERSON:
            yield Place(*told.span("name"))
    for both in BOTH.finditer(text):
        if not {both["name"].lower(), both["other"].lower()} & NO_PERSON:
            yield from (Place(*both.span("name")), Place(*both.span("other")))


def _bracketed(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """ "Omar Haddad (ohaddad)" and "ohaddad (Omar Haddad)": the other name of the same person."""
    for place in places:
        other = IN_BRACKETS.match(text, place.end)
        if other and other["name"].lower() not in NO_PERSON and not other["name"].isdigit():
            yield Place(*other.span("name"))


def _passed_over(text: str, place: Place) -> bool:
    """Patients, the asker's signature, and whoever is greeted or thanked are no users of the ticket."""
    before = text[max(place.start - 60, 0) : place.start]
    if any(
        others.search(before) for others in (PATIENT, ANOTHERS, CONTACT, MIXED_UP, HEADER, RECIPIENT, LIKENED)
    ):
        return True
    if THANKS.match(text, place.end) or WROTE.match(text, place.end):
        return True
    if _signs(text, place, before) or (OUR_OWN.search(before) and PASSES_ON.match(text, place.end)):
        return True
    if INTRODUCED.search(before):
        return FROM_WHERE.match(text, place.end) is not None
    rest = AFTER_NAME.match(text, place.end)
    return bool(rest and (GREETED.search(before) or (SIGNED.search(before) and not rest["more"])))


def _signs(text: str, place: Place, before: str) -> bool:
    """Whether the asker gives their own name: under a closing, over their telephone, or "Dr. Ngo here"."""
    if OPENING.search(before) and SPEAKING.match(text, place.end):
        return True
    if CLOSED.search(before) and LINE_ENDS.match(text, place.end):
        return True
    alone = before[-1:] in ("", "\n")
    return alone and REACHED_AT.match(text, place.end) is not None


def _is_login(word: str) -> bool:
    """Built like a user name: initials and a surname, a surname and an initial, or two with a dot."""
    low = word.rstrip("0123456789")
    if word != word.lower() or low in NO_LOGINS or low in SURNAMES or low in FIRST_NAMES:
        return False
    if "." in low or "_" in low:
        left, _, right = low.replace("_", ".").partition(".")
        return bool({left, right} & (SURNAMES | FIRST_NAMES)) and right not in SUFFIXES
    return any(len(part) >= least and part in SURNAMES for part, least in _parts(low))


def _parts(word: str) -> tuple[tuple[str, int], ...]:
    """What may be the surname in a user name, with the letters it must have to count."""
    return (word[1:], 4), (word[2:], 5), (word[:-1], 5)


def _could_be_name(word: str) -> bool:
    low = word.lower().rstrip(".'")
    common = low in NO_PERSON or low.removesuffix("s") in NO_PERSON or INFLECTED.search(low)
    return len(low) > 2 and not common
