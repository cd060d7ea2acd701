"""How much memory this process holds."""

from __future__ import annotations

import gc
import os
from pathlib import Path


def resident_megabytes() -> float:
    """Megabytes that lie in memory now, files that are mapped into it included; nan where nobody tells."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
