"""The details of a ticket that a message already holds, each with the place it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.details.errors import MOST, bounded, find_error
from classifier.details.jobs import JOB_PATTERN, find_jobs
from classifier.details.learnt import ERROR, STEPS, Learnt
from classifier.details.listed import directory_of, listed_whole
from classifier.details.pasted import pasted
from classifier.details.people import find_people
from classifier.details.places import Place, apart, joined
from classifier.details.steps import find_steps, told_steps
from classifier.details.store import shipped
from classifier.details.surface import surface
from classifier.details.tagger import chances
from classifier.details.urgency import find_urgency
from classifier.details.view import view
from guard import Screened, restored
from guard.page import Page


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a message: ``value`` is what stands from ``start`` up to ``end`` in the text given."""

    value: Screened
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Details:
    """What a message says of the four details, and what presses for time; what it does not say is None.

    ``user`` and ``job`` are the first of ``users`` and ``jobs``, together with those named in one breath
    ("jobs 7001000 and 7001001").
    """

    user: Span | None = None
    job: Span | None = None
    error: Span | None = None
    steps: Span | None = None
    urgency: Span | None = None
    users: tuple[Span, ...] = ()
    jobs: tuple[Span, ...] = ()


def read_details(
    text: Screened,
    known_users: Sequence[str] = (),
    job_pattern: str = JOB_PATTERN,
    learnt: Learnt | None = None,
) -> Details:
    """Read a message. ``known_users`` are names and user names of the customer's directory.

    Nothing is invented: every value stands in the text word for word. At most 100,000 characters are read.
    """
    page = surface(text)
    users, error, steps = _learnt_places(page.text, known_users, learnt or shipped())
    jobs = find_jobs(page.text, job_pattern)
    return Details(
        user=_span(text, page, joined(users, page.text)),
        job=_span(text, page, joined(jobs, page.text)),
        error=_span(text, page, error),
        steps=_span(text, page, steps),
        urgency=_span(text, page, find_urgency(page.text)),
        users=tuple(span for place in users if (span := _span(text, page, place))),
        jobs=tuple(span for place in jobs if (span := _span(text, page, place))),
    )


def _learnt_places(
    text: str, known: Sequence[str], learnt: Learnt
) -> tuple[Sequence[Place], Place | None, Place | None]:
    """The users, the error and the steps, as what was learnt sees them; a rule for steps goes first."""
    seen = view(text, learnt.talk)
    if seen is None:
        return (), None, None
    scores = learnt.tagger.scored(seen.said)
    users = find_people(seen, directory_of(tuple(known)), learnt.talk, learnt.people)
    likely = chances(scores[:, ERROR], learnt.tagger.heads[ERROR], MOST)
    steps = find_steps(text) or told_steps(seen, scores[:, STEPS], learnt.tagger.heads[STEPS])
    return users, find_error(seen, likely, learnt.errors), steps


def read_file(
    text: Screened,
    known_users: Sequence[str] = (),
    job_pattern: str = JOB_PATTERN,
    learnt: Learnt | None = None,
) -> Details:
    """Read a log or a note that was given with a message: only what is plain in it.

    The error is its telling line. A job must be called one, a user must stand in the directory; of several
    the one in the line of the error counts, else none.
    """
    page = surface(text)
    error = _of_file(page.text, learnt)
    line = _line(page.text, error) if error else ""
    user = _only_one(page.text, line, apart(listed_whole(page.text, known_users)))
    job = _only_one(page.text, line, find_jobs(page.text, job_pattern, named=True))
    return Details(user=_span(text, page, user), job=_span(text, page, job), error=_span(text, page, error))


def _of_file(text: str, learnt: Learnt | None) -> Place | None:
    """The line of a log that tells what failed, or else what a note says of it."""
    telling = next(pasted(text), None)
    if telling:
        return bounded(text, telling)
    return _learnt_places(text, (), learnt or shipped())[1]


def _line(text: str, place: Place) -> str:
    """The whole lines in which this stands."""
    end = text.find("\n", place.end)
    return text[text.rfind("\n", 0, place.start) + 1 : len(text) if end < 0 else end]


def _only_one(text: str, line: str, places: Sequence[Place]) -> Place | None:
    """The one value that stands there, or the one of them that the line holds."""
    values = {text[slice(*place)].casefold(): place for place in reversed(places)}
    if len(values) > 1:
        values = {value: place for value, place in values.items() if value in line.casefold()}
    return next(iter(values.values())) if len(values) == 1 else None


def _span(text: Screened, page: Page, place: Place | None) -> Span | None:
    """The place in the readable text as words of the text given, without space around them."""
    if place is None:
        return None
    start, end = page.index[place.start], page.index[place.end]
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(restored(words.strip()), start, start + len(words.strip())) if words.strip() else None
