"""The users a text is about: by user name, by title or full name, and by the customer's directory."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import fuzz, process

from classifier.names import FIRST_NAMES, SURNAMES
from classifier.places import Place, apart
from classifier.tables import any_of
from guard.words import NO_NAMES

ALIKE = 88
"""Names alike to this degree (0 to 100) are the same, mistyped."""

READ = 20_000
"""Characters of a text that are read; what follows is a log, no account."""

MOST_GUESSES = 200
"""Words of one text compared with the directory."""


def find_people(text: str, known: Sequence[str] = ()) -> tuple[Place, ...]:
    """The users named, in order, each once. The asker ("I", a signature) is not one of them."""
    text = text[:READ]
    places = [*_titled(text), *_called(text), *_logins(text), *_full_names(text), *_first_names(text)]
    places += _listed(text, known)
    places += _bracketed(text, apart(places))
    found: dict[str, Place] = {}
    for place in apart(each for each in places if not _passed_over(text, each)):
        found.setdefault(text[place.start : place.end].casefold(), place)
    return tuple(found.values())


def _titled(text: str) -> Iterator[Place]:
    """ "Dr. Jane Porter", "dr lee"."""
    for title in _TITLE.finditer(text):
        end = _name_end(text, title.end())
        if end > title.end():
            yield Place(title.start(), end)


def _name_end(text: str, start: int) -> int:
    """Where the name that begins here ends: up to three capitalised words, or one in lower case."""
    end = start
    for _ in range(3):
        word = _NAME_WORD.match(text, end)
        if not word or word["name"].lower() in _NO_PERSON or not word["name"][0].isupper():
            break
        end = word.end("name")
    if end == start and (word := _NAME_WORD.match(text, start)) and _could_be_name(word["name"]):
        end = word.end("name")
    return end


def _called(text: str) -> Iterator[Place]:
    """ "user jmorales", "login: awong", "account of ptaylor", "a user for Omar Haddad"."""
    for lead in _USER_WORD.finditer(text):
        word = _LOGIN.match(text, lead.end())
        if not word:
            continue
        if word[0][0].isupper() and word[0].lower() not in _NO_PERSON:
            yield Place(word.start(), _name_end(text, word.start()))
        elif _is_login(word[0]) or _is_odd(word[0]) or (lead["sure"] and _could_be_name(word[0])):
            yield Place(*word.span())


def _logins(text: str) -> Iterator[Place]:
    """Words that are built like a user name, or begin like no word where a person is due."""
    for word in _LOGIN.finditer(text):
        if _is_login(word[0]) or (_is_odd(word[0]) and _has_part(text, Place(*word.span()))):
            yield Place(*word.span())


def _has_part(text: str, place: Place) -> bool:
    """Whether something is done for, to or by whoever stands here."""
    before = text[max(place.start - 25, 0) : place.start]
    return bool(_PERSON_DUE.search(before) or _ACTS.match(text, place.end))


def _full_names(text: str) -> Iterator[Place]:
    """A first name with a surname, or two unknown capitalised words where a person is due."""
    for name in _TWO_NAMES.finditer(text):
        first, last = name["first"].lower(), name["last"].lower()
        if last in _NO_PERSON or _INSTITUTION.match(text, name.end()) or first in _NO_FIRST:
            continue
        due = first not in _NO_PERSON and _has_part(text, Place(*name.span()))
        if first in FIRST_NAMES or (last in SURNAMES and first not in _NO_PERSON) or due:
            yield Place(*name.span())


def _first_names(text: str) -> Iterator[Place]:
    """A first name alone, where something is done for or by that person."""
    for word in _ONE_NAME.finditer(text):
        place = Place(*word.span())
        if word[0].lower() in FIRST_NAMES - _NO_PERSON and _has_part(text, place):
            yield place


def _listed(text: str, known: Sequence[str]) -> Iterator[Place]:
    """Names and user names of the directory, whole or mistyped."""
    entries = {entry.casefold() for entry in known if len(entry) > 2}
    surnames = {entry.split()[-1] for entry in entries if " " in entry}
    if not entries:
        return
    guesses = 0
    for words in _PHRASE.finditer(text):
        for place in _beginnings(words):
            name = text[place.start : place.end].casefold()
            if name in entries or (
                name in surnames and text[place.start].isupper() and name not in _NO_PERSON
            ):
                yield place
                break
            if guesses < MOST_GUESSES and len(name) > 5 and not set(name.split()) & _NO_PERSON:
                guesses += 1
                if _is_like(name, entries):
                    yield place
                    break


def _is_like(name: str, entries: Collection[str]) -> bool:
    """Whether this is one of the entries, mistyped anywhere but in its first letter."""
    likely = [entry for entry in entries if entry[0] == name[0]]
    return process.extractOne(name, likely, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None


def _beginnings(words: re.Match[str]) -> Iterator[Place]:
    """The three, two and one words that begin here."""
    for last in ("third", "second", "first"):
        if words[last]:
            start, end = words.start("first"), words.end(last)
            yield Place(start, end - len(words[last]) + len(words[last].removesuffix("'s").rstrip(".'")))


def _bracketed(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """ "Omar Haddad (ohaddad)" and "ohaddad (Omar Haddad)": the other name of the same person."""
    for place in places:
        other = _IN_BRACKETS.match(text, place.end)
        if other and other["name"].lower() not in _NO_PERSON and not other["name"].isdigit():
            yield Place(*other.span("name"))


def _passed_over(text: str, place: Place) -> bool:
    """Patients, the asker's signature, and whoever is greeted or thanked are no users of the ticket."""
    before = text[max(place.start - 30, 0) : place.start]
    if _PATIENT.search(before):
        return True
    rest = _AFTER_NAME.match(text, place.end)
    return bool(rest and (_GREETED.search(before) or (_SIGNED.search(before) and not rest["more"])))


