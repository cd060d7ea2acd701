"""What staff can do about a ticket, for its page."""

from __future__ import annotations

from collections.abc import Mapping

from tickets.values import Ticket
from web.console.page import Asked


def context(_asked: Asked, _ticket: Ticket) -> Mapping[str, object]:
    """What the template of the acts needs."""
    return {}
