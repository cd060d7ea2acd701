"""Names by what is written about patients: their reports and letters, their stay, their age, their job."""

from __future__ import annotations

from collections.abc import Callable

from guard import names
from guard.colleagues import acts_as_colleague, of_a_colleague
from guard.dates import LONG_PAST
from guard.kinds import ANY, IDENTITY, NAME, Kind
from guard.rule import Rule, rule

_CLINICAL = (
    r"h&p|h & p|h and p|history and physical|op(?:erative)? (?:note|report)|discharge(?: (?:summary|note"
    r"|report|letter))?|consult(?:ation)?(?: (?:note|letter|report))?|echo(?:cardiogram)?|path(?:ology)?"
    r"(?: report)?|biops(?:y|ies)|labs?(?: (?:results?|report))?|c\.?t\.?(?: scan)?|mri|x-?rays?|ekg|ecg|eeg"
    r"|ultrasound|mammogram|colonoscopy|stress test|sleep study|progress notes?|office notes?"
    r"|(?:visit|clinic|procedure|surgery|surgical|nursing|e[dr]|soap|admission|follow-?up) (?:notes?"
    r"|report|letter)"
    r"|medical records?|face ?sheet|demographics|allergies|medications?(?: list)?|meds|prescriptions?"
    r"|referral(?: letter)?|imaging|autopsy|radiology report|mri report|ct report|addendum|chart|surgery"
    r"|diagnosis|procedure|test results"
)
_STUDIES = (
    r"h&p|op note|operative (?:note|report)|discharge (?:summary|note)|echo|ct(?: scan)?|mri|x-?ray|ekg|ecg"
    r"|eeg|ultrasound|mammogram|colonoscopy|biopsy|path(?:ology)? report"
    r"|(?:visit|procedure|progress|office) note"
)
_PAPER = rf"(?:{_CLINICAL}|reports?|letters?|notes?|summary|results?|records|paperwork|transcript|encounter)"
_OWNED = rf"(?:{_CLINICAL}|report|letter|note|summary|results?|records|paperwork|transcript|encounter)"
_WORD = r"[^\W\d_a-z][\w'-]{0,30}\.?"
_ONE_OR_MORE = rf"(?<![\w'@.-]){_WORD}(?:,? {_WORD}){{0,3}}?"
_FULL = rf"(?<![\w'@.-]){_WORD}(?:(?:, ?| ){_WORD}){{1,3}}?"
_ANYTHING = rf"[^\W\d_a-z][^\n{ANY}]{{0,80}}"
_JOB = r"(?<![\w-])\d{6,10}"
_SEX = r"(?:[MF]|(?i:male|female|man|woman|gentleman|lady|boy|girl))(?![^\W_])"
_AGE = (
    r"\d{1,3}(?:[ -]?(?i:y\.?/?o\.?|yrs?\.?(?: old)?|years?[ -]old|year[ -]old)(?![^\W_])"
    r"|[ ]?[MF](?![^\W_]))"
)
_CARE = (
    r"(?:(?i:is|was|has been|had been|got|gets|were|will be) )?(?:(?i:just|also|then|re) ?)?"
    r"(?i:admitted|discharged|transferred to (?:icu|rehab|hospice|the floor)|passed away|deceased|died"
    r"|intubated"
    r"|(?:seen|evaluated|treated|examined|operated) (?:on|by|in|at|for|today|yesterday|last)|underwent"
    r"|presented (?:to|with|for)|presents (?:to|with|for)|complain(?:s|ed|ing) of|suffers from"
    r"|diagnosed with|scheduled for (?:a |an |his |her )?(?:surgery|mri|ct|biopsy|colonoscopy|procedure)"
    r"|had (?:a|an|his|her|their) (?:\w{1,15} )?(?:surgery|colonoscopy|mri|ct|x-?ray|echo|biopsy|appointment"
    r"|visit|consult|procedure|stroke|operation|scan|ultrasound|mammogram|labs|bloodwork)"
    r"|(?:wants|needs|requested|requests|asked for|is requesting) (?:a copy of )?(?:his|her|their) "
    r"(?:medical )?(?:records?|reports?|results?|chart|letter)"
    r"|(?:with|has|had|for) (?:a |an |acute |chronic |type |new )?(?:chf|copd|diabetes|cancer|pneumonia"
    r"|hypertension"
    r"|asthma|sepsis|fracture|stroke|chest pain|abdominal pain|knee pain|back pain|dementia))(?![^\W_])"
)
_DISEASE = (
    r",? (?i:chf|copd|cad|esrd|afib|dm2|htn|hip replacement|knee replacement|chest pain|diabetes"
    r"|cholecystectomy"
    r"|appendectomy|hysterectomy|c-section|mri|ct|echo)(?![^\W_])"
)
_WRONG_NAME = (
    r"(?i:,? not| instead of| rather than| vs\.?| versus| comes out as| spelled(?: as)?| is spelled)"
)
_TALK_OF_PATIENTS = (
    r"(?i:(?<![^\W_])(?:patients?|pts?|charts?|demographics|merge[ds]?|portal|entries|admitted|seen"
    r"|passed away|mrns?"
    r"|dobs?|maiden|reports?|letters?|adt|label|header|name (?:on|in|of)|ehr|emr|allerg|health records?"
    r"|wrong name|dictated on)(?![^\W_]))"
)
_TALK_OF_PAPERS = rf"(?<![^\W_])(?i:{_CLINICAL}|letter|report)(?![^\W_])"
_OF_JOB = (
    r"(?:[ ]?[-:,/|(]{1,2}[ ]?| (?:(?i:is|was|should be|should read|goes to|belongs to|is for"
    r"|was for|for|on|of)) )"
)
_RELATIVE = (
    r"(?<![^\W_])(?i:(?:patient'?s|pt'?s|his|her)) (?i:mother|mom|father|dad|wife|husband|spouse|son|daughter"
    r"|sister|brother|guardian|caregiver|partner|aunt|uncle|niece|nephew|grandson|granddaughter"
    r"|grandmother|widow)"
    r"[,:]? (?i:is |called |named )?"
)
_SURNAME_FIRST = (
    r"(?<![\w'-])[A-Z][A-Z'-]{2,30}, ?[A-Z][A-Z'-]{2,30}(?: [A-Z]\.?(?!\w))?"
    rf"(?=[ ,;|/]{{1,3}}(?:\d|[{IDENTITY}]))"
)
_IN_FILE_NAME = (
    r"(?<![\w.-])(?:[A-Z][a-zA-Z]{2,20}[_-][A-Z][a-z]{1,20}|[A-Z]{3,20}[_-][A-Z]{2,20})(?=[_-]?[\w-]{0,60}"
    r"\.(?i:docx?|pdf|rtf|wav|mp3|m4a|dss|ds2|txt|tiff?|jpe?g|png|xml|hl7|zip|csv|xlsx?)(?![^\W_]))"
)
_PATIENTS_LETTER = (
    r"(?<![^\W_])(?i:i am a patient|i'm a patient|i was seen|i had (?:a|an|my) (?:visit|appointment"
    r"|surgery)|my (?:test )?results"
    rf"|my doctor)(?![^\W_])[^{ANY}]{{0,300}}?(?i:regards|sincerely|thanks|thank you|best wishes"
    rf"|best)[,.!]?\s{{1,3}}"
)