def _is_login(word: str) -> bool:
    """Built like a user name: initials and a surname, a surname and an initial, or two with a dot."""
    low = word.rstrip("0123456789")
    if word != word.lower() or low in _NO_LOGINS or low in SURNAMES or low in FIRST_NAMES:
        return False
    if "." in low or "_" in low:
        left, _, right = low.replace("_", ".").partition(".")
        return bool({left, right} & (SURNAMES | FIRST_NAMES)) and right not in _SUFFIXES
    return any(len(part) >= least and part in SURNAMES for part, least in _parts(low))


def _parts(word: str) -> tuple[tuple[str, int], ...]:
    """What may be the surname in a user name, with the letters it must have to count."""
    return (word[1:], 4), (word[2:], 5), (word[:-1], 5)


def _is_odd(word: str) -> bool:
    """Begins as no English word does, as in "mblake"."""
    if word != word.lower() or len(word) < 4 or word in _NO_LOGINS:
        return False
    return _ODD.match(word) is not None


def _could_be_name(word: str) -> bool:
    low = word.lower().rstrip(".'")
    common = low in _NO_PERSON or low.removesuffix("s") in _NO_PERSON or _INFLECTED.search(low)
    return len(low) > 2 and not common


_NO_PERSON = NO_NAMES | frozenset(
    """
    able actually ahead almost anybody anyone anything anywhere apparently assigning authors
    automatically autotext away back badly base began begin better big both bring brings browsers budget
    business came ccs certain clears click closes clunky comes completely complains complaining
    contractor copy correctly could cover created creates creating credentials crew custom day days
    decided default defined deletes deleting described desktop dictionary directory disable disabled
    disconnects done drop dropped easily else enable enabled enter entering entire etc even experience
    experiencing extra facilities fast fine finished fixed friendly further gone good great hard head
    heard heavy heck hears hit hits hold hotkey hour hours idea immediately inside instantly interfaces
    intermittently kept kick kicked know knows known large late learn leave leaves leaving left level
    licence licences license licenses logging long loses lost lot lots macros main mainly making manager
    managers manual master mean means moved moves moving near never nice night normal normally notices
    noticed obvious occasionally offline okay online others overnight page pages paid part passcode
    password passwords people permission permissions person persons phones pick pin place pools possible
    pressed presses presumably previously properly proofreader quality queues quite rather read ready
    real recently regularly relevant remain remains remote remove repeatedly resets reset residents
    residency resigned retired rights role roles rules sample sat second secure seeing send sending
    separate sessions settings setups shifts side signs sites specific specified starter starts stat
    station stays steps stop stopped stops straight stuff successfully suddenly supposed sure switched
    take tell terminal things thinks though today tool trainer trainers training truly typical unable
    unless usual install server quiet say and or the an but not with that which who where there here
    they them their his her him she its your our you some any every each all most more less few first
    last next then than when while into onto over such same other only own so too very now just also
    still yet soon ever often always usually every1 some1 no1 txet dont cant wont cannot isnt doesnt
    does did do was were been being is are am has had have having will would should may might must shall
    gets got see sees seen saw lists list names interface access needs need vendor via wait waits
    watching wherever window wish wonders workstation workstations worktype worktypes worst year years
    alone along among answer answers attempt attempts begins behind beyond infracare idle invited
    invitation manage management per plus prefix queue since template unlike whom clerks cards acrobat
    adobe android chrome windows word excel outlook teams zoom citrix epic cerner meditech dragon slack
    mac macos linux iphone ipad samsung dell lenovo olympus philips jira english spanish german
    cardiology radiology orthopedics ortho oncology neurology pathology dermatology urology pediatrics
    surgery emergency imc api sso vpn hl7 ehr emr north south east west saint st mt mount lake oak maple
    elm pine river valley hill hills upper lower central lakeside hillview riverside oakdale downtown
    uptown sunrise harbor ridge creek springs spring summit dr drs mr mrs ms monday mondays tuesday
    wednesday thursday friday saturday sunday january february march april june july august hope bill
    grant chase mark rich pat sue rob jack art drew guy gene dean frank max don mercy grace joy faith
    victoria georgia virginia austin jackson sydney florence paris houston dallas charlotte
    """.split()  # noqa: SIM905
)
_NO_FIRST = _NO_PERSON - FIRST_NAMES
_NO_LOGINS = NO_NAMES | frozenset(
    """
    advance fallen every1 some1 shall chill spark award chart charts shunt greed breed creed cross gross
    plane prose arose smiles stray dwells swells reporter importer exporter bakery priced asking making
    taking waking liking toward towards reward afford jpeg mpeg nginx msedge vmware vsphere vcard gsuite
    bsod mcafee mckesson mysql tsql lync tsunami xray xlsx hdmi wlan nvidia pwords pword cname flee glee
    knee gdrive mgmt svchost vbox vbscript zscaler psych pneumonia mnemonic czech smack
    """.split()  # noqa: SIM905
)
_SUFFIXES = frozenset(
    [
        "com",
        "org",
        "net",
        "edu",
        "gov",
        "io",
        "uk",
        "local",
        "exe",
        "dll",
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "csv",
        "txt",
        "wav",
        "mp3",
        "log",
        "html",
        "xml",
        "json",
        "zip",
        "png",
        "jpg",
        "dss",
        "ds2",
        "the",
        "it",
        "and",
        "but",
        "please",
        "thanks",
        "i",
        "we",
        "she",
        "he",
        "they",
        "this",
        "that",
    ]
)
_INFLECTED = re.compile(r"(?:ing|ed|tion|ment|ally|ly|ness|able|ible|ful|less|ous|ity|n't)$")
_ODD = re.compile(
    r"(?=[a-z]*[aeiouy])(?!mc)(?!b[lr]|c[hlr]|d[rw]|f[lr]|g[hlnr]|k[nr]|p[hlrs]|qu|rh|s[chklmnpqtw]|"
    r"t[hrsw]|w[hr])"
    r"[bcdfghjklmnpqrstvwxz]{2}[a-z]{2,20}\d{0,3}$"
)

