"""What the bot says of a ticket's clock: started and stopped by hand, warnings, a broken promise."""

from __future__ import annotations

from guard import Screened, fill, own, restored

START = own("Start the clock by hand")
STOP = own("Stop the clock by hand")
REASON = own("Why?")
REASON_HINT = own("It stands in the ticket's history, for staff.")
REASON_NEEDED = own("Please say why; it stands in the ticket's history.")
NOT_RUNNING = own("No clock runs, so there is nothing to stop.")
NOT_OPEN = own("Only an open ticket has a clock.")
STOPPED = own("The clock is stopped. The customer is not told, and it counts as no response.")


def started(due: str) -> Screened:
    return fill("The clock runs from now on, up to {due}. The customer is not told.", due=restored(due))


def runs_already(due: str) -> Screened:
    return fill("The clock runs already, up to {due}.", due=restored(due))


def form_title(act: str, number: int) -> Screened:
    starts = own("Start the clock") if act == "clock_start" else own("Stop the clock")
    return fill("{starts} #{number}", starts=starts, number=number)
