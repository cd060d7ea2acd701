"""What the classifier looks at in a text: its cleaned words and a table of observations in plain words."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

VERSION = 1
"""Raise it when the cleaning or a row of the table changes: stored models are then trained anew."""

LONGEST = 4_000
"""Characters of a text that are looked at."""


def clean(text: str) -> str:
    """The text in lower case, with what never repeats (codes, numbers, links, markup) as tokens."""
    words = straighten(text)
    for pattern, token in _TOKENS:
        words = pattern.sub(token, words)
    return " ".join(words.lower().split())


def straighten(text: str) -> str:
    """Slack's entities and typographic quotes as plain characters, cut to the length looked at."""
    return html.unescape(text[:LONGEST]).translate(_PLAIN)


def observe(text: str) -> tuple[bool, ...]:
    """For each row of the table in order: does it hold for this text?"""
    raw = straighten(text)
    words = clean(text)
    seen = [row.pattern.search(words) is not None for row in OBSERVATIONS]
    return (*seen, *_combined(seen), *_shape(raw, words))


def observations(texts: Sequence[str]) -> csr_matrix:
    """One row per text, one column per name in :data:`NAMES`, holding 0 or :data:`WEIGHT`."""
    return csr_matrix(np.array([observe(text) for text in texts], dtype=np.float64) * WEIGHT)


class Observation(NamedTuple):
    """A row of the table: what is seen, in words fit for an explanation, and how to see it."""

    name: str
    pattern: re.Pattern[str]


WEIGHT = 0.5
"""An observation counts this much beside a text's word vector, whose length is one."""

_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})

_TOKENS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"```.{0,4000}?```", re.S), " codeblock "),
    (re.compile(r"`[^`\n]{1,200}`"), " codeword "),
    (re.compile(r"<https?://[^>\s]{1,500}>|https?://\S{1,500}|\bwww\.\S{1,200}"), " link "),
    (re.compile(r"<@[^>]{1,80}>"), " person "),
    (re.compile(r"<[#!][^>]{1,80}>"), " channel "),
    (re.compile(r"<mailto:[^>]{1,200}>|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"), " mailaddress "),
    (
        re.compile(r"\[(?:date of birth|patient|phone|record|social|mail|name)[^\]\n]{0,40}\]", re.I),
        " screened ",
    ),
    (re.compile(r":[a-z][a-z0-9_+-]{1,40}:"), " emoji "),
    (
        re.compile(r"\b[A-Z]{2,}(?:_[A-Z0-9]+){1,6}\b|\b[A-Z]{2,4}-\d{3,5}\b|\b0x[0-9a-fA-F]{4,16}\b"),
        " errorcode ",
    ),
    (re.compile(r"\b[A-Za-z]{1,60}(?:Error|Exception)\b"), " exceptionname "),
    (re.compile(r"(?<![\d#])#?\d{6,9}(?!\d)"), " longnumber "),
    (re.compile(r"\b[45]\d\d\b"), " statuscode "),
    (re.compile(r"\d+"), " 0 "),
    (re.compile(r"[*~_]{1,3}(?=\S)|(?<=\S)[*~_]{1,3}"), ""),
)


def _row(name: str, pattern: str) -> Observation:
    return Observation(name, re.compile(pattern))


