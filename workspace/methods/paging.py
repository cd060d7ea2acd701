"""Cursors: a list in pages, as every listing method answers it."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from workspace.core import ApiError
from workspace.things import Json


def page(items: list[Any], arguments: Json, *, default: int, most: int) -> tuple[list[Any], str]:
    """One page, and the cursor of the next one ("" at the end); raises invalid_cursor, invalid_limit."""
    limit = arguments.get("limit", default)
    if not 0 < limit <= most:
        raise ApiError("invalid_limit")
    start = _start(arguments.get("cursor", ""))
    following = start + limit
    cursor = base64.b64encode(f"next:{following}".encode()).decode() if following < len(items) else ""
    return items[start:following], cursor


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).removeprefix(b"next:"))
    except (ValueError, binascii.Error) as wrong:
        raise ApiError("invalid_cursor") from wrong
