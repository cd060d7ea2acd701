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
_FOUND_NEXT = (
    rf"(?i:dob|d\.o\.b\.|d/o/b|date of birth|born(?: on)?|mrn|ssn|chart|fin)[^\w{ANY}]{{0,4}}[{IDENTITY}]"
)
_NEXT = (
    rf"(?:{_FOUND_NEXT}|[{IDENTITY}](?= ?[),;|/\n]| ?\Z| [MF](?![^\W_]))"
    rf"|{PAST_DATE}|(?<=\()(?i:patient|pt)\))"
)
NAME_BEFORE_FINDING = (
    rf"(?<![\w'-]){_WORD}(?:(?:, ?|[ _]){_WORD}){{1,3}}"
    rf"(?=(?:,? with(?: the)?(?= ))?[ ]?[\s,;:(|/\[\]'\"-]{{1,3}}(?:{AGE}){{0,2}}{_NEXT}| <{MAIL}>)"
)
_IN_A_LIST = (
    r"(?:already|registered|with|you|us|listed|known|entered|there|here|in|on|your|our|the|system|list|file|adt|emr|database"
    r"|portal|admitted|stored)"
)
NAME_CALLED_PATIENT = (
    rf"(?<![\w'-]){_WORD}(?: {_WORD}){{1,3}}(?=, ?(?:(?:a|an|our|my|his|her) )?(?i:patient|pt\.?)"
    r"(?: (?:of|at|in|from) (?:[A-Z]|ours|mine|the|our|bed|room)|[,.;)](?!\w)|\Z)"
    r"| (?:PT|Pt|pt)\.? (?:in|of|at|from) (?=[A-Z\d]|bed|room|the|our)"
    r"| is (?:a|an|our|my|his|her|the) (?i:patient|pt)"
    r"(?: (?:of|in|at|on|here|since|and|but|with|who)(?![^\W_])| ?[,.;?!]|\Z)"
    rf"|[\"']?(?: {_IN_A_LIST}){{1,6}} as (?:a )?(?i:patient|pt)(?: ?[,.;?!)]|\Z))"
)
"""A name the word "patient" follows: "Ann Doe, pt of Dr. Lee", "Ann Doe is our patient"."""
OUR_PATIENT = (
    r"(?<![^\W_])(?i:a|an|our|my|his|her|this|the) (?i:patient|pt) (?:since|of|at|from|in) [^\n,;:?!]{1,25}, "
)
FULL_NAME_ALONE = (
    rf"{_WORD}(?: {_WORD}){{1,3}}(?=[,;:?!)](?! (?:please|pls|can|could|would|kindly))|\.(?!\w)|\Z)"
)
SUCH_AS = (
    r"(?<![^\W_])(?i:patients?|pts?)(?:'s?)?(?: (?:names?|records?|charts?))?"
    r"(?: (?:here|there|in [^\W\d]{1,12}))?"
    r"[ ,(]{1,3}(?i:e\.? ?g\.?|i\.e\.|such as|like|for example|for instance)[ ,:\"']{1,3}"
)
NEWBORN = r"(?<![\w'-])(?i:baby) (?i:boy|girl) [^\n]{1,60}"
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
