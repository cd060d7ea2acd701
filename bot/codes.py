"""Reads what has an exact shape: a link, an amount of money, a currency, a moment.

The guard replaces telephone numbers in words. What staff write into a field for one number goes another
way: it must be a number and nothing else (:func:`guard.contact_number`), and is kept as a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import urlsplit

Read = Callable[[str], str | None]
"""The code in a field, or None when the field does not hold one and nothing else."""

_LINK = re.compile(r"https://[!-~]{4,490}")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?")
_CURRENCY = re.compile(r"[A-Za-z]{3}")


def link(text: str) -> str | None:
    """The address of a web conference: https, a host, nothing that is not printed."""
    found = text.strip()
    if not _LINK.fullmatch(found):
        return None
    try:
        host = urlsplit(found).hostname or ""
    except ValueError:
        return None
    return found if "." in host and "@" not in urlsplit(found).netloc else None


def amount(text: str) -> str | None:
    """``1,250`` as ``1250.00``; above zero, two decimal places at the most."""
    if not _AMOUNT.fullmatch(text.strip()):
        return None
    value = Decimal(text.strip().replace(",", ""))
    return f"{value:.2f}" if value > 0 else None


def currency(text: str) -> str | None:
    """Three letters, such as ``USD``."""
    return text.strip().upper() if _CURRENCY.fullmatch(text.strip()) else None


def moment(text: str) -> datetime | None:
    """Seconds since 1970, as a form sends a day and an hour."""
    return datetime.fromtimestamp(int(text), UTC) if re.fullmatch(r"[0-9]{1,11}", text) else None
