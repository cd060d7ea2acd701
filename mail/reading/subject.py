"""The subject of a letter, and the numbers of tickets in it."""

from __future__ import annotations

import re

from mail.clean import SUBJECT_LENGTH, one_line
from mail.reading.heads import Heads, decoded

_READ = 4_000


def subject_of(heads: Heads) -> str:
    """The subject as one line; empty when there is none."""
    return one_line(decoded(heads.first("subject")[:_READ]), SUBJECT_LENGTH)


def numbers_in(subject: str, tag: str) -> tuple[int, ...]:
    """The numbers under our tag, each once: ``[InfraCare #1042]``, in ASCII digits, at most twelve."""
    ours = re.compile(rf"\[{re.escape(tag)} ?# ?([1-9][0-9]{{0,11}})\]", re.IGNORECASE | re.ASCII)
    return tuple(dict.fromkeys(int(found[1]) for found in ours.finditer(subject)))


_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|i|enc|doorst|vs|vb|vl|pd|переслать)\s*:", re.IGNORECASE)


def is_forwarded(subject: str) -> bool:
    """Whether a subject says that the letter passes another one on."""
    return _FORWARDED.match(subject) is not None


_ANSWER = re.compile(r"\s*(?:re|aw|antw|sv|rif|odp|回复|答复)\s*:", re.IGNORECASE)


def is_answer(subject: str) -> bool:
    """Whether a subject says that the letter answers another one."""
    return _ANSWER.match(subject) is not None
