"""Whom a letter is from, and to whom it was sent: only what can be believed of its address lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from mail.clean import NAME_LENGTH, is_address, one_line
from mail.reading.heads import Heads, decoded

LONGEST: Final = 2_000
MOST: Final = 100

_QUOTED = r'"(?:[^"\\]|\\.)*+"'
_COMMENT = r"\((?:[^()\\]|\\.)*+\)"
_NAMED = re.compile(
    rf'(?P<name>(?:{_QUOTED}|{_COMMENT}|[^\s"<>@,;:()\[\]\\]++|[ ]++)*+)<(?P<address>[^<>\s]++)>'
    rf"[ ]*+(?:{_COMMENT})?+"
)
_TWICE = re.compile(r"(?P<name>[^\s<>\",;:()]++)[ ]++<(?P<address>[^<>\s]++)>")
_BARE = re.compile(rf"(?P<address>[^\s<>,;:()\[\]\"\\]++)[ ]*+(?P<name>{_COMMENT})?+")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ufffd]")


def sender(heads: Heads) -> tuple[str, str]:
    """Address and name of whom a letter is from; both empty unless it names exactly one plain address.

    One ``From`` line, one address in ASCII, nothing broken: ``a@good.test <x@evil.test>`` says two things and
    is believed in neither. A name that holds another address is not shown.
    """
    lines = heads.all("from")
    if len(lines) != 1 or heads.cut or len(lines[0]) > LONGEST or _CONTROLS.search(lines[0]):
        return "", ""
    line = lines[0].strip()
    found = _NAMED.fullmatch(line) or _same_twice(line) or _BARE.fullmatch(line)
    if found is None or not is_address(found["address"]):
        return "", ""
    address = found["address"].lower()
    return address, _name(found["name"] or "", address)


def _same_twice(line: str) -> re.Match[str] | None:
    """``pat@site.test <pat@site.test>``: not allowed, but written, and says only one thing."""
    found = _TWICE.fullmatch(line)
    return found if found and found["name"].lower() == found["address"].lower() else None


def _name(written: str, address: str) -> str:
    name = one_line(decoded(re.sub(r"\\(.)", r"\1", written)), NAME_LENGTH).strip("\"'() ")
    return "" if "@" in name.lower().replace(address, "") else name


_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=^_{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}")
_IN_QUOTES = re.compile(r'"[^"\n]*"(?!@)')
_MOST_READ: Final = 50_000
_SENT_TO: Final = (
    *("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to"),
    *("resent-to", "resent-cc", "x-forwarded-to"),
)


def recipients(heads: Heads) -> tuple[str, ...]:
    """All addresses a letter was sent to, in lower case."""
    return addresses_in(line for name in _SENT_TO for line in heads.all(name))


def addresses_in(lines: Iterable[str]) -> tuple[str, ...]:
    """The plain addresses in some lines, in lower case, without doubles; names in quotes are passed over."""
    text = "\n".join(islice(lines, MOST))[:_MOST_READ].replace('\\"', "")
    found = (one.group().lower().strip(".") for one in _ADDRESS.finditer(_IN_QUOTES.sub(" ", text)))
    return tuple(islice(dict.fromkeys(filter(is_address, found)), MOST))
