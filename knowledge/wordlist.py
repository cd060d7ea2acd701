"""The words articles are written in, by their keys: what typos are repaired with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.keys import key
from knowledge.ragged import Ragged, joined, offsets


@dataclass(frozen=True)
class Wordlist:
    """Words in the ascending order of their keys; ``texts`` holds their bytes."""

    keys: NDArray[np.int64]
    texts: Ragged

    def words(self) -> list[str]:
        """All of them."""
        content, starts = self.texts["byte"].tobytes(), self.texts.starts.tolist()
        return [content[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(starts)]

    def of(self, keys: NDArray[np.int64]) -> Wordlist:
        """Those with these keys (ascending)."""
        place = np.flatnonzero(np.isin(self.keys, keys, assume_unique=True))
        return Wordlist(self.keys[place], self.texts.taken(place))


def wordlist(words: Iterable[str]) -> Wordlist:
    """The list of these words, each once."""
    ordered = sorted({key(word): word for word in words}.items())
    texts = [word.encode("utf-8", "surrogatepass") for _, word in ordered]
    return Wordlist(
        np.array([number for number, _ in ordered], np.int64),
        Ragged(offsets([len(text) for text in texts]), {"byte": np.frombuffer(b"".join(texts), np.uint8)}),
    )


def merged(lists: Sequence[Wordlist]) -> Wordlist:
    """The words of all of them; at least one."""
    keys, place = np.unique(np.concatenate([one.keys for one in lists]), return_index=True)
    return Wordlist(keys, joined([one.texts for one in lists]).taken(place))
