"""The health-data guard: text becomes screened text before anything is written."""

from guard.text import Screened, fill, join, own, restored, shorten

__all__ = ["Screened", "fill", "join", "own", "restored", "shorten"]
