"""The command that tells from what it is known how sure an answer is, with how right the answers were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import as_json
from app.commands.opening import Config, opened
from app.commands.printing import Json, print_json, say, under_way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.calibration import Bin
    from knowledge.sure import Calibration
    from knowledge.sureness import Lesson


def sureness(config: Config, json: Json = False) -> None:
    """Tell from what it is known how sure an answer is, and how often the judged ones were right."""
    from knowledge.calibration import reliability

    with opened(config) as here, under_way("Asking again what people have judged ..."):
        model, precision = here.search.model, here.rules.sure.precision
        calibration = model.calibration
        lesson, found = here.search.sureness()
        told = reliability(calibration.probabilities(found.logits), found.right)
    if json:
        print_json(as_json.sureness(lesson, calibration, told, model.least(precision)))
        return
    say(model_words(lesson))
    say(calibration_words(calibration, len(found)))
    say(threshold_words(precision, model.least(precision)))
    _table(told)


def model_words(lesson: Lesson | None) -> str:
    """What the weights were learnt from."""
    from knowledge.selftraining import EVIDENCE

    if lesson is None:
        return "As shipped: nothing has been learnt from your articles yet (infracare knowledge sync does)."
    if not lesson.learnt:
        return f"As shipped: {lesson.number} articles are too few to learn from."
    part = lesson.number / (lesson.number + EVIDENCE)
    return f"Learnt from {lesson.number} articles, which count {part:.0%}; the rest is as shipped."


def calibration_words(calibration: Calibration, outcomes: int) -> str:
    """What the probabilities follow: expectation, or outcomes; ``outcomes`` is how many there are now."""
    from knowledge.calibration import FEWEST, FEWEST_FOR_SLOPE
    from knowledge.sure import SLOPE, share

    part = f"{share(calibration):.0%} of the questions"
    if not calibration.outcomes:
        return (
            f"It expects that your articles answer {part} (learning.answerable), until {FEWEST} outcomes "
            f"tell how many; there are {outcomes}."
        )
    if calibration.slope == SLOPE:
        return (
            f"{calibration.outcomes} outcomes speak for {part} being answered by your articles. From "
            f"{FEWEST_FOR_SLOPE} on they also tell how far its probabilities can be trusted."
        )
    return (
        f"Recalibrated from {calibration.outcomes} outcomes: {calibration.slope:.2f} times the logit, "
        f"{calibration.offset:+.2f}."
    )


def threshold_words(precision: float, least: float) -> str:
    """From which probability on it answers."""
    if least == 1.0:
        return f"Nothing is sure enough yet to be right {precision:.0%} of the time (sureness.precision)."
    return (
        f"So that {precision:.0%} of the answers given are right (sureness.precision), it answers from a "
        f"probability of {least:.0%} on."
    )


def _table(told: Sequence[Bin]) -> None:
    from knowledge.calibration import error

    if not told:
        return
    say("Said   Was right   Outcomes")
    for one in told:
        say(f"{one.said:4.0%}   {one.right:9.0%}   {one.outcomes:8}")
    say(f"What was said is {error(told):.0%} from what was right, on average over these outcomes.")
