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
        calibration = here.search.model.calibration
        lesson, found = here.search.sureness()
        told = reliability(calibration.probabilities(found.logits), found.right)
    if json:
        print_json(as_json.sureness(lesson, calibration, told))
        return
    say(model_words(lesson))
    say(calibration_words(calibration, len(found), int(found.right.sum())))
    _table(told)


def model_words(lesson: Lesson | None) -> str:
    """What the weights were learnt from."""
    if lesson is None:
        return "As shipped: nothing has been learnt from your articles yet (infracare knowledge sync does)."
    if not lesson.learnt:
        return f"As shipped: {lesson.number} articles are too few to learn from."
    return f"Learnt from {lesson.number} articles."


def calibration_words(calibration: Calibration, outcomes: int, right: int) -> str:
    """What the calibration was fitted to, or why it was not; ``outcomes`` and ``right`` are of now."""
    from knowledge.calibration import FEWEST, FEWEST_OF_A_KIND

    if calibration.outcomes:
        return (
            f"Recalibrated from {calibration.outcomes} outcomes: {calibration.slope:.2f} times the logit, "
            f"{calibration.offset:+.2f}."
        )
    return (
        f"Not recalibrated: it takes {FEWEST} outcomes, {FEWEST_OF_A_KIND} of them right and "
        f"{FEWEST_OF_A_KIND} wrong; there are {outcomes}, of which {right} are right."
    )


def _table(told: Sequence[Bin]) -> None:
    from knowledge.calibration import error

    if not told:
        return
    say("Said   Was right   Outcomes")
    for one in told:
        say(f"{one.said:4.0%}   {one.right:9.0%}   {one.outcomes:8}")
    say(f"What was said is {error(told):.0%} from what was right, on average over these outcomes.")