_POLITE = r"(?:hi|hello|hey|please|pls|plz|kindly|can|could|would|will|you|someone|somebody|u|also|and|just)"
_DEED = (
    r"(?:add|remove|delete|reset|unlock|unblock|create|disable|enable|deactivate|activate|"
    r"reactivate|reassign|assign"
    r"|move|transfer|change|update|rename|set(?: up)?|resend|re-send|send|restore|extend|cancel|"
    r"give|grant|revoke|merge"
    r"|switch|turn (?:on|off)|import|export|upload|load|mark|take|put|issue|provision|close|"
    r"archive|purge|swap|link"
    r"|configure|install|schedule|book|copy|make|run|pull|recover|undelete|refund|migrate|rerun|"
    r"reprocess|requeue"
    r"|reroute|route|correct|fix up|replace|bump|raise|increase|lower|terminate|onboard|offboard|whitelist)"
)
_BROKEN = (
    r"fail|error|crash|fr[eo]ez|froze|\bstuck\b|\bbroke|\bbug\b|glitch|not work|n't work|\bwont\b|"
    r"\bcant\b|\bdoesnt\b|can't|cannot"
    r"|can not|unable|won't|wouldn't|isn't|aren't|doesn't|didn't|\bnot (?:load|show|open|play|"
    r"send|print|sav|appear"
    r"|arriv|deliver|upload|sync|respond|connect|receiv|gett|com|go|be|let)|stopped|missing|"
    r"\bgone\b|\blost\b|disappear|vanish"
    r"|\bblank\b|\bempty\b|garbl|\bwrong\b|\bslow|chopp|time[sd]? ?out|timeout|hang(?:s|ing)?\b|"
    r"\bhung\b|spinning|nothing happens"
    r"|reject|corrupt|duplicat(?:e|ed|es) (?:report|job)|kicks? me|kicked|logs? me out|no sound|"
    r"no audio|silent|cut(?:s|ting)? (?:off|out)"
    r"|refus|denied|invalid|unexpected|exceptionname|errorcode|statuscode|\bdown\b|offline|"
    r"unreachable|unavailable|outage"
    r"|does nothing|keeps? \w+ing|no longer|locked out|incorrect|mess(?:ed|ing) up|out of sync|"
    r"delayed|never (?:arriv|came|show|got)"
)
_ALL = (
    r"\beveryone\b|\beverybody\b|\bevery (?:single )?(?:user|site|clinic|doctor|one|office|"
    r"location|facility|customer|hospital|workstation|author)"
    r"|\ball (?:of )?(?:our |the |my |us|\d+ |0 )?(?:users|sites|clinics|doctors|docs|staff|of us|"
    r"offices|locations|facilities|customers|hospitals"
    r"|providers|transcriptionists|editors|physicians|authors|departments|jobs|servers)"
    r"|\bwhole (?:company|hospital|clinic|system|site|network|practice|group|platform|thing|team|"
    r"org\w*|place|department|floor|building|health system)"
    r"|\bentire (?:\w+)|\bnobody\b|\bno ?one\b|\bno-one\b|\bnone of (?:our|us|the|my)|"
    r"company-?wide|system-?wide|hospital-?wide|site-?wide"
    r"|enterprise-?wide|network-?wide|\bacross (?:all|every|the board|our|the)|\beverywhere\b|"
    r"\beverything\b|\bnothing (?:works|loads|is)|\bmultiple (?:sites|clinics|users|hospitals|"
    r"customers|facilities|locations)"
    r"|\ball (?:0|sites|three|four|five|of them)\b|\bany(?:body|one) else\b|\bdozens\b|\bhundreds\b"
)
_DOWN = (
    r"\b(?:system|systems|platform|servers?|sites?|website|portal|imc|infracare|service|"
    r"everything|all|you|cloud|app|login"
    r"|network|database|whole thing|it)\b.{0,25}\b(?:down|offline|unreachable|unavailable|dead|"
    r"inaccessible)\b"
    r"|\boutage|\bmajor incident|\btotal(?:ly)? (?:down|outage)|\bcomplete(?:ly)? (?:down|outage|"
    r"dead)|\bhard down|\bdowntime\b|status page"
)

