"""Verbs for what people do with the product, in the forms in which they tell of it."""

from __future__ import annotations

from itertools import chain

_REGULAR = """
    open click press select type enter upload save submit restart reboot reinstall clear drag drop
    scroll attach import export search refresh close dictate record plug unplug switch update change
    create delete start stop pause play edit pick add move assign reassign tap copy paste download
    install launch check uncheck mark print finish fill release turn wait resume resize rename sort
    filter merge tick untick toggle push load reload dock undock dial rewind forward insert remove scan
    connect disconnect approve reject publish browse expand collapse hover navigate invite join lock
    unlock swipe zoom confirm accept agree group replace format highlight double-click right-click
    left-click activate deactivate enable disable unzip extract email return route listen talk speak try
    access authenticate reopen sync synchronise synchronize pair unpair configure apply discard preview
    uninstall empty key maximise maximize minimise minimize enlarge adjust view verify choose
""".split()  # noqa: SIM905
_IRREGULAR = """
    hit hits hitting choose chose chosen go goes went going come came log logs logged logging sign signs
    signed signing set sets setting put puts putting hold holds held holding leave left leaving reset
    resets resetting undo undid undoing run runs ran running send sends sent sending write wrote writing
    read speak spoke take took taking make made making find found get got getting shut shuts shutting
    dragged dragging dropped dropping stopped stopping plugged plugging unplugged unplugging scanned
    scanning submitted submitting swapped dialed dialled unzipped swap synced syncing tapped tapping
    begin began start redo redid rebuild rebuilt redial say said see
""".split()  # noqa: SIM905
_WITH_PARTICLE = frozenset(
    """
    go goes went going come came log logs logged logging sign signs signed signing leave left leaving
    get got getting shut shuts shutting take took taking make made making find found write wrote writing
    read speak spoke say said see try tried tries
    """.split()  # noqa: SIM905
)
"""Verbs that tell of a deed only with a particle: "logged in", "went to"."""

_WHOM = r"(?:him|her|them|me|us|it|myself|himself|herself)"
_DID = (
    r"did (?:the|an?|another) (?:[\w-]+ )?(?:export|import|upload|download|update|search|scan|print|restart|"
    r"reset|reboot|sync|backup|merge|install|reinstall|copy|test|dictation|recording|log-?in|login)"
)
PARTICLES = r"(?:in|out|on|off|into|onto|to|back|up|down|over|through|a|an|the|my|screenshot)"


def forms(verb: str) -> tuple[str, ...]:
    """The verb with -s, -ed and -ing, as English spells them, consonants not doubled."""
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith(("s", "sh", "ch", "x")):
        return verb, f"{verb}es", f"{verb}ed", f"{verb}ing"
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    return verb, f"{verb}s", f"{verb}ed", f"{verb}ing"


def _pattern() -> str:
    words = {*chain.from_iterable(map(forms, _REGULAR)), *_IRREGULAR}
    plain = "|".join(sorted(words - _WITH_PARTICLE, key=lambda word: (-len(word), word)))
    with_particle = "|".join(sorted(_WITH_PARTICLE, key=lambda word: (-len(word), word)))
    return rf"(?:{plain}|(?:{with_particle}) (?:{_WHOM} )?{PARTICLES}|{_DID})\b"


DEED = _pattern()
"""A pattern of one deed: "opened", "clicks", "went to", "logging in"; case is to be ignored."""
