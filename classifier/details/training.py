"""Learns the reading of details from marked messages; takes minutes.

The trees judge what the tagger proposes. So that they see proposals as good as those of texts nobody has
read, each writer's messages are tagged by a tagger that was learnt of the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from classifier.details.augment import Writer
from classifier.details.boosting import boosted
from classifier.details.crf import Tagged, fitted
from classifier.details.errors import MOST, error_rows
from classifier.details.examples import Example, lines, people_of, read_examples, version_of
from classifier.details.learnt import ERROR, Learnt
from classifier.details.listed import directory_of
from classifier.details.people import people_rows
from classifier.details.places import Place
from classifier.details.scores import person, token_f1
from classifier.details.table import Talk
from classifier.details.tagger import FIRST, FURTHER, Tagger, chances
from classifier.details.tokens import covered, tokens
from classifier.details.trees import Trees
from classifier.details.view import View, view
from classifier.examples import read_examples as read_messages

COPIES = 4
"""Changed copies of each example for the tagger."""

CARRIED = 500
"""Messages in carriers."""

WEIGHT = 0.2
"""What a made text weighs beside a marked one."""

STRENGTH = 0.5
"""Of the penalty on the tagger's weights."""

ROUNDS = 100


class Viewed(NamedTuple):
    """An example, made ready."""

    example: Example
    seen: View


class Group(NamedTuple):
    """The messages of one writer, and a tagger that was learnt of all others."""

    tagger: Tagger
    ready: Sequence[Viewed]


def learn(examples: Sequence[Example] | None = None) -> Learnt:
    """Learn of all examples."""
    every = read_examples() if examples is None else tuple(examples)
    talk = heard()
    groups = groups_of(every, talk)
    ready = viewed(every, talk)
    return Learnt(
        tagger_of(every, least=LEAST),
        error_trees(groups.values()),
        people_trees(ready, talk),
        talk,
        version_of(),
    )


def groups_of(every: Sequence[Example], talk: Talk, heads: int = 1) -> dict[str, Group]:
    """The examples by writer."""
    return {
        writer: Group(
            tagger_of([each for each in every if each.writer != writer], heads=heads),
            viewed((each for each in every if each.writer == writer), talk),
        )
        for writer in sorted({each.writer for each in every})
    }


def learnt_of_others(groups: Mapping[str, Group], writer: str, talk: Talk) -> Learnt:
    """What all but one writer's messages teach, to be measured on that one's; the taggers have two heads.

    What the trees see of another writer is proposed by that group's tagger, which was learnt of this one too.
    """
    others = [group for name, group in groups.items() if name != writer]
    ready = [one for group in others for one in group.ready]
    return Learnt(groups[writer].tagger, error_trees(others), people_trees(ready, talk), talk, "")


TREES = 550
ROW_WEIGHT = 3.0
"""What a short text weighs for the trees that is marked for one detail alone."""

PEOPLE_COPIES = 3
PEOPLE_COPY_WEIGHT = 0.3
STRANGER_WEIGHT = 0.5
"""What a message weighs whose directory is not at hand."""

LEAST = 0.02
"""Attributes that weigh less in the tagger are left out."""


def heard() -> Talk:
    """How people talk, by the messages of the classifier, and how programs do."""
    people = Counter(
        word for example in read_messages() for word in {token.words for token in tokens(example.text, 500)}
    )
    shown = Counter(token.low for message in lines("messages.txt") for token in tokens(message, 60))
    often = {word: count for word, count in people.items() if word.islower() and count > 1}
    return Talk(often, dict(shown))


def viewed(examples: Iterable[Example], talk: Talk) -> list[Viewed]:
    """The examples made ready; empty ones are left out."""
    pairs = ((example, view(example.text, talk)) for example in examples)
    return [Viewed(example, seen) for example, seen in pairs if seen]


