"""What may stand in a letter, whatever was given for it."""

from __future__ import annotations

import re

SUBJECT_LENGTH = 200
NAME_LENGTH = 80
FILE_NAME_LENGTH = 120

_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=^_{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_QUOTING = str.maketrans('"<>\\', "'()_")
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+|localhost")
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_MESSAGE_ID = re.compile("<[!-;=?-~]{1,250}>")


def plain(text: str) -> str:
    """Text for a body: every line break a newline, without control characters and lone surrogates."""
    return _NEVER.sub("", _BREAKS.sub("\n", text))


def one_line(text: str, length: int) -> str:
    """Text for a head line: one line of at most ``length`` characters.

    Embeddings and overrides of the writing direction are taken out, as they would spill over what stands
    beside the line. ``=?`` is broken up, so that nothing in it is taken for an encoded word (CVE-2024-6923).
    """
    line = " ".join(_TURNS.sub("", plain(text[: length * 10])).split()).replace("=?", "= ?")
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def file_name(text: str) -> str:
    """Text for the name of a file in a head line: one line, without what quotes and escapes there."""
    return one_line(text, FILE_NAME_LENGTH).translate(_QUOTING)


def is_domain(text: str) -> bool:
    """Whether it is the name of a domain: ASCII, with a dot (or ``localhost``), at most 253 characters."""
    return len(text) <= 253 and _DOMAIN.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether it is one plain mail address (``name@domain``, ASCII, unquoted, RFC 5321's lengths)."""
    local, _, domain = text.rpartition("@")
    return len(local) <= 64 and len(text) <= 254 and _LOCAL.fullmatch(local) is not None and is_domain(domain)


def is_message_id(text: str) -> bool:
    """Whether it is one message id in angle brackets, as RFC 5322 wants it or near enough to be quoted."""
    return _MESSAGE_ID.fullmatch(text) is not None and "=?" not in text
