"""Job numbers in a text, told from the other numbers of a clinic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from classifier.details.places import Place
from classifier.tables import any_of, either

JOB_PATTERN = r"\d{6,9}"
"""What a job number looks like unless the installation says otherwise."""


MOST = 1_000
"""Numbers of one text that are looked at."""


def find_jobs(text: str, job_pattern: str = JOB_PATTERN, *, named: bool = False) -> tuple[Place, ...]:
    """Every job number, in order, each once; numbers of records, phones and the like are left out.

    ``named`` takes only those that are called a job where they stand.
    """
    found: dict[str, Place] = {}
    for place in _numbers(text, job_pattern, _is_named if named else _is_job):
        found.setdefault(text[place.start : place.end], place)
    return tuple(found.values())


def _numbers(text: str, job_pattern: str, is_job: Callable[[str, Place], bool]) -> Iterator[Place]:
    end, meant = -1, False
    for number in islice(_pattern(job_pattern).finditer(text), MOST):
        place = Place(*number.span("number"))
        if end < 0 or not _LIST.fullmatch(text, end, place.start):
            meant = is_job(text, place)
        end = place.end
        if meant:
            yield place


def _pattern(job_pattern: str) -> re.Pattern[str]:
    """The format, also behind "J-"; after the word "job" five digits too, and a link may lead to a job."""
    number = rf"(?P<number>(?:J-?)?(?:{job_pattern})|(?<=\b[Jj]ob )\d{{5}}|(?<=\b[Jj]ob #)\d{{5}})"
    return re.compile(rf"{_FREE_BEFORE}#?{number}{_FREE_AFTER}")


def _is_named(text: str, place: Place) -> bool:
    return _NAMED.search(text[max(place.start - 60, 0) : place.start]) is not None


def _is_job(text: str, place: Place) -> bool:
    before, after = text[max(place.start - 60, 0) : place.start], text[place.end : place.end + 20]
    if _is_named(text, place) or _LED.search(before):
        return True
    others = (_OTHERS, _OF_SOMETHING, _OF_SOMEBODY, _OF_PATIENT, _TO_CALL)
    if any(other.search(before) for other in others) or _AMOUNT.match(after):
        return False
    number = text[place.start : place.end]
    return not number.startswith("0") and (
        not _DAY.fullmatch(number) or _BY_SOMEBODY.match(after) is not None
    )


_FREE_BEFORE = (
    r"(?:(?<![\w.,$€£/\\=:+-])|(?<=\bjobs/)|(?<=\bjob/)|(?<=\b[Jj]ob[:=-])|(?<=\bJOB[:=-])|"
    r"(?<=\bjob_id=)|(?<=\bjobId=)"
    r"|(?<=\b[Nn]o\.)|(?<=\b[Nn]r\.)|(?<=(?<!\d)\d{6}[/-])|(?<=(?<!\d)\d{7}[/-])|"
    r"(?<=(?<!\d)\d{8}[/-])|(?<=(?<!\d)\d{9}[/-]))"
)
_FREE_AFTER = r"(?!\w|[.,:]\d|[/-]\d(?!\d{5,8}(?!\w))|\.[a-z]\w{1,3}\b|-?[A-Z]{2})"
_LIST = re.compile(r"\s{0,3}(?:,|;|&|/|\+|and|or|plus|to|through|thru|-|\n)?\s{0,3}(?:and|also|or)?\s{0,3}#?")
_NUMBER_WORD = (
    r"(?:\s*(?:numbers?|no|num|nos|nr|id|ids|is|was|are|were|ref|code|it's|its)\b\.?|"
    r"\s*[:#=(\"'`*-]){0,4}\s{0,3}$"
)
_NAMED = re.compile(
    r"\b(?:(?:voice )?jobs?|job[ _-]?(?:number|no|id)s?|dictations?|voice files?|work items?)" + _NUMBER_WORD,
    re.I,
)
_LED = re.compile(
    r"\b(?:about|regarding|attached to|added to|merge|finished|letter|report|note|document) #?$", re.I
)
""" "call me about ...", "his letter ..."."""

_BY_SOMEBODY = re.compile(r",? (?:dictated |signed |typed |authored )?by (?:dr|prof|mr|ms)\b", re.I)
"""Behind a job's number, also when it is built like a date."""