def tagger_of(examples: Sequence[Example], least: float = 0.0, heads: int = 2) -> Tagger:
    """The tagger of these examples, of changed copies and of carriers; for errors alone with one head."""
    writer = Writer()
    talk = Talk({}, {})
    made = [*writer.copies(examples, COPIES), *writer.carried(CARRIED, _plain_sentences(examples))]
    texts = [*_tagged(viewed(examples, talk), 1.0), *_tagged(viewed(made, talk), WEIGHT)]
    return fitted(texts, heads=heads, strength=STRENGTH, rounds=ROUNDS, least=least)


def _plain_sentences(examples: Sequence[Example]) -> list[str]:
    """Sentences of examples in which nothing is marked."""
    plain = [each for each in examples if each.error == "" and each.steps == "" and each.users == ()]
    sentences = (part for each in plain for part in re.split(r"(?<=[.!?])\s+|\n", each.text))
    return [part for part in sentences if 3 <= len(part.split()) <= 20 and '"' not in part]


def _tagged(ready: Iterable[Viewed], weight: float) -> Iterator[Tagged]:
    for example, seen in ready:
        tags = [_tags(seen, value) for value in (example.error, example.steps)]
        known = [weight * (value is not None) for value in (example.error, example.steps)]
        yield Tagged(seen.said, tags, known)


def _tags(seen: View, value: str | None) -> list[int]:
    tags = [0] * len(seen.found)
    at = seen.text.find(value) if value else -1
    if at >= 0 and value:
        for number, token in enumerate(covered(seen.found, Place(at, at + len(value)))):
            tags[token] = FURTHER if number else FIRST
    return tags


def error_trees(groups: Iterable[Group]) -> Trees:
    """The trees that tell how much of a proposed message is right."""
    rows: list[npt.NDArray[np.float32]] = []
    worth: list[float] = []
    weights: list[float] = []
    for tagger, ready in groups:
        for example, seen in ready:
            if example.error is None:
                continue
            found = chances(tagger.scored(seen.said)[:, ERROR], tagger.heads[ERROR], MOST)
            places, numbers = error_rows(seen, found)
            rows += list(numbers)
            worth += [_worth(example.error, seen.text[slice(*place)]) for place in places]
            weights += [_weight(example)] * len(places)
    return boosted(np.array(rows), worth, weights, TREES)


def _weight(example: Example) -> float:
    alone = None in (example.users, example.error, example.steps)
    return ROW_WEIGHT if alone else 1.0


def _worth(marked: str, words: str) -> float:
    return token_f1(marked, words) if marked else 0.0


def people_trees(ready: Iterable[Viewed], talk: Talk) -> Trees:
    """The trees that tell whether somebody is affected; learnt with the directory, without, and of copies."""
    marked = [one for one in ready if one.example.users is not None]
    copies = viewed(Writer().copies([one.example for one in marked], PEOPLE_COPIES), talk)
    strangers = [Viewed(replace(one.example, known=()), one.seen) for one in marked if one.example.known]
    rows: list[npt.NDArray[np.float32]] = []
    affected: list[float] = []
    weights: list[float] = []
    for several, weight in ((marked, 1.0), (copies, PEOPLE_COPY_WEIGHT), (strangers, STRANGER_WEIGHT)):
        for one in several:
            numbers, wanted = _affected(one, talk)
            rows += list(numbers)
            affected += wanted
            weights += [weight * _weight(one.example)] * len(wanted)
    return boosted(np.array(rows), affected, weights, TREES)


def _affected(one: Viewed, talk: Talk) -> tuple[npt.NDArray[np.float32], list[float]]:
    """Whoever may be meant in an example, and whether each is."""
    example, seen = one
    people = people_of(example.writer)
    users = {person(user, people) for user in example.users or ()}
    places, numbers = people_rows(seen, directory_of(example.known), talk)
    return numbers, [float(person(seen.text[slice(*place)], people) in users) for place in places]
