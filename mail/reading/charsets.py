"""Bytes as text: only by character sets that are safe to try, and never without a result."""

from __future__ import annotations

from typing import Final

_WIDER: Final = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "utf8": "utf-8",
    "macintosh": "mac-roman",
}
"""What mail programs really mean by a name: the wider set that holds the named one."""

_KNOWN: Final = frozenset(
    [
        *_WIDER.values(),
        *(f"iso-8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *(f"cp125{number}" for number in range(9)),
        *("cp437", "cp850", "cp852", "cp866", "koi8-r", "koi8-u", "tis-620", "big5", "big5hkscs"),
        *("euc-jp", "iso-2022-jp", "iso-2022-jp-2", "iso-2022-kr", "utf-16", "utf-16le", "utf-16be"),
        *("utf-8", "utf-8-sig", "utf-32"),
    ]
)
"""Python knows more, some of which take quadratic time (punycode, idna) or are no character sets at all."""


def text_of(content: bytes, charset: str) -> str:
    """The text of bytes: as UTF-8 where they are that, else by ``charset``, else by Windows' western set.

    Nothing raises; what cannot be decoded becomes U+FFFD.
    """
    name = _named(charset)
    if not name.startswith(("utf-16", "utf-32", "iso-2022")):
        try:
            return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        except UnicodeDecodeError:
            pass
    return content.decode(name if name != "utf-8" else "cp1252", "replace")


def _named(charset: str) -> str:
    """One of the known sets; UTF-8 for all others."""
    name = charset[:40].strip("\"' ").lower().replace("windows-", "cp")
    name = _WIDER.get(name, name)
    return name if name in _KNOWN else "utf-8"
