"""The error message in a text: pasted, quoted, coded, or told in the asker's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.places import Place
from classifier.tables import any_of, either

LONGEST = 300
"""Characters of one error message."""


def find_error(text: str) -> Place | None:
    """The likeliest error message: pasted counts before quoted, and quoted before told."""
    for rule in (_pasted, _traced, _quoted, _introduced, _coded, _told):
        found = next(rule(text), None)
        if found is not None:
            return found
    return None


def _pasted(text: str) -> Iterator[Place]:
    """The telling line of a code block."""
    for block in _BLOCK.finditer(text):
        lines = [Place(*line.span()) for line in _LINE.finditer(text, *block.span("inside"))]
        telling = [line for line in lines if _FAULT.search(text, *line)]
        if telling:
            yield _bounded(text, _last_exception(text, telling) or telling[0])
        elif len(lines) == 1 and not _LABEL.search(text[max(block.start() - 30, 0) : block.start()]):
            yield _bounded(text, lines[0])


def _last_exception(text: str, lines: list[Place]) -> Place | None:
    return next((line for line in reversed(lines) if _EXCEPTION.match(text, *line)), None)


def _traced(text: str) -> Iterator[Place]:
    """The last line of an exception trace, or a line of a log that reports an error."""
    lines = [Place(*found.span("line")) for found in _EXCEPTION_LINE.finditer(text)]
    if lines:
        yield _bounded(text, lines[-1])


def _quoted(text: str) -> Iterator[Place]:
    """What stands in quotation marks and is told as a message, or sounds like one."""
    quotes = [each for each in _QUOTE.finditer(text) if not _LABEL_AFTER.match(text, each.end())]
    for quote in quotes:
        before = text[max(quote.start() - 60, 0) : quote.start()]
        if _TELLS.search(before) and not _LABEL.search(before):
            yield _inside(quote)
    for quote in quotes:
        if _FAULT.search(_words(quote)) or _ERROR_AFTER.match(text, quote.end()):
            yield _inside(quote)


def _introduced(text: str) -> Iterator[Place]:
    """What follows "error:", "it says" or "the message is"."""
    for lead in _LEAD.finditer(text):
        if not _VAGUE.match(text, lead.end()) and (end := _clause(text, lead.end())) - lead.end() >= 3:
            yield Place(lead.start("kept") if lead["kept"] else lead.end(), end)


def _coded(text: str) -> Iterator[Place]:
    """An error code, with the name that stands beside it."""
    for code in _CODE.finditer(text):
        end = code.end()
        if name := _CODE_NAME.match(text, end):
            end = _clause(text, name.end())
        yield Place(code.start(), min(end, code.start() + LONGEST))


def _told(text: str) -> Iterator[Place]:
    """ "a connection timeout error" and "fails with access denied"."""
    for kind in _KIND.finditer(text):
        yield Place(*kind.span("named"))
    for phrase in _PHRASE.finditer(text):
        yield Place(*phrase.span())


def _inside(quote: re.Match[str]) -> Place:
    return Place(*quote.span(quote.lastgroup or 0))


def _words(quote: re.Match[str]) -> str:
    return quote[quote.lastgroup or 0]


def _clause(text: str, start: int) -> int:
    """Where the clause that begins here ends."""
    stop = _STOP.search(text, start, start + LONGEST)
    return stop.start() if stop else min(start + LONGEST, len(text))


def _bounded(text: str, place: Place) -> Place:
    stripped = text[place.start : place.end].rstrip()
    return Place(place.start, place.start + min(len(stripped), LONGEST))


_BLOCK = re.compile(r"```(?:[a-z]{1,12}\n)?(?P<inside>[^`]{1,20000})```")
_LINE = re.compile(r"\S[^\n]{0,2000}")
_EXCEPTION_NAME = r"(?:[\w.]{1,80}\.)?[A-Z]\w{0,80}(?:Error|Exception|Fault)\b"
_EXCEPTION = re.compile(rf"\s{{0,8}}{_EXCEPTION_NAME}")
_EXCEPTION_LINE = re.compile(
    rf"(?:(?<=\n)|^|(?<=[:;] ))[ \t>]{{0,8}}(?P<line>{_EXCEPTION_NAME}(?::[^\n]{{1,400}})?"
    r"|(?:Uncaught |Unhandled )[^\n]{3,300}"
    r"|(?:ERROR|FATAL|Error|error|ERR)(?: code)?: ?(?=[^\s\"'])[^\n\"]{3,300})"
)
_QUOTE = re.compile(
    r"\"(?P<double>[^\"\n]{3,300})\""
    r"|(?<!\w)'(?P<single>[^'\n]{1,150}(?:'[a-z]{1,2}\b[^'\n]{1,150}){0,3})'(?!\w)"
    r"|`(?P<tick>[^`\n]{3,300})`"
)
_FAULT = either(r"""
    error|fail|exception|unable|invalid|denied|expired|unavailable|cannot|can't|could not|couldn't
    refused|rejected
    not (?:found|allowed|permitted|authori[sz]ed|supported|available|respond|valid|exist|accepted|enough|
        reach|connected)
    time[sd]?[ -]?out|forbidden|missing|corrupt|unexpected|unknown|aborted|terminated|exceeded|locked
    disabled|lost
    too (?:large|long|many|short|big)|unsupported|mismatch|duplicate|conflict|went wrong|interrupted
    offline|try again
    no (?:such|valid|audio|device|connection|response|signal|route|license|permission|access|matching)
    required
    bad gateway|internal server|0x[0-9a-f]{4}|\b[45]\d\d\b|IW-\d|already (?:in use|exists|open)
    unreachable|violation
