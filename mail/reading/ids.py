"""Message ids: a letter's own, and those of the letters it answers."""

from __future__ import annotations

import re
from typing import Final

from mail.reading.heads import Heads

MOST: Final = 50

_ID = re.compile(r"<[!-;=?-~]{1,250}>")


def own_id(heads: Heads) -> str:
    """The letter's own id in angle brackets; empty when it has none, or none that can be quoted."""
    return next(iter(ids_in(heads.first("message-id"))), "")


def answered_ids(heads: Heads) -> tuple[str, ...]:
    """The ids it answers, the nearest first: ``In-Reply-To``, then ``References`` from their end."""
    nearest = ids_in(" ".join(heads.all("in-reply-to")))
    chain = ids_in(" ".join(heads.all("references")))
    return tuple(dict.fromkeys((*nearest[:MOST], *chain[::-1][:MOST])))


def ids_in(text: str) -> tuple[str, ...]:
    """All message ids in a text, in order."""
    return tuple(found for found in _ID.findall(text) if "=?" not in found)
