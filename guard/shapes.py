"""What numbers and addresses look like that the guard searches for, as patterns.

Every repetition is bounded or runs over one class of characters, so that looking takes linear time.
They are made for a view of the text in plain digits, dashes, quotes and letters without accents.
"""

from __future__ import annotations

from guard.kinds import ANY, NAME, RECORD

MAIL_ADDRESS = (
    r"(?<![\w.%+'~-])[\w.%+'~-]++"
    rf"(?:@|[^\w{ANY}]{{0,2}}[(\[]at[)\]][^\w{ANY}]{{0,2}})"
    r"[\w.-]*\.[^\W\d_]{2,24}"
)
MAIL_IN_A_LINK = r"(?<![\w.%+'~-])[\w.+'~-]{1,64}%40[\w.-]{1,200}\.[^\W\d_]{2,24}"
MAIL_SPELLED = r"[\w.+'-]{1,64} (?i:at) [\w-]{1,60}(?:(?:\.| (?i:dot) )[\w-]{2,40}){1,3}"
MAIL_LINK = rf"<mailto:[^\s{ANY}<>|]{{3,254}}(?:\|[^\n{ANY}<>]{{0,254}})?>"

SOCIAL_SECURITY_NUMBER = r"(?<!\d)(?<!\d[-.])\d{3}-\d{2}-\d{4}(?:[A-Z]\d?(?!\w))?(?!\d|-\d)"
SOCIAL_SECURITY_DIGITS = (
    r"(?<!\d)(?:\d{3}[ ]?[-./ ]?[ ]?\d{2}[ ]?[-./ ]?[ ]?\d{4}|\d(?: \d){8}"
    r"|\d \d \d ?- ?\d \d ?- ?\d(?: \d){3}|(?:[xX*]{3}-?[xX*]{2}-?)?\d{4})"
    r"(?!\d|[-/:.]\d)"
)

_EXTENSION = r"(?:[ ,;]{0,3}(?i:x|ext\.?|extension)[ .:]{0,2}\d{1,6})?"
_US_NUMBER = (
    r"(?<![^\W_])(?<!\d[-.])(?:\+?1[-. ]{0,3}|9-)?"
    r"(?:\(\d{3}\)[-. ]{0,3}|[2-9]\d\d[-./ ]{1,3}|1\d\d[-.])\d{3}[-. ]{1,3}\d{4}(?!\d|[-.]\d)"
)
_ABROAD = r"(?<![^\W_])011(?:[ -]\d{1,4}){3,5}(?!\d)"
_FOREIGN_NUMBER = (
    r"(?<![^\W_])(?<!\+)\(?\+"
    r"(?:\d{8,15}|\d{1,3}[ .()/-]{1,2}\d{2,5}[ .()/-]\d{5,8}|\d{1,3}(?:[ .()/-]{1,2}\d{1,4}){3,6})(?!\d)"
)
_CODE_IN_BRACKETS = r"\([2-9]\d\d\) ?\d{7}(?!\d)"
PHONE_NUMBER = f"(?:{_US_NUMBER}|{_ABROAD}|{_CODE_IN_BRACKETS}|{_FOREIGN_NUMBER}){_EXTENSION}"
PHONE_DIGITS = (
    r"(?<!\d)(?:1?\d{10}|\d{3}[-. ]\d{7}|\(\d{3}\)[ -]?\d{7}"
    r"|\(?0\d{1,4}\)?[ -]\d{3,4}[ -]?\d{3,4}|\d{3}[-. ]\d{4}|\d(?: \d){9}|\d{3} - \d{3} - \d{4})(?!\d|[-.]\d)"
    + _EXTENSION
)
PHONE_LINK = rf"<tel:[^\s{ANY}<>|]{{3,60}}(?:\|[^\n{ANY}<>]{{0,60}})?>"

_ANOTHER = (
    r"(?i:and|or|vs|versus|not|to|into|with|should|be|read|instead|of|but|shows?|got|has|is|it|was|in|wrong"
    r"|screen|system|the|yours?|ours?|says|side|on|now|old|new|real|are|test|respectively|other|another|second|first"
    r"|he|she|they|we|i|keyed|typed|entered|heard|said|says|dictated|searched)"
)
ANOTHER = rf"[^\w{ANY}]{{0,3}}(?:{_ANOTHER}(?![^\W_])[^\w{ANY}]{{1,3}}){{1,5}}+"
"""Words between two things of the same kind: "and", "should be", "instead of"."""

ANOTHER_RECORD = rf"(?<={RECORD})(?:{ANOTHER}|[ ]?(?:[,;/&]|->)[ ]?)"
OTHER_OWNERS_RECORD = (
    rf"(?<={RECORD}) (?:belongs|goes) to (?:[A-Z][^\n,.;{ANY}]{{0,25}}|{NAME})(?:,| and|, and|, but|;) "
)
"""From one number to the next: "[record number] belongs to Gary, 441002 to Linton"."""

RECORD_NUMBER = (
    r"(?!(?i:job|ticket|iw-?)\d)(?!\d{4}-\d\d-\d\d)(?!\d{1,2}/\d)"
    r"(?![A-Za-z][\w-]{0,40}\.(?i:log|py|java|json|js|cs)\b)"
    r"(?:\d(?: \d){4,9}(?![ ]?\d)|\d{2,5}(?: \d{2,5}){1,3}(?![\dA-Za-z-])|\d{1,3},\d{3}(?![\d,])"
    r"|[A-Z]{1,3} \d{2,5}(?: \d{2,5}){1,3}(?![\dA-Za-z-])|[A-Za-z]{1,3}\d{3,5} \d{4,6}(?![\dA-Za-z-])"
    r"|[A-Z]{1,3}\d{2,5} \d{2,4} \d{2,5}(?![\dA-Za-z-])"
    r"|[A-Za-z]{0,4}-?\d[\dA-Za-z-]{0,39})"
)
LONG_NUMBER = r"(?!(?i:job|ticket|iw-?)\d)[A-Za-z]{0,4}-?\d[\dA-Za-z-]{4,39}(?![\w/.:]*\d)"
SHORTER_THAN_JOBS = r"(?:0\d{4,9}|\d{5,6}|[A-Z]{1,2}-?\d{4,8})(?![\w/.:-])"
NUMBER_CALLED_RECORD = (
    r"(?<![\w-])[A-Za-z]{0,3}\d[\dA-Za-z-]{3,20}(?= (?i:is|was) (?i:the|her|his|their|a) "
    r"(?i:mrn|patient id|medical record))"
)
MERGED_NUMBER = r"\d{4,10}(?= (?i:into|with|and|to) \d{4,10})"
ACCOUNT_OF_PATIENT = (
    rf"{RECORD_NUMBER}(?= (?i:of|for)(?: (?i:the))? (?i:patient|pt)(?![^\W_])|[ ]?\((?i:patient|pt) )"
)
RECORD_OF_ASSIGNER = (
    rf"(?<![\w^])[A-Za-z]{{0,3}}\d{{4,20}}(?=\^\^\^|\^{NAME})"  # PID-3 of a hospital's message
)
RECORD_NUMBERS = rf"{RECORD_NUMBER}(?:(?:[ ]?[,;&/][ ]?|[ ]|\n)(?:and |or )?{RECORD_NUMBER}){{0,40}}"
PATIENT_SEGMENT = rf"(?:PID\||(?m:^)(?:NK1|GT1|IN1)\|)[^\n{ANY}]{{3,2000}}"  # of a hospital's HL7
