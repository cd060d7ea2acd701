"""The sentences about maintenance windows."""

from __future__ import annotations

from guard import Screened, fill, join, own, restored

HINT = own("announce maintenance, scheduled or not")
LIST_HINT = own("the maintenance windows that are on or to come")
NOTHING_PLANNED = own("No maintenance is on or planned.")
PLANNED = own("Maintenance that is on or to come:")

TITLE = own("Maintenance")
CHANGE_TITLE = own("Change the maintenance")
CANCEL_TITLE = own("Cancel the maintenance")
WHAT = own("What is done, and what does not work meanwhile")
START = own("From")
END = own("Until")
KIND = own("Was it planned?")
SCHEDULED = own("Scheduled: announced before it begins")
UNSCHEDULED = own("Unscheduled: counts against the availability")
KINDS = {True: own("scheduled"), False: own("unscheduled")}
EVERYBODY_READS = own("Every licensed administrator of every customer reads this.")
CANCEL_SURE = own("Every licensed administrator is told that it will not take place.")
CHANGE = own("Change")
CANCEL = own("Cancel it")
STATE = own("State")
CARD_HINT = own("A change or a cancellation is told to everybody who was told of the window.")
STATES = {"planned": own("planned"), "on": own("on now"), "over": own("over"), "cancelled": own("cancelled")}
SUBJECTS = {
    "announced": own("Maintenance of the platform"),
    "changed": own("Maintenance of the platform: changed"),
    "cancelled": own("Maintenance of the platform: cancelled"),
    "reminder": own("Maintenance of the platform: soon"),
}

WHAT_NEEDED = own("Please say what is done and what does not work meanwhile.")
TIMES_NEEDED = own("Please give the day and the hour.")
ENDS_FIRST = own("It must end after it begins.")
BEGUN = own("A scheduled window is announced before it begins. What has begun already is unscheduled.")
OVER = own("That time is over already; maintenance that has ended is not announced.")
START_STAYS = own("It has begun already: its beginning and its kind stay as they are.")
CANNOT_CANCEL = own("It has begun already: change its end instead.")
GONE = own("This window is over or cancelled; nothing of it can be changed any more.")


def too_long(hours: int) -> Screened:
    return fill(
        "A window may last {hours} hours at the most: give an earlier end, or announce the rest as another.",
        hours=hours,
    )


def under_way(what: Screened, until: str, *, scheduled: bool) -> Screened:
    """What whoever asks during maintenance hears first."""
    if scheduled:
        return fill(
            "Scheduled maintenance is under way until {until}: {what}", until=restored(until), what=what
        )
    return fill(
        "Unscheduled maintenance is under way until {until}: {what}", until=restored(until), what=what
    )


def told(change: str, what: Screened, start: str, end: str, *, scheduled: bool) -> Screened:
    """What administrators are told of a window."""
    if change == "cancelled":
        gone = fill("The maintenance from {start} will not take place:", start=restored(start))
        return join(gone, what)
    kind = own("Scheduled maintenance") if scheduled else own("Unscheduled maintenance")
    head = {
        "announced": fill("{kind} of the platform:", kind=kind),
        "changed": fill("{kind} of the platform has changed:", kind=kind),
        "reminder": fill("{kind} of the platform is near:", kind=kind),
    }[change]
    times = fill("From {start} to {end}.", start=restored(start), end=restored(end))
    return join(head, what, times, by="\n")


def confirmed(change: str, people: int) -> Screened:
    """What the member of staff is answered."""
    what = {
        "announced": own("The maintenance is announced"),
        "changed": own("The maintenance is changed"),
        "cancelled": own("The maintenance is cancelled"),
    }[change]
    return fill("{what}; administrators told: {people}.", what=what, people=people)


def done(change: str, who: str, people: int) -> Screened:
    """What staff did, in the window's thread."""
    what = {
        "announced": own("has announced this"),
        "changed": own("has changed this"),
        "cancelled": own("has cancelled this"),
        "reminder": own("has reminded the administrators"),
    }[change]
    return fill("{who} {what}; administrators told: {people}.", who=restored(who), what=what, people=people)


def numbered(window: int) -> Screened:
    return fill("Maintenance {window}", window=window)


def row(window: int, what: Screened, start: str, end: str, kind: Screened) -> Screened:
    return fill(
        "{window}: {what} ({kind}), from {start} to {end}",
        window=window,
        what=what,
        kind=kind,
        start=restored(start),
        end=restored(end),
    )
