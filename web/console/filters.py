"""The queue's filters as an address: what was chosen stands there, and can be kept and sent on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from classifier.category import Category
from tickets.clock import Tier
from tickets.queue import LONGEST_TEXT, Filters, Holder, Key, Which

PATH = "/desk"
_Choice = TypeVar("_Choice", bound=StrEnum)


def filters_of(query: Mapping[str, str]) -> Filters:
    """What an address asks for; what it cannot mean is no filter."""
    return Filters(
        which=_one_of(Which, query.get("status", "")) or Which.OPEN,
        customer=query.get("customer", "")[:60],
        tier=_one_of(Tier, query.get("tier", "")) or "",
        category=_one_of(Category, query.get("category", "")) or "",
        holder=_one_of(Holder, query.get("who", "")),
        late=query.get("late") == "1",
        waits=query.get("waits") == "1",
        text=query.get("text", "").strip()[:LONGEST_TEXT],
    )


def address_of(filters: Filters, after: Key | None = None) -> str:
    """The address that asks for it."""
    asked = {
        "status": "" if filters.which is Which.OPEN else filters.which,
        "customer": filters.customer,
        "tier": filters.tier,
        "category": filters.category,
        "who": filters.holder or "",
        "late": "1" if filters.late else "",
        "waits": "1" if filters.waits else "",
        "text": filters.text,
        "after": "" if after is None else key_text(after),
    }
    given = urlencode({name: str(value) for name, value in asked.items() if value})
    return f"{PATH}?{given}" if given else PATH


def with_filter(filters: Filters, **changes: Any) -> str:
    """The address with some filters chosen otherwise, from its first page on."""
    return address_of(replace(filters, **changes))


def key_text(key: Key) -> str:
    """Where a page of the queue ended, for an address."""
    return f"{'' if key.target is None else key.target.isoformat()}~{key.number}"


def key_of(text: str) -> Key | None:
    """The same out of an address; None for what is none."""
    target, _, number = text.rpartition("~")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    try:
        moment = datetime.fromisoformat(target) if target else None
    except ValueError:
        return None
    return None if moment is not None and moment.tzinfo is None else Key(moment, int(number))


def _one_of(kind: type[_Choice], text: str) -> _Choice | None:
    return kind(text) if text in set(kind) else None