OBSERVATIONS: tuple[Observation, ...] = (
    _row(
        "asks how, where or which",
        r"\b(?:how (?:do|can|to|should|does|would|many|much|often|long|is|are|come)|where (?:do|can|"
        r"is|are|does|would|in)|which|who (?:can|do|is|should)|when (?:do|does|is|are|will)|what(?:'s|"
        r" is| are| does| do| happens| should)|whats)\b",
    ),
    _row(
        "begins by asking how, where or what",
        r"^(?:(?:hi|hello|hey|good \w+|all|team|there|quick|question|so|ok|um|also|"
        r"and)\W+){0,4}(?:how|where|what|which|who|when|is there|are there|do (?:we|you|i)|does|"
        r"can (?:i|we|a|an|the|one|users)|could (?:i|we)|is it|explain|tell me|difference)\b",
    ),
    _row(
        "asks for a guide",
        r"\b(?:guide|tutorial|documentation|docs|manual|instructions|training video|article|"
        r"walk ?through|cheat sheet|point me|help page|steps (?:to|for)|learn|explain|show me|"
        r"best way|recommended|difference between|supposed to|new to)\b",
    ),
    _row(
        "asks what is possible",
        r"\b(?:is it possible|is there (?:a|any|some)? ?(?:way|option|setting|how)|can (?:i|we|users?|"
        r"a|an|the|one)\b|am i able|are we able|do(?:es)? (?:it|the|you|this|we|i|"
        r"infracare)\b.{0,30}\b(?:support|allow|have|let|need))",
    ),
    _row("asks why", r"\b(?:why|how come|any idea|any reason)\b"),
    _row("says that something does not work", _BROKEN),
    _row(
        "says it worked before",
        r"\b(?:was working|worked (?:fine|yesterday|before|last|until|all)|used to work|since (?:the|"
        r"this|yesterday|last|about|around|0|lunch|monday|tuesday|wednesday|thursday|friday|we|upgrad|"
        r"updat)|stopped|no longer|anymore|any more|sudden|all of a sudden|until (?:today|yesterday|"
        r"this)|after (?:the|last|today's|yesterday's) (?:update|upgrade|patch|release|maintenance)|"
        r"yesterday|this morning|today)\b",
    ),
    _row(
        "shows an error text",
        r"\berror\b.{0,40}\"|\"[^\"]{4,120}\"|errorcode|exceptionname|statuscode|codeblock|"
        r"\berror(?: message| code)?:|\bsa(?:ys|id|ying)\b|\bpopup\b|\bpop-up\b",
    ),
    _row(
        "tells what was done and what then happened",
        r"\b(?:when (?:i|we|he|she|they|you|users?|the)|after (?:i|we|click|press|log|open|hit|the)|"
        r"every time|each time|whenever|tried|tries|clicked|pressed|rebooted|reinstalled|restarted|"
        r"refreshed)\b",
    ),
    _row(
        "wishes for something new",
        r"\b(?:would be (?:so |really |very |super )?(?:nice|great|good|useful|helpful|cool|awesome|"
        r"amazing|handy|lovely)|it'd be|i'd be|wish(?:list)?|would love|'d love|love to (?:see|have)|"
        r"like to see|feature|enhancement|suggest\w*|idea|any plans|any chance|roadmap|planning to|"
        r"plans to|consider|in (?:the|a) future|would help|would save|support for|vote|improvement|"
        r"missing an option|there should|should (?:have|be able|be possible|let|offer|show|allow|"
        r"support|remember|default)|hope you|ever going to|one day|it needs|needs a|could use a|"
        r"please (?:add|build|bring|make|give us|let)|can (?:you|we) (?:add|get|have|make|"
        r"please (?:add|get|have))|could (?:you|we) (?:add|get|have|make)|let (?:us|users|me)|"
        r"(?:really|badly) (?:need|want)|think about)\b",
    ),
    _row(
        "speaks of a part of the screen to add",
        r"\b(?:add|have|get|make|build|want|need|be|with|had|offer)\b.{0,30}\b(?:button|option|"
        r"shortcut|dark mode|theme|filter|column|widget|toggle|setting|view|chart|integration|api|"
        r"plugin|version|notification|reminder|alert|field|checkbox|dropdown|mode|hotkey|export to|"
        r"tab|dashboard|app for)\b",
    ),
    _row(
        "asks staff to do something",
        rf"(?:^|[.!?;:,\n-] ?|\b(?:please|pls|plz|kindly|can you|could you|would you|will you|can u|"
        rf"can someone|could someone|need you to|need to have|want you to|i need|like you to|help me|"
        rf"go ahead and|we'd like to|i'd like to)\s)(?:{_POLITE}\s){{0,3}}{_DEED}\b",
    ),
    _row(
        "begins with a deed",
        rf"^(?:(?:{_POLITE}|team|there|all|good|morning|afternoon|support)\W+){{0,5}}{_DEED}\b",
    ),
    _row(
        "needs something done or issued",
        r"\b(?:needs? (?:to be|a new|an?|access|their|his|her|my|the|0|to get|their)|need (?:access|"
        r"my|our|a new|an?|the|0|two|three|to be|to have)|requesting|request (?:for|to)|"
        r"would like to (?:order|request|have)|i'd like to (?:order|request|have)|looking to (?:add|"
        r"order|purchase|get)|new (?:hire|user|doctor|provider|employee|physician|transcriptionist|"
        r"clinic|site|author|account|starter)|starts (?:on|monday|next|tomorrow)|left the|"
        r"no longer with|leaving|last day|resigned|retired|quote|invoice|license|licence|import|"
        r"migration|project|onboarding)\b",
    ),
    _row("says that it concerns everybody", _ALL),
    _row("says that the system is down", _DOWN),
    _row(
        "concerns one person or one thing",
        r"\b(?:my|i|i'm|i've|me|one user|a user|one of (?:our|my|the)|single|only (?:one|me|her|him|"
        r"dr|on|this)|just (?:me|one|her|him|dr|this)|user \w+|dr\.? \w+|her|his|he|she|this job|"
        r"longnumber)\b",
    ),
    _row(
        "says that others are fine",
        r"\b(?:(?:everyone|everybody|others?|all others|colleagues?|co-?workers?|the rest|rest of|"
        r"other users?|other \w+)\b.{0,25}\b(?:fine|ok|okay|works?|working|can|no problem|good)|"
        r"only (?:me|on my|my|her|his|one|for me)|just me|for everyone else|fine for)\b",
    ),
    _row(
        "sounds urgent",
        r"\b(?:asap|urgent\w*|emergency|immediately|critical|right (?:now|away)|stat|"
        r"patients? (?:are )?wait|at a standstill|standstill|dead in the water|cannot work|can't work|"
        r"severity|sev ?0|p0|priority|escalate|help!)",
    ),
    _row(
        "thanks or takes leave",
        r"\b(?:thanks|thank you|thx|ty|tysm|cheers|appreciate|bye|goodbye|see you|good night|"
        r"take care|have a (?:good|great|nice)|resolved|solved|works now|working now|all good|all set|"
        r"never ?mind|nvm|ignore|sorry|got it|perfect|awesome|great job|sounds good|will do|"
        r"no worries|you're welcome|np)\b",
    ),
    _row(
        "greets",
        r"^(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|yo|howdy|greetings|morning|hiya)\b",
    ),
    _row(
        "is only a greeting",
        r"^(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|yo|howdy|greetings|morning|hiya|"
        r"sup)(?: (?:there|all|team|everyone|folks|bot|guys|support))?[ !.,:)]*$",
    ),
    _row(
        "makes small talk",
        r"\b(?:lunch|coffee|weather|weekend|birthday|dinner|joke|song|music|movie|football|game|"
        r"vacation|holiday|flight|traffic|parking|lol|haha|are you (?:a )?(?:bot|human|real|robot)|"
        r"who are you|your name|how are you|what's up|whats up|congrat\w*|meeting|pizza|recipe|"
        r"capital of|guitar|kids|dog|cat|stock|bitcoin|translate|poem|president|party|cake|donuts?|"
        r"team)\b",
    ),
    _row(
        "speaks of the product",
        r"\b(?:jobs?|reports?|dictat\w*|transcri\w*|templates?|work ?types?|imc|portal|queue\w*|pool|"
        r"routing|route|author|editor\w*|upload\w*|audio|voice|recorder|recording|log ?in|login\w*|"
        r"logon|password|account\w*|users?|fax\w*|ehr|emr|hl0|interface|deliver\w*|print\w*|stat|"
        r"turnaround|macro\w*|pedal|player|playback|sign(?:ature|ed|ing)?|draft\w*|facilit\w*|"
        r"clinic\w*|site|app|license\w*|export\w*|import\w*|invoice|client|infracare|mic\w*|headset|"
        r"speech|note|notes|letter\w*|document\w*|line counts?|addend\w*|cc|patient\w*|physician|"
        r"doctor|provider\w*|vpn|browser|server\w*|system|ticket\w*|admin\w*|roles?|permission\w*|"
        r"group\w*)\b",
    ),
)

