"""Fitting the pipeline of the product on documents of any kind: members are tried, the best ones vote."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedGroupKFold
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifier.labelled import Document
from classifier.likeness import near_duplicates
from classifier.matrix import MATRICES, Blocks, Counter, Groups, Weighing
from classifier.reading import read
from classifier.regression import Labels, Numbers, Regression, ratios, regressions, softmax

FOLDS = 5
GAIN = 0.001
"""A further vote must lower the log loss (in nats a document) by this much."""

MOST_VOTES = 6

OWN = 2.5
"""What a column's copies for one group weigh beside those for all."""

PRESENCE = "presence"
"""The kind of member that looks at whether a term is there at all."""

STRENGTHS: Mapping[str, tuple[float, ...]] = {
    "message": (5.0, 15.0),
    "talk": (1.0, 2.0, 4.0),
    "document": (0.7, 1.5),
    PRESENCE: (0.01, 0.1),
}
"""``C`` of the regressions that are tried, for each kind of member."""

VIEWS = tuple(dict.fromkeys(view for views in MATRICES.values() for view in views))


@dataclass(frozen=True, slots=True)
class Member:
    """One regression that may vote: over which views, with how much of the group's own, how strong."""

    kind: str
    own: float
    strength: float

    def __str__(self) -> str:
        groups = f", the group's own x {self.own:g}" if self.own else ""
        return f"{self.kind} views{groups}, C={self.strength:g}"


@dataclass(frozen=True)
class Choice:
    """What was found by cross-validation within the training set.

    ``alternatives`` has the log loss of each member tried. ``votes`` are the members that vote, some more
    than once; ``temperature`` is what their mean log-probabilities are multiplied by so that the result
    means what it says; ``loss`` its log loss.
    """

    votes: tuple[Member, ...]
    temperature: float
    loss: float
    alternatives: Mapping[Member, float] = field(default_factory=dict)


UNTRIED = Choice((Member("talk", 0.0, 2.0),), 1.0, float("nan"))
"""What is taken where there are too few documents to choose by."""


@dataclass(frozen=True)
class Vote:
    """A member, fitted."""

    member: Member
    weighing: Weighing
    groups: Groups
    regression: Regression

    def chances(self, blocks: Blocks, groups: Sequence[str], count: int) -> Numbers:
        """A row per document, a column per class."""
        rows = _rows(self.member, self.weighing, self.groups, blocks, groups)
        return self.regression.chances(rows, count)


@dataclass(frozen=True)
class Fitted:
    """The voting members, fitted on all documents; ``classes`` are the labels in alphabetical order."""

    choice: Choice
    classes: tuple[str, ...]
    counter: Counter
    votes: Mapping[Member, Vote]

    def predict_proba(self, documents: Sequence[Document]) -> Numbers:
        """A row per document, a column per class; each row sums to one."""
        views = tuple(dict.fromkeys(view for member in self.votes for view in MATRICES[member.kind]))
        blocks = self.counter.counts(documents, views)
        groups = [document.group for document in documents]
        chances = {
            member: vote.chances(blocks, groups, len(self.classes)) for member, vote in self.votes.items()
        }
        return voted([chances[member] for member in self.choice.votes], self.choice.temperature)


def fitted(documents: Sequence[Document], labels: Sequence[str]) -> Fitted:
    """The pipeline, chosen on these documents by cross-validation and trained on all of them."""
    classes = tuple(sorted(set(labels)))
    truth: Labels = np.searchsorted(classes, labels)
    groups = [document.group for document in documents]
    with threadpool_limits(1):  # several threads are slower on matrices of this size
        counter, blocks = Counter.of(documents, VIEWS)
        cuts = folds(documents, truth)
        choice = chosen(tried(blocks, groups, truth, cuts), truth) if cuts else UNTRIED
        members = dict.fromkeys(choice.votes)
        votes = {member: next(_votes([member], blocks, groups, truth)) for member in members}
    return Fitted(choice, classes, counter, votes)


def chosen(chances: Mapping[Member, Numbers], truth: Labels) -> Choice:
    """The vote grows from the best member by whichever lowers the log loss most, while it gains."""
    losses = {member: _warmed([found], truth)[1] for member, found in chances.items()}
    votes = [min(losses, key=losses.__getitem__)]
    temperature, loss = _warmed([chances[votes[0]]], truth)
    while len(votes) < MOST_VOTES:
        trials = {
            member: _warmed([chances[each] for each in (*votes, member)], truth)
            for member in _best_strengths(losses)
        }
        member = min(trials, key=lambda each: trials[each][1])
        if trials[member][1] > loss - GAIN:
            break
        votes.append(member)
        temperature, loss = trials[member]
    return Choice(tuple(votes), temperature, loss, losses)


