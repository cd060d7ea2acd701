"""Values with parameters: ``Content-Type`` and ``Content-Disposition`` (RFC 2045, RFC 2231)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote_to_bytes

from mail.reading.charsets import text_of
from mail.reading.heads import decoded

LONGEST: Final = 8_000
MOST: Final = 60

_PIECE = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*+"|")++')
_NUMBERED = re.compile(r"([^*]{1,60})(?:\*([0-9]{1,3}))?(\*)?")


@dataclass(frozen=True)
class Valued:
    """A value in lower case (``text/plain``) with its parameters, names in lower case, values decoded."""

    value: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


def read_valued(line: str) -> Valued:
    """The value of a head line and its parameters; of doubled ones the first counts."""
    value, *pieces = [piece.strip() for piece in _PIECE.findall(line[:LONGEST])][: MOST + 1] or [""]
    plain: dict[str, str] = {}
    pieced: dict[str, dict[int, tuple[str, bool]]] = {}
    for piece in pieces:
        name, _, said = piece.partition("=")
        found = _NUMBERED.fullmatch(name.strip().lower())
        if found is None:
            continue
        if found[2] is None and found[3] is None:
            plain.setdefault(found[1], decoded(_unquoted(said.strip())))
        else:
            at = int(found[2] or 0)
            pieced.setdefault(found[1], {}).setdefault(at, (_unquoted(said.strip()), bool(found[3])))
    whole = {name: _continued(parts) for name, parts in pieced.items()}
    return Valued("".join(value.split()).lower(), {**plain, **whole})


def _unquoted(said: str) -> str:
    if len(said) >= 2 and said[0] == said[-1] == '"':
        return re.sub(r"\\(.)", r"\1", said[1:-1])
    return said


def _continued(parts: Mapping[int, tuple[str, bool]]) -> str:
    """``name*0*=utf-8''...`` and what goes on with it, in the order of the numbers."""
    charset = "utf-8"
    content = b""
    for at, (_, (said, encoded)) in enumerate(sorted(parts.items())):
        words = said
        if encoded and at == 0 and said.count("'") >= 2:
            charset, _, words = said.split("'", 2)
        content += unquote_to_bytes(words) if encoded else words.encode("utf-8", "replace")
    return text_of(content, charset)
