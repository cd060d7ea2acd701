"""Words that people at a support desk use for one another; an article need not hold all of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from knowledge.words import stem

GROUPS: Final = (
    "login logon signin sign authenticate",
    "password passcode passphrase",
    "delete remove erase",
    "add create",
    "doctor physician clinician dictator",
    "typist transcriptionist transcriber",
    "phone telephone",
    "mobile smartphone cellphone",
    "mic microphone",
    "urgent stat rush asap",
    "email mail",
    "document report letter transcript transcription",
    "recording audio dictation sound",
    "job dictation",
    "fail failed failure error fault",
    "print printer printout",
    "lock blocked",
    "crash freeze hang shuts closes",
    "licence license",
    "speciality specialty",
    "colour color",
    "centre center",
    "leaver leave quit left resigned",
    "employee user person colleague staff",
    "user account",
    "computer pc workstation desktop laptop",
    "permission right privilege access role",
    "admin administrator",
    "shortcut hotkey",
    "macro autotext expander abbreviation shorthand",
    "change modify alter edit amend",
    "fix repair correct cure solve",
    "send deliver transmit",
    "arrive reach receive",
    "resend again repeat retry",
    "stop pause hold halt",
    "find search locate",
    "download export",
    "picture image screenshot",
    "invoice bill billing charge cost price fee",
    "clinic hospital practice",
    "spreadsheet excel csv",
    "reply respond answer response",
    "wait queue pending stuck",
    "outage down downtime unavailable",
    "network internet connection connectivity",
    "update upgrade",
    "install setup",
    "deactivate disable suspend",
    "activate enable",
    "start launch open",
    "large big",
    "wrong incorrect",
    "mistake error",
    "outsource outside partner external",
    "batch bulk together several",
    "schedule automatic regularly",
    "template layout",
    "improve improvement suggestion suggest enhancement",
)

PHRASES: Final = {
    ("log", "in"): "login",
    ("log", "into"): "login",
    ("log", "on"): "login",
    ("foot", "switch"): "pedal",
    ("cell", "phone"): "mobile",
}
"""Two words that mean one; their stems."""


def others(word: str) -> tuple[str, ...]:
    """The stems that may stand for a stem."""
    return _table().get(word, ())


@lru_cache(maxsize=1)
def _table() -> Mapping[str, tuple[str, ...]]:
    groups = [[stem(word) for word in group.split()] for group in GROUPS]
    table: dict[str, dict[str, None]] = {}
    for group in groups:
        for word in group:
            table.setdefault(word, {}).update(dict.fromkeys(other for other in group if other != word))
    return {word: tuple(found) for word, found in table.items()}