""")
_LABELLED = r"""
    templates?|folders?|buttons?|called|named|groups?|queue|pools?|fields?|work ?types?|titled|options?
    tabs?|rules?
    click(?:ed|ing|s)?(?: on)?|press(?:ed|ing|es)?|select(?:ed|ing|s)?|chose|choose|choosing
    file(?:name)?s?|reports?
    menu|section|page|view|users?|facility|macro|type[ds]?|typing|entered|enter|search(?:ed|ing)? for
    label(?:l?ed)?
    renamed?|to|article|setting|checkbox|box|role|column|link|hit|hitting|tick(?:ed)?|status|from|under
    into|in
    open(?:ed)?|for|document type|list|the word|words?|name|phrase|command|dictated?
    (?:must|to|could|should|can) say
"""
_LABEL = re.compile(rf"\b{any_of(_LABELLED)}\s*[:=]?\s*$", re.I)
_LABEL_AFTER = either(r"""
    \s?(?:buttons?|templates?|fields?|queue|pool|groups?|folder|tab|options?|menu|column|box|link|rule|
        work ?type)\b
    \s?(?:report|page|setting|checkbox|macro|role|list|view|key|icon|section|screen)\b
""")
_TELLING = r"""
    errors?|messages?|msg|says?|said|saying|pop-?ups?|dialog(?:ue)?|warnings?|alerts?|shows?|showing
    shown|showed|with
    gets?|getting|got|display(?:s|ed|ing)?|read(?:s|ing)|throws?|threw|return(?:s|ed|ing)?|sees?|saw|seeing
    answer(?:s|ed|ing)?|respond(?:s|ed)?|receiv\w{1,4}|tell(?:s|ing)? (?:me|us|him|her|them)|told (?:me|us)
    complain(?:s|ed|ing)?(?: (?:about|of))?|gives?(?: me| us)?|gave(?: me| us)?|banner|prompts?|states?
    stating|appears
    notice|flash(?:es|ed)?|ended in|ends in|nothing but|faile?[ds]?|failing|rejected|it just|keeps on
