"""Which sentences of a reply tell what to do, or how something is; the rest is about one case."""

from __future__ import annotations

import re
from typing import Final

from knowledge.words import STOP, content_words

LONGEST: Final = 300
"""Characters of a sentence; a longer one is no sentence."""
_VERBS = frozenset(
    """
    add adjust allow apply approve ask assign attach avoid call change check choose clear click close
    compare complete confirm connect contact copy create cut delete deselect disable disconnect dictate
    do double-click download drag drop edit empty enable end ensure enter exit export extend fill filter
    find finish follow give go hide highlight hit hold import insert install invite keep leave limit link
    listen load lock log look lower make mark minimise minimize mount move mute name navigate note open
    order pass paste pause pick place play plug point post prefer press print pull push put quit raise read
    reboot recalibrate reconnect record refresh reinstall release reload remove rename reopen repeat
    replace replug rescan resend reset resize restart restore resubmit return review right-click route run
    save scan scroll search see select send set share show shut sign skip sort specify start stop submit
    swap switch sync tap tell test tick toggle transfer try turn type uncheck undo uninstall unlock unmute
    unplug untick unzip update upgrade upload use verify view visit wait wear write zoom calibrate clean
    """.split()  # noqa: SIM905 (a list of words is easier to read than a list of quotes)
)
_LEADING = re.compile(
    r"(?:(?:please|kindly|just|simply|then|now|next|first|firstly|second|third|finally|lastly|afterwards|also|"
    r"and|so|instead|again|alternatively|once more|after that|from there|here is how|in that case|"
    r"you(?:'ll)? (?:can|could|may|might|must|should|will)"
    r"(?: (?:also|now|then|just|simply|need to|have to|want to))?|"
    r"you (?:need|have|want|ought) to|you(?:'ll| will) (?:need|have|want) to|make sure to|be sure to|"
    r"(?:could|can|would) you(?: please)?|i would|i'd|i suggest (?:you|to)|"
    r"we (?:suggest|recommend) (?:you|to)|"
    r"try to|remember to|don'?t forget to)\b[\s,:–-]*)+",
    re.I,
)
_CONDITION = re.compile(
    r"(?:if|when|to|in|once|before|after|for|on|under|from|as|while|with|at)\b[^,]{2,120},\s*", re.I
)
_NEGATED = re.compile(r"(?:do not|don'?t|never|always|be sure|be careful)\b", re.I)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'll|I'd|we|we're|we've|we'll|my|mine|me|us|our|ours)\b", re.I)
_OF_THE_CASE = re.compile(
    r"\b(?:you(?:r|rs|'re|'ve|'d)?|she|he|her|his|him|was|were|had|did|has been|have been|"
    r"the user|the customer)\b",
    re.I,
)
_SEGMENT = r"[A-Z][\w/&-]*(?: [\w/&-]+){0,3}"
_PATH = re.compile(rf"(?<![\w>])(\*{{0,2}})({_SEGMENT}(?: ?(?:->|>|→|») ?{_SEGMENT})+)\1")
"""A way through menus: ``IMC > Users > All users``."""
_ARROW = re.compile(r"\s*(?:->|>|→|»)\s*")


def step_of(sentence: str) -> str:
    """What to do, without *please* and *you can*; empty when the sentence tells nothing to do."""
    said = _led(sentence)
    if not 3 <= len(said) <= LONGEST or said.endswith(("?", ":")) or not content_words(said):
        return ""
    condition = _CONDITION.match(said)
    bare = _led(said[condition.end() :]) if condition else said
    if in_bold(said.rstrip(".")).startswith("**"):
        said = f"Open {said}"
    elif not _is_order(bare) or _FIRST_PERSON.search(said):
        return ""
    return said[:1].upper() + said[1:]


def _led(said: str) -> str:
    leading = _LEADING.match(said)
    return said[leading.end() :].strip() if leading else said.strip()


def is_statement(sentence: str) -> bool:
    """Whether it says how something is, for everybody and not of one case."""
    if not 20 <= len(sentence) <= LONGEST or not sentence.endswith((".", "!")):
        return False
    return not (_FIRST_PERSON.search(sentence) or _OF_THE_CASE.search(sentence))


def in_bold(step: str) -> str:
    """The step with its ways through menus in bold, as articles have them."""
    return _PATH.sub(_bold, step)


def _bold(found: re.Match[str]) -> str:
    """The menus alone in bold: neither the verb before the first one nor what goes on behind the last one."""
    first, *others = _ARROW.split(found.group(2))
    verb, first = _verb_before(first)
    last, rest = _menu(others[-1])
    return f"{verb}**{' > '.join((first, *others[:-1], last))}**{rest}"


def _verb_before(segment: str) -> tuple[str, str]:
    words = segment.split(" ")
    name = next((at for at, word in enumerate(words) if word.lower() not in _VERBS | STOP), 0)
    return "".join(f"{word} " for word in words[:name]), " ".join(words[name:])


def _menu(segment: str) -> tuple[str, str]:
    """The name of a menu and what follows it: small words that join, and orders, are no part of a name."""
    words = segment.split(" ")
    ends = (at for at, word in enumerate(words) if at and word.islower() and word in _VERBS | STOP)
    end = next(ends, len(words))
    return " ".join(words[:end]), "".join(f" {word}" for word in words[end:])


def _is_order(said: str) -> bool:
    first = re.match(r"[A-Za-z-]+", said)
    return _NEGATED.match(said) is not None or (first is not None and first.group().lower() in _VERBS)
