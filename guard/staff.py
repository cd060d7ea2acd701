"""What tells that an address or a telephone number belongs to staff or to an office, not to a patient."""

from __future__ import annotations

import re

from guard.kinds import PERSON

PATIENT_WORD = (
    r"(?<![^\W_])(?i:(?:patient|pt)s?"
    r"(?! (?:access|portal|services|registration|relations|accounts|billing|list))"
    r"|paciente|mrn|dob|inpatient|outpatient|guarantor|subscriber|insured|next of kin|caregiver)(?![^\W_])"
)
"""A word that says the talk is of a patient, and not of a department or a product named after them."""

_PATIENTS_OWN = re.compile(
    rf"{PATIENT_WORD}|[{PERSON}]"
    r"|(?<![^\W_])(?i:his|her|(?-i:[Hh]im)|she|he|mother|father|wife|husband|son|daughter|spouse"
    r"|brother|sister"
    r"|family|home|cell|mobile|personal|private|emergency contact)(?![^\W_])"
)
_NEAR = 80
_BLOCK = 240

_PHONE = r"\+?\(?\d(?:[() .-]{0,2}\d){6,14}(?: ?x\d{1,6})?"
_MAIL = r"[\w.+-]{1,64}@[\w.-]{1,100}"
_CAPITALISED = r"[A-Z][\w.'&-]{0,30}"
_LABEL = (
    r"(?:(?i:tel|telephone|phone|ph|fax|mail|e-?mail|direct|office|main|[tpfmoe])[.: ]{1,3})?"
    r"(?:<?mailto:|<)?"
)
_PIECE = (
    rf"(?>{_LABEL}(?:{_PHONE}|{_MAIL})>?"
    rf"|{_CAPITALISED}(?: (?:{_CAPITALISED}|of|and|the|for|at|&|\d{{1,5}}(?!\d))){{0,6}}+)"
)
"""What stands between two breaks of a signature: a name, a title, a clinic, a number or an address."""

_PIECES = rf"(?>(?:{_PIECE}(?:[ ]?(?:,\n?|[|;/*\n]|-{{1,2}} )[ ]{{0,3}}| (?=[\d(+]))){{1,7}}+)"
_LINES = rf"(?>(?:{_PIECE},?[ ]?\n[ ]{{0,3}}){{1,5}}+)"
_CLOSING = (
    r"(?<![^\W_])(?i:regards|sincerely|cheers|thanks(?: again| so much| a lot| in advance)?|many thanks"
    r"|thank you(?: very much)?|best(?=,|\n)|best wishes|yours truly|respectfully)"
)
_SIGNATURE = re.compile(
    rf"{_CLOSING}[,.!]{{0,2}}(?:\s{{1,4}}(?:-{{2,3}} ?\n)?|\s{{0,3}}[|/-]{{1,2}} ?){_PIECES}{_LABEL}$"
)
_LETTERS_END = re.compile(rf"\n[ ]?\n(?P<block>{_LINES}){_LABEL}$")
_SAYS_MORE = re.compile(
    r"(?<![^\W_])(?i:p\.?s|call|called|callback|contact|reach|text|send|ask|attn|fyi|also|tell)(?![^\W_])"
)
"""Words within what looks like a signature that speak of somebody else."""

_WHERE_THEY_WORK = re.compile(
    r"(?<![^\W_])(?:Clinics?|Hospitals?|Health\w{0,10}|Medical|Associates|Group|Practice|Cent(?:er|re)"
    r"|Transcription\w{0,5}|Coordinator|Manager|Director|Supervisor|Administrator|Office|Department|Dept"
    r"|HIMS?|IT|RHI[AT]|CHDS|CMT|Secretary|Assistant|Specialist|Analyst|Editor|RN|LPN|NP|MD|DO|Systems"
    r"|Services)(?![^\W_])"
)
_ENDS_THERE = re.compile(
    rf">?(?:[ ,|;]{{0,3}}\n?[ ]{{0,3}}(?:{_LABEL}(?:{_PHONE}|{_MAIL})>?|www\.\S{{1,60}})){{0,3}}\s*\Z"
)
_A_PATIENT_WRITES = re.compile(
    r"(?i:(?<![^\W_])(?:(?:patients?|pt)(?:'s)? (?:own )?"
    r"(?:wrote|writes|says|said|sent|mail|e-?mail|message|letter|asks|asked)"
    r"|i(?:'m| am)(?: an?| your)? patient"
    r"|my (?:own )?(?:birthday|dob|mrn|chart|records?|results?|visit|appointment|doctor))(?![^\W_]))"
)
_FREE_MAIL = re.compile(
    r"@(?i:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|aol|icloud|me|gmx|web|comcast"
    r"|proton\w{0,4})\."
)

