"""One rule of the guard: what something looks like, the words it must follow, and what must be near."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from guard.kinds import ANY, Kind

GAP = rf"[^\w{ANY}]{{0,5}}+_?"
BESIDE = r"(?:[ \t:=(\"'>|*_`~\[]|-(?=\s)){1,5}"  # the next sentence or line is not read as a name
COLON = rf"[^\w{ANY}\n]{{0,3}}(?:[:=]|\b(?i:is|was)\b)[^\w{ANY}]{{0,4}}"
ASIDE = rf"(?:[ ]?\([^()\n{ANY}]{{1,25}}\))?"
_BETWEEN_WORDS = rf"[^\w{ANY}]{{0,3}}_?"
NEAR = 120
BEFORE = 40


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern`` has a group ``value``, of which the first ``keep(value)`` characters are meant (0: none).

    Nothing is found where the text up to the value ends with ``unless``, where ``near`` does not stand
    within 120 characters of it, nor where ``spared`` is true of the text, its start and its end. The pattern
    finds nothing in a text that holds none of the ``cues`` in lower case, so that it need not be tried
    there; without cues it always may.
    """

    kind: Kind
    pattern: re.Pattern[str]
    keep: Callable[[str], int] = len
    unless: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None
    spared: Callable[[str, int, int], bool] | None = None
    cues: tuple[str, ...] = ()

    def may_find(self, lower: str) -> bool:
        """Whether it is worth trying on a text, given in lower case."""
        return not self.cues or any(cue in lower for cue in self.cues)

    def stands(self, view: str, start: int, end: int) -> bool:
        """Whether the surroundings of a value allow it."""
        if self.unless is not None and self.unless.search(view, max(0, start - BEFORE), start):
            return False
        if self.spared is not None and self.spared(view, start, end):
            return False
        return self.near is None or self.near.search(view, max(0, start - NEAR), end + NEAR) is not None


def rule(
    kind: Kind,
    value: str,
    *,
    after: str = "",
    between: str = "",
    gap: str = GAP,
    keep: Callable[[str], int] = len,
    unless: str = "",
    near: str = "",
    lead: str = "",
    behind: str = "",
    spared: Callable[[str, int, int], bool] | None = None,
) -> Rule:
    """A rule for ``value``, behind the pattern ``lead`` or one of the words of ``after`` where there are any.

    Nothing is found behind one of the words of ``unless`` or the pattern ``behind``, nor without ``near``.
    Up to four words of ``between`` may stand between them, and ``gap`` directly before the value. No rule
    reaches across a mask, which stands for a placeholder while the rules look.
    """
    if after:
        more = rf"{ASIDE}(?:[^\w{ANY}(]{{1,4}}(?i:{_any(between)})(?![^\W_]|-\d)){{0,4}}+" if between else ""
        lead = rf"{_initials(after)}(?<![^\W_])(?i:{_any(after)})(?![^\W\d_]){more}{gap}"
    return Rule(
        kind,
        re.compile(f"{lead}(?=(?P<value>{value}))"),
        keep,
        _veto(unless, behind),
        re.compile(near) if near else None,
        spared,
        _cues(after),
    )


def _veto(unless: str, behind: str) -> re.Pattern[str] | None:
    words = rf"(?<![^\W_])(?i:{_any(unless)})[^\w{ANY}]{{0,4}}" if unless else ""
    patterns = "|".join(filter(None, (words, behind)))
    return re.compile(f"(?:{patterns})$") if patterns else None


def _phrases(words: str) -> list[list[str]]:
    return [phrase.split() for phrase in words.split(",")]


def _any(words: str) -> str:
    """Any of the words or phrases between commas, with or without something between a phrase's words.

    Phrases that begin alike are tried together, the longest first.
    """
    by_first: dict[str, list[list[str]]] = {}
    for phrase in sorted(_phrases(words), key=lambda phrase: -len("".join(phrase))):
        by_first.setdefault(phrase[0], []).append(phrase[1:])
    firsts = sorted(by_first, key=len, reverse=True)
    return "|".join(re.escape(first) + _rests(by_first[first]) for first in firsts)


def _rests(rests: Sequence[Sequence[str]]) -> str:
    if not any(rests):
        return ""
    return f"(?:{'|'.join(''.join(_BETWEEN_WORDS + re.escape(word) for word in rest) for rest in rests)})"


def _initials(words: str) -> str:
    """A look at the next character: whether one of the phrases can begin with it."""
    initials = sorted(
        {case for phrase in _phrases(words) for case in (phrase[0][0].lower(), phrase[0][0].upper())}
    )
    return f"(?=[{re.escape(''.join(initials))}])"


def _cues(words: str) -> tuple[str, ...]:
    """The first words of the phrases, less those that another one begins."""
    firsts = sorted({phrase[0].lower() for phrase in _phrases(words) if phrase})
    return tuple(one for one in firsts if not any(one != other and one.startswith(other) for other in firsts))


def digits(least: int) -> Callable[[str], int]:
    """Keeps what has at least so many digits."""

    def keep(value: str) -> int:
        return len(value.rstrip("-")) if sum(map(str.isdigit, value)) >= least else 0

    return keep


def numbered(words: str) -> str:
    """Each of the words between commas with "number", "no", "#", "id" and the like behind it."""
    return ", ".join(f"{word.strip()} {more}" for word in words.split(",") for more in _NUMBERS)


_NUMBERS = ("number", "no", "nr", "num", "#", "id")
