"""What names look like, and what stands before or behind them, as patterns; :mod:`guard.names` reads on."""

from __future__ import annotations

from guard.dates import AGE, PAST_DATE
from guard.kinds import ANY, IDENTITY, MAIL, NAME, PHONE
from guard.streets import STREET

NAME_WRITTEN = rf"(?:[a-z]{{2,3}} ){{0,2}}[^\W\d_a-z][^\n{ANY}]{{0,80}}"
NAMES = rf"(?:[a-z]{{2,3}} ){{0,2}}[^\W\d_a-z][^\n{ANY}]{{0,400}}"
NAME_IN_ANY_CASE = rf"[^\W\d_][^\n{ANY}]{{0,80}}"
TITLED_NAME = (
    rf"(?<![^\W_])(?:(?:Mr\.? (?:and|&) )?(?:Mr|MR|Mrs|MRS|Ms|MS|Miss))\.? [^\W\d_a-z][^\n{ANY}]{{0,80}}"
)
_WORD = r"[^\W\d_a-z][\w'-]{0,30}\.?"
CARET_NAME = (
    r"(?<![\w^'.-])(?<!\d\^)(?!MRN\^)(?:[A-Z][A-Z'-]{2,30}\^[A-Z][A-Z'-]{2,30}|[A-Z][a-z]{2,30}\^[A-Z][a-z]{2,30})"
    r"(?:\^[^\W\d_]{0,30}){0,5}(?![\w-])"
)
_FOUND_NEXT = rf"(?i:dob|d\.o\.b\.|date of birth|born(?: on)?|mrn|ssn|chart|fin)[^\w{ANY}]{{0,4}}[{IDENTITY}]"
_NEXT = (
    rf"(?:{_FOUND_NEXT}|[{IDENTITY}](?= ?[),;|/\n]| ?\Z| [MF](?![^\W_]))"
    rf"|{PAST_DATE}|(?<=\()(?i:patient|pt)\))"
)
NAME_BEFORE_FINDING = (
    rf"(?<![\w'-]){_WORD}(?:(?:, ?|[ _]){_WORD}){{1,3}}"
    rf"(?=[ ]?[\s,;:(|/\[\]'\"-]{{1,3}}(?:{AGE}){{0,2}}{_NEXT}| <{MAIL}>)"
)
NAME_BEFORE_STREET = rf"(?<![\w'-]){_WORD}(?: {_WORD}){{1,3}}(?=,? ?\n?{STREET})"
_OWNED = (
    r"(?:mrn|dob|date of birth|ssn|chart|medical record|discharge summary|results|labs?|h&p|op note|portal)"
)
OWNER = rf"(?<![\w'-]){_WORD}(?: {_WORD}){{1,3}}(?='s (?i:{_OWNED})(?![^\W_]))"
NAME_BEFORE_CONTACT = rf"(?<![\w'-]){_WORD}(?: {_WORD}){{1,3}}(?=[ ,(]{{1,2}}[{PHONE}{MAIL}])"
NAME_AFTER_FINDING = (
    rf"(?<=[{IDENTITY}])(?:[ ]?[/|(;][ ]?| (?:belongs to|belong to|is for|goes to|is of|should be under) )"
)
ANOTHER_NAME = rf"(?<={NAME})(?: (?:and|&|vs\.?|versus|or|<>|/) )"
AGED = (
    r"(?<!\d)\d{1,3}[ -]?(?i:yo|y/o|y\.o\.|year[ -]old|yr[ -]old)"
    r"(?:[ ,]{1,2}(?i:m|f|male|female|man|woman|boy|girl|patient|pt|lady|gentleman)(?![^\W_])){0,2}[ ,(]{1,2}"
)
