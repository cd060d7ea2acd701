"""The page for who is not let in: what is wrong, and what to do."""

from __future__ import annotations

from web.console.page import Html


def stopped(sentence: str, status: int) -> Html:
    """One sentence, and the way to begin again."""
    return Html("stopped.html", {"sentence": sentence}, status)
