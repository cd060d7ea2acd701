"""What tells that a name is that of somebody at work, and not a patient's."""

from __future__ import annotations

import re

from guard.kinds import ANY

_ROLES = (
    r"dr|drs|doctors?|prof|professor|users?|user ?names?|providers?|physicians?|transcriptionists?|typists?"
    r"|mts?|editors?|coders?|nurses?|attendings?|surgeons?|residents?|dictators?|authors?|scribes?"
    r"|clinicians?|radiologists?|pathologists?|cardiologists?|managers?|supervisors?|directors?|colleagues?"
    r"|co-?workers?|employees?|staff|admins?|administrators?|techs?|technicians?|secretary|assistant"
    r"|receptionist|analysts?|reviewers?|owner|trainers?|reps?|agents?|engineers?|logins?|accounts?|access"
    r"|passwords?|profiles?|licen[cs]es?|permissions?|referring|consultants?|pa|np|rn"
)
_SAYING = (
    r"by|cc|cc'd|bcc|copy to|copied|ask|asked|contact|tell|told|spoke (?:to|with)|talked (?:to|with)|thanks"
    r"|thank you|thx|regards|cheers|sincerely|best|hi|hello|hey|dear|this is|my name is|your name|i'?m|i am"
    r"|assigned to|assign to|reassign to|routed to|forwarded to|re-?activate|deactivate|disable|enable|train"
    r"|onboard|hired?|attn|attention|from|per|via|signed|call with|meeting with|reset|unlock|invite"
    r"|works? for|reports to|access for|user is|login for|account for|account of|password of|password for"
)
_MORE_NAMES = r"(?:[A-Z][\w.'-]{0,20}(?: [A-Z][\w.'-]{0,20}){0,2}(?:,? and |, ?| & |/)){0,4}"
_BEFORE = re.compile(
    rf"(?<![^\W_])(?i:{_ROLES}|{_SAYING})(?![^\W\d_])(?: ?\([^()\n]{{1,20}}\))?[^\w{ANY}]{{0,4}}"
    rf"(?:(?i:is|are|was|named|called|of|for|to|the|new|our|add|without access|dr|mr|mrs|ms)"
    rf"(?![^\W_])[^\w{ANY}]{{1,3}}){{0,3}}{_MORE_NAMES}$"
)
_CREDENTIALS = (
    r"(?:,? ?\(?(?:MD|DO|RN|LPN|NP|PA|PA-C|CRNP|APRN|PhD|DPM|DDS|MBBS|CMT|AHDI-F|RHI[TA]|CHDS|RHDS|CPC|CCS"
    r"|M\.D\.?|D\.O\.?|HIMS?|IT|QA)(?![^\W_]))"
)
_WORKS = (
    r"can(?:'?t|not)?|could(?:n'?t| not)?|is unable|isn'?t able|isn'?t getting|gets?|got|opened|opens"
    r"|clicks|clicked|tried"
    r"|tries|logs?|logged|needs?|says?|said|sees?|uses|used|using|received|receives|has no (?:access"
    r"|sound)|forgot"
    r"|types?|typed|typing|transcribes|transcribed|dictates|dictated|dictating|edits|edited|signs|signed"
    r"|uploads|uploaded|works|started|starts|is our|is the new|is a new|keeps|does|did|doesn'?t|didn'?t"
    r"|reported|reports that|noticed|told|asked|asks|wrote|sent|promised|fixed|from (?!the (?:portal"
    r"|list|chart|system|patient|ehr|emr))|at|in (?:our|my|your)"
    r"|tells|mentioned|thinks|has been (?:locked|logged)|was (?:locked|logged|moved|hired)|will|would"
    r"|left (?:us|the|on|for|a)"
    r"|joined|and (?:i|we)|is (?:locked|logged|getting|having|trying|on pto|off|out)|lost|saved|pressed"
    r"|closed"
    r"|hit|hits|restarted|runs|ran|entered|finished|corrected|changed|wants (?:to|us|a login|access)"
    r"|has (?:a|the|an|her|his) (?:error|problem|issue|editor|login|queue|new|player|pedal|screenshots?)"
)
_BELONGINGS = (
    r"accounts?|passwords?|logins?|access|queues?|jobs|profile|editor|team|screen|computer|pc|laptop|pedal"
    r"|signature|template|office|user|inbox|headset|dictations|recorder|phone|license|licence|permissions"
    r"|settings|worklist|shift|machine|workstation|macros?|shortcuts?|mailbox|extension|role|rights|player"
)
_AFTER = re.compile(
    rf"{_CREDENTIALS}|,? ?\((?i:{_ROLES}|it|him|qa|mt|front desk|billing)\)|, (?:who |our |the "
    rf"|my )?(?i:{_ROLES}|qa|him)(?![^\W_])"
    rf"|(?:,? who)? (?i:{_WORKS})(?![^\W_])|'s? (?:\w{{1,15}} )?(?i:{_BELONGINGS})(?![^\W_])"
    r"|,? (?i:clinic|hospital|medical|health|healthcare|center|centre|family medicine|memorial"
    r"|associates)(?![^\W_])"
)
_NEAR = 90


def of_a_colleague(view: str, start: int, end: int) -> bool:
    """Whether a role, a greeting or what is done at work stands beside a name. Looks 90 characters around."""
    before = view[max(0, start - _NEAR) : start].rpartition("\n")[2]
    return acts_as_colleague(view, start, end) or bool(_BEFORE.search(before))


def acts_as_colleague(view: str, _start: int, end: int) -> bool:
    """Whether what follows a name, as far as 90 characters, is a colleague's."""
    return bool(_AFTER.match(view[end : end + _NEAR]))