_LOGIN = re.compile(r"(?<![\w@./\\<&'-])[A-Za-z][a-z]{1,24}(?:[._][a-z]{1,24})?\d{0,4}(?![\w@\\/]|-\w|\.\w)")
_NAME_WORD = re.compile(
    r"(?:[ \t]{0,2}[A-Z]\.)?[ \t]{0,2}(?P<name>[^\W\d_](?:[^\W\d_]|-(?=\w)|'(?=[A-Z])){1,24})\b"
)
_TITLE = re.compile(
    r"\b(?:(?:[Dd]rs?|[Pp]rof|[Mm]rs?|[Mm]s)\b\.?|Doctor|Nurse|Professor|Miss)(?=[ \t]{1,2}\w)", re.M
)
_USER_WORD = re.compile(
    r"\b(?:(?P<sure>user ?(?:name|id)?|(?:log-?in|account|acct)(?= ?(?:of|for|is|:|=)))"
    r"|users|log-?ins?|accounts?|authors?|transcriptionists?|editors?|physicians?|providers?|admins?|"
    r"administrators?"
    r"|colleagues?|hires?|starters?|proofreaders?)"
    r"(?:[ \t]{0,2}(?::|=|#|-|\b(?:of|for|is|are|named|called|name|id|account|login|user|"
    r"who is)\b)){0,3}[ \t]{1,2}[\"'`(*]?",
    re.I,
)
_TWO_NAMES = re.compile(
    r"(?<![\w.@-])(?P<first>[A-Z][a-z]{1,15}(?:-[A-Z][a-z]{1,15})?) (?:[A-Z]\.? )?"
    r"(?P<last>(?:(?:van|de|von|al|el|la|den|di) ?){0,2}(?:O'|Mc|"
    r"Mac)?[A-Z][a-z]{1,20}(?:-[A-Z][a-z]{1,20})?)(?![\w@])"
)
_ONE_NAME = re.compile(r"(?<![\w.@-])[A-Z][a-z]{2,15}(?![\w@-]|\.\w)")
_BEFORE_A_PERSON = r"""
    for|by|from|to|of|with|gives?|grant|add|adding|removed?|removing|unlock|unblock|disable|enable|fix
    set up|register
    activate|deactivate|reactivate|delete|reset|assign|ask|tell|cc|named|called|user|onboard|offboard
    invite|move|put|take
    lets?|when|and|or|only|our|is|as|because|that|see|why (?:does|can't)|does|has|than|make|shows?|says
    until|while|if
    after|colleague|hire|nurse|secretary|typist|successor|coordinator|transcriptionist|like|replace
    create|cut|new|give
"""
_PERSON_DUE = re.compile(rf"\b{any_of(_BEFORE_A_PERSON)} [\"'`(]?$|[,:(] ?$", re.I)
_DEEDS_OF_A_PERSON = r"""
    can't|cannot|can not|cant|can|could|couldn't|gets?|got|is|isn't|was|wasn't|has|had|have|clicks?
    opens?|says?|said
    sees?|saw|needs?|left|tries|tried|keeps?|kept|does|doesn't|did|didn't|logs?|logged|will|would|won't
    starts?|started
    reports?|reported|complains?|noticed|lost|should|shouldn't|must|to|from|off|out|on|in|into|as|again
    uses|used
    dictates|dictated|wants|loses|never|still|and|admin|at|access|asap|please|with|works|calls|called
    hears?|heard|signs
    signed|reset|who
"""
_ACTS = re.compile(rf"'s\b|'| {any_of(_DEEDS_OF_A_PERSON)}(?!\w)")
_PLACES_OF_WORK = r"""
    St|Street|Ave|Avenue|Road|Rd|Blvd|Drive|Lane|Clinics?|Hospital|Medical|Center|Centre|Group|Health
    Healthcare|Pool
    Queue|Team|Report|Template|Facility|Campus|Building|Office|Practice|Associates|Partners|Imaging
    Orthopedics
    Cardiology|Pediatrics|Surgery|Physicians|Family|Memorial|General|Regional|Community|University
    Foundation
    Institute|Park|Heights|clinic|hospital|office|facility|campus|site|location|branch
"""
_INSTITUTION = re.compile(rf" ?{any_of(_PLACES_OF_WORK)}\b")
_IN_BRACKETS = re.compile(
    r" ?[(\[<][\"'`]?(?:user(?:name)? |login |"
    r"id )?(?P<name>[A-Za-z][\w.-]{2,24}(?: [A-Z][\w'-]{1,24})?)[\"'`]?[)\]>]"
)
_PATIENT = re.compile(r"\b(?:patients?|pt|pat)(?: name)?:? $", re.I)
_GREETED = re.compile(
    r"(?:^|\n)[ \t]{0,4}(?:hi|hello|hey|dear|good \w{2,10}|thanks|thank you|morning)[ ,]{1,2}$", re.I
)
_SIGNED = re.compile(
    r"(?:\n[ \t-]{0,4}|(?:thanks|thank you|thx|regards|cheers|sincerely|"
    r"best)[,.! ]{0,3}\n{0,2}-{0,2} ?|[.!?] ?-{1,2} ?)$",
    re.I,
)
_AFTER_NAME = re.compile(r"[ \t]*(?:[,.!:-]|\n|$)(?P<more>[ \t]*\S)?")
_PHRASE = re.compile(
    r"(?<![\w.@-])(?=(?P<first>[^\W\d][\w.'-]{2,24})"
    r"(?P<second> [^\W\d][\w.'-]{1,24})?(?P<third> [^\W\d][\w.'-]{1,24})?)"
)
