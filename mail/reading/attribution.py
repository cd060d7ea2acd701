"""The lines that mail programs put before what they quote, in the languages people write in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mail.reading.phrases import BELOW, ORIGINAL, WROTE, any_of

LONGEST: Final = 400
"""Characters of such a line, its breaks taken out."""

_WROTE = re.compile(rf".{{3,300}}?(?:{any_of(WROTE)})\b.{{0,120}}?[:：]", re.IGNORECASE)
_WROTE_WORDS: Final = tuple(WROTE.split("\n")[1:-1])
_BEGINNING = re.compile(
    r"(?:(?:on|am|le|el|il|op|em|den|dnia|dne|pe|w dniu)\b|\w{2,12}\.?,).*[0-9]|.*<[^>]*\Z", re.IGNORECASE
)
_WHEN_OR_WHO = re.compile(r"[0-9]{1,4}[-./: ]|@|<mailto:")

_WHEN = re.compile(r"\b(?:19|20)[0-9]{2}\b|[0-9]{1,2}[:.h][0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}")
_BELOW = re.compile(rf"\b(?:{any_of(BELOW)})\b", re.IGNORECASE)
_FEW: Final = 200

_SEPARATOR = re.compile(rf"[-_=*\s]{{2,}}(?:{any_of(ORIGINAL)})[-_=*\s]{{2,}}", re.IGNORECASE)

_FIELDS: Final = {
    "from": "from von de da van från fra od от 发件人 寄件者 差出人 보낸 lähettäjä expéditeur",
    "sent": "sent gesendet envoyé enviado inviato verzonden skickat sendt lähetetty wysłano отправлено "
    "date datum fecha data dato päiväys дата 发送时间 日期 送信日時",
    "to": "to an à para a aan till til do кому 收件人 宛先 vastaanottaja",
    "subject": "subject betreff objet asunto oggetto onderwerp ämne emne temat assunto тема 主题 件名 aihe",
}
_FIELD = {word: kind for kind, words in _FIELDS.items() for word in words.split()}
_LINE = re.compile(r"\s*\*{0,2}([^\W\d_]{1,14})\s?\*{0,2}\s?[:：]\*{0,2}\s?(\S.*)?")


def is_attribution(line: str) -> bool:
    """Whether a line (or two or three, joined) says who wrote what follows, and when or from where."""
    line = line.strip()
    return (
        len(line) <= LONGEST
        and line.endswith((":", "："))
        and any(word in line.lower() for word in _WROTE_WORDS)
        and _WHEN_OR_WHO.search(line) is not None
        and _WROTE.fullmatch(line) is not None
    )


def begins_attribution(line: str) -> bool:
    """Whether a line begins as those that say who wrote, and on what day, what follows."""
    return _BEGINNING.match(line[:LONGEST]) is not None


def tells_when(line: str) -> bool:
    """Whether a year or a time of day stands in a line."""
    return _WHEN.search(line[:LONGEST]) is not None


def points_below(words: str) -> bool:
    """Whether a few words say that the answers stand in what is quoted below them."""
    return len(words) <= _FEW and _BELOW.search(words) is not None


def is_separator(line: str) -> bool:
    """Whether it is ``-----Original Message-----`` or the like."""
    return len(line) <= 100 and _SEPARATOR.fullmatch(line.strip()) is not None


def is_head_block(lines: Sequence[str]) -> bool:
    """Whether a quoted letter's head begins here: From, then two of Sent, To and Subject.

    One line that begins with ``From:`` is nothing: logs have those.
    """
    kinds = [_field(line) for line in lines[:7]]
    if not kinds or kinds[0] != "from":
        return False
    run = kinds[: kinds.index("")] if "" in kinds[1:4] and kinds.index("") >= 3 else kinds
    return len({*run} & {"sent", "to", "subject"}) >= 2


def _field(line: str) -> str:
    found = _LINE.match(line[:LONGEST])
    return _FIELD.get(found[1].lower(), "") if found else ""
