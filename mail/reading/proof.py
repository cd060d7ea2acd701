"""What our own mail system says of the sender (``Authentication-Results``, RFC 8601)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile
from typing import Final

from mail.incoming import Proof
from mail.reading.heads import Heads

_LONGEST: Final = 10_000
_BESIDE: Final = frozenset(("received-spf", "dkim-filter", "authentication-results"))
"""Head lines that mail systems write together with their results."""

_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+"|[;()]|\\.|[^;()"\\]++|.', re.DOTALL)


def proof(heads: Heads, sender: str, authserv_id: str) -> Proof:
    """Whether DMARC passed for the sender's domain, by the topmost results if they are of our own system.

    Of what lies further down anybody may be the author, whatever name it bears. Where the results contradict
    one another, nothing has passed.
    """
    if not authserv_id:
        return Proof.ABSENT
    results = [one for line in _ours(heads, authserv_id.lower()) for one in _dmarc(line)]
    if any(verdict == "fail" for verdict, _ in results):
        return Proof.FAILED
    domain = sender.rpartition("@")[2]
    passed = bool(domain) and bool(results) and all(one == ("pass", domain) for one in results)
    return Proof.PASSED if passed else Proof.ABSENT


def _ours(heads: Heads, authserv_id: str) -> Iterator[list[str]]:
    """The pieces of the topmost run of results, up to the first that is not our system's."""
    below = dropwhile(lambda line: line[0] != "authentication-results", heads.lines)
    run = takewhile(lambda line: line[0] in _BESIDE, below)
    for name, value in run:
        if name == "authentication-results":
            said, *results = _pieces(value[:_LONGEST])
            if said.split()[:1] != [authserv_id]:
                return
            yield results


def _pieces(value: str) -> list[str]:
    """The text between semicolons in lower case, without comments and without what stands in quotes."""
    pieces, depth = [""], 0
    for sign in _SIGNS.findall(value):
        if sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif depth == 0 and sign == ";":
            pieces.append("")
        elif depth == 0:
            pieces[-1] += sign if sign[0] != '"' else " "
    return [piece.strip().lower() for piece in pieces]


def _dmarc(results: list[str]) -> Iterator[tuple[str, str]]:
    """Verdict and domain of each result of DMARC."""
    for result in results:
        words = re.sub(r"\s*=\s*", "=", result[:2_000]).split()
        if words and words[0].startswith("dmarc="):
            domains = [word.removeprefix("header.from=") for word in words if word.startswith("header.from=")]
            yield words[0].removeprefix("dmarc="), domains[0] if len(domains) == 1 else ""
