"""What is said of who may open tickets, and of tickets for what the documentation answers."""

from __future__ import annotations

from guard import Screened, fill


def referred(count: int, days: int) -> Screened:
    return fill(
        "In the last {days} days {count} of your tickets asked for what an article answers, so may I point "
        "you to the documentation first? If it does not help, press “Talk to a person” once more, and I open "
        "the ticket.",
        count=count,
        days=days,
    )


def misuse_figure(count: int, days: int) -> Screened:
    return fill(
        "Education tickets of this administrator that an article answered, in {days} days: {count}.",
        count=count,
        days=days,
    )
