"""Refits the classifier when enough has come in, on one replica at a time, and says what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.settings import TriageSettings
from app.worker import unless_lost, utc_now
from classifier import corrections, models, state
from classifier.examples import BadExampleError, Example, read_examples
from classifier.golden import read_golden
from classifier.models import Model
from classifier.refit import Order
from classifier.refitting import Outcome, RefitError, refit
from guard import Screened
from records import work
from records.engine import Session, Transactions
from records.work import LeaseLostError, Work

log = logging.getLogger(__name__)

QUEUE = "refits"
ASKED = "asked"
"""The lane of what somebody asks for: one that has failed and waits is not in its way."""
LEASE_SECONDS = 60.0
FAILED = {"why": "failed"}
NAMED = 3
"""So many golden messages are named when a candidate is refused."""


class StoppedError(Exception):
    """The program ends; the refit is left to whoever is there."""


class NothingToFitError(Exception):
    """No refit is to be made now; the sentence says why."""


@dataclass(frozen=True)
class Refits:
    """Refits of one installation. ``base`` gives the version that came along with the program."""

    settings: TriageSettings
    root: Path
    reading: Transactions
    writing: Transactions
    base: Callable[[], str]
    screened: Callable[[str], Screened]
    now: Callable[[], datetime] = utc_now
    examples: Callable[[], tuple[Example, ...]] = read_examples
    lease: float = LEASE_SECONDS
    stopped: Callable[[], bool] = lambda: False

    def step(self) -> bool:
        """Refit when it is time and nobody else does; False when there was nothing to do."""
        with self.reading() as session:
            waits = work.waits(session, QUEUE, QUEUE)
            key = None if waits else self._due(session)
        if key is not None:
            with self.writing() as session:
                work.offer(session, QUEUE, key, QUEUE, {}, self.now())
        if not waits and key is None:
            return False
        return self._take(lambda _step: None) is not None

    def at_once(self, tell: Callable[[str], None]) -> Model:
        """Refit now, whatever has come in; raises :class:`NothingToFitError` or :class:`RefitError`."""
        with self.writing() as session:
            if not corrections.vouched(session):
                raise NothingToFitError(
                    "Staff have not yet corrected or confirmed a category; there is nothing to fit to."
                )
            asked = self.now()
            work.offer(session, QUEUE, f"{ASKED}:{asked.isoformat()}", ASKED, {}, asked)
        done = self._take(tell)
        if done is None:
            raise NothingToFitError(
                "Another process is refitting; `infracare classifier models` will show what came of it."
            )
        return done

    def _due(self, session: Session) -> str | None:
        """The name of the refit that is due, the same on every replica."""
        after, base = self.settings.refit_after, self.base()
        grown = after and models.new_since(session, base) >= after
        if not grown and not (after and models.holds_erased(session, base)):
            return None
        return f"{base}:{state.current(session).revision}"

    def _take(self, tell: Callable[[str], None]) -> Model | None:
        with self.writing() as session:
            taken = work.claim(session, QUEUE, self.now(), lease=self.lease)
        return self._done(taken[0], tell) if taken else None

    def _done(self, one: Work, tell: Callable[[str], None]) -> Model | None:
        try:
            return self._refit(one, tell)
        except LeaseLostError:
            log.info("another process has taken over the refit")
            return None
        except StoppedError:
            with unless_lost(one), self.writing() as session:
                work.postpone(session, one, self.now())
            return None
        except (RefitError, BadExampleError, OSError) as error:
            log.error("the refit failed (attempt %d): %s", one.attempt, error)
            self._set_aside(one)
            if one.lane == ASKED:
                raise RefitError(str(error)) from error
            return None

    def _set_aside(self, one: Work) -> None:
        with unless_lost(one), self.writing() as session:
            if one.lane == ASKED:
                work.finish(session, one, FAILED)
            else:
                work.postpone(session, one, self.now() + _pause(one.attempt), FAILED)

    def _refit(self, one: Work, tell: Callable[[str], None]) -> Model:
        with self.reading() as session:
            revision, order = state.current(session).revision, self._order(session)
            known = models.newest(session, order.base)
        if known is not None and known.at >= one.offered_at:
            with self.writing() as session:
                work.finish(session, one)
            return known
        outcome = refit(order, lambda: self._hold(one), tell)
        why = None if outcome.holds else self.screened(why_refused(outcome, self.settings.margin))
        model = Model(
            outcome.version,
            order.base,
            self.now(),
            revision,
            len(order.examples),
            outcome.corrections,
            outcome.figures,
            outcome.base,
            outcome.holds,
            why,
        )
        with self.writing() as session:
            work.finish(session, one)
            models.record(session, model, outcome.content, keep=self.settings.keep_models)
        if why is None:
            log.info("the model %s is in use, fitted to %d corrections", model.version, model.corrections)
        else:
            log.warning("the model %s is not used: %s", model.version, why)
        return model

    def _hold(self, one: Work) -> None:
        if self.stopped():
            raise StoppedError
        with self.writing() as session:
            work.renew(session, one, self.lease)

    def _order(self, session: Session) -> Order:
        base, known = self.base(), [one for one in models.listed(session) if one.base == self.base()]
        used = next((one for one in known if one.version == state.current(session).model), None)
        figures = {"base": known[0].base_figures} if known else {}
        if used is not None:
            figures["current"] = used.figures
        golden = read_golden(self.root / self.settings.golden if self.settings.golden else None)
        vouched = corrections.vouched(session)
        return Order(base, self.examples(), vouched, golden, self.settings.margin, figures)


def _pause(attempt: int) -> timedelta:
    """What was wrong once is likely to be so again: a minute, doubling, half a day at the most."""
    return timedelta(minutes=min(2 ** min(attempt - 1, 10), 720))


def why_refused(outcome: Outcome, margin: float) -> str:
    """Why a candidate is not put to use, in words."""
    fallen = (
        f"{_FIGURES[name]} on the {outcome.frozen} frozen messages is {outcome.figures[name]:.1%}, "
        f"more than {100 * margin:g} points below what it was"
        for name in outcome.fallen
    )
    wrong = (
        f'the golden message "{one.text}" would be sorted as {one.found}, not {one.label}'
        for one in outcome.broken[:NAMED]
    )
    more = len(outcome.broken) - NAMED
    return "; ".join((*fallen, *wrong, *((f"and {more} more",) if more > 0 else ())))


_FIGURES = {"accuracy": "the accuracy", "macro_f1": "the macro-F1"}