def _name(
    value: str,
    *,
    keep: Callable[[str], int],
    lead: str = "",
    near: str = "",
    spared: Callable[[str, int, int], bool] | None = of_a_colleague,
) -> Rule:
    return rule(Kind.PATIENT_NAME, value, keep=keep, lead=lead, near=near, spared=spared)


ABOUT_PATIENTS = (
    _name(rf"{_ONE_OR_MORE}(?='s (?:[\w/&-]{{1,15}} )?(?i:{_STUDIES})(?![^\W_]))", keep=names.alone_in_full),
    _name(rf"{_ONE_OR_MORE}(?='s? (?:[\w/&-]{{1,15}} ){{0,2}}?(?i:{_OWNED})(?![^\W_]))", keep=names.likely),
    _name(rf"{_ONE_OR_MORE}(?= (?i:{_CLINICAL})(?![^\W_]))", keep=names.likely),
    _name(rf"{_FULL}(?= (?i:{_OWNED})(?![^\W_]))", keep=names.likely),
    _name(
        _ANYTHING,
        lead=rf"(?<![^\W_])(?i:{_CLINICAL})s? (?i:of|for|on|about|regarding|re|to)[: ]{{1,2}}",
        keep=names.alone,
    ),
    _name(
        _ANYTHING,
        lead=rf"(?<![^\W_])(?i:{_PAPER}|dictation|dictated|audio) (?i:of|for|on|about|regarding|re|to"
        rf"|belonging to)[: ]{{1,2}}",
        keep=names.likely_alone,
    ),
    _name(
        _ANYTHING,
        lead=rf"(?<![^\W_])(?i:{_PAPER})(?: (?i:of|from|for) (?i:yesterday|today|this morning"
        rf"|\w{{3,9}}day))?[ ]?[:-][ ]",
        keep=names.likely_alone,
    ),
    _name(_ANYTHING, lead=_JOB + _OF_JOB, keep=names.written_out),
    _name(_ANYTHING, lead=rf"{_JOB} ", keep=names.last_first_or_familiar),
    _name(
        rf"{_FULL}(?=[ ]?[:,/|-]{{1,2}} (?:[\w&-]{{1,15}} ){{0,2}}?(?i:{_PAPER})(?![^\W_]))",
        keep=names.familiar,
    ),
    _name(
        _ANYTHING,
        lead=r"(?<![^\W_])(?i:re|regarding|subject|subj): ?",
        keep=names.written_out,
        near=_TALK_OF_PAPERS,
    ),
    _name(_ANYTHING, lead=_RELATIVE, keep=names.alone, spared=None),
    _name(_SURNAME_FIRST, keep=names.familiar),
    _name(_ANYTHING, lead=_PATIENTS_LETTER, keep=names.written_out, spared=None),
    _name(rf"{_ONE_OR_MORE}(?=,? {_CARE})", keep=names.likely),
    _name(_IN_FILE_NAME, keep=names.in_file_name, spared=None),
    _name(rf"{_ONE_OR_MORE}(?=[ ]?[ ,(|/-]{{1,3}}{LONG_PAST})", keep=names.likely),
    _name(rf"{_FULL}(?={_DISEASE})", keep=names.likely),
    _name(rf"{_ONE_OR_MORE}(?=[ ]?[,(]?[ ]?(?:{_AGE}|{_SEX}[ ,;]{{1,2}}[{IDENTITY}]))", keep=names.likely),
    _name(_ANYTHING, lead=rf"(?<![^\W_]){_AGE}(?:[ ,]{{1,2}}{_SEX})?[ ,(]{{1,3}}", keep=names.likely_alone),
    _name(rf"{_FULL}(?=[^\n{ANY}.?!]{{0,50}}[{IDENTITY}])", keep=names.familiar),
    _name(rf"{_FULL}(?={_WRONG_NAME} (?:{_WORD} {_WORD}|{NAME}))", keep=names.likely, near=_TALK_OF_PATIENTS),
    _name(rf"{_FULL}(?= got {NAME})", keep=names.likely, spared=None),
    _name(
        _ANYTHING,
        lead=r"(?<![^\W_])(?i:remove|look(?:ed|ing)? up|find|locate|merge|purge|search(?:ed|ing)? for"
        r"|entries for"
        r"|charts? of|look(?:ing)? for|typed|keyed|instead of|pull up|swap|switch|got|change(?: the)?"
        r" (?:name|patient)[^\n]{0,20}(?:to|from)|allergies of) ",
        keep=names.likely_alone,
        near=_TALK_OF_PATIENTS,
        spared=acts_as_colleague,
    ),
    _name(
        _ANYTHING,
        lead=rf"(?<={NAME})(?:,? (?i:not|instead of|rather than|got|to|comes out as|with"
        rf"|under her maiden name) "
        r"| \((?i:one spelled|spelled|aka|also) |\n[ ]?(?:[-*]|\d{1,2}[.)])[ ]|, | (?i:and) |, (?i:and) )",
        keep=names.likely_alone,
    ),
)