def tried(
    blocks: Blocks, groups: Sequence[str], truth: Labels, cuts: Sequence[tuple[Labels, Labels]]
) -> dict[Member, Numbers]:
    """For each candidate the probabilities of each document, by regressions that saw none like it."""
    count = int(truth.max()) + 1
    found = {member: np.zeros((len(truth), count)) for member in _candidates(several=len(set(groups)) > 1)}
    families: dict[tuple[str, float], list[Member]] = {}
    for member in found:
        families.setdefault((member.kind, member.own), []).append(member)
    for inside, outside in cuts:
        ours, others = ({view: block[rows] for view, block in blocks.items()} for rows in (inside, outside))
        for family in families.values():
            for vote in _votes(family, ours, [groups[at] for at in inside], truth[inside]):
                found[vote.member][outside] = vote.chances(others, [groups[at] for at in outside], count)
    return found


def folds(documents: Sequence[Document], truth: Labels) -> list[tuple[Labels, Labels]]:
    """Rows inside and outside; nearly the same texts lie on one side. Empty where there are too few."""
    alike = near_duplicates([_written(document) for document in documents])
    number = min(FOLDS, max(2, int(np.bincount(truth).min())), len(set(alike)))
    if number < 2 or np.bincount(truth).max() < number:
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a label rarer than the folds lies in some of them only
        found = list(StratifiedGroupKFold(number, shuffle=True, random_state=7).split(truth, truth, alike))
    return found if all(len(set(truth[inside])) > 1 for inside, _ in found) else []


def _written(document: Document) -> str:
    """What somebody wrote himself, without the form he filled in."""
    part = read(document)
    return part.prose if part.prose.startswith(part.headline) else f"{part.headline} {part.prose}"


def voted(votes: Sequence[Numbers], temperature: float) -> Numbers:
    """The mean of the log-probabilities times the temperature, as probabilities."""
    return softmax(temperature * np.mean([np.log(np.clip(vote, 1e-4, 1)) for vote in votes], axis=0))


def loss_of(chances: Numbers, truth: Labels) -> float:
    """The log loss, in nats a document."""
    return float(-np.log(np.clip(chances[np.arange(len(truth)), truth], 1e-6, 1)).mean())


def _candidates(*, several: bool) -> Iterator[Member]:
    for kind, strengths in STRENGTHS.items():
        for own in (0.0, OWN) if several and kind == "document" else (0.0,):
            yield from (Member(kind, own, strength / (2 if own else 1)) for strength in strengths)


def _votes(family: Sequence[Member], blocks: Blocks, groups: Sequence[str], truth: Labels) -> Iterator[Vote]:
    """Fits members that differ in strength alone."""
    kind, own = family[0].kind, family[0].own
    weighing, known = Weighing.of(blocks, MATRICES[kind]), Groups.of(groups, own)
    rows = _rows(family[0], weighing, known, blocks, groups)
    found: Any = (
        (ratios(rows, truth, member.strength) for member in family)
        if kind == PRESENCE
        else regressions(rows, truth, [member.strength for member in family])
    )
    for member, regression in zip(family, found, strict=True):
        yield Vote(member, weighing, known, regression)


def _rows(
    member: Member, weighing: Weighing, known: Groups, blocks: Blocks, groups: Sequence[str]
) -> csr_matrix:
    rows = known.spread(weighing.rows(blocks), groups)
    if member.kind != PRESENCE:
        return rows
    return (rows > 0).astype(np.float64) if rows.shape[1] else csr_matrix((rows.shape[0], 1))


def _best_strengths(losses: Mapping[Member, float]) -> list[Member]:
    """Of the members that differ in strength alone, the best."""
    best: dict[tuple[str, float], Member] = {}
    for member in sorted(losses, key=losses.__getitem__):
        best.setdefault((member.kind, member.own), member)
    return list(best.values())


def _warmed(votes: Sequence[Numbers], truth: Labels) -> tuple[float, float]:
    """The temperature with the least log loss, and that loss."""
    found = minimize_scalar(
        lambda temperature: loss_of(voted(votes, temperature), truth), bounds=(0.3, 4.0), method="bounded"
    )
    return float(found.x), float(found.fun)