_OFFICE = (
    r"(?i:fax(?: machine| server| line)?(?! for )|offices?|contact(?! (?:info|details|list))|front desk"
    r"|reception|help ?desk|service desk|switchboard|main (?:line|number)|department|dept|signature|website"
    r"|web site|billing|scheduling|line)(?! (?:to|from) )"
)
_JOINING = (
    r"(?i:number|no|nr|num|line|is|are|was|ha(?:s|ve)(?= (?:been|changed|moved|now))|been"
    r"|changed|moved|switched|from|to|now|new|old|at|on|the"
    r"|and|or|cover|page|sheet|header|reads|says|for|accounts|billing|support|sales|that|this|still"
    r"|it|its|should|be|by|address|mail|e-?mail|phone|tel|telephone|direct|main|under|via)"
)
_OURS = re.compile(
    rf"(?<![^\W_])(?i:our|your)(?: [\w'-]{{1,20}}){{0,2}}? {_OFFICE}(?:[^\w\n.!?]{{1,3}}"
    rf"(?:{_JOINING}(?![^\W_])|{_PHONE}|{_MAIL}|{_CAPITALISED})){{0,10}}+[^\w\n.!?]{{0,3}}$"
)
_IN_OURS = re.compile(
    r">?\"?[, (]{1,2}(?:(?i:is|which|that|was|in|on|at|of|from) ){0,3}"
    rf"(?i:our|your) (?:(?i:own|main|new|old|mail) ){{0,2}}{_OFFICE}(?![^\W_])"
)
_OF_A_DOCTOR = re.compile(
    r"(?<![^\W_])(?:Dr|DR|Drs|Doctor)\.? [A-Z][\w.'-]{0,20}(?: [A-Z][\w.'-]{0,20}){0,2}(?: \w{1,12}){0,3}?"
    r"[ ,:(]{1,3}"
    r"(?:(?i:is|at|on|to|in|under|fax|phone|office|tel|cell|pager|number|now|new|via|[pft])[ .:]{1,2}){0,4}$"
)
_MINE = re.compile(
    r"(?<![^\W_])(?i:(?:reply|respond|answer|write|e-?mail|mail|reach|contact|get|cc)(?: back)?(?: to)?"
    r" (?:me|us|my boss|my manager)(?: \w{1,10})?(?: (?:at|on|under|via))?)[ :<]{1,2}$"
)
_A_PLACE = (
    r"(?:Clinics?|Hospitals?|Medicine|Medical (?:Group|Center|Records)|Associates|Cent(?:er|re)|Pharmacy"
    r"|Practice|(?i:front desk|reception|help ?desk|switchboard|call cent(?:er|re)|hotline|service desk"
    r"|nurses? station|dictation (?:line|system|number)|dial-?in|conference(?: (?:line|bridge|call))?|pager))"
)
_AT_A_PLACE = re.compile(
    rf"(?<![^\W_]){_A_PLACE}(?: (?i:number|no\.?|line|phone|is|was|at|on|under|now|via|#)){{0,3}}"
    r"[ :,(]{1,3}$"
)
_TOLL_FREE = re.compile(r"(?:\+?1[-. ]?)?\(?8(?:00|33|44|55|66|77|88)\)?[-. ]\d")
_OF_A_DESK = re.compile(
    r"[ ]?[,(] ?(?:[A-Z][\w.'-]{1,20},? ){0,2}(?i:at )?(?i:the )?(?:HIM|IT|(?i:front desk|reception"
    r"|help ?desk|office|billing|nurses? station|switchboard|scheduling|medical records))(?![^\W_])"
)
_ROLE = re.compile(
    r"(?:<?mailto:)?(?i:sales|billing|accounts?|accounting|accounts[.-]?(?:payable|receivable)|invoices?"
    r"|orders?|no-?reply|do-?not-?reply|help-?desk|service-?desk|postmaster|webmaster|hostmaster|abuse"
    r"|sys-?admin|tech-?support|customer-?(?:service|care)|careers|jobs|hr|it-?(?:support|help|helpdesk)"
    r"|mailer-daemon)@"
)


def of_staff(view: str, start: int, end: int) -> bool:
    """Whether the words around an address or a number say that staff or an office has it.

    Its role, an office of ours or yours, or the writer's signature. A word of a patient nearby (in a
    signature: within it) tells the opposite. Looks at a bounded stretch around it.
    """
    if _FREE_MAIL.search(view, start, end):
        return False
    if _IN_OURS.match(view, end) or _OF_A_DOCTOR.search(view, max(0, start - _NEAR), start):
        return True
    return _is_of_an_office(view, start, end) or _is_signature(view, start, end)


def _is_of_an_office(view: str, start: int, end: int) -> bool:
    near = max(0, start - _NEAR)
    told = (
        _ROLE.match(view, start, end)
        or _OURS.search(view, near, start)
        or _is_mine(view, start, end)
        or _AT_A_PLACE.search(view, near, start)
        or _OF_A_DESK.match(view, end)
        or _TOLL_FREE.match(view, start, end)
    )
    return bool(told) and not (
        _PATIENTS_OWN.search(view, near, start) or _PATIENTS_OWN.search(view, end, end + _NEAR)
    )


def _is_mine(view: str, start: int, end: int) -> bool:
    """Whether the writer says that it is the own mail address; a number may be a patient's own."""
    return "@" in view[start:end] and bool(_MINE.search(view, max(0, start - _NEAR), start))


def _is_signature(view: str, start: int, end: int) -> bool:
    begin = max(0, start - _BLOCK)
    closing = _SIGNATURE.search(view, begin, start)
    block = closing or _LETTERS_END.search(view, begin, start)
    if block is None or _A_PATIENT_WRITES.search(view, begin, start):
        return False
    if closing:
        line = view[end : end + _NEAR].partition("\n")[0]
        return not (_PATIENTS_OWN.search(closing[0] + line) or _SAYS_MORE.search(closing[0]))
    return _is_letters_end(block["block"], view[begin:start], view[end : end + _BLOCK])


def _is_letters_end(block: str, before: str, behind: str) -> bool:
    return bool(
        _WHERE_THEY_WORK.search(block) and _ENDS_THERE.match(behind) and not _PATIENTS_OWN.search(before)
    )