EVERYBODY = "says that everybody is affected by something that does not work"
_COMBINED = (
    EVERYBODY,
    "something does not work for one person only",
    "asks how to do something, and nothing is broken",
    "asks why something does not work",
)
_SHAPE = (
    "ends with a question mark",
    "has a question mark within",
    "has an exclamation mark",
    "is one or two words",
    "is three to six words",
    "is long",
    "has several lines",
    "has a job number",
    "does not speak of the product",
)
NAMES: tuple[str, ...] = (*(row.name for row in OBSERVATIONS), *_COMBINED, *_SHAPE)

_AT = {row.name: index for index, row in enumerate(OBSERVATIONS)}


def _combined(seen: list[bool]) -> tuple[bool, ...]:
    broken = seen[_AT["says that something does not work"]]
    down = seen[_AT["says that the system is down"]]
    wide = seen[_AT["says that it concerns everybody"]]
    single = seen[_AT["concerns one person or one thing"]]
    how = seen[_AT["asks how, where or which"]] or seen[_AT["begins by asking how, where or what"]]
    fine = seen[_AT["says that others are fine"]]
    return (
        wide and (broken or down) and not fine,
        (broken or down) and not wide and single,
        how and not broken,
        broken and seen[_AT["asks why"]],
    )


def _shape(raw: str, words: str) -> tuple[bool, ...]:
    count = words.count(" ") + 1
    return (
        raw.rstrip().endswith("?"),
        "?" in raw.rstrip()[:-1],
        "!" in raw,
        count <= 2,
        3 <= count <= 6,
        count > 40,
        "\n" in raw.strip(),
        "longnumber" in words,
        not OBSERVATIONS[_AT["speaks of the product"]].pattern.search(words),
    )
