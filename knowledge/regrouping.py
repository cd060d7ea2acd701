"""Which of the topics there were each new group of questions is, so that topics keep their numbers. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from knowledge.topics import Topic

Numbers = Sequence[int | None]


def identified(found: Sequence[Topic], was: Numbers, fixed: Numbers) -> list[int | None]:
    """The number of the topic that each group is, None for a new one.

    ``was`` says in which topic each question was, ``fixed`` in which it must stay. A group with fixed
    questions is their topic; each other topic goes to the group with which it shares most questions, the
    largest share first.
    """
    known = [next((fixed[place] for place in one.members if fixed[place] is not None), None) for one in found]
    taken = {number for number in known if number is not None} | {n for n in fixed if n is not None}
    for _, group, number in _shares(found, was):
        if known[group] is None and number not in taken:
            known[group] = number
            taken.add(number)
    return known


def _shares(found: Sequence[Topic], was: Numbers) -> list[tuple[int, int, int]]:
    """(minus how many questions, group, topic) of all that share any, those with most first."""
    return sorted(
        (-count, group, number)
        for group, one in enumerate(found)
        for number, count in Counter(was[place] for place in one.members).items()
        if number is not None
    )


def successors(found: Sequence[Topic], now: Sequence[int], was: Numbers) -> dict[int, int]:
    """For each topic there was the one in which most of its questions are now."""
    went: dict[int, Counter[int]] = {}
    for group, one in enumerate(found):
        for place in one.members:
            number = was[place]
            if number is not None:
                went.setdefault(number, Counter())[now[group]] += 1
    return {number: counted.most_common(1)[0][0] for number, counted in went.items()}