_OTHER_NUMBERS = r"""
    mrns?|m\.r\.n|medical records?|records?|rec|charts?|accounts?|acct|acc|accessions?|encounters?|csn
    visits?|claims?
    polic(?:y|ies)|members?|patients?|pts?|pat|dob|born|ssn|npi|dea|tax|ein|zip|kb
    fax|faxed|phones?|tel|telephone|mobiles?|cells?|pager|dial|ext|extension|reach (?:me|us) at
    call(?: (?:me|us|him|her|back))?(?: (?:at|on))?
    invoices?|inv|bill|tickets?|cases?|incidents?|orders?|p\.?o\.?|purchase orders?|quotes?|contracts?
    payments?
    transactions?|tracking|reference|confirmation|checks?|customers?|clients?|clinic|facility|site
    device|asset|tag
    employees?|emp|badge|pin|password|passcode|serials?|s/n|sn|licen[cs]es?|versions?|builds?|ver
    releases?|v
    refs?|our ref|your ref|pins?|po box|box|errors?|error codes?|codes?|port|pid|process
"""
_OTHERS = re.compile(rf"\b{any_of(_OTHER_NUMBERS)}{_NUMBER_WORD}", re.I)
_OF_SOMETHING = re.compile(
    r"\b(?:mrns?|medical records?|charts?|accessions?|accounts?|invoices?|phones?|fax|ssn|members?|"
    r"polic(?:y|ies)|tickets?)"
    r"(?: numbers?)? (?:on|of|for|in) (?:\w+ ){1,3}(?:is|was|are|were|reads|should be):? $",
    re.I,
)
""" "MRN on both is ..."."""

_OF_SOMEBODY = re.compile(
    r"\b(?:(?:his|her|their|my|your|our|user|author|dictator|doctor|provider|physician|speaker|login|staff|"
    r"personal)"
    r"(?:'s)?|(?:enter|type|key|dial|punch)(?:s|ed|ing)?(?: in)?(?: the| an?)?) "
    r"(?:ids?|pin|code)(?: is| was|:)? #?$",
    re.I,
)
""" "enters his ID ..."."""

_OF_PATIENT = re.compile(
    r"\b(?i:patient|pt|for|under|shows?|sticker|mr\.|mrs\.) (?!(?i:dr|prof|doctor|nurse)\b)"
    r"(?:[A-Z][\w'-]+,? ){2,3}\(?$"
)
""" "filed under Jane Porter (...": the number of a record."""

_TO_CALL = re.compile(
    r"\b(?:call(?:ed|ing)?(?: (?:me|us|him|her|back|dr\.?|the|my|our))|phoned?|phones?|dial(?:l?ed)?|"
    r"fax(?:ed|es)?|ring(?:s|ing)?|rang"
    r"|\b(?:pin|passcode|password)\b|extension|voice ?mail|text me|reached|"
    r"reachable)(?!\w)(?:\b[Dd]r\.|[^.!?\n]){0,45}$",
    re.I,
)
"""Before a number to call somebody."""

_AMOUNT = either(r"""
    \s?(?:ms|msec|milliseconds?|bytes?|kb|mb|gb|lines?|char(?:acter)?s?|words?|minutes?|mins?|seconds?|
        secs?|hours?|hrs?)(?!\w)
    \s?(?:dollars?|usd|eur|users?|records?|jobs|dictations|files|messages|rows|pages|times|hz|khz|bps|
        people|patients|%)(?!\w)
""")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
