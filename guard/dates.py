"""What dates of birth look like, as patterns: written, scanned, spoken, and long past."""

from __future__ import annotations

from guard.kinds import BIRTH, NAME, RECORD
from guard.shapes import ANOTHER

_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?i:st|nd|rd|th)?"
_YEAR = r"(?:[ ,.'/-]{1,3}\d{4}|[ ,.'/-]{1,3}\d{2}|\d{4})"
DATE = (
    r"(?<!\d)(?=[\djfmasondJFMASOND])(?:"
    r"\d{4}[ ]?[/.-][ ]?\d{1,2}[ ]?[/.-][ ]?\d{1,2}"
    r"|\d{1,2}[ ]?[/.-][ ]?\d{1,2}[ ]?[/.-][ ]?\d{2,4}"
    rf"|{_DAY}[ .-]{{0,2}}(?:of[ ])?{_MONTH}\.?{_YEAR}?"
    rf"|{_MONTH}\.?[ -]?{_DAY}{_YEAR}?"
    rf"|(?:19|20)\d\d,? {_MONTH} {_DAY}"
    rf"|{_MONTH}\.?,?[ ]\d{{4}}"
    r"|\d{1,2}/\d{4}|\d{1,2} \d{1,2} \d{4}|\d{8}"
    r")(?!\d|/\d{4})"
)
SCANNED_DATE = (
    r"(?<![^\W_])(?=[\doOlI ]{0,3}\d)(?:[\doOlI]{1,2}[/.-][\doOlI]{1,2}[/.-][\doOlI]{2,4}(?![^\W_])"
    r"|\d{6}(?!\d)|\d ?\d ?[/.-] ?\d ?\d ?[/.-] ?\d ?\d(?: ?\d ?\d)?(?! ?\d))"
)
_NUMERAL = (
    r"(?i:zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six"
    r"|seven|eigh|nine)"
    r"(?:teen|ty)|twenty|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|hundred|thousand|nineteen|double|dash)"
)
SPOKEN_DATE = rf"(?:(?:{_MONTH}|{_NUMERAL}|of|the|and)[ ,-]{{1,2}}){{2,8}}{_NUMERAL}(?![^\W_])"
SPOKEN_PHONE = rf"{_NUMERAL}(?:[ ,-]{{1,2}}{_NUMERAL}){{6,13}}(?![^\W_])"
SPOKEN_NUMBER = rf"{_NUMERAL}(?:[ ,-]{{1,2}}{_NUMERAL}){{3,11}}(?![^\W_])"
DATE_CALLED_BIRTH = (
    rf"{DATE}(?=[ ]?\((?i:dob|date of birth|birth ?date)\)"
    r"| is (?i:the|her|his|their|patient's|pt's) (?i:dob|date of birth|birth ?date))"
)
_PAST = r"(?:19\d\d|20(?:0\d|1[0-5]))"
PAST_DATE = (
    rf"(?<![\d/.-])(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_PAST}|{_PAST}[/.-]?\d{{2}}[/.-]?\d{{2}}"
    rf"|\d{{1,2}}[ -]{_MONTH}[ -]{_PAST}|{_MONTH} \d{{1,2}},? {_PAST})(?![\d/.-]*\d)"
)
_OLD_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:2[7-9]|[3-9]\d)"
    rf"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){_PAST})(?![\d/.-]*\d)"
)
LONG_PAST = f"(?:{PAST_DATE}|{_OLD_DATE})"
"""A day that is too long ago for a visit, with two digits for its year if need be."""
PAST_DAY = (
    rf"(?<![\w/.-])(?:\d{{1,2}}[ -]{_MONTH}[ -]{_PAST}|{_MONTH} \d{{1,2}},? {_PAST}"
    rf"|\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_PAST}|{_PAST}(?P<dash>[/.-]?)(?:0[1-9]|1[0-2])(?P=dash)"
    r"(?:0[1-9]|[12]\d|3[01]))(?![\w/-]|\.\d)"
)
"""A day long past in figures, strictly: few other numbers look like it."""
AGE = (
    r"(?:[MF](?![^\W_])|(?i:male|female)|\d{1,3} ?(?:(?i:yo|y/o|y\.o\.|yrs?|y)(?: ?[MF](?![^\W_]))?"
    r"|[MF](?![^\W_])))[ ,;|/]{1,3}"
)
ANOTHER_BIRTH = (
    rf"(?:(?<={BIRTH}){ANOTHER}|(?<=[{NAME}{RECORD}])[ ]?[-_,;:"
    rf"|(\[/ ]{{0,3}}(?:{AGE}){{0,3}}(?={LONG_PAST}))"
)
PAST_YEAR = r"(?:19\d\d|200\d|201[0-5])(?![\w/.-])"
