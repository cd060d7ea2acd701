"""Sentences about the way into the console."""

from __future__ import annotations

from guard import Screened, fill, own, restored

OPEN = own("Open the console")
HINT = own("a link that signs you in to the console, once")
HELP = own("/infracare console: a link that signs you in to the console, once.")
NOT_SET_UP = own(
    "The console is not set up here: whoever runs this installation names its address under console.url."
)
STAFF_ONLY = own("The console is for the vendor's staff. You can ask me anything, or ask for a person.")


def link(name: str, minutes: int) -> Screened:
    """What stands above a link."""
    return fill(
        "This link signs you in to the console as {name}. It holds for {minutes} minutes and works once; "
        "do not pass it on.",
        name=restored(name),
        minutes=minutes,
    )


def too_many(count: int) -> Screened:
    """Why there is no further link for now."""
    return fill(
        "You have asked for {count} links within an hour, so there is none now. Open the newest of them "
        "while it holds, or ask again later.",
        count=count,
    )