"""
_TELLS = re.compile(
    rf"\b{any_of(_TELLING)}(?:[ \t:,=(-]+(?:as|an?|the|this|me|us|him|her|them|that|about|only|just|"
    rf"is|was|error|message|"
    r"saying|in red|red|yellow|it|of|code|text|again|now|then|up|back|with|says|reads|"
    r"on screen)){0,5}[ \t\n:,=(-]*$",
    re.I,
)
_ERROR_AFTER = either(r"\s?(?:error|message|popup|pop-up|warning|exception|dialog|alert|banner|notice)\b")
_CODE = either(r"""
    \bIW-?\d{3,5}\b
    \b(?:(?:NET|SSL)::)?(?:ERR|NET|SSL|NS_ERROR|DXGI|HRESULT|E|ERROR)_[A-Z0-9_]{3,60}\b
    \b0x[0-9a-f]{4,16}\b
    \bHTTP(?:/\d\.\d)?[ -]?(?:status |error |code )*[1-5]\d\d(?: (?!error\b)(?-i:[A-Z])[a-z]+){0,3}
    \b[45]0\d (?:bad gateway|service (?:temporarily )?unavailable|not found|forbidden|unauthorized|
        gateway time-?out)
    \b[45]0\d (?:internal server error|bad request|request timeout)
    \berror (?:code |number |no\.? |nr\.? |#)?(?:[A-Z]{1,4}-?)?\d{2,6}\b
    \b(?:[45]\d\d|\d{4}) errors?\b
    \b[A-Z]{2,5}-\d{3,5}\b(?= ?(?:error|:))
""")
_CODE_NAME = re.compile(r"\s?(?::|-|–|—) (?=[A-Za-z])|: ?(?=[A-Z])")
_LEADING = r"""
    \berror(?: message| text| msg)?(?: (?:is|was|reads|says|said|saying|states|(?:i|we|they) (?:get|see) is|
        shown is|that (?:says|reads)|which says))?(?:: ?| - | = )
    \berror(?: message| text| msg)? (?:is|was|reads|says|said|saying|stating|states|(?:i|we) (?:get|see) is|
        that (?:says|reads)|which says) (?:that )?
    \b(?:message|msg|pop-?up|dialog(?: box)?|banner|warning|alert|notice|window|screen)(?: (?:reads|says|
        said|saying|
        stating|states|telling (?:me|us)|that (?:says|reads)|which (?:says|reads)|appears|comes up|
        pops up)){1,2}[ :,-]{1,3}(?:that )?
    \b(?:message|msg)(?: is| was)?: ?
    \b(?:it|system|portal|imc|editor|app|client|agent|recorder|software|player|program|just|keeps?|
        always|only|then|which|
        that|and|site|server|logs?|status|now|uploader|browser|phone line)(?: (?:just|only|now|then|
        always|keeps?|still|
        simply))? (?:says?|saying|said|reads|tells (?:me|us|her|him|them)|telling (?:me|us)|told (?:me|
        us))[ :,]{1,3}(?:that )?
    \b(?:fails?|failed|failing|rejected|crashe[sd]|crashing|errors? out|stops?|stopped|quits?|aborts?|
        aborted|dies|refused|
        bounces?|bounced) with(?: (?:an?|the|this|message|error|code|following|reason|
        status)){0,4}[ :]{1,3}(?!error\b)
"""
_LEAD = re.compile(rf"(?:^|(?<=[\n(])|(?<=[.!?;,] ))(?P<kept>error(?: code)?: ?)|{any_of(_LEADING)}", re.I)
_VAGUE = either(r"""
    [ \t]*(?:it|this|that|so|nothing|something|hi|hello|yes|no|thanks|please|why|what|how|he|she|they|i|
        we|you)\b
    [ \t]*(?:an? error|the same|error|errors|the error|on|in|when|every|all|at|job|to|for|last|yesterday|
        today|again)\b
""")
_ENDING = r"""
    [.!?](?=\s|$)|[\n\"(;]|\s[-–—]\s
    ,? (?:when(?:ever)?|every time|each time|but|after|before|while|although|even though|even if|however|
        since|until)\b
    ,? (?:if (?:i|we|he|she)|on job|for job|for user|for dr|for all|for every|as soon as|any idea|please|
        pls|because)\b
    ,? (?:can you|could you|what (?:does|is|do|now)|how (?:do|can)|then|so (?:i|we)|which|though|we are|
        i am|the clock)\b
    ,? and (?:then|i|we|the|it|nothing|now|he|she|closes|kicks|that)\b
    ,? (?:in the (?:imc|portal|editor)|on (?:the|my|our|every|all|her|his|one)|at (?:the|around|about|\d))\b
    , (?:i|we|he|she|it|the|what|why|is|no|not|same|any|also|so|even|do|does|this|that)\b
"""
_STOP = either(_ENDING)
_EMPTY_WORDS = r"""
    an?|the|this|that|same|weird|strange|new|random|generic|error|some|any|odd|following|red|of|to|gets?
    got|with|and|no
    when|in|or|for|by|from|on|is|was|it|my|our|typing|spelling|common|big|little|first|similar|different
    another|funny
    human|user|annoying
"""
_KIND = re.compile(
    r"\b(?:an?|the|this|that|gets?|getting|got|with|throws?|some|same) "
    rf"(?P<named>(?:(?!{any_of(_EMPTY_WORDS)}\b)[\w/-]{{2,20}} ){{1,3}}(?:error|exception)(?: \d{{3,5}})?\b)"
    r"(?! (?:report|log|list|queue|handling|rate|messages?|codes?))",
    re.I,
)
_PHRASE = either(r"""
    \b(?:access|permission) denied\b|\bconnection (?:refused|reset|timed out|lost)\b|\bfile not found\b
    \bbad gateway\b
    \bservice (?:temporarily )?unavailable\b|\bsession (?:has )?expired\b|\binternal server error\b
    \bgateway time-?out\b
    \binvalid (?:credentials|password|user ?name|login|work ?type|token|license)\b|\bno microphone found\b
    \bout of memory\b|\bdisk full\b|\b(?:file|recording) (?:is )?too large\b
""")
