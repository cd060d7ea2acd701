"""Reads what a browser sends: the address's query and the fields of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

LARGEST = 1024 * 1024
"""Bytes of a form."""
FIELDS = 200
"""Fields of a form, or of a query."""

Lists = Mapping[str, tuple[str, ...]]


class TooLarge(Exception):  # noqa: N818
    """More bytes or fields than a form of the console has."""


async def body_of(request: Request) -> bytes:
    """The bytes of a request; raises :class:`TooLarge`."""
    taken = bytearray()
    async for chunk in request.stream():
        taken += chunk
        if len(taken) > LARGEST:
            raise TooLarge
    return bytes(taken)


def fields(encoded: bytes | str) -> Lists:
    """All values of each name in ``application/x-www-form-urlencoded``; raises :class:`TooLarge`.

    Line ends become plain ones; what is no UTF-8 becomes a replacement sign.
    """
    text = encoded.decode("utf-8", "replace") if isinstance(encoded, bytes) else encoded
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError as error:
        raise TooLarge from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\0", ""))
    return {name: tuple(values) for name, values in found.items()}


def last(found: Lists) -> Mapping[str, str]:
    """The last value of each name."""
    return {name: values[-1] for name, values in found.items()}


_ONCE = re.compile(r"[0-9a-f]{24}")


def once_of(form: Mapping[str, str], person_id: int) -> str:
    """The id under which a form is done: the same form of the same person is the same id; or nothing."""
    given = form.get("once", "")
    return f"web:{person_id}:{given}" if _ONCE.fullmatch(given) else ""


def path_within(address: str) -> str:
    """An address within the console, or its start page: nobody is sent elsewhere by a link to us."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside and address.isprintable() and len(address) <= 2000 else "/"
