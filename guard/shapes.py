"""What the things look like that the guard searches for, as patterns.

Every repetition is bounded or runs over one class of characters, so that looking takes linear time.
They are made for a view of the text in plain digits, dashes, quotes and letters without accents.
"""

from __future__ import annotations

MAIL_ADDRESS = (
    r"(?<![\w.%+'~-])[\w.%+'~-]++"
    r"(?:@|[^\w\0]{0,2}[(\[]at[)\]][^\w\0]{0,2})"
    r"[\w.-]*\.[^\W\d_]{2,24}"
)
MAIL_LINK = r"<mailto:[^\s\0<>|]{3,254}(?:\|[^\n\0<>]{0,254})?>"

SOCIAL_SECURITY_NUMBER = r"(?<!\d)(?<!\d[-.])\d{3}-\d{2}-\d{4}(?!\d|-\d)"
SOCIAL_SECURITY_DIGITS = (
    r"(?<!\d)(?:\d{3}[ ]?[-. ]?[ ]?\d{2}[ ]?[-. ]?[ ]?\d{4}|(?:[xX*]{3}-?[xX*]{2}-?)?\d{4})(?!\d|[-/:.]\d)"
)

_EXTENSION = r"(?:[ ,;]{0,3}(?i:x|ext\.?|extension)[ .:]{0,2}\d{1,6})?"
_US_NUMBER = (
    r"(?<![^\W_])(?<!\d[-.])(?:\+?1[-. ]{0,3})?"
    r"(?:\(\d{3}\)[-. ]{0,3}|[2-9]\d\d[-./ ]{1,3}|1\d\d[-.])\d{3}[-. ]{1,3}\d{4}(?!\d|[-.]\d)"
)
_FOREIGN_NUMBER = (
    r"(?<![^\W_])(?<!\+)\(?\+"
    r"(?:\d{8,15}|\d{1,3}[ .()/-]{1,2}\d{2,5}[ .()/-]\d{5,8}|\d{1,3}(?:[ .()/-]{1,2}\d{1,4}){3,6})(?!\d)"
)
PHONE_NUMBER = f"(?:{_US_NUMBER}|{_FOREIGN_NUMBER}){_EXTENSION}"
PHONE_DIGITS = (
    r"(?<!\d)(?:1?\d{10}|\d{3}[-. ]\d{7}|\(?0\d{1,4}\)?[ -]\d{3,4}[ -]?\d{3,4}|\d{3}[-. ]\d{4})(?!\d|[-.]\d)"
    + _EXTENSION
)
PHONE_LINK = r"<tel:[^\s\0<>|]{3,60}(?:\|[^\n\0<>]{0,60})?>"

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
    rf"|{_MONTH}\.?,?[ ]\d{{4}}"
    r"|\d{1,2}/\d{4}|\d{1,2} \d{1,2} \d{4}|\d{8}"
    r")(?!\d)"
)
DATE_CALLED_BIRTH = (
    rf"{DATE}(?=[ ]?\((?i:dob|date of birth|birth ?date)\)"
    r"| is (?i:the|her|his|their|patient's|pt's) (?i:dob|date of birth|birth ?date))"
)

RECORD_NUMBER = (
    r"(?!(?i:job|ticket|iw-?)\d)(?!\d{4}-\d\d-\d\d)(?!\d{1,2}/\d)"
    r"(?:\d{2,5}(?: \d{2,5}){1,3}(?![\dA-Za-z-])|[A-Za-z]{0,4}-?\d[\dA-Za-z-]{0,39})"
)
ACCOUNT_OF_PATIENT = rf"{RECORD_NUMBER}(?= (?i:of|for)(?: (?i:the))? (?i:patient|pt)(?![^\W_]))"
RECORD_NUMBERS = rf"{RECORD_NUMBER}(?:(?:[ ]?[,;&/][ ]?|[ ])(?:and |or )?{RECORD_NUMBER}){{0,40}}"
PATIENT_SEGMENT = r"(?m:^)PID\|[^\n\0]{3,2000}"  # of a hospital's message in HL7

NAME = r"(?:[a-z]{2,3} ){0,2}[^\W\d_a-z][^\n\0]{0,80}"
NAMES = r"(?:[a-z]{2,3} ){0,2}[^\W\d_a-z][^\n\0]{0,400}"
NAME_IN_ANY_CASE = r"[^\W\d_][^\n\0]{0,80}"
_WORD = r"[^\W\d_a-z][\w'-]{0,30}\.?"
_FOUND_NEXT = r"(?i:dob|d\.o\.b\.|date of birth|born(?: on)?|mrn|ssn)[^\w\0]{0,4}\0"
NAME_BEFORE_FINDING = (
    rf"(?<![\w'-]){_WORD}(?:,? {_WORD}){{1,3}}"
    rf"(?=[ ]?[ ,;:(-]{{1,3}}(?:{_FOUND_NEXT}|(?<=\()(?i:patient|pt)\)))"
)
