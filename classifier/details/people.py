"""The users a text is about: of those who may be meant, whoever is affected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from classifier.details.listed import Directory, is_odd
from classifier.details.names import FIRST_NAMES, SURNAMES
from classifier.details.people_candidates import Kind, candidates, is_login, without_title
from classifier.details.people_words import NO_PERSON
from classifier.details.places import Place
from classifier.details.table import Talk, row_of
from classifier.details.tokens import covered
from classifier.details.trees import Trees
from classifier.details.view import View

SURE = 0.4
"""How likely somebody must be affected to be named; the best by cross-validation over writers."""


def find_people(seen: View, directory: Directory, talk: Talk, trees: Trees) -> tuple[Place, ...]:
    """The users named, in order, each once. The asker ("I", a signature) is not one of them."""
    places, rows = people_rows(seen, directory, talk)
    if not places:
        return ()
    likely: dict[str, float] = {}
    first: dict[str, Place] = {}
    for place, chance in zip(places, trees(rows).tolist(), strict=True):
        if _PATIENT.search(seen.text, max(0, place.start - _LONGEST_LABEL), place.start):
            continue
        name = without_title(seen.text[slice(*place)])
        likely[name] = max(likely.get(name, 0.0), chance)
        first.setdefault(name, place)
    found = tuple(sorted(place for name, place in first.items() if likely[name] > SURE))
    return found or tuple(sorted(place for place in first.values() if _is_labelled(seen.text, place)))


def _is_labelled(text: str, place: Place) -> bool:
    """Whether it is called the user's name: meant, where nobody else is surely affected."""
    led = _LABEL.search(text, max(0, place.start - _LONGEST_LABEL), place.start)
    return led is not None and " " not in text[slice(*place)]


_LABEL = re.compile(r"(?<![\w-])(?:for|of) (?:the )?user(?: ?name)?:? $", re.IGNORECASE)
_PATIENT = re.compile(r"(?<![\w-])(?:patients?|pts?)[.:]? $", re.IGNORECASE)
_LONGEST_LABEL = 24


def people_rows(
    seen: View, directory: Directory, talk: Talk
) -> tuple[Sequence[Place], npt.NDArray[np.float32]]:
    """Whoever may be meant, and a row of numbers for each."""
    kinds = candidates(seen.text, seen.found, directory, talk)
    spans = {place: covered(seen.found, place) for place in sorted(kinds)}
    places = [place for place, span in spans.items() if span]
    names = [without_title(seen.text[slice(*place)]) for place in places]
    rows = []
    for at, place in enumerate(places):
        span = spans[place]
        company = (
            *(len(set(names)), at, names.count(names[at]), names.index(names[at]) == at),
            sum(kind is Kind.LOGIN for kind in kinds.values()),
            *(_near(places, at), seen.found[span[0]].place.start < place.start),
        )
        more = (*_traits(seen.text[slice(*place)], kinds[place], directory, talk), *company)
        rows.append(row_of(seen.table, span[0], span[-1] + 1, more))
    return places, np.array(rows, dtype=np.float32)


def _near(places: Sequence[Place], at: int) -> bool:
    """Whether another one is named right before or behind."""
    return any(after.start - before.end <= 5 for before, after in pairwise(places[max(at - 1, 0) : at + 2]))


def _traits(name: str, kind: Kind, directory: Directory, talk: Talk) -> tuple[float, ...]:
    """What is said of a name by itself."""
    low = name.casefold()
    words = low.split()
    return (
        *(kind is each for each in Kind),
        *(len(name), name.isupper(), name.islower(), any(map(str.isdigit, name)), "." in name, "-" in name),
        *(low in directory.entries, " " in low, words[0] in directory.firsts, words[-1] in directory.lasts),
        *(bool(directory.entries), words[0] in FIRST_NAMES, words[-1] in SURNAMES, words[0] in NO_PERSON),
        *(talk.heard.get(words[0], 0), is_login(low), is_odd(low)),
    )
