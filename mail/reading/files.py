"""The files of a letter: which are passed on, under what name, as what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from mail.incoming import Attachment, LeftOut
from mail.reading.bodies import content_of, least_size
from mail.reading.heads import decoded, read_heads
from mail.reading.kinds import UNKNOWN, extension_for, kind_of
from mail.reading.parts import Part
from mail.reading.rules import ReadRules
from mail.reading.texts import Placed, Role

LONGEST_NAME: Final = 100

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,60}/[a-z0-9][a-z0-9.+_-]{0,100}")
_FORBIDDEN = re.compile(r'[<>:"|?*`$&;!#%{}\[\]^~\s]+')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_HIDDEN: Final = frozenset(("Cc", "Cf", "Cn", "Co", "Cs"))
"""Signs that show nothing but change how a name is read: controls, zero-width ones, turns of direction."""
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def files_of(
    raw: bytes, parts: Iterable[Placed], rules: ReadRules
) -> tuple[tuple[Attachment, ...], tuple[LeftOut, ...]]:
    """The files within the limits, and those left out with the reason; pictures in the text are files too."""
    taken: list[Attachment] = []
    left: list[LeftOut] = []
    room = rules.largest
    for one in parts:
        if one.role is not Role.FILE:
            continue
        why, content = _taken(raw, one.part, len(taken), room, rules)
        kind = kind_of(content, _declared(one.part)) if not why else _declared(one.part)
        name = _unused(_name(raw, one.part, kind, len(taken) + len(left) + 1), [*taken, *left])
        if why:
            left.append(LeftOut(name, why))
        else:
            taken.append(Attachment(name, kind, content))
            room -= len(content)
    return tuple(taken), tuple(left)


def _taken(raw: bytes, part: Part, count: int, room: int, rules: ReadRules) -> tuple[str, bytes]:
    """Why a file is left out, or what it holds."""
    too_large = f"it is larger than {rules.file_bytes / 1_000_000:g} MB"
    if count >= rules.files:
        return f"a letter may bring {rules.files} files", b""
    if least_size(part) > rules.file_bytes:
        return too_large, b""
    content = content_of(raw, part, rules.file_bytes + 1)
    if len(content) > rules.file_bytes:
        return too_large, b""
    if len(content) > room:
        return f"the files together are larger than {rules.largest / 1_000_000:g} MB", b""
    return ("", content) if content else ("it is empty", b"")


def _declared(part: Part) -> str:
    kind = part.kind.value
    return kind if _MEDIA_TYPE.fullmatch(kind) and not kind.startswith("multipart/") else UNKNOWN


def _name(raw: bytes, part: Part, kind: str, number: int) -> str:
    written = part.filename
    if not written and part.kind.value == "message/rfc822":
        inner = content_of(raw, part, 20_000)
        subject = decoded(read_heads(inner, 0, len(inner))[0].first("subject")[:500])
        return f"{safe_name(subject[:80].replace('/', '-'), f'letter-{number}')}.eml"
    name = safe_name(written, f"file-{number}.{extension_for(kind)}")
    end = extension_for(kind)
    contradicts = kind not in (part.kind.value, UNKNOWN) and not _fits(name, end)
    return f"{name}.{end}" if contradicts or not _EXTENSION.search(name) else name


def _fits(name: str, end: str) -> bool:
    same = {"jpg": ("jpeg", "jpe"), "tif": ("tiff",), "zip": ("docx", "xlsx", "pptx", "odt", "ods", "jar")}
    return name.lower().endswith((f".{end}", *(f".{other}" for other in same.get(end, ())))) or end == "bin"


def safe_name(written: str, otherwise: str) -> str:
    """A name that nobody takes for a path, a device, a hidden file or an option; 100 characters at most."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", written[:1_000]))[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign) not in _HIDDEN)
    name = _FORBIDDEN.sub("_", shown.strip()).strip("._- ")
    if _DEVICE.match(name):
        name = f"file-{name}"
    if len(name) > LONGEST_NAME:
        end = _EXTENSION.search(name)
        name = name[: LONGEST_NAME - 12].rstrip("._- ") + (end.group() if end else "")
    return name or otherwise


def _unused(name: str, others: Iterable[Attachment | LeftOut]) -> str:
    taken = {other.name.lower() for other in others}
    stem, dot, end = name.rpartition(".")
    stem, end = (stem, f"{dot}{end}") if dot and stem else (name, "")
    names = (name if number == 1 else f"{stem}-{number}{end}" for number in range(1, len(taken) + 3))
    return next(one for one in names if one.lower() not in taken)
