"""What the bot says of a ticket's clock: started and stopped by hand, warnings, a broken promise."""

from __future__ import annotations

from guard import Screened, fill, own, restored, shorten
from tickets.clock import average_words
from tickets.values import Ticket

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


def warning(ticket: Ticket, left: int, target: str) -> Screened:
    """Before the target; ``left`` in minutes."""
    return fill(
        "{left} left: {which} waits for an answer; our target is {target}.",
        left=restored(average_words(left)),
        which=_which(ticket),
        target=restored(target),
    )


def target_missed(ticket: Ticket, left: int, due: str) -> Screened:
    """After the target and before the promise; ``left`` in minutes."""
    return fill(
        "Our target has passed: {which} waits for an answer; {left} left to what was promised, {due}.",
        left=restored(average_words(left)),
        which=_which(ticket),
        due=restored(due),
    )


def broken(ticket: Ticket, due: str) -> Screened:
    return fill(
        "The promise is broken: {which} was promised an answer by {due} and nobody has answered. {who}",
        which=_which(ticket),
        due=restored(due),
        who=_taken(ticket),
    )


def _which(ticket: Ticket) -> Screened:
    return fill(
        "#{number} “{subject}” ({customer})",
        number=ticket.number,
        subject=shorten(ticket.subject, 150),
        customer=restored(ticket.customer.name),
    )


def _taken(ticket: Ticket) -> Screened:
    if ticket.assignee is None:
        return own("Nobody has taken it.")
    return fill("It was taken by {name}.", name=restored(ticket.assignee.name))
