"""Words about the helpdesk behind."""

from __future__ import annotations

from guard import Screened, fill, own, restored

IN_HELPDESK = own("In the helpdesk")


def number_there(reference: str) -> Screened:
    """Its number over there, as staff read it."""
    return fill("#{reference}", reference=restored(reference))


def note_of(name: str) -> Screened:
    """Above an internal note that was written elsewhere."""
    return fill("Internal note of {name}, not passed on:", name=restored(name))
