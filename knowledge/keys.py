"""Terms as numbers: 63 bits of a hash, the same in every process, so that no dictionary has to be kept.

Among ten million terms two share a number with a probability of one in 180,000; they would count as one term.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Final

BREAK: Final = -1
"""The token between two texts that do not run on."""

_MASK: Final = (1 << 63) - 1
_TOKEN: Final = (1 << 31) - 1
_LEFT: Final = 0x9E3779B97F4A7C15
_MIX: Final = 0xC2B2AE3D27D4EB4F


@lru_cache(maxsize=100_000)
def key(stem: str) -> int:
    """The number of a stem, 0 to 2**63 - 1."""
    digest = blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & _MASK


def token(number: int) -> int:
    """A key cut to 31 bits: what stands for a word in the running text. None of them is :data:`BREAK`."""
    return number & _TOKEN


def pair_key(left: int, right: int) -> int:
    """The number of two neighbouring stems, by theirs; the order matters."""
    mixed = (left * _LEFT + right) & ((1 << 64) - 1)
    return ((mixed ^ (mixed >> 29)) * _MIX >> 1) & _MASK


def term_key(term: str) -> int:
    """The number of a stem, or of two stems with a blank between them."""
    left, blank, right = term.partition(" ")
    return pair_key(key(left), key(right)) if blank else key(left)
