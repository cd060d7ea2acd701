"""Error codes in a text, told from the other codes of a clinic, with the name that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.details.error_words import FAULT, PERSONAL
from classifier.details.places import Place
from classifier.tables import any_of, either


def codes(text: str) -> Iterator[Place]:
    """Every code, the surer kind first, with its name: "IW-2041: Upload rejected", "HTTP 502 Bad Gateway"."""
    for code in _SURE.finditer(text):
        yield Place(code.start(), _named(text, code.end()))
    for pattern in (_SHOWN, _FIRST, _STATE):
        for code in pattern.finditer(text):
            yield Place(code.start("code"), _named(text, code.end("code")))


def _named(text: str, end: int) -> int:
    """Where the code's name ends, if it has one: behind a colon, or in words such as programs use."""
    name = _NAME.match(text, end)
    if not name or not (name["sure"] or (FAULT.search(name[0]) and not PERSONAL.search(name[0]))):
        return end
    return name.end()


_REASONS = r"""
    bad request|unauthorized|payment required|forbidden|not found|method not allowed|not acceptable
    proxy authentication required|request time-?out|conflict|gone|length required|precondition failed
    (?:payload|content|request entity|uri|request-uri) too (?:large|long)|unsupported media type
    range not satisfiable|expectation failed|misdirected request|unprocessable (?:entity|content)|locked
    failed dependency|too early|upgrade required|too many requests|request header fields too large
    internal server error|not implemented|bad gateway|service (?:temporarily )?unavailable|gateway time-?out
    http version not supported|insufficient storage|loop detected|network authentication required
"""
_SURE = either(rf"""
    \bIW-?\d{{3,5}}\b
    (?-i:\b(?:[A-Za-z]\w{{0,30}}\.){{0,6}}[A-Z][a-z]\w{{1,40}}(?:Exception|Error)\b)
    \b(?:(?:NET|SSL)::)?(?:ERR|NET|SSL|NS_ERROR|DXGI|HRESULT|E|ERROR|SEC_ERROR|DNS_PROBE|PR|STATUS|WSAE|
        SEC)_[A-Z0-9_]{{3,60}}\b
    \b(?:ORA|AADSTS|DB2|SQLSTATE|SQL|CVE|MSB|KB|TS|CS|LNK|NU|TNS|PLS|BSOD|E|ERR|W)-?\d{{4,7}}N?\b(?=:| error)
    \b(?:status |error |stop |exception |stopp? ?code |code |exit )*(?:code )?:?0x[0-9a-f]{{4,16}}\b
    \bHTTP(?:/\d(?:\.\d)?)?[ -]?(?:status |error |
        code )*[1-5]\d\d(?:\.\d{{1,2}})?\b(?: {any_of(_REASONS)}\b| (?!error\b)(?-i:[A-Z])[a-z]+){{0,1}}
    (?-i:\b(?:SIP|SMTP|FTP|LDAP|RPC|SSH) (?:error |status |code )?[1-6]\d\d\b)
    \b[245]\d\d[ -]\d\.\d\.\d{{1,3}}\b
    (?-i:(?<!template )(?<!called )(?<!\")\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+){{2,8}}\b)(?: \([A-Z]{{3,20}}\))?
    \b[45]\d\d[ :-]{{1,3}}{any_of(_REASONS)}\b
    \b(?:error|err|fehler|erreur|fault)\b\.?:? ?(?:code |number |no\.? |nr\.? |
        id )?:?[#(]?-?(?:[A-Z]{{1,5}}[-_]?)?\d{{1,10}}\b
    \b(?:[45]\d\d|\d{{4}}) errors?\b
    \b(?:status|exit|return|response|stop|result)(?: code| value)? [1-9]\d{{2}}\b(?! (?:jobs|files|reports))
    \b[A-Z]{{2,5}}-\d{{3,5}}\b(?= ?(?:error|:))
    \breturn value 3\b
    (?-i:\bSTOP: [c0][0-9a-f]{{7}}\b)
""")
_SHOWN = re.compile(
    r"\b(?:shows?|showing|displays?|displaying|says|blinks?|flashes|reads|throws|gives|gets?|got|see|"
    r"with|w/|on (?:the )?display"
    r"|on screen)(?: (?:me|us|just|only|now|an?|the|error|fault|message)){0,2}[: ]{1,2}"
    r"(?P<code>(?:(?-i:(?:40\d|50\d)(?! ?(?:[a-z]+s|%)\b))|"
    r"(?:error )?code:? [\"']?[A-Z]{0,3}-?\d{1,6}|(?-i:[A-Z]{1,3}-?\d{2,4}))\b)",
    re.I,
)
""" "shows E07", "throws code 43", "code on display: SY-114"."""

_FIRST = re.compile(
    r"(?:^|[\n.!?] ?)(?P<code>(?:40\d|50\d))(?=,? (?:on|from|for|in|when|every|again|at|since)\b)"
)
""" "503 on every page"."""

_STATE = re.compile(
    r"\b(?:shows?|showing|displays?|says|reads|keeps)(?: just| only| now| still)? "
    r"(?P<code>\d{1,6} ?(?:of|/) ?\d{1,6} ?\([a-z]\w{2,20}(?: \w{2,20})?\)|\((?-i:[A-Z])[\w ]{3,40}\))",
    re.I,
)
""" "it shows 0 of 12 (hidden)", "the title bar says (Paused)"."""

_NAME = re.compile(
    r"(?:(?P<sure>\s?(?::|-|–|—) (?=[A-Za-z{])|: ?(?=[A-Z{]))|[.,]? (?=(?-i:[A-Z{])))"
    r"(?:(?!\n|\"|\s-{1,2}\s|[.!?](?:\s|$)|;(?! ?(?:\w+ ){0,3}(?:denied|failed|rejected|refused|error|"
    r"invalid)\b)|,? (?:when|what|on the|in the|after|but|since|every|while|for all|and (?:then|i|the|it))\b"
    r"|,? in (?:the|our|my) (?:\w+ )?(?:logs?|console)\b|, (?:on|in|at|during|what|i|we|the|and|but|"
    r"why|no|same|so|is)\b).){3,200}",
    re.I,
)
