"""Tells open pages that something has changed, as server-sent events: "changed" with a number, no more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from workspace.world import World

GLANCE = 0.03  # seconds between two looks at the world's version
BREATH = 15.0  # seconds after which a silent feed shows that it is alive


class Feed:
    """Looks at the world's version, so that no change ever waits for a browser."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.closed = False

    def close(self) -> None:
        """End all feeds, so that the server can stop."""
        self.closed = True

    async def events(self) -> AsyncIterator[str]:
        """One event at once, so that who comes back sees what was missed; then one for each change."""
        told, at = -1, time.monotonic()
        yield "retry: 1000\n\n"
        while not self.closed:
            if self.world.version != told:
                told, at = self.world.version, time.monotonic()
                yield f"event: changed\ndata: {told}\n\n"
            elif time.monotonic() - at > BREATH:
                at = time.monotonic()
                yield ": still here\n\n"
            await asyncio.sleep(GLANCE)
