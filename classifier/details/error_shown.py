"""Wordings by which a message stands in the middle of a sentence without quotation marks."""

from __future__ import annotations

import re

NAMED_AFTER = re.compile(
    r"(?:^|(?<=[\n.!?:] )|(?<=\n))(?P<words>[^\W\d_][^.!?\n\"]{5,150}?),? (?:is|was) "
    r"(?:what|all|the (?:message|error|text)) (?:that )?(?:the |my |our |her |his )?\w+(?: \w+)? "
    r"(?:says?|said|reads|shows?|showed|get|gets|got|see|sees|tells)\b",
    re.I,
)
""" "Cannot reach server is what the popup says"."""

_CAPITALS = r"(?!URGENT|PLEASE|ASAP|STAT\b)[A-Z]{4,}(?: [A-Z]{2,}){0,4}"
STATUS = re.compile(
    rf"(?P<words>\b[Ss]tatus: {_CAPITALS}(?: \([\w/ ]{{1,20}}\))?)(?![\w-])"
    r"|\b(?:marked|flagged|stamped|shows?|showing|says?|status(?: is)?|logs?|logged|reads|gets?|got)(?: as)? "
    r"(?:(?=[A-Z]{4,} [A-Z]{2})"
    rf"|(?=[A-Z]{{4,}} (?:-|–|—) \w)|(?=[A-Z]{{4,}} \w+\.(?:exe|dll)\b))"
    rf"(?P<shown>{_CAPITALS}(?: (?:-|–|—) [^.,;\n]{{3,40}}?(?: \d{{1,5}}\b|(?=[.,;\n]|$))"
    rf"| \w+\.(?:exe|dll)\b)?)(?![\w-])"
)
"""A state in capital letters, as programs show one."""

SCREEN = re.compile(
    r"\b(?:gives?|gave|giving|throws?|threw|throwing|returns?|returned|shows?|showed|displays?|displayed|"
    r"reports|comes? (?:back|up) with|came (?:back|up) with|coming back with|(?:i|we|she|he|they|you) "
    r"(?:just |only |always |then )?(?:get|gets|got|see|sees|saw)|ends? (?:in|with)|ended (?:in|with)|"
    r"results? in|resulted in|leads? to|greeted with|met with|followed by)(?: back| me| us)?(?: an?| the)? "
    r"(?=(?-i:(?!(?:Dr|Mr|Mrs|Ms|Chrome|Word|Excel|Outlook|Citrix|Windows|Edge|Dragon|Epic) )"
    r"[A-Z][a-z]+ ))",
    re.I,
)
"""After it a capital letter begins a message in the middle of a sentence."""

NEXT_SENTENCE = re.compile(
    r"\. (?=(?-i:[A-Z]))(?:The (?:file|server|operation|document|service|device|request|connection|disk|"
    r"session|system|process|program|data|record|path|driver|certificate|licen[cs]e) "
    r"(?:is|was|has|could|cannot|does|did|will|must|may)\b(?![^.!?\n]*\b(?:i|we|my|our)\b)"
    r"|Called \w+ when\b|(?:Please )?(?:[Tt]ry|[Rr]estart|[Rr]etry|[Rr]econnect|[Ss]ync|[Ss]ign in|"
    r"[Ll]og in)\b(?= (?:the|your|to|again|later|and)\b))[^.!?\n\"]{3,150}",
)
"""A program's next sentence: "The file is damaged and could not be repaired", "Restart your computer"."""

STATE_OF_THING = re.compile(
    r"(?:(?:Awaiting|Waiting for) \w+|[A-Z][a-z]+(?: [a-z]+){1,4} (?:is|are|was|were|has been|have been|"
    r"cannot|could not|must be) \w+)"
)
"""A quotation that is a program's sentence wherever it stands: "Parent document is checked out"."""

COUNTED = re.compile(r"\d+ (?:\w+ ){1,2}\w{3,}ed$")
""" "0 items imported"."""
