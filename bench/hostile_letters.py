"""Hostile letters by the thousand: whether reading one raises, hangs, swells or lets something through."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from bench.hostile_kinds import KINDS
from mail.clean import is_address, is_message_id, plain
from mail.incoming import Incoming, Proof
from mail.reading import ReadRules, read_letter

TITLE = "Hostile letters"
NOTE = "Seconds are of the processor. A hundredth of the letters is nearly as large as a letter may be."

COUNT: Final = 10_000
SEED: Final = 7
OURS: Final = ReadRules(
    addresses=("support@vendor.test",),
    bounces="bounces@vendor.test",
    domains=("vendor.test",),
    authserv_id="mx.vendor.test",
)


def run(count: int = COUNT, seed: int = SEED, largest: int = OURS.largest) -> dict[str, Any]:
    """Read so many letters; what went wrong, the slowest of each kind, and how far memory grew."""
    before = _peak_mb()
    times: dict[str, list[float]] = {}
    wrong: list[str] = []
    for name, raw in letters(count, seed, largest):
        start = time.process_time()
        letter = read_letter(raw, OURS)
        times.setdefault(name, []).append(time.process_time() - start)
        wrong += [f"{name}, letter of {len(raw)} bytes: {fault}" for fault in faults(raw, letter, OURS)]
    every = sorted(taken for some in times.values() for taken in some)
    return {
        "letters": len(every),
        "faults": len(wrong),
        "first_faults": wrong[:10],
        "over_1_s": sum(taken > 1 for taken in every),
        "slowest_s": round(every[-1], 3),
        "median_ms": round(every[len(every) // 2] * 1_000, 2),
        "memory_grew_mb": round(_peak_mb() - before),
        "slowest_s_of": {name: round(max(some), 3) for name, some in sorted(times.items())},
    }


def letters(count: int, seed: int, largest: int = OURS.largest) -> Iterator[tuple[str, bytes]]:
    """Kind and bytes of each; the same for the same seed."""
    chance = random.Random(seed)
    for at in range(count):
        kind = KINDS[at % len(KINDS)]
        raw = kind(chance, min(_size(chance), largest * 9 // 10))
        yield kind.__name__, raw[:largest]


def _size(chance: random.Random) -> int:
    """Bytes: half below 5,000, a tenth of a million or more, every hundredth as large as a letter may be."""
    place = chance.random()
    if place < 0.5:
        return chance.randrange(50, 5_000)
    if place < 0.9:
        return chance.randrange(5_000, 300_000)
    return chance.randrange(1_000_000, 4_000_000) if place < 0.99 else 24_000_000


def faults(raw: bytes, letter: Incoming, rules: ReadRules) -> list[str]:
    """What is wrong with what was read of a letter; empty when all promises hold."""
    broken = {
        "another digest": letter.digest != sha256(raw).hexdigest(),
        "something raised within": any(one.endswith("could not be read") for one in letter.trouble),
        "a sender that is no plain address": bool(letter.sender) and not is_address(letter.sender),
        "a sender in capitals": letter.sender != letter.sender.lower(),
        "a proof without a sender": letter.proof is Proof.PASSED and not letter.sender,
        "an id that cannot be quoted": bool(letter.message_id) and not is_message_id(letter.message_id),
        "a text too long": len(letter.whole) > rules.text or len(letter.new) > len(letter.whole),
        "a sign that shows nothing in the text": plain(letter.whole) != letter.whole,
        "words that were lost": bool(letter.whole.strip()) and not letter.new.strip(),
        "a subject of several lines": "\n" in letter.subject or "\r" in letter.subject,
        "too many files": len(letter.files) > rules.files,
        "a file too large": any(len(file.content) > rules.file_bytes for file in letter.files),
        "a name that is a path": not all(map(_is_safe, _names(letter))),
        "a number too long": any(not 0 < number < 10**12 for number in letter.numbers),
    }
    return [what for what, holds in broken.items() if holds]


def _names(letter: Incoming) -> list[str]:
    return [file.name for file in letter.files] + [one.name for one in letter.left_out]


def _is_safe(name: str) -> bool:
    return (
        0 < len(name) <= 110
        and name[0] not in ".-"
        and not set(name) & set('/\\\0\r\n"<>|')
        and ".." not in name
    )


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
