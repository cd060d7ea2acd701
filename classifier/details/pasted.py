"""The telling line of what was pasted: a code block, a trace, a log, an answer in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from classifier.details.places import Place
from classifier.tables import either


def pasted(text: str) -> Iterator[Place]:
    """The error message of each paste in the text; the surest kind first."""
    for rule in (_blocks, _traced, _logged, _answered, _cited):
        yield from rule(text)


def telling(text: str, lines: Sequence[Place]) -> Place | None:
    """The line that tells what failed: the last exception, the last logged error, the first fault."""
    for pattern in (_EXCEPTION, _LOG, _FIELDS, _JSON, _LOG_WARNING):
        found = [place for line in lines for place in _found(pattern, text, line)]
        if found:
            return found[-1]
    return next((line for line in lines if _FAULT.search(text, *line)), None)


def _found(pattern: re.Pattern[str], text: str, line: Place) -> Iterator[Place]:
    """Where a line, looked at alone, tells what failed."""
    for match in pattern.finditer(text[slice(*line)]):
        start, end = match.span("told")
        yield Place(line.start + start, line.start + end)


def _blocks(text: str) -> Iterator[Place]:
    """The telling line of a code block, or its only line."""
    for block in _BLOCK.finditer(text):
        lines = _lines(text, *block.span("inside"))
        found = telling(text, lines)
        if found:
            yield _with_stamp(text, found)
        elif len(lines) == 1 and not _NAMES_A_THING.search(text[max(block.start() - 30, 0) : block.start()]):
            yield lines[0]


def _traced(text: str) -> Iterator[Place]:
    """The last line of an exception trace."""
    lines = [Place(*found.span("told")) for found in _EXCEPTION_LINE.finditer(text)]
    if lines:
        where = _WHERE.search(text, *lines[-1])
        yield Place(lines[-1].start, where.start() if where else lines[-1].end)


def _logged(text: str) -> Iterator[Place]:
    """The last line of a log that reports an error, or else a warning."""
    for pattern in (_LOG, _FIELDS, _LOG_WARNING):
        lines = [Place(*found.span("told")) for found in pattern.finditer(text)]
        if lines:
            yield _with_stamp(text, lines[-1])


def _with_stamp(text: str, line: Place) -> Place:
    """A lone line of a log from its time on; of several only what tells is taken."""
    stamps = [stamp.start("stamp") for stamp in islice(_STAMPED.finditer(text), 2)]
    if len(stamps) == 1 and text.rfind("\n", 0, line.start) < stamps[0] <= line.start:
        return Place(stamps[0], line.end)
    return line


def _answered(text: str) -> Iterator[Place]:
    """``{"error": "invalid_grant"}``"""
    for found in _JSON.finditer(text):
        yield Place(*found.span("told"))


def _cited(text: str) -> Iterator[Place]:
    """The telling line among those that begin with ">", as chats cite."""
    lines = [Place(*line.span("told")) for line in _CITED.finditer(text)]
    found = telling(text, lines)
    if found:
        yield found


def _lines(text: str, start: int, end: int) -> list[Place]:
    return [Place(*line.span()) for line in _LINE.finditer(text, start, end)]


_BLOCK = re.compile(r"```(?:[a-z]{1,12}\n)?(?P<inside>[^`]{1,20000})```")
_LINE = re.compile(r"\S[^\n]{0,2000}")
_NAME = r"(?:[\w.$]{1,80}\.)?[A-Z]\w{0,80}(?:Error|Exception|Fault)\b(?!\.\w)"
_THROWN = (
    rf"(?:Caused by: |Exception in thread \"[^\"\n]{{1,60}}\" )?(?P<told>(?:Uncaught |Unhandled )?{_NAME}"
)
_EXCEPTION = re.compile(rf"^[ \t>]{{0,8}}{_THROWN}[^\n]{{0,400}})")
_EXCEPTION_LINE = re.compile(
    rf"(?:(?<=\n)|^|(?<=[:;] ))[ \t>]{{0,8}}{_THROWN}(?::[^\n]{{1,400}})?|(?:Uncaught |"
    rf"Unhandled )[^\n]{{3,300}})"
)
_TIME = (
    r"(?:\[?\d{1,4}[-:/.T]\d{1,2}[-:/. T\d,Z+]{0,24}\]?|"
    r"[A-Z][a-z]{2} {1,2}\d{1,2} [\d:]{5,8} [\w.-]{1,60} [^\s:]{1,60}:)"
)
_STAMP = (
    rf"(?:(?<=\n)|^)[ \t>]{{0,8}}(?:{_TIME}[ \t|:-]{{0,4}}"
    r"(?:[\[(][^\])\n]{1,60}[\])][ \t|:-]{0,4}){0,3}"
)
_STAMPED = re.compile(rf"(?:(?<=\n)|^)[ \t>`]{{0,8}}(?P<stamp>{_TIME})")
_LEVEL = r"(?:ERROR|FATAL|SEVERE|CRITICAL|CRIT|EMERG|Error|error|fatal|ERR)\b"
_LOG = re.compile(
    rf"{_STAMP}(?:[\w.-]{{1,40}} )?[(<]?(?:\[{_LEVEL}\][ \t:-]{{0,3}}|(?={_LEVEL}))|"
    rf"\[{_LEVEL}\][ \t:-]{{0,3}}(?=\S))"
    r"(?P<told>[^\n]{3,300})"
)
_LOG_WARNING = re.compile(rf"{_STAMP})[\[(<]?(?P<told>(?:WARN|WARNING)\b[^\n]{{3,300}})")
_FIELDS = re.compile(
    r"\blevel=\"?(?:error|fatal|critical)\"?[^\n]{0,200}?\b(?:msg|message|err|error)=\"(?P<told>[^\"\n]{3,300})\"",
    re.I,
)
_JSON = re.compile(
    r"\"(?:error(?:_?description|_?message)?|message|msg|detail|title|reason|"
    r"fault)\"\s{0,3}:\s{0,3}\"(?P<told>[^\"\n]{3,300})\"",
    re.I,
)
_CITED = re.compile(r"(?:(?<=\n)|^)[ \t]{0,4}>[ \t]{0,4}(?P<told>[^\s>][^\n]{2,400})")
_WHERE = re.compile(r",? (?:in|on) (?:the|our|my|your) (?:\w+ )?(?:logs?|console|server|client|screen)\b")
_NAMES_A_THING = re.compile(
    r"\b(?:called|named|type[ds]?|run|ran|running|command|template|macro|folder)[ :\n]*$", re.I
)
_FAULT = either(r"""
    errors?|fail(?:s|ed|ing|ure)?|exception|unable|invalid|denied|expired|expires|expire|unavailable|
        cannot|can't
    could(?: not|n't)|refused|rejected|prohibited|incorrect|malformed|unrecogni[sz]ed|illegal|revoked
    (?:was|were|is|are|has|have|had|be|been|did|does|do|will)(?: not|n't)\b
    not (?:found|allowed|permitted|authori[sz]ed|supported|available|respond(?:ing)?|valid|exist|accepted|
        enough|reach\w*|connected|ready|loaded|running|registered|recogni[sz]ed|configured|installed|enabled|
        assigned|
        a member|a valid|defined|complete|match\w*|signed|licen[cs]ed|implemented|initiali[sz]ed)
    time[sd]?[ -]?out|forbidden|missing|corrupt(?:ed)?|damaged|unreadable|unexpected|unknown|aborted|
        terminated
    exceed(?:s|ed)|locked|disabled|lost|stopped|crash(?:ed)?|broken|suspended|blocked|deactivated|
        exhausted|discarded|truncated|declined|not possible|cancel?led|disconnected|incomplete
    too (?:large|long|many|short|big|small|old|few|low|high)|unsupported|mismatch|does not match|duplicate
    conflict|went wrong|interrupted|offline|try(?:ing)? again|retry(?:ing)?|out of (?:range|memory|space|
        date|sync)
    (?:disk|memory|storage|queue|drive|card)(?: is)?(?: almost)? full|insufficient|low (?:disk|memory|
        battery)
    in use|being used|busy|already (?:exists|open|running|signed|assigned|taken|used|registered|
        installed)|no longer|stale
    no (?:such|valid|audio|device|connection|response|signal|route|licen[cs]e|permissions?|access|matching|
        internet|network|network|microphone|recording|data|disk|space|card|default|free|network|active|
        result)
    required|mandatory|bad (?:gateway|request)|internal server|0x[0-9a-f]{4}|\b[45]\d\d\b|IW-\d
    ^no (?:answer|results?|sound|signal|input|record\w*|account|user|author|speech|file|session|server|
        reply|host)\b|\bnot \w+ed\b
    un(?:reachable|authori[sz]ed|handled|caught|registered|defined|resolved|trusted)|violation|fatal
    warnings?|paused|quota|limit reached|password (?:has|will)|must (?:be|change|have)
    fehler(?:haft)?|verweigert|nicht (?:gefunden|verf\w+gbar|erreichbar)|abgelaufen|erreur|expirée?|refusée?
    introuvable|échou\w+|impossible de|no se pudo|no encontrado|denegado|caducad[oa]
    (?:konnten?|kann|wurden?|ist|sind) nicht|ungültig\w*|fehlgeschlagen|n'(?:a|est|existe) pas|ne peut pas
    no (?:existe|puede)|inválid[oa]|non (?:è|trovat[oa]|riuscit[oa]|disponibile)|impossibile|
        niet gevonden|mislukt
""")
"""Words of error messages; few of them tell one where nothing else does."""
