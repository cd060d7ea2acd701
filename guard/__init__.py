"""The health-data guard: text becomes screened text before anything is written."""

from guard.kinds import Kind
from guard.logs import ScreenedFormatter
from guard.numbers import contact_number
from guard.screen import Finding, Screening, screen
from guard.text import Screened, fill, join, own, restored, shorten, struck

__all__ = [
    "Finding",
    "Kind",
    "Screened",
    "ScreenedFormatter",
    "Screening",
    "contact_number",
    "fill",
    "join",
    "own",
    "restored",
    "screen",
    "shorten",
    "struck",
]
