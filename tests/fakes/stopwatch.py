"""How long something takes, told so that a busy machine does not change the answer much."""

from __future__ import annotations

import time
from collections.abc import Callable


def fastest(act: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of this thread in the fastest of some runs: what other threads do is not counted."""
    seconds = []
    for _ in range(times):
        began = time.thread_time()
        act()
        seconds.append(time.thread_time() - began)
    return min(seconds)
